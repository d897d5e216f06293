"""Assets as pages play and list them."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from media.access import token_for
from media.models import Asset, Caption, Rendition
from media.queries.shapes import Lane, Page, Playable, Still, Track
from media.rules.playlists import Variant, master_playlist
from media.stores import bucket

_PROGRESSIVE_SIDE = 360  # the size a plain <video> gets: readable, and half the price of the next


def signed_address(asset: Asset, name: str, *, now: datetime | None = None) -> str:
    """The address of one file of an asset, good until tomorrow, the same all day."""
    token = token_for(asset.uuid, now=now or timezone.now())
    return reverse("media_file", kwargs={"token": token, "uuid": asset.uuid, "name": name})


def face(asset: Asset) -> str:
    """The address of an asset's small picture: poster, narrowest copy or first page. Empty when `with_faces` found none."""
    found: list[Rendition] = getattr(asset, "faces", [])
    if not found:
        return ""
    return bucket.address(str(found[0].file), now=timezone.now()) if bucket.is_used() else signed_address(asset, found[0].name)


def playable(asset: Asset, *, now: datetime | None = None) -> Playable:
    """How to show an asset. Uses `renditions` and `captions` if they were prefetched (`with_files`)."""
    made = {rendition.name: rendition for rendition in asset.renditions.all()}

    in_bucket, moment = bucket.is_used(), now or timezone.now()

    def address(name: str) -> str:
        if in_bucket and name in made:  # bytes come straight from the bucket; playlists and captions are written here
            return bucket.address(str(made[name].file), now=moment)
        return signed_address(asset, name, now=now)

    beside = sum(rendition.megabytes for rendition in made.values() if rendition.kind == Rendition.Kind.STILL)
    lanes = _priced([_lane(rendition, address(rendition.name), beside) for rendition in _recordings(made)])
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
        pictures={codec: _srcset(made.values(), codec, address) for codec in ("avif", "webp")} if asset.kind == "image" else {},
        picture=address(_middle(made)) if asset.kind == "image" else "",
        download=address("original.pdf") if asset.kind == Asset.Kind.DOCUMENT else "",
        megabytes=plain.megabytes if plain else asset.bytes / 1_000_000,
        stills=tuple(Still(r.detail["at"], address(r.name)) for r in _of_kind(made, "still", "at")),
        pages=_pages(made, address),
        wave=address("wave.bin") if "wave.bin" in made else "",
    )


def _of_kind(made: dict[str, Rendition], kind: str, by: str) -> list[Rendition]:
    return sorted((r for r in made.values() if r.kind == kind), key=lambda r: r.detail[by])


def _pages(made: dict[str, Rendition], address: Callable[[str], str]) -> tuple[Page, ...]:
    """The pages of a document in their order."""
    drawn = _of_kind(made, "page", "number")
    light = {r.detail["number"]: r for r in drawn if r.codec == "avif"}
    return tuple(
        Page(
            number=r.detail["number"],
            width=r.width,
            height=r.height,
            avif=address(light[r.detail["number"]].name),
            webp=address(r.name),
            text=r.detail["text"],
            megabytes=light[r.detail["number"]].megabytes,
        )
        for r in drawn
        if r.codec == "webp"
    )


def _recordings(made: dict[str, Rendition]) -> list[Rendition]:
    """Pictures largest first, H.264 before AV1; the sound last, AAC before Opus."""
    found = [rendition for rendition in made.values() if rendition.kind in ("video", "audio")]
    return sorted(found, key=lambda r: (-r.side, r.codec not in ("h264", "aac")))


def _lane(rendition: Rendition, address: str, beside: float) -> Lane:
    """`beside` is what the pictures that go with the sound weigh."""
    detail = rendition.detail
    return Lane(
        name=rendition.name.removesuffix(".mp4"),
        kind=rendition.kind,
        side=rendition.side,
        codecs=detail["codecs"],
        address=address,
        megabytes=rendition.megabytes + (0 if rendition.side else beside),
        bits=round(rendition.bytes * 8 / max(detail["seconds"], 0.1)),
        init_bytes=detail["init_bytes"],
        index_bytes=detail["index_bytes"],
    )


def _priced(lanes: list[Lane]) -> tuple[Lane, ...]:
    """The lanes with what each saves against the dearest, and against itself in a newer coding."""
    most = max((lane.megabytes for lane in lanes), default=1)
    thrifty = {lane.side: lane.megabytes for lane in lanes if lane.is_thrifty}
    return tuple(
        replace(lane, share=max(3, round(100 * lane.megabytes / most)), thrifty_megabytes=thrifty.get(lane.side, 0.0))
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
    """What a browser gets that knows no newer format; assets from before have only WebP."""
    if old := next((name for name, r in made.items() if r.codec == "jpeg"), ""):
        return old
    widths = sorted((r.width, name) for name, r in made.items() if r.codec == "webp")
    return widths[len(widths) // 2][1]


def _srcset(made: Iterable[Rendition], codec: str, address: Callable[[str], str]) -> str:
    sizes = sorted((r for r in made if r.codec == codec), key=lambda r: r.width)
    return ", ".join(f"{address(r.name)} {r.width}w" for r in sizes)


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
