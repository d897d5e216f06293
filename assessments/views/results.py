"""Results: of a theory paper, and of a whole case."""

from datetime import timedelta
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from assessments import access, actions, queries
from assessments.models import AssessmentCase, LevelPolicy


@login_required
@never_cache
def result(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The result of a paper; before its release, that it was handed in and nothing more."""
    now = timezone.now()
    attempt = actions.close_if_over(attempt=access.own_attempt(person=request.user, uuid=uuid), now=now)
    if attempt.submitted_at is None:
        return redirect("assessments:attempt", uuid)
    if attempt.released_at is None or attempt.released_at > now:
        return render(request, "assessments/handed_in.html", {"attempt": attempt})
    attempt = access.released_result(person=request.user, uuid=uuid, now=now)
    blueprint = attempt.paper.blueprint
    policy = LevelPolicy.objects.filter(trade=blueprint.trade, level=blueprint.level).order_by("-effective_from").first()
    appeals = list(attempt.appeals.order_by("pk"))
    context = {
        "result": queries.result_of(attempt),
        "attempt": attempt,
        "policy": policy,
        "appeals": appeals,
        "appeal_until": actions.last_moment(attempt),
        "now": now,
        "appeal_waits": any(one.state == "filed" for one in appeals),
    }
    return render(request, "assessments/result.html", context)


@login_required
def case_result(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A whole case as its person sees it: the steps, and after confirmation the marks line by line."""
    case = access.own_case(person=request.user, uuid=uuid)
    confirmed = case.state == AssessmentCase.State.CONFIRMED
    context = {"view": queries.case_view(case), "case": case, "confirmed": confirmed, "now": timezone.now()}
    if not confirmed:
        context["plan"] = queries.plan_view(case)
    if case.confirmed_at is not None:
        context["appeal_until"] = case.confirmed_at + timedelta(days=case.policy.appeal_days)
    return render(request, "assessments/case_result.html", context)
