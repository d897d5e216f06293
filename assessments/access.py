"""The guarded doors of examinations, marking and the committee."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase
from django.db.models import QuerySet
from django.http import Http404
from django.utils.crypto import constant_time_compare
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
    PracticalAssignment,
    PriorLearning,
    QualityLook,
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


@dataclass(frozen=True)
class Claim:
    """Who a session says it belongs to, before anybody has looked the person up: their key, and what the session was signed
    with."""

    person_id: int
    signed: str

    def holds_for(self, person: Person) -> bool:
        """Whether it is that person's, who may still sign in and whose password is the same."""
        known = person.pk == self.person_id and person.is_active
        return known and constant_time_compare(self.signed, person.get_session_auth_hash())


def claim_of(session: SessionBase) -> Claim:
    """What a session claims, for the one request that is too hot to read the person apart; refuses ``not_signed_in``.

    Whoever uses it checks ``holds_for`` against the person that the answer's own read brings along.
    """
    try:
        return Claim(int(session[SESSION_KEY]), session[HASH_SESSION_KEY])
    except (KeyError, ValueError) as nobody:
        raise not_signed_in() from nobody


def not_signed_in() -> Refusal:
    """A session that ended is a refusal the device waits out: nothing on it is lost."""
    return Refusal("not_signed_in", _("Sign in again. What you did is kept on this device."), status=401)


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


def claim_to_decide(*, person: Visitor, uuid: UUID) -> PriorLearning:
    """A claim of prior learning in a case that the person chairs or manages."""
    found = PriorLearning.objects.select_related("case__site", "person").filter(uuid=uuid).first()
    if found is None:
        raise Http404
    require_role(person, *COMMITTEE, site=found.case.site)
    return found


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
    appeals = Appeal.objects.select_related("person", "attempt__paper__blueprint__trade", "attempt__sitting__site", "decided_by")
    appeals = appeals.select_related(
        "assignment__case__policy__trade", "assignment__case__site", "assignment__task_version__task"
    )
    found = appeals.filter(uuid=uuid).first()
    if found is None:
        raise Http404
    sitting = found.attempt.sitting if found.attempt else None
    require_role(person, *COMMITTEE, site=found.assignment.case.site if found.assignment else sitting.site if sitting else None)
    return found


def own_task(*, person: Visitor, uuid: UUID) -> PracticalAssignment:
    """A practical task of the person's own case."""
    found = _task(uuid)
    if found.case.person_id != person.pk:
        raise not_allowed()
    return found


def task_to_agree(*, person: Visitor, uuid: UUID) -> tuple[PracticalAssignment, str]:
    """A task whose sheets are all sealed, for those who judged it (``assessor``) and for its committee (``chair`` or ``look``).

    While a sheet is open nobody sees another one's: refuses ``sheets_open``.
    """
    found = _task(uuid)
    judged = found.sheets.filter(assessor=person.pk, correction=None).exists()
    if not judged:
        require_role(person, *COMMITTEE, site=found.site)
    elif not holds(person, Role.Kind.ASSESSOR, site=found.site):
        raise not_allowed()
    if found.sheets.filter(sealed_at=None, correction=None).exists():
        raise Refusal("sheets_open", _("Every assessor seals their sheet first. Until then nobody sees another one's."))
    note("agreement", found.case.person_id)
    return found, "assessor" if judged else "chair" if holds(person, Role.Kind.CHAIR, site=found.site) else "look"


def _task(uuid: UUID) -> PracticalAssignment:
    tasks = PracticalAssignment.objects.select_related("case__policy__trade", "case__person", "case__site", "site")
    found = tasks.select_related("task_version__task").filter(uuid=uuid).first()
    if found is None:
        raise Http404
    return found
