"""Which attempt counts for a case."""

from assessments.models import AssessmentCase, Attempt


def theory_attempt_of(case: AssessmentCase) -> Attempt | None:
    """The newest official attempt of the sittings planned for a case."""
    attempts = Attempt.objects.filter(person=case.person_id, sitting__candidates__case=case)
    return attempts.order_by("-started_at").first()
