"""Decide a confirmed case by the rule in force and issue what was earned."""

from datetime import datetime
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
    if standing := AwardDecision.objects.filter(case_id=case_id).first():
        return standing
    day = timezone.localdate(confirmed_at)
    row = rule_in_force(trade_code=trade_code, level_code=level_code, on=day)
    if row is None:
        raise LookupError(f"No award rule for {trade_code} {level_code} on {day}")
    rule = as_rule(row)
    decision = rules.decide(theory=theory, practical=practical, critical_fail=critical_fail, rule=rule)
    kept = AwardDecision.objects.create(
        case_id=case_id,
        person=person,
        level=row.level,
        trade=row.trade,
        theory=theory,
        practical=practical,
        overall=decision.overall,
        critical_fail=critical_fail,
        earned=decision.earned,
        reasons=list(decision.reasons),
        rule={
            **rule.as_json(),
            "validity_years": row.validity_years,
            "scheme": row.level.scheme.code,
            "in_force_on": str(row.in_force_on),
        },
        confirmed_by=confirmed_by,
        confirmed_at=confirmed_at,
    )
    record(actor=confirmed_by, verb="level.decided", target=kept, detail={"earned": decision.earned, "case": case_id})
    append(site_code=site.code, kind=DECISION, record_id=kept.pk)
    if decision.earned:
        _issue(kept, row, site)
    elif person.mobile:
        text = _("The committee confirmed your result. Open your record on Warsha to see it.")
        write_text_message(mobile=person.mobile, text=str(text))
    return kept


def _issue(decision: AwardDecision, row: AwardRule, site: Site) -> Certificate:
    issued_on = timezone.localdate(decision.confirmed_at)
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
