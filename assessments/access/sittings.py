"""Sittings for those who watch over them."""

from uuid import UUID

from django.http import Http404

from assessments.access.committee import COMMITTEE
from assessments.models import (
    Candidate,
    ExamSitting,
)
from lms.audit.looks import note
from lms.people.access import Visitor, require_role


def sitting_to_watch(*, person: Visitor, uuid: UUID) -> ExamSitting:
    """A sitting that the person invigilates, or of a site where they chair or manage."""
    sitting = ExamSitting.objects.select_related("trade", "site").filter(uuid=uuid).first()
    if sitting is None:
        raise Http404
    if not sitting.invigilators.filter(pk=person.pk).exists():
        require_role(person, *COMMITTEE, site=sitting.site)
    return sitting


def chair_to_watch(*, person: Visitor, uuid: UUID, pk: int) -> Candidate:
    """A candidate of a sitting that the person watches over."""
    sitting = sitting_to_watch(person=person, uuid=uuid)
    found = Candidate.objects.select_related("sitting__trade", "sitting__site", "person").filter(sitting=sitting, pk=pk).first()
    if found is None:
        raise Http404
    note("sitting", found.person_id)
    return found
