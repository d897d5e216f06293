"""Assets as pages play and list them."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from lms.people.models import Person
from media.access import token_for
from media.models import Asset, Caption, Rendition
from media.rules import limits
from media.rules.playlists import Variant, master_playlist

_PROGRESSIVE_SIDE = 360  # the size a plain <video> gets: readable, and half the price of the next


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
    av1_megabytes: float = 0.0  # the same size in AV1, where there is one
    share: int = 100  # per cent of the dearest lane's megabytes


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

    @property
    def choices(self) -> list[Lane]:
        """What a person chooses from: each size once, and the sound."""
        return [lane for lane in self.lanes if not lane.codecs.startswith("av01")]

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
        return {"uuid": self.uuid, "kind": self.kind, "seconds": self.seconds, "master": self.master} | {
            "lanes": lanes,
            "sprite": self.sprite,
        }


def signed_address(asset: Asset, name: str, *, now: datetime | None = None) -> str:
    """The address of one file of an asset, good until tomorrow, the same all day."""
    token = token_for(asset.uuid, now=now or timezone.now())
    return reverse("media_file", kwargs={"token": token, "uuid": asset.uuid, "name": name})


def playable(asset: Asset, *, now: datetime | None = None) -> Playable:
    """How to show an asset. Uses `renditions` and `captions` if they were prefetched (`with_files`)."""
    made = {rendition.name: rendition for rendition in asset.renditions.all()}

    def address(name: str) -> str:
        return signed_address(asset, name, now=now)

    lanes = _priced([_lane(rendition, address(rendition.name)) for rendition in _recordings(made)])
    plain = _progressive(lanes)
    return Playable(
        uuid=str(asset.uuid),
        kind=asset.kind,
        title=asset.title,
        seconds=asset.seconds or 0.0,
        width=asset.width,
        height=asset.height,
        poster=address("poster.webp") if "poster.webp" in made else "",
        master=address("master.m3u8") if lanes else "",
        progressive=plain.address if plain else "",
        lanes=lanes,
        captions=tuple(Track(c.language, address(f"{c.language}.vtt")) for c in _captions(asset)),
        sprite={**made["sprite.webp"].detail, "address": address("sprite.webp")} if "sprite.webp" in made else None,
        pictures={codec: _srcset(asset, made.values(), codec, now) for codec in ("avif", "webp")}
        if asset.kind == "image"
        else {},
        picture=address(_middle(made)) if asset.kind == "image" else "",
        download=address("original.pdf") if asset.kind == Asset.Kind.DOCUMENT else "",
        megabytes=plain.megabytes if plain else asset.bytes / 1_000_000,
    )


def asset_summary(asset: Asset) -> dict[str, Any]:
    """What a release writes down about an asset: its digest, and every file with its own digest and size."""
    files = [
        {"name": r.name, "kind": r.kind, "codec": r.codec, "height": r.height, "bytes": r.bytes, "digest": r.digest}
        for r in sorted(asset.renditions.all(), key=lambda r: r.name)
    ]
    facts: dict[str, Any] = {"uuid": str(asset.uuid), "kind": asset.kind, "title": asset.title, "digest": asset.digest}
    captions = sorted(caption.language for caption in asset.captions.all())
    return facts | {"seconds": asset.seconds, "bytes": asset.bytes, "files": files, "captions": captions}


def with_files() -> QuerySet[Asset]:
    """Assets with everything `playable` and `asset_summary` need, in three queries."""
    return Asset.objects.prefetch_related("renditions", "captions")


def library(person: Person | None = None) -> QuerySet[Asset]:
    """Assets, newest first; of one uploader when given."""
    assets = Asset.objects.select_related("uploaded_by").order_by("-uploaded_at")
    return assets.filter(uploaded_by=person) if person else assets


def _recordings(made: dict[str, Rendition]) -> list[Rendition]:
    """Pictures largest first, H.264 before AV1; the sound last."""
    found = [rendition for rendition in made.values() if rendition.kind in ("video", "audio")]
    return sorted(found, key=lambda r: (-r.side, r.codec != "h264"))


def _lane(rendition: Rendition, address: str) -> Lane:
    detail = rendition.detail
    return Lane(
        name=rendition.name.removesuffix(".mp4"),
        kind=rendition.kind,
        side=rendition.side,
        codecs=detail["codecs"],
        address=address,
        megabytes=rendition.megabytes,
        bits=round(rendition.bytes * 8 / max(detail["seconds"], 0.1)),
        init_bytes=detail["init_bytes"],
        index_bytes=detail["index_bytes"],
    )


def _priced(lanes: list[Lane]) -> tuple[Lane, ...]:
    """The lanes with what each saves against the dearest, and against itself in AV1."""
    most = max((lane.megabytes for lane in lanes), default=1)
    thrifty = {lane.side: lane.megabytes for lane in lanes if lane.codecs.startswith("av01")}
    return tuple(
        replace(lane, share=max(3, round(100 * lane.megabytes / most)), av1_megabytes=thrifty.get(lane.side, 0.0))
        for lane in lanes
    )


def _progressive(lanes: tuple[Lane, ...]) -> Lane | None:
    """The lane for a plain player: the largest H.264 picture up to the middle size, or the sound."""
    pictures = [lane for lane in lanes if lane.codecs.startswith("avc1")]
    fitting = [lane for lane in pictures if lane.side <= _PROGRESSIVE_SIDE] or pictures[-1:] or list(lanes)
    return fitting[0] if fitting else None


def _captions(asset: Asset) -> list[Caption]:
    return sorted(asset.captions.all(), key=lambda caption: caption.language)


def _middle(made: dict[str, Rendition]) -> str:
    widths = sorted((r.width, name) for name, r in made.items() if r.codec == "webp")
    return widths[len(widths) // 2][1]


def _srcset(asset: Asset, made: Any, codec: str, now: datetime | None) -> str:
    sizes = sorted((r for r in made if r.codec == codec), key=lambda r: r.width)
    return ", ".join(f"{signed_address(asset, r.name, now=now)} {r.width}w" for r in sizes)


def master_playlist_of(asset: Asset) -> str:
    """The HLS master playlist of an asset, with relative addresses: they keep the signed path they are read under."""
    return master_playlist(
        [
            Variant(
                playlist=r.name.replace(".mp4", ".m3u8"),
                codecs=r.detail["codecs"],
                peak_bits=r.detail["peak_bits"],
                mean_bits=round(r.bytes * 8 / max(r.detail["seconds"], 0.1)),
                width=r.width,
                height=r.height,
                fps=r.detail["fps"],
            )
            for r in asset.renditions.exclude(playlist="")
        ]
    )


def upload_settings(done_address: str = "") -> dict[str, Any]:
    """What `frontend/upload` needs, its words in the reader's language included."""
    return {
        "endpoint": reverse("uploads"),
        "state": reverse("asset_state", kwargs={"uuid": UUID(int=0)}),
        "piece": limits.CHUNK_BYTES,
        "done": done_address,
        "words": {
            "uploading": _("Uploading"),
            "paused": _("Paused. What has arrived is safe."),
            "waiting": _("No connection. It goes on by itself."),
            "converting": _("The file has arrived. It is being converted; you may leave this page."),
            "ready": _("Ready"),
            "pause": _("Pause"),
            "resume": _("Go on"),
            "cancel": _("Cancel"),
            "again": _("Choose another file"),
            "failed": _("The upload stopped. What has arrived is safe; choose the same file to go on."),
            "megabytes": _("%(done)s of %(all)s MB"),
        },
    }
