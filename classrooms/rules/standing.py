"""The room as it stands for everybody, folded once: what each process keeps so that nobody folds the whole log to come in."""

import copy
from collections.abc import Iterable

from classrooms.rules.facts import FactKind
from classrooms.rules.room import Frame, Room, empty_room, fold
from classrooms.rules.sight import PRIVATE, seen_by
from classrooms.rules.writing import written


class Standing:
    """Two rooms, as those who learn and as those who teach see it, and what each person alone knows of themselves."""

    def __init__(self) -> None:
        self.learning, self.teaching = empty_room(), empty_room()
        self._own: dict[str, list[Frame]] = {}
        self._written: dict[bool, tuple[int, str]] = {}

    @property
    def number(self) -> int:
        """The newest fact's number."""
        number: int = self.teaching["n"]
        return number

    def take(self, frames: Iterable[Frame]) -> None:
        """Fold the next facts, in order; facts met before change nothing."""
        for frame in frames:
            if frame["n"] <= self.number:
                continue
            fold(self.learning, seen_by(frame, person="", instructs=False, removed=()))
            fold(self.teaching, seen_by(frame, person="", instructs=True, removed=()))
            if frame["kind"] in PRIVATE and frame["by"]:
                self._own.setdefault(frame["by"], []).append(frame)

    def seen_by(self, *, person: str, instructs: bool) -> Room:
        """The room as one person sees it: the same as folding every fact as that person may see it."""
        room = copy.deepcopy(self.teaching if instructs else self.learning)
        for frame in self._own.get(person, ()):
            _OWN[FactKind(frame["kind"])](room, frame, instructs)
        return room

    def written_for(self, *, person: str, instructs: bool) -> str:
        """The snapshot frame of one person. Whoever has nothing of their own is sent what others were."""
        if person in self._own:
            return written({"type": "snapshot", "room": self.seen_by(person=person, instructs=instructs)})
        number, text = self._written.get(instructs, (-1, ""))
        if number != self.number:
            text = written({"type": "snapshot", "room": self.teaching if instructs else self.learning})
            self._written[instructs] = (self.number, text)
        return text


def _own_answer(room: Room, frame: Frame, instructs: bool) -> None:
    poll = room["polls"][frame["body"]["poll"]]
    poll["mine"] = frame["body"]["option"]
    if not instructs and not poll["shown"]:
        poll["tally"][frame["body"]["option"]] += 1


def _own_vote(room: Room, frame: Frame, instructs: bool) -> None:
    for question in room["questions"]:
        if question["n"] == frame["body"]["question"]:
            question["mine"] = frame["body"]["on"]


def _own_attention(room: Room, frame: Frame, instructs: bool) -> None:
    if room["attention"] and room["attention"]["n"] == frame["body"]["check"]:
        room["attention"]["mine"] = True


_OWN = {
    FactKind.POLL_ANSWERED: _own_answer,
    FactKind.QUESTION_VOTED: _own_vote,
    FactKind.ATTENTION_ANSWERED: _own_attention,
}
