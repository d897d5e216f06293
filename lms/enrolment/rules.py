"""Progress, places and completion, on plain values."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Fact:
    """A progress fact as a plain value."""

    kind: str
    step: str
    value: dict[str, Any]
    device_at: datetime


@dataclass
class Standing:
    """Where a trainee stands in a lesson, folded from the facts."""

    done: list[str] = field(default_factory=list)
    answers: dict[str, int] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    last: str = ""
    started_at: datetime | None = None
    touched_at: datetime | None = None
    completed_at: datetime | None = None

    def as_state(self) -> dict[str, Any]:
        """The JSON kept in the summary row."""
        return {"done": self.done, "answers": self.answers, "seconds": self.seconds, "last": self.last}


def fold(facts: Iterable[Fact]) -> Standing:
    """Compute the standing from facts in any order: they are replayed by device time."""
    standing = Standing()
    for fact in sorted(facts, key=lambda fact: fact.device_at):
        standing.started_at = standing.started_at or fact.device_at
        standing.touched_at = fact.device_at
        _apply(standing, fact)
    return standing


def _apply(standing: Standing, fact: Fact) -> None:
    done = standing.done
    match fact.kind:
        case "step_done" | "question_answered":
            if fact.step not in done:
                done.append(fact.step)
            standing.last = fact.step
            if fact.kind == "question_answered":
                standing.answers[fact.step] = int(fact.value.get("choice", -1))
        case "step_undone":
            if fact.step in done:
                done.remove(fact.step)
        case "played":
            standing.seconds[fact.step] = float(fact.value.get("seconds", 0))
        case "read" | "attended":
            if "read" not in done:
                done.append("read")
            standing.completed_at = standing.completed_at or fact.device_at


def percent(done: Iterable[str], steps: Iterable[str]) -> int:
    """How much of a lesson is done, in whole per cent, rounded down. A lesson that was finished is 100 whatever was ticked."""
    done, steps = set(done), list(steps)
    if "read" in done:
        return 100
    return 100 * sum(step in done for step in steps) // max(len(steps), 1)


def course_complete(completed: Iterable[str], lessons: Iterable[str]) -> bool:
    """Whether every lesson of the release is completed."""
    return set(lessons) <= set(completed)


def free_seats(*, capacity: int, taken: int) -> int:
    """Seats left in a cohort, never below zero."""
    return max(capacity - taken, 0)


@dataclass(frozen=True)
class Offer:
    """What a lesson's document offers to do: steps to tick, questions with the number of their choices, recordings."""

    steps: frozenset[str]
    choices: dict[str, int]
    recordings: frozenset[str]


def offer_of(document: dict[str, Any]) -> Offer:
    """What can be done in a released lesson; a fact about anything else is not understood."""
    body = document["body"]
    return Offer(
        steps=frozenset(step["id"] for block in body if block["kind"] == "steps" for step in block["steps"]),
        choices={block["id"]: len(block["choices"]) for block in body if block["kind"] == "quick_question"},
        recordings=frozenset(block["video"]["uuid"] for block in body if block["kind"] == "video" and block["video"]),
    )
