"""Progress, places and completion, on plain values."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any

from courses.rules import asking


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
    answers: dict[str, Any] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    bookmarks: list[str] = field(default_factory=list)
    scores: dict[str, int] = field(default_factory=dict)
    attempts: dict[str, int] = field(default_factory=dict)
    last: str = ""
    started_at: datetime | None = None
    touched_at: datetime | None = None
    completed_at: datetime | None = None

    def as_state(self) -> dict[str, Any]:
        """The JSON kept in the summary row."""
        kept = {"done": self.done, "answers": self.answers, "seconds": self.seconds, "last": self.last}
        own = {"notes": self.notes, "bookmarks": self.bookmarks, "scores": self.scores, "attempts": self.attempts}
        return kept | {name: value for name, value in own.items() if value}


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
        case "step_done" | "question_answered" | "activity_done":
            if fact.step not in done:
                done.append(fact.step)
            standing.last = fact.step
            if fact.kind == "question_answered":
                standing.answers[fact.step] = fact.value.get("answer", fact.value.get("choice", -1))
            elif fact.kind == "activity_done":
                standing.scores[fact.step] = max(standing.scores.get(fact.step, 0), int(fact.value["points"]))
                standing.attempts[fact.step] = max(standing.attempts.get(fact.step, 0), int(fact.value["attempt"]) + 1)
        case "noted" | "bookmarked" | "unbookmarked":
            _keep_own(standing, fact)
        case "step_undone":
            if fact.step in done:
                done.remove(fact.step)
        case "played":
            standing.seconds[fact.step] = float(fact.value.get("seconds", 0))
        case "read" | "attended":
            if "read" not in done:
                done.append("read")
            standing.completed_at = standing.completed_at or fact.device_at


def _keep_own(standing: Standing, fact: Fact) -> None:
    """What a trainee keeps for themselves: the newest note of a place, and the places marked."""
    if fact.kind == "noted":
        standing.notes.pop(fact.step, None)
        if text := fact.value.get("text"):
            standing.notes[fact.step] = text
        return
    if fact.step in standing.bookmarks:
        standing.bookmarks.remove(fact.step)
    if fact.kind == "bookmarked":
        standing.bookmarks.append(fact.step)


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
    """What a lesson's document offers to do: steps to tick, questions with the number of their choices, checks, recordings,
    places to note something at, and scored activities for the trainee called ``learner``."""

    steps: frozenset[str]
    choices: dict[str, int]
    recordings: frozenset[str]
    checks: dict[str, dict[str, Any]] = field(default_factory=dict)
    places: frozenset[str] = frozenset()
    activities: dict[str, str] = field(default_factory=dict)
    learner: str = ""


def offer_of(document: dict[str, Any], *, learner: str = "") -> Offer:
    """What can be done in a released lesson; a fact about anything else is not understood."""
    body = document["body"]
    return Offer(
        steps=frozenset(step["id"] for block in body if block["kind"] == "steps" for step in block["steps"]),
        choices={question["id"]: len(question["choices"]) for question in asking.choice_questions(document)},
        recordings=frozenset(one["uuid"] for one in asking.recordings(document)),
        checks={check["id"]: check for check in asking.checks(document)},
        places=frozenset(anchor for anchor, _words in asking.places(document)),
        activities=asking.activities(document),
        learner=learner,
    )


def seed_of(learner: str, block: str, attempt: int) -> int:
    """The seed of an attempt at an activity: its own for each person and attempt, and known to phone and server alike."""
    return int.from_bytes(sha256(f"{learner}/{block}/{attempt}".encode()).digest()[:4], "big")
