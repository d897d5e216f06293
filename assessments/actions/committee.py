"""Name the members of a committee, and hold a case against what its scheme asks of one."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _

from assessments.models import AssessmentCase, CommitteeMember, MarkSheet
from assessments.queries.terms import Committee, committee_of
from assessments.rules.terms import Named
from lms.audit.actions import record
from lms.people.models import Person, Site
from lms.refusals import Refusal


@transaction.atomic
def name_member(
    *, site: Site, role: Named, name: str, body: str, first_day: date, last_day: date | None, by: Person
) -> CommitteeMember:
    """Somebody sits on the committee of a site. Refuses ``ends_before_start``; naming the same person twice is one member."""
    if last_day and last_day < first_day:
        raise Refusal("ends_before_start", _("The end must come after the start."), status=422)
    words = {"ar": role.ar, "en": role.en}
    member, new = CommitteeMember.objects.get_or_create(
        site=site,
        role=role.code,
        name=name,
        first_day=first_day,
        defaults={"role_name": words, "body": body, "last_day": last_day, "named_by": by},
    )
    if new:
        record(actor=by, verb="committee.member_named", target=member, detail={"site": site.code, "role": role.code})
    return member


@transaction.atomic
def end_membership(*, member: CommitteeMember, last_day: date, by: Person) -> CommitteeMember:
    """Somebody leaves the committee after a day; what was confirmed with them stays. One who never sat sits no day."""
    member = CommitteeMember.objects.select_for_update().get(pk=member.pk)
    if member.last_day is None or member.last_day > last_day:
        member.last_day = last_day
        member.save(update_fields=["last_day"])
        record(actor=by, verb="committee.member_left", target=member, detail={"last_day": str(last_day)})
    return member


def whole_committee(case: AssessmentCase, *, now: datetime) -> dict[str, Any]:
    """Who judges a case with its chair, as it is kept with the confirmation.

    Refuses ``assessors_too_few`` and ``committee_incomplete`` where the scheme in force asks for more than there are.
    """
    day = timezone.localdate(now)
    found = committee_of(case, on=day)
    sealed = MarkSheet.objects.filter(assignment__case=case, correction=None).exclude(sealed_at=None)
    assessors = sorted(set(sealed.values_list("assessor_id", flat=True)))
    if found.terms and len(assessors) < found.terms.assessors:
        raise Refusal("assessors_too_few", _too_few(found.terms.assessors), assessors=len(assessors))
    if found.missing:
        raise Refusal("committee_incomplete", _incomplete(found), missing=[role.code for role in found.missing])
    return {
        "assessors": assessors,
        "members": [{"role": one.role, **one.role_name, "name": one.name, "body": one.body} for one in found.members],
    }


def _too_few(asked: int) -> str:
    sentence = ngettext(
        "The scheme asks for %(n)s assessor on this committee. Plan the task before another one as well.",
        "The scheme asks for %(n)s assessors on this committee. Plan the task before another one as well.",
        asked,
    )
    return sentence % {"n": asked}


def _incomplete(found: Committee) -> str:
    language = "en" if get_language() == "en" else "ar"
    names = (", " if language == "en" else "، ").join(getattr(role, language) for role in found.missing)
    return str(_("The committee is not whole. Still missing: %(who)s. Name them on the page of committees.")) % {"who": names}
