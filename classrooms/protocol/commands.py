"""Every command by its type, and reading one frame of the page."""

from inspect import getmembers, isclass
from typing import Annotated, Union, get_args

from pydantic import Field, TypeAdapter, ValidationError

from classrooms.protocol import board, people, polls, talk, voice
from classrooms.protocol.base import Command, Kept, Passing
from classrooms.refusals import refuse

#: Bytes of one frame from the page. The largest honest one is an offer of voice and picture, about 7 KB.
LARGEST_FRAME = 16 * 1024

COMMANDS: dict[str, type[Command]] = {
    get_args(command.model_fields["type"].annotation)[0]: command
    for module in (people, board, talk, polls, voice)
    for _, command in getmembers(module, isclass)
    if issubclass(command, Command) and command not in (Command, Kept, Passing)
}
_decoder: TypeAdapter[Command] = TypeAdapter(Annotated[Union[tuple(COMMANDS.values())], Field(discriminator="type")])  # type: ignore[arg-type]  # noqa: UP007


def decode(text: str) -> Command:
    """Read one frame of the page. Refuses `frame_too_large` and `bad_frame`."""
    if len(text.encode("utf-8", "surrogatepass")) > LARGEST_FRAME:
        raise refuse("frame_too_large")
    try:
        return _decoder.validate_json(text)
    except (ValidationError, RecursionError, ValueError) as fault:
        raise refuse("bad_frame") from fault
