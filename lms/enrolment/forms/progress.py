"""What a lesson page reports: one thing at a time from a plain form, or many facts from its script."""

import json
import math
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any, Final
from uuid import UUID, uuid5

from django import forms
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from courses.activities import ACTIVITIES, BadAction
from courses.questions import BadResponse, question_type
from lms.enrolment.actions import ProgressNote
from lms.enrolment.rules import Offer, seed_of
from lms.refusals import Refusal

FACTS_AT_ONCE = 200
LONGEST_SECONDS = 24 * 60 * 60
LONGEST_NOTE, LONGEST_QUESTION = 2000, 1000
MOST_ATTEMPTS = 1000
KEYS_OF_A_FACT = {"uuid", "lesson_code", "kind", "step", "value", "device_at"}
BY_FORM = ("step_done", "step_undone", "question_answered", "read", "noted", "bookmarked", "unbookmarked", "asked")


class ProgressForm(forms.Form):
    """What the lesson page sends without script: one thing done, ``step_done:<step>``, under the page's own id.

    The fact's id is made from the page's id and the thing done, so the same form sent twice is one fact.
    """

    fact = forms.UUIDField()
    do = forms.CharField(max_length=100)
    choice = forms.IntegerField(required=False)
    text = forms.CharField(required=False)
    place = forms.CharField(required=False, max_length=60)

    def __init__(self, *args: Any, offer: Offer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer = offer

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        kind, _colon, step = cleaned.get("do", "").partition(":")
        if kind in ("noted", "bookmarked", "asked") and not step:
            step = cleaned.get("place", "")
        value = _fitting(kind, step, self._typed(kind, step, cleaned), self.offer) if kind in BY_FORM else None
        if value is None:
            raise forms.ValidationError(_("Choose an answer first, then send it."), code="not_in_the_lesson")
        return cleaned | {"kind": kind, "step": step, "value": value}

    def _typed(self, kind: str, step: str, cleaned: dict[str, Any]) -> dict[str, Any]:
        if kind in ("noted", "asked"):
            return {"text": cleaned.get("text", "")}
        if kind != "question_answered":
            return {}
        if asked := self.offer.checks.get(step):
            return {"answer": question_type(asked["type"]).from_form(self.data, asked["content"])}
        return {"choice": cleaned.get("choice")}

    def note(self, lesson_code: str, *, now: datetime) -> ProgressNote:
        """The fact the form stands for."""
        done = self.cleaned_data
        uuid = uuid5(done["fact"], f"{done['do']}={json.dumps(done['value'], sort_keys=True)}")
        return ProgressNote(uuid, lesson_code, done["kind"], now, step=done["step"], value=done["value"])


def facts_from(body: bytes, *, lesson_code: str, offer: Offer) -> list[ProgressNote]:
    """The facts a device sends, ``{"facts": [{uuid, lesson_code, kind, step, value, device_at}, ...]}``.

    Refuses with ``progress_not_understood`` when any of them is not exactly what this lesson can report;
    ``detail["facts"]`` then names those, so that the device sets them aside and sends the others.
    """
    try:
        sent = json.loads(body, parse_constant=_no_number)
    except (ValueError, RecursionError) as fault:
        raise _not_understood() from fault
    if not isinstance(sent, dict) or set(sent) != {"facts"} or not isinstance(sent["facts"], list):
        raise _not_understood()
    facts = sent["facts"]
    if len(facts) > FACTS_AT_ONCE or not all(isinstance(fact, dict) for fact in facts):
        raise _not_understood()
    notes = [_note(fact, lesson_code, offer) for fact in facts]
    if strange := [str(fact.get("uuid"))[:36] for fact, note in zip(facts, notes, strict=True) if note is None]:
        raise _not_understood(strange)
    return [note for note in notes if note]


def _not_understood(facts: list[str] | None = None) -> Refusal:
    message = _("Part of this could not be recorded. Open the lesson again; what you did before is safe.")
    return Refusal("progress_not_understood", message, status=422, **({"facts": facts} if facts else {}))


def _no_number(name: str) -> float:
    raise ValueError(f"{name} is not a number")


def _note(fact: dict[str, Any], lesson_code: str, offer: Offer) -> ProgressNote | None:
    """One fact as it is recorded, or None."""
    if set(fact) != KEYS_OF_A_FACT or fact["lesson_code"] != lesson_code:
        return None
    uuid, device_at = _uuid(fact["uuid"]), _moment(fact["device_at"])
    kind, step, value = fact["kind"], fact["step"], fact["value"]
    if uuid is None or device_at is None or not isinstance(kind, str) or not isinstance(step, str):
        return None
    fitting = _fitting(kind, step, value, offer) if isinstance(value, dict) else None
    return ProgressNote(uuid, lesson_code, kind, device_at, step=step, value=fitting) if fitting is not None else None


def _fitting(kind: str, step: str, value: dict[str, Any], offer: Offer) -> dict[str, Any] | None:
    """The value as it is recorded, or None where the lesson does not offer this; attendance is never reported by a device."""
    plain: dict[str, Any] | None = {} if value == {} else None
    match kind:
        case "opened" | "read":
            fitting = plain if step == "" else None
        case "step_done" | "step_undone":
            fitting = plain if step in offer.steps else None
        case "bookmarked" | "unbookmarked":
            fitting = plain if step in offer.places else None
        case "played":
            fits = step in offer.recordings and set(value) == {"seconds"} and _is_seconds(value["seconds"])
            fitting = value if fits else None
        case _:
            fitting = _OTHERS[kind](offer, step, value) if kind in _OTHERS else None
    return fitting


def _answer(offer: Offer, step: str, value: dict[str, Any]) -> dict[str, Any] | None:
    """A choice of those there are, or an answer to a check as its type keeps it."""
    if asked := offer.checks.get(step):
        try:
            answer = question_type(asked["type"]).normalise(value.get("answer"), asked["content"])
        except BadResponse:
            return None
        return {"answer": answer} if set(value) == {"answer"} and answer is not None else None
    choice = value.get("choice")
    fits = set(value) == {"choice"} and type(choice) is int and 0 <= choice < offer.choices.get(step, 0)
    return value if fits else None


def _words(kind: str, offer: Offer, step: str, value: dict[str, Any]) -> dict[str, Any] | None:
    """A note (empty takes it back) or a question, at a place of the lesson or about all of it; a question may name a second."""
    text, second = value.get("text"), value.get("second")
    if not isinstance(text, str) or "\0" in text or (step and step not in offer.places):
        return None
    text = text.strip()
    if kind == "noted":
        return {"text": text} if set(value) == {"text"} and len(text) <= LONGEST_NOTE else None
    if not set(value) <= {"text", "second"} or not 0 < len(text) <= LONGEST_QUESTION:
        return None
    if second is None:
        return {"text": text}
    return {"text": text, "second": int(second)} if _is_seconds(second) else None


def _played(offer: Offer, step: str, value: dict[str, Any]) -> dict[str, Any] | None:
    """An activity played to its end. The points are the server's own, from the seed that this trainee had and the actions."""
    attempt, actions = value.get("attempt"), value.get("actions")
    if set(value) != {"attempt", "actions", "points"} or step not in offer.activities or not isinstance(actions, list):
        return None
    if type(attempt) is not int or not 0 <= attempt < MOST_ATTEMPTS:
        return None
    seed = seed_of(offer.learner, step, attempt)
    try:
        play = ACTIVITIES[offer.activities[step]].play(seed, actions)
    except BadAction:
        return None
    if not play.done:
        return None
    told = {} if value["points"] == play.points else {"claimed": str(value["points"])[:20]}
    return {"attempt": attempt, "seed": seed, "actions": actions, "points": play.points, "parts": play.parts} | told


_OTHERS: Final[dict[str, Callable[[Offer, str, dict[str, Any]], dict[str, Any] | None]]] = {
    "question_answered": _answer,
    "noted": partial(_words, "noted"),
    "asked": partial(_words, "asked"),
    "activity_done": _played,
}


def _is_seconds(amount: object) -> bool:
    return type(amount) in (int, float) and math.isfinite(amount) and 0 <= amount <= LONGEST_SECONDS  # type: ignore[arg-type, operator]


def _uuid(text: object) -> UUID | None:
    try:
        uuid = UUID(text) if isinstance(text, str) else None
    except ValueError:
        return None
    return uuid if uuid and str(uuid) == text else None


def _moment(text: object) -> datetime | None:
    """An aware moment of this era; clocks of old phones may be wrong by years, but no database holds the year 1."""
    try:
        moment = parse_datetime(text) if isinstance(text, str) else None
    except ValueError:
        return None
    return moment if moment and moment.tzinfo and 1970 < moment.year < 3000 else None
