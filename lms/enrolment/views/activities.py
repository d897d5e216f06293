"""Scored activities: played by the page's script, or move by move as plain forms."""

import json
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from uuid6 import uuid7

from courses.activities import ACTIVITIES, Action, Activity, BadAction, Play
from courses.queries import SPRITE, released_manifest
from courses.queries.activities import shown_play
from lms.enrolment import access, actions, queries
from lms.enrolment.models import Enrolment
from lms.enrolment.rules import seed_of
from lms.refusals import Refusal

LONGEST = 8_000  # signs of the moves so far, in a form


@login_required
def activity(request: HttpRequest, course_slug: str, lesson_slug: str, block: UUID) -> HttpResponse:
    """An activity of a lesson, at the trainee's next attempt. Without script each move is a form that brings the page back."""
    enrolment, lesson = access.lesson_for(person=request.user, course_slug=course_slug, lesson_slug=lesson_slug)
    found = next((one for one in lesson.document["body"] if one["id"] == str(block) and one["kind"] == "activity"), None)
    if found is None or found["activity"] not in ACTIVITIES:
        raise Http404
    progress = queries.progress_in(enrolment, lesson.code)
    attempt = (progress.state if progress else {}).get("attempts", {}).get(found["id"], 0)
    page = reverse("enrolment:activity", args=[course_slug, lesson_slug, block])
    engine, seed = ACTIVITIES[found["activity"]], seed_of(str(enrolment.uuid), found["id"], attempt)
    played = _moves(request, engine, seed, page) if request.method == "POST" else []
    play = engine.play(seed, played)
    if request.method == "POST" and play.done:
        fact = _fact(found["id"], attempt, seed, played, play)
        note = actions.ProgressNote(UUID(request.POST["fact"]), lesson.code, "activity_done", timezone.now(), found["id"], fact)
        actions.record_progress(enrolment=enrolment, notes=[note])
    elif request.method == "POST" and "leave" in request.POST:
        return redirect("enrolment:lesson", course_slug, lesson_slug)
    context = {
        "lesson": lesson.document, "sprite": SPRITE, "task": found, "activity": engine,
        "course": released_manifest(enrolment.release.digest),
        "view": shown_play(engine, seed, play), "moves": json.dumps(played), "play": play, "attempt": attempt,
        "fact": request.POST.get("fact") or uuid7(),
        "settings": _settings(enrolment, found["id"], attempt, engine, lesson.code) | {
            "progress": reverse("enrolment:progress", args=[course_slug, lesson_slug]),
            "lesson": reverse("enrolment:lesson", args=[course_slug, lesson_slug]),
        },
    }  # fmt: skip
    return render(request, "courses/activity.html", context)


def _moves(request: HttpRequest, engine: Activity, seed: int, page: str) -> list[Action]:
    """The moves so far with the new one; a move that cannot be made is refused, and those before stay."""
    try:
        UUID(request.POST.get("fact", ""))
        sent = request.POST.get("moves", "[]")
        before = json.loads(sent) if len(sent) <= LONGEST else None
        if not isinstance(before, list):
            raise BadAction
        moves = [*before, engine.from_form(request.POST)]
        engine.play(seed, moves)
    except (ValueError, RecursionError) as wrong:
        message = _("This cannot be done now. Go back to the exercise and choose another move.")
        raise Refusal("move_not_possible", message, status=422, url=page) from wrong
    return moves


def _fact(block: str, attempt: int, seed: int, moves: list[Action], play: Play) -> dict[str, Any]:
    return {"attempt": attempt, "seed": seed, "actions": moves, "points": play.points, "parts": play.parts}


def _settings(enrolment: Enrolment, block: str, attempt: int, engine: Activity, lesson_code: str) -> dict[str, Any]:
    """What the page's script plays with: this attempt's seed and those after it, so that it goes on without network."""
    seeds = [seed_of(str(enrolment.uuid), block, attempt + more) for more in range(10)]
    mine = {"person": str(enrolment.person.uuid), "code": lesson_code, "block": block}
    return mine | {"activity": engine.name, "attempt": attempt, "seeds": seeds}
