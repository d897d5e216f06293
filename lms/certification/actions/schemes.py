"""Write schemes: always a new dated version, never a change of what is in force."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models import Trade
from lms.audit.actions import record
from lms.certification.models import AwardRule, SchemeTerms, SkillLevel, SkillScheme
from lms.people.models import Person
from lms.refusals import Refusal


@transaction.atomic
def write_scheme(*, fields: dict[str, Any], levels: list[dict[str, Any]], by: Person) -> SkillScheme:
    """A new scheme with its levels, lowest first. Refuses ``day_not_to_come``, ``code_taken`` and ``levels_missing``."""
    _check_day(fields["in_force_on"])
    if not levels:
        raise Refusal("levels_missing", _("A scheme has at least one level."), status=422)
    codes = [level["code"] for level in levels]
    taken = SkillScheme.objects.filter(code=fields["code"]).exists() or SkillLevel.objects.filter(code__in=codes).exists()
    if taken or len(set(codes)) < len(codes):
        raise Refusal("code_taken", _("This code is taken: each scheme and each level has its own."), status=422)
    scheme = SkillScheme.objects.create(**fields)
    SkillLevel.objects.bulk_create(SkillLevel(scheme=scheme, order=order, **level) for order, level in enumerate(levels, start=1))
    record(actor=by, verb="scheme.written", target=scheme, detail={"in_force_on": str(scheme.in_force_on), "levels": codes})
    return scheme


@transaction.atomic
def write_rule(*, level: SkillLevel, trade: Trade, in_force_on: date, values: dict[str, Any], by: Person) -> AwardRule:
    """A rule from a day to come on; writing it again for the same day replaces it. Refuses ``day_not_to_come``."""
    _check_day(in_force_on)
    rule, _made = AwardRule.objects.update_or_create(
        level=level, trade=trade, in_force_on=in_force_on, defaults={**values, "written_by": by}
    )
    detail = {"in_force_on": str(in_force_on), **{name: str(value) for name, value in values.items()}}
    record(actor=by, verb="rule.written", target=rule, detail=detail)
    return rule


@transaction.atomic
def write_terms(*, scheme: SkillScheme, in_force_on: date, values: dict[str, Any], by: Person) -> SchemeTerms:
    """Terms of a scheme from a day to come on; writing them again for the same day replaces them."""
    _check_day(in_force_on)
    terms, _made = SchemeTerms.objects.update_or_create(
        scheme=scheme, in_force_on=in_force_on, defaults={**values, "written_by": by}
    )
    record(actor=by, verb="terms.written", target=terms, detail={"in_force_on": str(in_force_on)})
    return terms


@transaction.atomic
def withdraw_rule(*, rule: AwardRule, by: Person) -> None:
    """Undo a version that is not in force yet. Refuses ``already_in_force``."""
    _withdraw(rule, "rule.withdrawn", by)


@transaction.atomic
def withdraw_terms(*, terms: SchemeTerms, by: Person) -> None:
    """Undo terms that are not in force yet. Refuses ``already_in_force``."""
    _withdraw(terms, "terms.withdrawn", by)


def _withdraw(version: AwardRule | SchemeTerms, verb: str, by: Person) -> None:
    locked = type(version)._default_manager.select_for_update().filter(pk=version.pk).first()
    if locked is None:
        return
    if locked.in_force_on <= timezone.localdate():
        raise Refusal("already_in_force", _("This version is in force and stays in the history. Write a newer one instead."))
    record(actor=by, verb=verb, target=locked, detail={"in_force_on": str(locked.in_force_on)})
    locked.delete()


def _check_day(day: date) -> None:
    if day <= timezone.localdate():
        sentence = _("Choose a day from tomorrow on. What is in force never changes; results of the past keep their rule.")
        raise Refusal("day_not_to_come", sentence, status=422)
