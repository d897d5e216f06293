"""StreamField without its blocks in the migrations."""

from typing import Any

from wagtail.blocks import StreamBlock
from wagtail.fields import StreamField


class BlockField(StreamField):  # type: ignore[misc]
    """A StreamField whose migration says only "a StreamField".

    Blocks are the form of the content, not of the table: adding a lesson block must not make a migration. (As practised
    by the Office for National Statistics in dis-wagtail.)
    """

    def __init__(self, block_types: StreamBlock | list[Any] | None = None, **kwargs: Any) -> None:
        kwargs.pop("block_lookup", None)
        super().__init__(block_types if block_types is not None else [], **kwargs)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [[]], kwargs
