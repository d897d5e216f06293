"""Documents: each page as a light picture, with its text beside it. Poppler draws them in the cage."""

import re
import sys
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from media.pipeline import cage, pictures
from media.rules.limits import PAGES

#: Pixels of the longer side: an A4 page is then 1060 wide, and its small print is read on a phone by zooming in.
LONG_SIDE: Final = 1500
_SECONDS: Final = 600
#: Control and direction marks: the page around the text gives the direction.
_UNSEEN: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
#: Letters that a font calls by the shape they are drawn in: read as the letters they are.
_SHAPES: Final = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]+")
_AT_ONCE: Final = 25
_IN_ORDER: Final = Path(__file__).with_name("letters.py")
_LONGEST_TEXT: Final = 20_000  # letters a page


class Locked(Exception):
    """The document asks for a password."""


@dataclass(frozen=True)
class MadePage:
    """One page of a document, drawn. `text` is what stands on it."""

    number: int
    text: str
    pictures: list[pictures.MadePicture]


@dataclass(frozen=True)
class Document:
    """A document that was looked at: the file to draw from, the one to read from, and how many pages it has."""

    drawn: Path
    read: Path
    pages: int
    mended: bool  # its table of contents was broken and has been written anew


def look(source: Path, *, folder: Path) -> Document:
    """Find out what there is to draw. Raises `Locked`, or `cage.Failed` when it is no document."""
    copy = _readable(source, folder)
    try:
        return Document(source, copy or source, _count(source, folder), False)
    except cage.Failed:
        if copy is None:
            raise
    return Document(copy, copy, _count(copy, folder), True)


def draw(document: Document, *, folder: Path, progress: Callable[[int], None]) -> list[MadePage]:
    """The first pages of a document, at most `PAGES`; `progress` hears per cent. Raises `cage.Failed`, `cage.OutOfTime`."""
    span = ["-f", "1", "-l", str(min(document.pages, PAGES))]
    drawing = ["pdftoppm", "-png", "-scale-to", str(LONG_SIDE), *span, str(document.drawn), "page"]
    cage.run(drawing, folder=folder, seconds=_SECONDS)
    drawn = sorted(folder.glob("page-*.png"), key=lambda path: int(path.stem.rpartition("-")[2]))
    if not drawn:
        raise cage.Failed("no page could be drawn")
    texts = _texts(cage.run(["pdftotext", "-enc", "UTF-8", *span, str(document.read), "-"], folder=folder, seconds=_SECONDS))
    copies: list[list[pictures.MadePicture]] = []
    for first in range(0, len(drawn), _AT_ONCE):
        progress(10 + 85 * first // len(drawn))
        batch = drawn[first : first + _AT_ONCE]
        copies += [made for _size, made in pictures.resize(batch, widths=(LONG_SIDE,), folder=folder, seconds=_SECONDS)]
    texts += [""] * len(drawn)
    return [MadePage(number, texts[number - 1], made) for number, made in enumerate(copies, 1)]


def _count(source: Path, folder: Path) -> int:
    try:
        said = cage.run(["pdfinfo", str(source)], folder=folder, seconds=60)
    except cage.Failed as fault:
        if "password" in str(fault).lower():
            raise Locked from fault
        raise
    found = re.search(r"^Pages:\s+(\d+)", said, re.MULTILINE)
    if found is None or int(found[1]) < 1:
        raise cage.Failed("no page")
    return int(found[1])


def _readable(source: Path, folder: Path) -> Path | None:
    """A copy whose Arabic is read in its order; None where none can be made."""
    copy = folder / "readable.pdf"
    try:
        cage.run([sys.executable, "-P", "-s", str(_IN_ORDER), str(source), str(copy)], folder=folder, seconds=_SECONDS)
    except (cage.Failed, cage.OutOfTime):
        return None
    return copy


def _texts(said: str) -> list[str]:
    """What stands on each page; lines of spaces and marks that nobody sees are left out."""
    pages = said.split("\f")
    return [re.sub(r"\n{3,}", "\n\n", _letters(page)).strip()[:_LONGEST_TEXT] for page in pages]


def _letters(text: str) -> str:
    return _SHAPES.sub(lambda drawn: unicodedata.normalize("NFKC", drawn[0]), _UNSEEN.sub("", text))
