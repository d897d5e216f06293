"""Texts of questions as other systems write them: HTML, two languages in one string, pictures inside."""

import base64
import binascii
import io
import re
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser
from typing import Any

from PIL import Image, UnidentifiedImageError

from assessments.exchange.contract import WrongItem

BLOCKS = {"p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "pre", "blockquote"}
MEDIA = {"video", "audio", "object", "iframe", "embed"}
SILENT = {"script", "style"}
LOST = {"table", "math", "svg"}
PICTURE_SIDE, PICTURE_BYTES, PICTURE_PIXELS = 960, 4_000_000, 40_000_000
MULTILANG = re.compile(r"\{mlang\s+(\w+)\}(.*?)\{mlang\}", re.S)


@dataclass
class Plain:
    """A text without its HTML: in each language that it names (``""`` where none is named), with the pictures it shows."""

    parts: dict[str, list[str]] = field(default_factory=dict)
    pictures: list[tuple[str, str]] = field(default_factory=list)
    lost: bool = False

    def pair(self) -> dict[str, str]:
        """Both languages; what is said in one stands for the other too."""
        said = {language: _tidy("".join(words)) for language, words in self.parts.items()}
        common = said.pop("", "")
        arabic, english = said.get("ar", ""), said.get("en", "")
        ar, en = (_tidy(f"{common}\n{words}") if words else common for words in (arabic, english))
        return {"ar": ar or en, "en": en or ar}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.plain = Plain()
        self.languages: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in MEDIA:
            raise WrongItem("media_not_supported")
        if tag == "img":
            self.plain.pictures.append((given.get("src") or "", given.get("alt") or ""))
        self.plain.lost |= tag in LOST
        self.silent += tag in SILENT
        if tag == "span":
            self.languages.append((given.get("lang") or "")[:2] if "multilang" in (given.get("class") or "") else "")
        if tag in BLOCKS:
            self._say("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "span" and self.languages:
            self.languages.pop()
        self.silent -= tag in SILENT and self.silent > 0
        if tag in BLOCKS - {"br"}:
            self._say("\n")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self._say(data)

    def _say(self, words: str) -> None:
        language = next((one for one in reversed(self.languages) if one), "")
        self.plain.parts.setdefault(language, []).append(words)


def from_html(html: str) -> Plain:
    """The plain text of a piece of HTML."""
    reader = _Reader()
    reader.feed(MULTILANG.sub(r'<span lang="\1" class="multilang">\2</span>', html))
    reader.close()
    return reader.plain


def from_plain(text: str) -> Plain:
    """A text that is plain already."""
    return Plain({"": [text]})


def _tidy(text: str) -> str:
    lines = [" ".join(line.split()) for line in text.replace("\u00a0", " ").split("\n")]
    return re.sub(r"\n{2,}", "\n", "\n".join(lines)).strip()


def picture(data: bytes, alt: str) -> tuple[str, dict[str, Any]]:
    """A picture as a small SVG drawing that carries it, and its measures: ``{width, height, brief: {ar, en}}``.

    Decoded and encoded anew, so that nothing hidden in the file travels on. Refuses ``picture_unreadable``.
    """
    try:
        if len(data) > PICTURE_BYTES:
            raise ValueError
        with Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "GIF", "WEBP")) as image:
            if image.width * image.height > PICTURE_PIXELS:
                raise ValueError
            small = image.convert("RGB")
            small.thumbnail((PICTURE_SIDE, PICTURE_SIDE))
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as wrong:
        raise WrongItem("picture_unreadable") from wrong
    out = io.BytesIO()
    small.save(out, "WEBP", quality=80)
    width, height = small.size
    address = f"data:image/webp;base64,{base64.b64encode(out.getvalue()).decode()}"
    drawing = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"><title>{escape(alt)}</title>'
        f'<image href="{address}" width="{width}" height="{height}"/></svg>'
    )
    return drawing, {"width": width, "height": height, "brief": {"ar": alt, "en": alt}}


def decoded(text: str) -> bytes:
    """Base64 as it stands in an XML file. Refuses ``picture_unreadable``."""
    try:
        return base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError) as wrong:
        raise WrongItem("picture_unreadable") from wrong
