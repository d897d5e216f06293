"""A trainee's own courses and lessons."""

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST
from uuid6 import uuid7

from courses.queries import SPRITE, ReleasedLesson, released_manifest, shown_lesson
from lms.enrolment import access, actions, queries
from lms.enrolment.forms import ProgressForm, facts_from
from lms.enrolment.models import Enrolment
from lms.enrolment.rules import offer_of
from lms.enrolment.views.unchanged import mark_of, marked, not_changed
from lms.people.models import Person
from lms.refusals import Refusal


@login_required
def my_courses(request: HttpRequest) -> HttpResponse:
    """The courses a person learns, and the applications that wait."""
    assert isinstance(request.user, Person)
    context = {"learning": queries.learning_of(request.user), "applications": queries.applications_of(request.user)}
    return render(request, "enrolment/my_courses.html", context)


@login_required
def my_course(request: HttpRequest, course_slug: str) -> HttpResponse:
    """Every lesson of a course and where the person stands."""
    enrolment = access.own_enrolment(person=request.user, course_slug=course_slug)
    return render(request, "enrolment/my_course.html", {"course": queries.learning(enrolment), "enrolment": enrolment})


@login_required
def lesson(request: HttpRequest, course_slug: str, lesson_slug: str) -> HttpResponse:
    """A lesson of the release the person learns from. What is done goes to ``note_progress``; only answers that are read for the
    first time are noted as seen."""
    enrolment, found = access.lesson_for(person=request.user, course_slug=course_slug, lesson_slug=lesson_slug)
    questions = queries.questions_in(enrolment, found.code)
    asked = [(one.pk, one.answered_at, one.seen_at) for one in questions]
    context = _lesson_context(enrolment, found, course_slug, asked=request.GET)
    mark = mark_of(request, enrolment, found.digest, context["view"].mark, request.GET.urlencode(), asked)
    if known := not_changed(request, mark):
        return known
    context["own"] = queries.own_pages(questions, found, context["standing"])
    page = render(request, "enrolment/lesson.html", context)
    if new := [question.uuid for question in questions if question.answered_at and not question.seen_at]:
        actions.note_seen(questions=new, now=timezone.now())
    return marked(page, mark)


def _lesson_context(
    enrolment: Enrolment, lesson: ReleasedLesson, course_slug: str, *, asked: Mapping[str, Any]
) -> dict[str, Any]:
    progress = queries.progress_in(enrolment, lesson.code)
    standing = progress.state if progress else {}
    return {
        "lesson": lesson.document,
        "sprite": SPRITE,
        "view": shown_lesson(lesson.document, standing, asked, digest=lesson.digest),
        "standing": standing,
        "where": queries.whereabouts(enrolment, lesson.code),
        "course": released_manifest(enrolment.release.digest),
        "place": enrolment.cohort.site if lesson.document["mode"] == "workshop" else None,
        "progress_url": reverse("enrolment:progress", args=[course_slug, lesson.slug]),
        "fact": uuid7(),
        "facts": {
            "lesson": lesson.code,
            "person": str(enrolment.person.uuid),
            "opened": progress is not None,
            "seconds": standing.get("seconds", {}),
            "words": _words(),
        },
    }


def _words() -> dict[str, str]:
    """What the page's script says."""
    return {
        "listen": _("Listen"),
        "stop": pgettext("listening", "Stop"),
        "mark": _("Mark this place"),
        "unmark": _("Take the mark away"),
        "note": _("Write a note"),
        "ask": _("Ask my instructor"),
        "more": _("What you can do here"),
        "close": _("Close"),
        "all": _("Listen to the lesson"),
        "waits": _("it goes to your instructor"),
        "delete": _("Delete"),
    }


@login_required
@require_POST
def note_progress(request: HttpRequest, course_slug: str, lesson_slug: str) -> HttpResponse:
    """Take in what was done in a lesson: facts as JSON from the page's script, or one form without it."""
    enrolment, lesson = access.lesson_for(person=request.user, course_slug=course_slug, lesson_slug=lesson_slug)
    offer = offer_of(lesson.document, learner=str(enrolment.uuid))
    if request.content_type == "application/json":
        notes = facts_from(request.body, lesson_code=lesson.code, offer=offer)
        saved = actions.record_progress(enrolment=enrolment, notes=notes)
        progress = queries.progress_in(enrolment, lesson.code, fresh=True)
        return JsonResponse({"saved": [str(uuid) for uuid in saved], "percent": progress.percent if progress else 0})
    form = ProgressForm(request.POST, offer=offer)
    page = reverse("enrolment:lesson", args=[course_slug, lesson_slug])
    if not form.is_valid():
        raise Refusal("progress_not_understood", _("Write or choose something first, then send it."), status=422, url=page)
    actions.record_progress(enrolment=enrolment, notes=[form.note(lesson.code, now=timezone.now())])
    return redirect(page + _place_on_page(form.cleaned_data["kind"], form.cleaned_data["step"]))


def _place_on_page(kind: str, step: str) -> str:
    """Where the page opens again: at what was just done."""
    match kind:
        case "question_answered":
            return f"#question-{step}"
        case "read":
            return "#finished"
        case "noted" | "asked" | "bookmarked" | "unbookmarked":
            return "#own"
    return f"#step-{step}"
