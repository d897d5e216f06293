"""How pages see an asset: plain values, addresses included."""

from dataclasses import dataclass, field
from typing import Any, Final

THRIFTY_SIDE: Final = 240  # what the data saver takes


@dataclass(frozen=True)
class Lane:
    """One way to take a recording in: a size of the picture, or the sound alone."""

    name: str
    kind: str
    side: int
    codecs: str
    address: str
    megabytes: float
    bits: int
    init_bytes: int
    index_bytes: int
    thrifty_megabytes: float = 0.0  # the same in a newer coding (AV1, Opus), where there is one
    share: int = 100  # per cent of the dearest lane's megabytes

    @property
    def is_thrifty(self) -> bool:
        """Whether this is the same as another lane in a newer coding."""
        return self.codecs.startswith(("av01", "opus"))


@dataclass(frozen=True)
class Still:
    """A picture to look at from second `at` on, while only the sound is heard."""

    at: float
    address: str


@dataclass(frozen=True)
class Page:
    """One page of a document: a picture in two formats, and the text that stands on it."""

    number: int
    width: int
    height: int
    avif: str
    webp: str
    text: str
    megabytes: float = 0.0  # of the lightest picture


@dataclass(frozen=True)
class Track:
    """Captions in one language."""

    language: str
    address: str


@dataclass(frozen=True)
class Playable:
    """Everything a page needs to show an asset, with addresses that are good until tomorrow."""

    uuid: str
    kind: str
    title: str
    seconds: float
    width: int
    height: int
    poster: str
    master: str
    progressive: str
    lanes: tuple[Lane, ...]
    captions: tuple[Track, ...]
    sprite: dict[str, Any] | None = None
    pictures: dict[str, str] = field(default_factory=dict)  # srcset by format
    picture: str = ""  # the middle width, for browsers without srcset
    download: str = ""
    megabytes: float = 0.0
    stills: tuple[Still, ...] = ()
    pages: tuple[Page, ...] = ()
    wave: str = ""  # how loud each twentieth of a second is, for those who write captions

    @property
    def choices(self) -> list[Lane]:
        """What a person chooses from: each size once, and the sound."""
        return [lane for lane in self.lanes if not lane.is_thrifty]

    @property
    def default(self) -> Lane | None:
        """What a phone takes unless somebody chose otherwise: the largest picture up to 240 lines, else the smallest."""
        ordered = [lane for lane in self.choices if lane.side] or self.choices
        return next((lane for lane in ordered if lane.side <= THRIFTY_SIDE), ordered[-1] if ordered else None)

    @property
    def pages_megabytes(self) -> float:
        """The price of looking at every page."""
        return sum(page.megabytes for page in self.pages)

    @property
    def shape(self) -> str:
        """Width by height, as CSS reads it."""
        return f"{self.width / self.height:.4f}" if self.height else "1.7778"

    @property
    def clock(self) -> str:
        """The length as 6:40 or 1:06:40."""
        minutes, seconds = divmod(round(self.seconds), 60)
        hours, minutes = divmod(minutes, 60)
        return f"{hours}:{minutes:02d}:{seconds:02d}" if hours else f"{minutes}:{seconds:02d}"

    def as_json(self) -> dict[str, Any]:
        """What `frontend/player` reads."""
        lanes = [vars(lane) for lane in self.lanes]
        return {"uuid": self.uuid, "kind": self.kind, "title": self.title, "seconds": self.seconds, "master": self.master} | {
            "lanes": lanes,
            "sprite": self.sprite,
            "stills": [vars(still) for still in self.stills],
        }
