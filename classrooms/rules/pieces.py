"""Facts on their way to the sockets of one process: what all may see is written out once, not once for each socket."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import groupby

from classrooms.rules.facts import FactKind
from classrooms.rules.room import Frame
from classrooms.rules.sight import PRIVATE, seen_by
from classrooms.rules.writing import written

#: What a socket has to do something about, besides passing it on.
FOLLOWED = frozenset(
    {
        FactKind.CLASS_CLOSED,
        FactKind.PERSON_REMOVED,
        FactKind.ROLE_GIVEN,
        FactKind.PEN_GIVEN,
        FactKind.FLOOR_GIVEN,
        FactKind.FLOOR_RETURNED,
        FactKind.MICS_MUTED,
    }
)


@dataclass(frozen=True)
class Piece:
    """Facts that follow each other. ``texts`` is each as everybody is sent it, or None where each sees something else."""

    frames: Sequence[Frame]
    texts: Sequence[str] | None
    followed: Sequence[Frame]

    def texts_for(self, *, person: str, instructs: bool, after: int, removed: Collection[int]) -> Sequence[str]:
        """What one person is sent of it: the facts newer than ``after``, written."""
        if self.texts is not None:
            skipped = max(0, after + 1 - self.frames[0]["n"])
            return self.texts[skipped:] if skipped else self.texts
        newer = [frame for frame in self.frames if frame["n"] > after]
        return [written(seen_by(frame, person=person, instructs=instructs, removed=removed)) for frame in newer]


def pieces(frames: Sequence[Frame], *, removed: Collection[int]) -> list[Piece]:
    """Cut facts, in order, into pieces. Words in ``removed`` are taken away."""
    return [_piece(list(run), private, removed) for private, run in groupby(frames, key=lambda frame: frame["kind"] in PRIVATE)]


def _piece(frames: list[Frame], private: bool, removed: Collection[int]) -> Piece:
    followed = [frame for frame in frames if frame["kind"] in FOLLOWED]
    if private:
        return Piece(frames, None, followed)
    shown = [seen_by(frame, person="", instructs=False, removed=removed) for frame in frames]
    return Piece(frames, [written(frame) for frame in shown], followed)


def bundle(texts: Sequence[str]) -> str:
    """Written facts as they go over the socket: one as it is, several in one frame."""
    return texts[0] if len(texts) == 1 else f'{{"type":"facts","facts":[{",".join(texts)}]}}'
