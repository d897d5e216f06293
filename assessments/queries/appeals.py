"""Appeals as the committee and the candidate see them."""

from django.db.models import Case, Q, QuerySet, When

from assessments.models import Appeal, AssessmentCase, ExamSitting
from lms.people.models import Person


def appeals_for(person: Person) -> QuerySet[Appeal]:
    """Appeals of the sites where the person chairs or manages, the ones that wait first."""
    papers = Q(attempt__sitting__in=ExamSitting.objects.visible_to(person))
    tasks = Q(assignment__case__in=AssessmentCase.objects.visible_to(person))
    appeals = Appeal.objects.filter(papers | tasks).exclude(state="withdrawn")
    appeals = appeals.select_related("person", "attempt__paper__blueprint__trade", "assignment__case__policy__trade")
    return appeals.order_by(Case(When(state=Appeal.State.FILED, then=0), default=1), "-filed_at")


def appeals_waiting(person: Person) -> int:
    """How many wait there."""
    return appeals_for(person).filter(state=Appeal.State.FILED).count()
