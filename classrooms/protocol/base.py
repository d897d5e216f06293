"""What every frame of the page has in common."""

from typing import Annotated, ClassVar, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]
ShortText = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]
Lane = Literal["picture", "voice", "text"]
Share = Annotated[float, Field(ge=0, le=1)]
#: The number of a fact of this class.
FactNumber = Annotated[int, Field(ge=1)]


class Command(BaseModel):
    """Anything the page says."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=False)
    kept: ClassVar[bool] = True
    type: str


class Kept(Command):
    """A command that becomes a fact. `id` is made by the page; the same id twice is one fact."""

    id: UUID


class Passing(Command):
    """A command that leaves no fact."""

    kept: ClassVar[bool] = False
