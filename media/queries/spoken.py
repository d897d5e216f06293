"""What is said in recordings."""

from collections.abc import Iterable
from dataclasses import dataclass

from media.models import Caption
from media.rules.captions import read


@dataclass(frozen=True)
class SpokenLine:
    """What is said in a recording at a moment, in seconds."""

    asset_uuid: str
    language: str
    second: float
    text: str

    @property
    def whole_second(self) -> str:
        """The second as addresses have it."""
        return str(int(self.second))

    @property
    def clock(self) -> str:
        """Minutes and seconds: 1:05."""
        return f"{int(self.second) // 60}:{int(self.second) % 60:02d}"


def spoken(asset_uuids: Iterable[str]) -> list[SpokenLine]:
    """Everything that is said in these recordings, by their captions. One query."""
    captions = Caption.objects.filter(asset__uuid__in=list(asset_uuids)).select_related("asset").order_by("asset", "language")
    return [
        SpokenLine(str(caption.asset.uuid), caption.language, start, text.replace("\n", " "))
        for caption in captions
        for start, _end, text in read(caption.text)
    ]
