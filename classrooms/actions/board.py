"""Slides, the blank board, the pen and what is drawn."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from classrooms.actions.log import RoomLog, require_instructor, seat_of_person
from classrooms.models import RoomFact, Seat
from classrooms.queries import pen_holder
from classrooms.refusals import refuse
from classrooms.rules.room import FactKind

BOARD = "board"


@transaction.atomic
def show_slide(*, seat: Seat, slide: int, now: datetime, client_id: UUID | None = None) -> RoomFact:
    """Show a slide to everybody; refuses `not_allowed` and `unknown_slide`."""
    require_instructor(seat)
    log = RoomLog.opened(seat=seat, now=now, client_id=client_id)
    if log.earlier:
        return log.earlier
    _require_slide(log, slide)
    return log.write(FactKind.SLIDE_SHOWN, {"slide": slide})


@transaction.atomic
def show_board(*, seat: Seat, on: bool, now: datetime, client_id: UUID | None = None) -> RoomFact:
    """Put the blank board in the place of the slide, or take it away."""
    require_instructor(seat)
    log = RoomLog.opened(seat=seat, now=now, client_id=client_id)
    return log.earlier or log.write(FactKind.BOARD_SHOWN, {"on": on})


@transaction.atomic
def give_pen(*, seat: Seat, person: UUID | None, now: datetime, client_id: UUID | None = None) -> RoomFact:
    """Hand the pen to one person in the class, or take it back; refuses `unknown_person`."""
    require_instructor(seat)
    log = RoomLog.opened(seat=seat, now=now, client_id=client_id)
    if log.earlier:
        return log.earlier
    if person is not None:
        seat_of_person(log.live_class, person)
    return log.write(FactKind.PEN_GIVEN, {"person": str(person) if person else None})


@transaction.atomic
def draw_ink(
    *, seat: Seat, surface: str, colour: str, width: int, points: list[int], now: datetime, client_id: UUID | None = None
) -> RoomFact:
    """Keep one stroke: x, y and pressure in thousandths, one after the other. Refuses `no_pen` and `unknown_slide`."""
    log = RoomLog.opened(seat=seat, now=now, client_id=client_id)
    if log.earlier:
        return log.earlier
    require_pen(seat=seat)
    _require_surface(log, surface)
    return log.write(FactKind.INK_DRAWN, {"surface": surface, "colour": colour, "width": width, "points": points})


@transaction.atomic
def undo_ink(*, seat: Seat, surface: str, stroke: int, now: datetime, client_id: UUID | None = None) -> RoomFact:
    """Take a stroke away: one's own, or, for those who teach, anybody's. Refuses `unknown_stroke`."""
    log = RoomLog.opened(seat=seat, now=now, client_id=client_id)
    if log.earlier:
        return log.earlier
    require_pen(seat=seat)
    drawn = RoomFact.objects.filter(live_class=log.live_class, number=stroke, kind=FactKind.INK_DRAWN).first()
    theirs = drawn is not None and (seat.instructs or drawn.by_id == seat.person_id)
    if drawn is None or drawn.body["surface"] != surface or not theirs:
        raise refuse("unknown_stroke")
    return log.write(FactKind.INK_UNDONE, {"surface": surface, "stroke": stroke})


@transaction.atomic
def clear_ink(*, seat: Seat, surface: str, now: datetime, client_id: UUID | None = None) -> RoomFact:
    """Wipe a slide or the board; the log keeps what was there."""
    require_instructor(seat)
    log = RoomLog.opened(seat=seat, now=now, client_id=client_id)
    if log.earlier:
        return log.earlier
    _require_surface(log, surface)
    return log.write(FactKind.INK_CLEARED, {"surface": surface})


def require_pen(*, seat: Seat) -> None:
    """Refuse `no_pen` to those who may not draw: all but those who teach and whoever was handed the pen."""
    if not seat.instructs and pen_holder(seat.live_class) != str(seat.person.uuid):
        raise refuse("no_pen")


def _require_surface(log: RoomLog, surface: str) -> None:
    if surface != BOARD:
        _require_slide(log, int(surface.removeprefix("slide-")))


def _require_slide(log: RoomLog, slide: int) -> None:
    if not log.live_class.slides.filter(position=slide).exists():
        raise refuse("unknown_slide")
