"""A running paper, as plain forms; ``frontend/exam`` makes it work without network."""

from typing import Any
from uuid import UUID

import uuid6
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from assessments import access, actions, queries, sealing
from assessments.actions.answers import AnswerNote
from assessments.models import Attempt
from assessments.views.devices import device_of, remember
from lms.people.models import Person

# A number for each plural form that the browser (Intl.PluralRules) tells apart.
PLURALS = {"zero": 0, "one": 1, "two": 2, "few": 3, "many": 11, "other": 100}


@login_required
@never_cache
def attempt(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The paper; ``?q=7`` opens a question, ``?map=1`` the overview."""
    found = actions.close_if_over(attempt=access.own_attempt(person=request.user, uuid=uuid), now=timezone.now())
    if found.submitted_at is not None:
        return redirect("assessments:result", uuid)
    if not actions.hold_device(attempt=found, device=device_of(request), now=timezone.now()):
        return redirect("assessments:take_over", uuid)
    questions = queries.delivered(found)
    wanted = request.GET.get("q", "")
    first_open = next((question.position for question in questions if not question.answered), 1)
    current = int(wanted) if wanted.isdecimal() and 1 <= int(wanted) <= len(questions) else first_open
    context = paper_context(found, questions) | {"current": current, "map_open": "map" in request.GET}
    context["need"] = queries.need_of(found.person, on=timezone.localdate(found.started_at))
    return remember(request, render(request, "assessments/attempt.html", context))


def paper_context(found: Attempt, questions: list[queries.Delivered]) -> dict[str, Any]:
    now = timezone.now()
    answered = sum(question.answered for question in questions)
    return {
        "attempt": found,
        "questions": questions,
        "answered": answered,
        "open": len(questions) - answered,
        "minutes_left": max(0, -(-int((found.deadline_at - now).total_seconds()) // 60)),
        "config": {
            "attempt": str(found.uuid),
            "kind": found.kind,
            "deadline": found.deadline_at.isoformat(),
            "now": now.isoformat(),
            "count": len(questions),
            "answers": reverse("attempt_answer", args=[found.uuid, 0]),
            "submit": reverse("attempt_submit", args=[found.uuid]),
            "done": reverse("assessments:result", args=[found.uuid]),
            "presence": reverse("attempt_presence", args=[found.uuid]),
            "takeOver": reverse("assessments:take_over", args=[found.uuid]),
            "sealKey": sealing.public_key() if found.kind == Attempt.Kind.OFFICIAL else "",
            "sequence": max((question.sequence for question in questions), default=0),
            "sequences": {question.position: question.sequence for question in questions},
        },
        "strings": _strings(),
    }


def _strings() -> dict[str, str]:
    """The words of the script."""
    return {
        "kept": _("Saved on this phone"),
        "sent": _("Sent to us"),
        "waits": _("Goes out when you are connected"),
        "sending": _("On its way"),
        "problem": _("Not sent: {reason}"),
        **{f"minutes_{form}": ngettext("{count} minute", "{count} minutes", number) for form, number in PLURALS.items()},
        "seconds": _("{count} seconds"),
        "over": _("The time is over"),
        "all_arrived": _("All your answers have arrived"),
        "some_wait": _("{count} answers wait on this phone"),
        "answered": _("You answered {done}, {left} are left."),
        "first_open": _("Go to the first question without an answer: {number}"),
        "flag": _("Look again later"),
        "flagged": _("To look at again"),
        "sealed": _("Handed in on this phone. It goes out when you are connected: keep this page open."),
        "memory": _("This browser keeps nothing after it is closed. Stay on this page until everything is sent."),
        "longer": _("You were given more time."),
        "elsewhere": _("Your paper goes on at another device. What you wrote here before is on its way or has arrived."),
        "export": _("Sending does not work. Save your answers as a sealed file and give it to the invigilator."),
        "export_button": _("Save the sealed file"),
        "exported": _("The file is saved. Only our server can open it. Give it to the invigilator."),
        "not_a_number": _("Write figures only, for example 6.5"),
    }


@login_required
@require_POST
def answer(request: HttpRequest, uuid: UUID, position: int) -> HttpResponse:
    """Save one answer and go on: how the paper works without script."""
    assert isinstance(request.user, Person)
    found = access.own_attempt(person=request.user, uuid=uuid)
    questions = queries.delivered(found)
    question = next((one for one in questions if one.position == position), None)
    now = timezone.now()
    if question is not None:
        sequence = max(one.sequence for one in questions) + 1
        value = question.kind.from_form(request.POST, question.content)
        note = AnswerNote(uuid=uuid6.uuid7(), sequence=sequence, device_at=now, value=value)
        device = device_of(request)
        actions.save_answer(person=request.user, attempt_uuid=uuid, position=position, note=note, now=now, device=device)
    onward = position - 1 if request.POST.get("go") == "back" else position + 1
    address = reverse("assessments:attempt", args=[uuid])
    return redirect(f"{address}?map=1&q={position}" if onward > len(questions) else f"{address}?q={max(1, onward)}")


@login_required
@require_POST
def submit(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Hand in. A second press finds it handed in."""
    found = access.own_attempt(person=request.user, uuid=uuid)
    actions.submit_attempt(attempt=found, now=timezone.now())
    return redirect("assessments:result", uuid)
