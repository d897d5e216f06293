"""Make every rendition of a file, by its kind. The one entrance of this package for the actions."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from media.pipeline import cage, pages, pictures, stills, wave
from media.pipeline.encode import Made, encode
from media.pipeline.probe import probe
from media.rules import boxes, ladder, playlists, probing
from media.rules.kinds import HEAD_BYTES, verdict
from media.rules.limits import BYTES, PAGES, WAVE_RATE


class Refused(Exception):
    """The file is foreseen not to do. `code` is one of `media.rules.refusals`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class MadeFile:
    """One finished rendition, still in the work folder."""

    path: Path
    kind: str  # one of media.models.Rendition.Kind
    codec: str
    width: int = 0
    height: int = 0
    playlist: str = ""
    detail: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Outcome:
    """What was found out about the file, and all that was made of it."""

    kind: str
    seconds: float | None
    width: int
    height: int
    files: list[MadeFile]
    notes: list[str] = field(default_factory=list)  # codes of media.rules.refusals.NOTES


def make(source: Path, *, name: str, folder: Path, progress: Callable[[int], None]) -> Outcome:
    """Turn a local file into its renditions in `folder`; `progress` hears per cent. Raises `Refused`, `cage.OutOfTime`."""
    with source.open("rb") as opened:
        found, code = verdict(name=name, head=opened.read(HEAD_BYTES))
    if found is None:
        raise Refused(code)
    if source.stat().st_size > max(BYTES[kind] for kind in found.kinds):
        raise Refused("too_large")
    try:
        if found.kinds == {"document"}:
            return _document(source, folder, progress)
        if found.kinds == {"image"}:
            return _picture(source, folder)
        return _recording(source, found.demuxer, folder, progress)
    except cage.Failed as fault:
        raise Refused("unreadable_media") from fault


def _document(source: Path, folder: Path, progress: Callable[[int], None]) -> Outcome:
    """Pages as pictures with their text. The end is looked at first, because copies break off there."""
    with source.open("rb") as opened:
        opened.seek(max(0, source.stat().st_size - 2048))
        if b"%%EOF" not in opened.read():
            raise Refused("cut_short")
    try:
        document = pages.look(source, folder=folder)
    except pages.Locked as locked:
        raise Refused("locked") from locked
    files = [
        MadeFile(copy.path, "page", copy.codec, copy.width, copy.height, detail={"number": page.number, "text": page.text})
        for page in pages.draw(document, folder=folder, progress=progress)
        for copy in page.pictures
    ]
    notes = (["repaired"] if document.mended else []) + (["pages_left_out"] if document.pages > PAGES else [])
    return Outcome("document", None, files[0].width, files[0].height, files, notes)


def _picture(source: Path, folder: Path) -> Outcome:
    try:
        (width, height), made = pictures.make_pictures(source, folder=folder)
    except pictures.TooManyPixels as fault:
        raise Refused("too_large") from fault
    files = [MadeFile(m.path, "image", m.codec, m.width, m.height) for m in made]
    return Outcome(kind="image", seconds=None, width=width, height=height, files=files)


def _recording(source: Path, demuxer: str, folder: Path, progress: Callable[[int], None]) -> Outcome:
    found = probe(source, demuxer=demuxer, folder=folder)
    if code := probing.verdict(found):
        raise Refused(code)
    plan = ladder.plan(found)

    def done(seconds: float) -> None:
        progress(min(95, round(95 * seconds / found.seconds)) if found.seconds else 0)

    made = encode(source, plan, demuxer=demuxer, folder=folder, done=done)
    notes = _notes(plan, folder)
    files = [_indexed(file, plan) for file in made]
    seconds = max((float(file.detail["seconds"]) for file in files), default=0.0)
    if code := probing.verdict_on_length(declared=found.seconds, measured=seconds):
        raise Refused(code)
    if found.picture:
        files += _stills(files, seconds, folder)
    if drawn := wave.draw(folder):
        files.append(MadeFile(drawn, "wave", "bytes", detail={"rate": WAVE_RATE}))
    picture = found.picture
    return Outcome(found.kind, seconds, picture.width if picture else 0, picture.height if picture else 0, files, notes)


def _notes(plan: ladder.Plan, folder: Path) -> list[str]:
    """What the author should know although the file was accepted."""
    notes = ["repaired"] if cage.complaints_in(folder) else []
    return notes + (["picture_held"] if plan.hold else [])


def _indexed(made: Made, plan: ladder.Plan) -> MadeFile:
    """A rendition with its playlist, read from the index at its front."""
    try:
        with made.path.open("rb") as opened:
            index = boxes.read_index(opened)
    except (OSError, boxes.BrokenFile) as fault:
        raise Refused("unreadable_media") from fault
    detail = {
        "seconds": round(index.seconds, 3),
        "codecs": index.codecs,
        "init_bytes": index.init_bytes,
        "index_bytes": index.index_bytes,
        "peak_bits": index.peak_bits,
        "fps": round(float(plan.fps), 3),
    }
    playlist = playlists.media_playlist(index, made.path.name)
    return MadeFile(made.path, made.kind, made.codec, made.width, made.height, playlist, detail)


def _stills(files: list[MadeFile], seconds: float, folder: Path) -> list[MadeFile]:
    """Poster from the largest picture, seek sheet from the smallest, both in the codec every ffmpeg decodes fast."""
    videos = [file for file in files if file.codec == "h264"]
    large, small = videos[0], videos[-1]
    face = stills.poster(large.path, seconds=seconds, folder=folder)
    sheet, sprite = stills.sprite(small.path, seconds=seconds, width=small.width, height=small.height, folder=folder)
    shown = next((file for file in videos if min(file.width, file.height) <= stills.STILL_SIDE), small)
    return [
        MadeFile(face, "poster", "webp", min(stills.POSTER_WIDTH, large.width), 0),
        MadeFile(sheet, "sprite", "webp", sprite.width, sprite.height, detail=dict(sprite.as_json())),
        *(
            MadeFile(still.path, "still", "webp", shown.width, shown.height, detail={"at": still.at})
            for still in stills.stills(shown.path, seconds=seconds, folder=folder)
        ),
    ]
