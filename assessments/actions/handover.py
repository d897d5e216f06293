"""A sheet goes to another assessor, as when somebody falls ill."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from assessments.actions.planning import check_assessor
from assessments.models import AspectFact, MarkSheet
from lms.audit.actions import record
from lms.people.models import Person
from lms.refusals import Refusal

LEASE = timedelta(hours=12)


def lease_sheet(*, sheet: MarkSheet, now: datetime) -> None:
    """The assessor opened the sheet: marks may lie on their tablet for a day without network."""
    MarkSheet.objects.filter(pk=sheet.pk, sealed_at=None).update(leased_until=now + LEASE)


@transaction.atomic
def hand_over(*, sheet: MarkSheet, to: Person, by: Person, now: datetime) -> MarkSheet:
    """Give a sheet that nobody has begun to another assessor.

    Refuses ``sheet_begun``, ``sheet_leased`` (it is open on a tablet, which may hold marks), ``sheet_taken`` (they judge
    this task already), and for the new assessor ``not_allowed``, ``own_trainee`` and ``anchors_missing``.
    """
    locked = MarkSheet.objects.select_for_update(of=("self",)).select_related("assignment__case__person", "assignment__site")
    sheet = locked.select_related("assignment__case__policy", "assessor").get(pk=sheet.pk)
    if sheet.sealed_at or sheet.corrects_id or AspectFact.objects.filter(sheet=sheet).exists():
        raise Refusal("sheet_begun", _("This sheet has been begun. Its assessor finishes it."))
    if sheet.leased_until and sheet.leased_until > now:
        raise Refusal("sheet_leased", _("This sheet is open on its assessor's tablet, which may hold marks. Ask them first."))
    if MarkSheet.objects.filter(assignment=sheet.assignment_id, assessor=to).exists():
        raise Refusal("sheet_taken", _("This assessor judges the task already. Choose another one."), status=422)
    assignment = sheet.assignment
    check_assessor(assessor=to, candidate=assignment.case.person, site=assignment.site, policy=assignment.case.policy, now=now)
    detail = {"from": sheet.assessor.username, "to": to.username}
    sheet.assessor, sheet.leased_until = to, None
    sheet.save(update_fields=["assessor", "leased_until"])
    record(actor=by, verb="sheet.handed_over", target=sheet, detail=detail)
    return sheet
