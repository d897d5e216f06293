"""Runs in the cage, as a program of its own: a copy of a document from which Arabic is read letter by letter in its order.

`python letters.py SOURCE COPY`. One drawn sign may stand for several letters, as
lam-alef does; poppler turns a line of Arabic round letter by letter and so reads «لا تلمس» (do not touch) as «ال تلمس».
In the copy such letters stand the other way round, and poppler turns them right. Knows nothing of the house but its arguments.
"""

import re
import sys
from typing import Any

import pikepdf

_ARABIC = rb"(?:06[0-9A-Fa-f]{2}){2,8}"
#: What a sign of a font stands for (`<code> <letters>`), and what a piece of a page stands for.
_OF_A_FONT = re.compile(rb"(?<=<)" + _ARABIC + rb"(?=>)")
_OF_A_PIECE = re.compile(rb"(?<=ActualText <FEFF)" + _ARABIC + rb"(?=>)|(?<=ActualText<FEFF)" + _ARABIC + rb"(?=>)")
_MOST_PAGES = 300


def main(source: str, copy: str) -> int:
    """Write the copy. Leaves with 1 for a document that cannot be read."""
    try:
        with pikepdf.open(source) as pdf:
            fonts = [thing for thing in pdf.objects if isinstance(thing, pikepdf.Dictionary) and "/ToUnicode" in thing]
            _turn([font["/ToUnicode"] for font in fonts], _OF_A_FONT)
            _turn([piece for page in pdf.pages[:_MOST_PAGES] for piece in _pieces(page)], _OF_A_PIECE)
            pdf.save(copy)
    except (pikepdf.PdfError, OSError, ValueError, TypeError, RuntimeError) as fault:
        sys.stderr.write(str(fault))
        return 1
    return 0


def _pieces(page: pikepdf.Page) -> list[Any]:
    content: Any = page.obj.get("/Contents", [])
    return [content] if isinstance(content, pikepdf.Stream) else list(content)


def _turn(streams: list[Any], groups: "re.Pattern[bytes]") -> None:
    """Turn the groups of letters in each stream; fonts and pages may share one, which is turned once."""
    for stream in {thing.objgen: thing for thing in streams if isinstance(thing, pikepdf.Stream)}.values():
        before = stream.read_bytes()
        after = groups.sub(_other_way_round, before)
        if after != before:
            stream.write(after)


def _other_way_round(found: "re.Match[bytes]") -> bytes:
    letters = found[0]
    return b"".join(letters[at : at + 4] for at in range(len(letters) - 4, -1, -4))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
