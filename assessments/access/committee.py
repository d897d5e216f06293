"""What a committee sees and decides on."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from assessments.access.candidates import _task
from assessments.models import (
    Accommodation,
    Appeal,
    AssessmentCase,
    CommitteeMember,
    ExamSitting,
    PracticalAssignment,
    PriorLearning,
)
from lms.audit.looks import note
from lms.people.access import Visitor, holds, not_allowed, require_role, sites_where
from lms.people.models import Person, Role, Site
from lms.refusals import Refusal

COMMITTEE = (Role.Kind.CHAIR, Role.Kind.MANAGER, Role.Kind.ADMINISTRATOR)


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
