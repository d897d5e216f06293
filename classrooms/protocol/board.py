"""Commands about the slide, the board, the pointer and the pen."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, Field, StringConstraints

from classrooms.protocol.base import FactNumber, Kept, Passing, Share

#: The blank board, or a slide by its number.
Surface = Annotated[str, StringConstraints(pattern=r"^(board|slide-[1-9][0-9]{0,2})$")]
Colour = Literal["ink", "red", "blue", "green"]
Width = Annotated[int, Field(ge=1, le=3)]
#: Thousandths of the surface's width and height, and of the pen's full pressure.
Thousandth = Annotated[int, Field(ge=0, le=1000)]


def _triples(points: list[int]) -> list[int]:
    if len(points) % 3:
        raise ValueError("points come in threes: x, y, pressure")
    return points


#: A line as x, y, pressure, x, y, pressure …
Points = Annotated[list[Thousandth], Field(min_length=3, max_length=600), AfterValidator(_triples)]
FewPoints = Annotated[list[Thousandth], Field(min_length=3, max_length=90), AfterValidator(_triples)]


class SlideGo(Kept):
    """Show another slide to everybody."""

    type: Literal["slide.go"]
    slide: Annotated[int, Field(ge=1)]


class BoardShow(Kept):
    """Put the blank board in the place of the slide, or take it away."""

    type: Literal["board.show"]
    on: bool


class PenGive(Kept):
    """Hand the pen to somebody; without a person it comes back to those who teach."""

    type: Literal["pen.give"]
    person: UUID | None = None


class InkDraw(Kept):
    """One stroke, when the pen is lifted."""

    type: Literal["ink.draw"]
    surface: Surface
    colour: Colour
    width: Width
    points: Points


class InkUndo(Kept):
    """Take one of one's own strokes away; those who teach may take anybody's."""

    type: Literal["ink.undo"]
    surface: Surface
    stroke: FactNumber


class InkClear(Kept):
    """Wipe a surface."""

    type: Literal["ink.clear"]
    surface: Surface


class InkTrace(Passing):
    """The newest piece of a stroke that is being drawn; the whole stroke follows with `ink.draw`."""

    type: Literal["ink.trace"]
    surface: Surface
    colour: Colour
    width: Width
    points: FewPoints


class PointerMove(Passing):
    """Point at a place of the slide, in shares of its width and height; no place hides the pointer."""

    type: Literal["pointer.move"]
    x: Share | None = None
    y: Share | None = None
