"""The room's page, and its two plain buttons that work without a script."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from classrooms import access, actions, queries
from classrooms.conferencing.turn import ice_servers
from classrooms.models import Attendance, LiveClass, Poll, Seat
from classrooms.protocol import VERSION, iso
from classrooms.words import WORDS
from lms.people.models import Person

#: Megabytes an hour of each way to follow a class, said before one chooses. Measured on the room itself.
LANES = ({"lane": "picture", "megabytes": 240}, {"lane": "voice", "megabytes": 15}, {"lane": "text", "megabytes": 1})


#: Minutes the instructor may give for an exercise with one tap.
TIMERS = (1, 3, 5, 10, 15)


@login_required
@never_cache
@require_safe
def room(request: HttpRequest, class_uuid: UUID) -> HttpResponse:
    """The lobby and the room; after the class, what became of it."""
    person: Person = request.user  # type: ignore[assignment]
    live_class = access.live_class_for(person=person, class_uuid=class_uuid)
    if live_class.state == LiveClass.State.CLOSED:
        return _ended(request, live_class, person)
    role = access.role_to_sit(person=person, live_class=live_class)
    context = {
        "live_class": live_class,
        "pages": queries.slide_pages(live_class, language=_language()),
        "instructs": role != Seat.Role.TRAINEE,
        "leads": role == Seat.Role.INSTRUCTOR,
        "lanes": LANES,
        "vu_bars": range(24),
        "four": range(1, 5),
        "timers": TIMERS,
        "config": _config(live_class, person=person, role=role),
    }
    return render(request, "classrooms/room.html", context)


def _ended(request: HttpRequest, live_class: LiveClass, person: Person) -> HttpResponse:
    line = Attendance.objects.filter(register__live_class=live_class, person=person).first()
    instructs = live_class.instructor_id == person.pk
    return render(request, "classrooms/ended.html", {"live_class": live_class, "line": line, "instructs": instructs})


def _language() -> str:
    return (get_language() or "ar")[:2]


def _config(live_class: LiveClass, *, person: Person, role: Seat.Role) -> dict[str, Any]:
    """What the script must know before the socket speaks."""
    polls = []
    if role != Seat.Role.TRAINEE:
        prepared = live_class.polls.filter(state=Poll.State.PREPARED).order_by("position", "pk")
        polls = [{"poll": str(poll.uuid), "question": poll.question, "options": poll.options} for poll in prepared]
    return {
        "version": VERSION,
        "class": str(live_class.uuid),
        "socket": f"/ws/classes/{live_class.uuid}/",
        "you": str(person.uuid),
        "name": person.name,
        "role": Seat.Role.TRAINEE if role == Seat.Role.TRAINEE else Seat.Role.INSTRUCTOR,
        "leads": role == Seat.Role.INSTRUCTOR,
        "language": _language(),
        "instructor": {"person": str(live_class.instructor.uuid), "name": live_class.instructor.name},
        "startsAt": iso(live_class.starts_at),
        "minutes": live_class.minutes,
        "polls": polls,
        "lanes": {lane["lane"]: lane["megabytes"] for lane in LANES},
        "ice": ice_servers(person=str(person.uuid), now=timezone.now()),
        "words": {name: str(word) for name, word in WORDS.items()},
    }


@login_required
@require_POST
def open_class(request: HttpRequest, class_uuid: UUID) -> HttpResponse:
    """Start the class and go in."""
    live_class = access.class_to_teach(person=request.user, class_uuid=class_uuid)
    actions.open_class(live_class=live_class, actor=live_class.instructor, now=timezone.now())
    return redirect("classrooms:room", class_uuid)


@login_required
@require_POST
def close_class(request: HttpRequest, class_uuid: UUID) -> HttpResponse:
    """End the class and see its register."""
    live_class = access.class_to_teach(person=request.user, class_uuid=class_uuid)
    actions.close_class(live_class=live_class, actor=live_class.instructor, now=timezone.now())
    return redirect("classrooms:register", class_uuid)
