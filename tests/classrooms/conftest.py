"""A class of the demo ministry: Nadia teaches Amina and others in Giza; Karim learns elsewhere."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from classrooms import actions, commands, protocol
from classrooms.models import LiveClass, RoomFact, Seat
from classrooms.rules.facts import FactKind
from lms.enrolment.models import Cohort
from lms.people.models import Person

NOW = datetime(2030, 3, 4, 8, 0, tzinfo=UTC)
POLL = {
    "question": {"ar": "ما السبب؟", "en": "What is the cause?"},
    "options": [{"ar": "الشد", "en": "Tension"}, {"ar": "الإبرة", "en": "Needle"}, {"ar": "القماش", "en": "Cloth"}],
}


def schedule(cohort: Cohort, *, starts_at: datetime = NOW, code: str = "TLR-C1-V3", **more: Any) -> LiveClass:
    """Plan a class of two hours with four slides and two polls."""
    return actions.schedule_class(
        cohort=cohort,
        lesson_code=code,
        instructor=more.pop("instructor", cohort.instructor),
        starts_at=starts_at,
        minutes=120,
        title={"ar": "عيادة الماكينة", "en": "Machine clinic"},
        lessons=[{"title": {"ar": f"درس {n}", "en": f"Lesson {n}"}, "key_points": [{"ar": "أ", "en": "a"}]} for n in (1, 2)],
        polls=[POLL, POLL],
        actor=cohort.instructor,
        **more,
    )


@dataclass
class Newest:
    """Stands in a script for the number of the newest fact of a kind, by somebody if named."""

    kind: FactKind
    by: str | None = None


class Cast:
    """The people of one class and what they say."""

    def __init__(self, live_class: LiveClass) -> None:
        self.live_class = live_class
        self.now = NOW

    def person(self, login: str) -> Person:
        return Person.objects.get(username=login)

    def enter(self, login: str, connection: str = "one") -> Seat:
        seat = actions.take_seat(live_class=self.live_class, person=self.person(login), connection=connection, now=self.now)
        seat.person = self.person(login)
        return seat

    def say(self, login: str, kind: str, *, command_id: UUID | None = None, **fields: Any) -> RoomFact:
        """What the socket does with a command, without the socket."""
        values = {
            "type": kind,
            "id": str(command_id or uuid4()),
            **{k: str(v) if isinstance(v, UUID) else v for k, v in fields.items()},
        }
        command = protocol.COMMANDS[kind].model_validate(values)
        self.now += timedelta(seconds=1)
        return commands.obey(command=command, person=self.person(login), class_uuid=self.live_class.uuid, now=self.now)

    def number_of(self, newest: Newest) -> int:
        """The number that a script's ``Newest`` stands for."""
        facts = self.live_class.facts.filter(kind=newest.kind).order_by("-number")
        return (facts.filter(by__username=newest.by) if newest.by else facts)[0].number

    def poll(self, position: int = 1) -> Any:
        return self.live_class.polls.get(position=position)


@pytest.fixture
def cohort(db: None) -> Cohort:
    return Cohort.objects.get(code="GZ-TLR-26-3")


@pytest.fixture
def live_class(cohort: Cohort) -> LiveClass:
    return schedule(cohort)


@pytest.fixture
def cast(live_class: LiveClass) -> Cast:
    """An open class in which Nadia, Amina and a classmate sit."""
    cast = Cast(live_class)
    for login in ("nadia", "amina", "trainee01"):
        cast.enter(login)
    cast.say("nadia", "class.open")
    return cast


@pytest.fixture
def refusal_of() -> Callable[..., str]:
    """The code with which a call is refused."""
    from lms.refusals import Refusal

    def code(call: Callable[[], Any]) -> str:
        with pytest.raises(Refusal) as caught:
            call()
        return caught.value.code

    return code
