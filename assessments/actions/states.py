"""Bring a case's state in line with what happened in it. Part of other verbs; no verb of its own outside."""

from assessments.models import AssessmentCase, PracticalAssignment
from assessments.queries.theory import theory_attempt_of

MOVING = (AssessmentCase.State.OPEN, AssessmentCase.State.RUNNING, AssessmentCase.State.READY)


def refresh_case(*, case: AssessmentCase) -> AssessmentCase:
    """Ready when the theory paper is handed in and every task of the level has an agreed outcome. In a transaction."""
    case = AssessmentCase.objects.select_for_update(of=("self",)).select_related("policy").get(pk=case.pk)
    if case.state not in MOVING:
        return case
    attempt = theory_attempt_of(case)
    done = PracticalAssignment.objects.filter(case=case).exclude(outcome="").values_list("task_version__task__code", flat=True)
    ready = attempt is not None and attempt.submitted_at is not None and set(case.policy.tasks) <= set(done)
    planned = attempt is not None or case.seats.exists() or case.assignments.exists()
    running = AssessmentCase.State.RUNNING if planned else AssessmentCase.State.OPEN
    case.state = AssessmentCase.State.READY if ready else running
    case.save(update_fields=["state"])
    return case
