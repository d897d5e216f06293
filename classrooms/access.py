"""The guarded doors of the live class. An unknown class and another's class look the same from outside."""

from collections.abc import Collection
from importlib import import_module
from uuid import UUID

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from classrooms.models import Attendance, LiveClass, Seat
from classrooms.refusals import refuse
from lms.audit.looks import note
from lms.enrolment.models import Enrolment
from lms.people.access import holds
from lms.people.models import Person, Role


def live_class_for(*, person: Person | AnonymousUser, class_uuid: UUID) -> LiveClass:
    """Give the class to its instructor and to its cohort's trainees, in whatever state it is.

    Refuses `not_signed_in` and `not_in_this_class`.
    """
    if not isinstance(person, Person):
        raise refuse("not_signed_in")
    live_class = LiveClass.objects.select_related("cohort__course", "instructor").filter(uuid=class_uuid).first()
    if live_class is None:
        raise refuse("not_in_this_class")
    role_in(person=person, live_class=live_class)
    return live_class


def role_in(*, person: Person, live_class: LiveClass) -> Seat.Role:
    """Tell as what the person sits in the class; refuses `not_in_this_class`."""
    if live_class.instructor_id == person.pk:
        return Seat.Role.INSTRUCTOR
    if Enrolment.objects.exclude(status=Enrolment.Status.LEFT).filter(cohort_id=live_class.cohort_id, person=person).exists():
        return Seat.Role.TRAINEE
    raise refuse("not_in_this_class")


def role_to_sit(*, person: Person, live_class: LiveClass) -> Seat.Role:
    """As `role_in`, and a co-instructor where the instructor made the person one."""
    role = role_in(person=person, live_class=live_class)
    seat = Seat.objects.filter(live_class=live_class, person=person, role=Seat.Role.ASSISTANT).first()
    return Seat.Role.ASSISTANT if seat and role == Seat.Role.TRAINEE else role


def class_to_enter(*, person: Person | AnonymousUser, class_uuid: UUID) -> LiveClass:
    """Give a class that has not ended yet; refuses as `live_class_for`, `class_closed`, and `removed` whoever was sent out."""
    live_class = live_class_for(person=person, class_uuid=class_uuid)
    if live_class.state == LiveClass.State.CLOSED:
        raise refuse("class_closed")
    if Seat.objects.filter(live_class=live_class, person_id=person.pk).exclude(barred_at=None).exists():  # type: ignore[misc]
        raise refuse("removed")
    return live_class


def who_must_go(*, live_class_id: int, people: Collection[int]) -> dict[int, str]:
    """Tell which of these people (by id) may not stay in the room, each with the code of the refusal. Three queries for all."""
    live_class = LiveClass.objects.get(pk=live_class_id)
    if live_class.state == LiveClass.State.CLOSED:
        return dict.fromkeys(people, "class_closed")
    members = Enrolment.objects.exclude(status=Enrolment.Status.LEFT).filter(cohort_id=live_class.cohort_id)
    mine = {live_class.instructor_id, *members.values_list("person_id", flat=True)}
    barred = Seat.objects.filter(live_class=live_class).exclude(barred_at=None).values_list("person_id", flat=True)
    gone = dict.fromkeys(set(people) - mine, "not_in_this_class")
    return gone | dict.fromkeys(set(people) & set(barred), "removed")


def still_signed_in(keys: Collection[str]) -> set[str]:
    """Tell which of these sessions go on."""
    store = import_module(settings.SESSION_ENGINE).SessionStore
    sessions = store.get_model_class().objects.filter(session_key__in=list(keys), expire_date__gt=timezone.now())
    return set(sessions.values_list("session_key", flat=True))


def seat_in_open_class(*, person: Person, class_uuid: UUID) -> Seat:
    """Give the person's seat in an open class: the door every command of the room comes through.

    Refuses as `class_to_enter`, and `class_not_open`.
    """
    live_class = class_to_enter(person=person, class_uuid=class_uuid)
    if live_class.state != LiveClass.State.OPEN:
        raise refuse("class_not_open")
    return seat_of(person=person, live_class=live_class)


def seat_of(*, person: Person, live_class: LiveClass) -> Seat:
    """Give the seat the person has taken; refuses `not_in_this_class` when there is none."""
    seat = Seat.objects.filter(live_class=live_class, person=person).first()
    if seat is None:
        raise refuse("not_in_this_class")
    seat.live_class, seat.person = live_class, person
    return seat


def class_to_teach(*, person: Person | AnonymousUser, class_uuid: UUID) -> LiveClass:
    """Give the class to its instructor; refuses as `live_class_for`, and `not_allowed` to trainees."""
    live_class = live_class_for(person=person, class_uuid=class_uuid)
    if live_class.instructor_id != person.pk:
        raise refuse("not_allowed")
    return live_class


def class_with_register(*, person: Person | AnonymousUser, class_uuid: UUID) -> LiveClass:
    """Give an ended class for its register: to its instructor, to managers of its site and to the administrator.

    Refuses `not_signed_in`, `not_in_this_class`, `not_allowed` (trainees), `register_not_ready`.
    """
    if not isinstance(person, Person):
        raise refuse("not_signed_in")
    live_class = LiveClass.objects.select_related("cohort__site", "instructor").filter(uuid=class_uuid).first()
    if live_class is None:
        raise refuse("not_in_this_class")
    manages = holds(person, Role.Kind.MANAGER, Role.Kind.ADMINISTRATOR, site=live_class.cohort.site)
    if live_class.instructor_id != person.pk and not manages:
        role_in(person=person, live_class=live_class)
        raise refuse("not_allowed")
    if live_class.state != LiveClass.State.CLOSED:
        raise refuse("register_not_ready")
    note("attendance", *Attendance.objects.filter(register__live_class=live_class).values_list("person_id", flat=True))
    return live_class


def line_to_correct(*, person: Person | AnonymousUser, class_uuid: UUID, line_uuid: UUID) -> Attendance:
    """Give a line of the register to the instructor of the class."""
    live_class = class_to_teach(person=person, class_uuid=class_uuid)
    line = Attendance.objects.filter(uuid=line_uuid, register__live_class=live_class).first()
    if line is None:
        raise refuse("unknown_person")
    return line
