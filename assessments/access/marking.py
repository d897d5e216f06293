"""Mark sheets for assessors, and looks at quality."""

from uuid import UUID

from django.http import Http404

from assessments.access.committee import COMMITTEE
from assessments.models import (
    MarkSheet,
    QualityLook,
)
from lms.audit.looks import note
from lms.people.access import Visitor, holds, not_allowed, require_role
from lms.people.models import Person, Role


def sheet_for_marking(*, person: Visitor, uuid: UUID) -> MarkSheet:
    """An assessor's own sheet, while they hold the role at that site. Nobody sees another assessor's open sheet."""
    sheets = MarkSheet.objects.select_related(
        "assignment__case__policy__trade",
        "assignment__case__person",
        "assignment__site",
        "assignment__task_version__task",
        "assessor",
    )
    sheet = sheets.filter(uuid=uuid).first()
    if sheet is None:
        raise Http404
    require_role(person, Role.Kind.ASSESSOR, site=sheet.assignment.site)
    if sheet.assessor_id != person.pk:
        raise not_allowed()
    note("marking", sheet.assignment.case.person_id)
    return sheet


def quality_reviewer(person: Visitor) -> Person:
    """Somebody who keeps watch over judging."""
    return require_role(person, Role.Kind.QUALITY_REVIEWER, Role.Kind.ADMINISTRATOR)


def may_review_quality(person: Visitor) -> bool:
    """Whether the quality of judging is one of the person's places."""
    return isinstance(person, Person) and holds(person, Role.Kind.QUALITY_REVIEWER)


def look_to_take(*, person: Visitor, uuid: UUID) -> QualityLook:
    """A sheet drawn for a look, for a quality reviewer."""
    quality_reviewer(person)
    looks = QualityLook.objects.select_related("sheet__assessor", "sheet__assignment__case__policy__trade", "looked_by")
    looks = looks.select_related("sheet__assignment__case__person", "sheet__assignment__site")
    found = looks.select_related("sheet__assignment__task_version__task").filter(uuid=uuid).first()
    if found is None:
        raise Http404
    note("quality", found.sheet.assignment.case.person_id)
    return found


def sheet_to_hand_over(*, person: Visitor, uuid: UUID) -> MarkSheet:
    """A sheet of a case that the person chairs or manages."""
    found = MarkSheet.objects.select_related("assignment__case__site").filter(uuid=uuid).first()
    if found is None:
        raise Http404
    require_role(person, *COMMITTEE, site=found.assignment.case.site)
    return found


def may_mark(person: Visitor) -> bool:
    """Whether the assessor's desk is one of the person's places."""
    return isinstance(person, Person) and holds(person, Role.Kind.ASSESSOR)
