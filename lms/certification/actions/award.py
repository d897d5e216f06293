"""Decide a confirmed case by the rule in force and issue what was earned."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lms.audit.actions import record
from lms.certification import rules
from lms.certification.actions.serials import certificate_with_free_serial
from lms.certification.events import CertificateIssued
from lms.certification.models import AwardDecision, AwardRule, Certificate
from lms.certification.queries import as_rule, rule_in_force
from lms.certification.records import CERTIFICATE, DECISION
from lms.outbox.actions import publish
from lms.people.actions import write_text_message
from lms.people.models import Person, Site
from lms.records.actions import append

TEMPLATE = "certificate-2"


@transaction.atomic
def award_if_earned(
    *,
    case_id: int,
    person: Person,
    trade_code: str,
    level_code: str,
    theory: Decimal,
    practical: Decimal,
    critical_fail: bool,
    site: Site,
    confirmed_by: Person,
    confirmed_at: datetime,
) -> AwardDecision:
    """Decide a case once. Hearing of it again answers with the decision that stands, and issues nothing new.

    Raises ``LookupError`` when no rule is in force on the day: the outbox keeps the case and tries again, so that
    entering the missing rule is all that is needed.
    """
    if standing := AwardDecision.objects.filter(case_id=case_id, revised_by=None).first():
        return standing
    day = timezone.localdate(confirmed_at)
    row = rule_in_force(trade_code=trade_code, level_code=level_code, on=day)
    if row is None:
        raise LookupError(f"No award rule for {trade_code} {level_code} on {day}")
    kept = _decide(
        AwardDecision(case_id=case_id, person=person, level=row.level, trade=row.trade, theory=theory, practical=practical),
        row,
        critical_fail=critical_fail,
        confirmed=(confirmed_by, confirmed_at),
        site=site,
    )
    if kept.earned:
        _issue(kept, row, site, issued_on=day)
    else:
        _tell(person)
    return kept


@transaction.atomic
def decide_again(
    *,
    case_id: int,
    result_id: int,
    theory: Decimal | None,
    site: Site,
    at: datetime,
    practical: Decimal | None = None,
    critical_fail: bool | None = None,
) -> AwardDecision:
    """Decide a case anew after a part was revised, by the rule of the day it was confirmed, and issue what is now earned.

    A part that is None did not change.

    The first decision stays as it was written. Hearing of the same result again, or of one that is no better than what was
    decided on, changes nothing: nobody loses a level by an appeal. Raises ``LookupError`` while the case itself is not decided
    yet, or has no rule: the outbox tries again.
    """
    standing = AwardDecision.objects.select_for_update(of=("self",)).filter(case_id=case_id, revised_by=None).first()
    if standing is None:
        raise LookupError(f"Case {case_id} is not decided yet")
    theory = max(standing.theory, standing.theory if theory is None else theory)
    practical = max(standing.practical, standing.practical if practical is None else practical)
    failed = standing.critical_fail if critical_fail is None else standing.critical_fail and critical_fail
    same = (theory, practical, failed) == (standing.theory, standing.practical, standing.critical_fail)
    if standing.result_id == result_id or same:
        return standing
    day = timezone.localdate(standing.confirmed_at)
    row = rule_in_force(trade_code=standing.trade.code, level_code=standing.level.code, on=day)
    if row is None:
        raise LookupError(f"No award rule for {standing.trade.code} {standing.level.code} on {day}")
    again = AwardDecision(
        case_id=case_id, result_id=result_id, revises=standing, person=standing.person, level=row.level, trade=row.trade,
        theory=theory, practical=practical,
    )  # fmt: skip
    confirmed = (standing.confirmed_by, standing.confirmed_at)
    kept = _decide(again, row, critical_fail=failed, confirmed=confirmed, site=site)
    if kept.earned and not standing.earned:
        _issue(kept, row, site, issued_on=timezone.localdate(at))
    return kept


def _decide(
    kept: AwardDecision, row: AwardRule, *, critical_fail: bool, confirmed: tuple[Person, datetime], site: Site
) -> AwardDecision:
    """Ask the rule and write down what it said, with a copy of it."""
    rule = as_rule(row)
    decision = rules.decide(theory=kept.theory, practical=kept.practical, critical_fail=critical_fail, rule=rule)
    kept.overall, kept.earned, kept.reasons = decision.overall, decision.earned, list(decision.reasons)
    kept.critical_fail, (kept.confirmed_by, kept.confirmed_at) = critical_fail, confirmed
    kept.rule = {
        **rule.as_json(),
        "validity_years": row.validity_years,
        "scheme": row.level.scheme.code,
        "in_force_on": str(row.in_force_on),
    }
    kept.save(force_insert=True)
    record(actor=kept.confirmed_by, verb="level.decided", target=kept, detail={"earned": kept.earned, "case": kept.case_id})
    append(site_code=site.code, kind=DECISION, record_id=kept.pk)
    return kept


def _tell(person: Person) -> None:
    if person.mobile:
        text = _("The committee confirmed your result. Open your record on Warsha to see it.")
        write_text_message(mobile=person.mobile, text=str(text))


def _issue(decision: AwardDecision, row: AwardRule, site: Site, *, issued_on: date) -> Certificate:
    content = _content(decision, row, site)
    certificate = certificate_with_free_serial(
        decision, content=content, issued_on=issued_on, expires_on=rules.expiry(issued_on, row.validity_years)
    )
    record(actor=decision.confirmed_by, verb="certificate.issued", target=certificate, detail={"case": decision.case_id})
    append(site_code=site.code, kind=CERTIFICATE, record_id=certificate.pk)
    publish(CertificateIssued(certificate_id=certificate.pk))
    return certificate


def _content(decision: AwardDecision, row: AwardRule, site: Site) -> dict[str, Any]:
    """Every word that stands on the certificate, as of today."""
    person, level, trade = decision.person, row.level, row.trade
    return {
        "template": TEMPLATE,
        "name": {"ar": person.name, "en": person.name_en},
        "trade": {"code": trade.code, "ar": trade.name_ar, "en": trade.name_en},
        "level": {"code": level.code, "order": level.order, "ar": level.name_ar, "en": level.name_en},
        "scheme": {"code": level.scheme.code, "ar": level.scheme.name_ar, "en": level.scheme.name_en},
        "site": {"code": site.code, "path": site.path, "ar": site.name_ar, "en": site.name_en},
        "chair": {"ar": decision.confirmed_by.name, "en": decision.confirmed_by.name_en},
    }
