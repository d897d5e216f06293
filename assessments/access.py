"""The guarded doors of examinations, marking and the committee."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from assessments.models import (
    Accommodation,
    Appeal,
    AssessmentCase,
    Attempt,
    Candidate,
    CommitteeMember,
    ExamSitting,
    MarkSheet,
    Question,
    QuestionFile,
)
from lms.audit.looks import note
from lms.people.access import Visitor, holds, not_allowed, require_role, sites_where
from lms.people.models import Person, Role, Site
from lms.refusals import Refusal

BANK_KEEPERS = (Role.Kind.AUTHOR, Role.Kind.EDITOR, Role.Kind.ADMINISTRATOR)
BANK_EDITORS = (Role.Kind.EDITOR, Role.Kind.ADMINISTRATOR)
COMMITTEE = (Role.Kind.CHAIR, Role.Kind.MANAGER, Role.Kind.ADMINISTRATOR)


def own_attempt(*, person: Visitor, uuid: UUID) -> Attempt:
    """The person's own attempt; refuses ``not_your_attempt`` for anybody else's."""
    attempt = Attempt.objects.select_related("paper__blueprint__trade", "sitting__site", "person").filter(uuid=uuid).first()
    if attempt is None:
        raise Http404
    if attempt.person_id != person.pk:
        raise Refusal("not_your_attempt", _("This examination belongs to another person."), status=403)
    return attempt


def released_result(*, person: Visitor, uuid: UUID, now: datetime) -> Attempt:
    """The person's own attempt, whose result is open; refuses ``result_not_released`` until then."""
    attempt = own_attempt(person=person, uuid=uuid)
    if attempt.submitted_at is None or attempt.released_at is None or attempt.released_at > now:
        raise Refusal("result_not_released", _("The result is not open yet. It appears here when the committee releases it."))
    return attempt


def own_seat(*, person: Visitor, sitting_uuid: UUID) -> Candidate:
    """The person's seat in a sitting; refuses ``no_seat``."""
    if not ExamSitting.objects.filter(uuid=sitting_uuid).exists():
        raise Http404
    seats = Candidate.objects.select_related("sitting__trade", "sitting__site", "person")
    seat = seats.filter(sitting__uuid=sitting_uuid, person=person.pk).first()
    if seat is None:
        raise Refusal("no_seat", _("You have no seat in this sitting. Ask your centre."), status=403)
    return seat


def own_case(*, person: Visitor, uuid: UUID) -> AssessmentCase:
    """The person's own case."""
    case = AssessmentCase.objects.select_related("policy__trade", "site", "person").filter(uuid=uuid).first()
    if case is None:
        raise Http404
    if case.person_id != person.pk:
        raise not_allowed()
    return case


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


def case_for_committee(*, person: Visitor, uuid: UUID) -> AssessmentCase:
    """A case of a site where the person chairs or manages."""
    case = AssessmentCase.objects.select_related("policy__trade", "site", "person", "confirmed_by").filter(uuid=uuid).first()
    if case is None:
        raise Http404
    require_role(person, *COMMITTEE, site=case.site)
    note("case", case.person_id)
    return case


def committee_sites(person: Visitor) -> QuerySet[Site]:
    """Sites whose committee the person may name; refuses ``not_allowed`` where there is none."""
    require_role(person, *COMMITTEE)
    found = Site.objects.none()
    for path in sites_where(person, *COMMITTEE):
        found = found | Site.objects.filter(path__startswith=path)
    return found.order_by("path")


def member_to_end(*, person: Visitor, pk: int) -> CommitteeMember:
    """A member of a committee that the person may name."""
    member = CommitteeMember.objects.select_related("site").filter(pk=pk).first()
    if member is None:
        raise Http404
    require_role(person, *COMMITTEE, site=member.site)
    return member


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


def accommodation_to_end(*, person: Visitor, pk: int) -> Accommodation:
    """What a person needs, noted where the visitor chairs or manages: a case of theirs stands there."""
    found = Accommodation.objects.select_related("person").filter(pk=pk).first()
    if found is None:
        raise Http404
    case = AssessmentCase.objects.filter(person=found.person_id).select_related("site").order_by("-pk").first()
    require_role(person, *COMMITTEE, site=case.site if case else None)
    return found


def sitting_for_committee(*, person: Visitor, uuid: UUID) -> ExamSitting:
    """A sitting at a site where the person chairs or manages."""
    sitting = ExamSitting.objects.select_related("trade", "site").filter(uuid=uuid).first()
    if sitting is None:
        raise Http404
    require_role(person, *COMMITTEE, site=sitting.site)
    return sitting


def may_see_committee(person: Visitor) -> bool:
    """Whether the committee's desk is one of the person's places."""
    return isinstance(person, Person) and holds(person, *COMMITTEE)


def may_mark(person: Visitor) -> bool:
    """Whether the assessor's desk is one of the person's places."""
    return isinstance(person, Person) and holds(person, Role.Kind.ASSESSOR)


def bank_keeper(person: Visitor) -> Person:
    """Somebody who writes questions. The bank is the ministry's: its questions and keys are for no other role."""
    return require_role(person, *BANK_KEEPERS)


def bank_editor(person: Visitor) -> Person:
    """Somebody who decides which papers draw a question, retires it, or rules on a faulty one."""
    return require_role(person, *BANK_EDITORS)


def may_keep_bank(person: Visitor) -> bool:
    """Whether the question bank is one of the person's places."""
    return isinstance(person, Person) and holds(person, *BANK_KEEPERS)


def decides_on_questions(person: Visitor) -> bool:
    """Whether the person may decide, not only write."""
    return holds(person, *BANK_EDITORS)


def question_of_bank(code: str) -> Question:
    """A question by its code, for those whom ``bank_keeper`` let in."""
    found = Question.objects.select_related("trade", "current").filter(code=code, current__isnull=False).first()
    if found is None:
        raise Http404
    return found


def question_file(*, person: Visitor, uuid: UUID) -> QuestionFile:
    """A file that a keeper of the bank uploaded; only its uploader sees it."""
    keeper = bank_keeper(person)
    found = QuestionFile.objects.select_related("trade").filter(uuid=uuid).first()
    if found is None:
        raise Http404
    if found.by_id != keeper.pk:
        raise not_allowed()
    return found


def appeal_for_committee(*, person: Visitor, uuid: UUID) -> Appeal:
    """An appeal against a result of a site where the person chairs or manages."""
    appeals = Appeal.objects.select_related("attempt__person", "attempt__paper__blueprint__trade", "attempt__sitting__site")
    found = appeals.select_related("decided_by").filter(uuid=uuid).first()
    if found is None:
        raise Http404
    assert found.attempt.sitting is not None
    require_role(person, *COMMITTEE, site=found.attempt.sitting.site)
    return found
