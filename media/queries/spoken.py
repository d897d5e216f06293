"""What is said in recordings."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from media.models import Asset, Caption
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
    return [line for caption in captions for line in _lines(caption, str(caption.asset.uuid))]


def said_in(assets: Iterable[Asset]) -> list[SpokenLine]:
    """The same for assets at hand; no query where their captions were prefetched (`with_files`)."""
    by_language = [(asset, sorted(asset.captions.all(), key=lambda caption: caption.language)) for asset in assets]
    return [line for asset, captions in by_language for caption in captions for line in _lines(caption, str(asset.uuid))]


def _lines(caption: Caption, asset_uuid: str) -> Iterator[SpokenLine]:
    for start, _end, text in read(caption.text):
        yield SpokenLine(asset_uuid, caption.language, start, text.replace("\n", " "))
