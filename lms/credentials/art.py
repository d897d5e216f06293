"""Drawings on our paper that WeasyPrint need not work out each time: the fixed art, and the QR code."""

import re
from functools import cache, lru_cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import segno
from django.contrib.staticfiles import finders

CODE = "code:"  # an address that is drawn as the QR code of what follows
LEVEL = "m"  # readable with a thumb print on it
QUIET = 2  # modules of white around a code, besides the paper's own
# Any mask serves: half of a code is a signature, as even as chance, and weighing all eight costs more than drawing the page.
MASK = 0
LONG_FRACTION = re.compile(rb"(\.\d{3})\d+")


class Code:
    """A QR code as WeasyPrint's image: a rectangle for each run of dark modules."""

    def __init__(self, text: str) -> None:
        rows = segno.make(text, error=LEVEL, micro=False, mask=MASK).matrix
        self.side = len(rows) + 2 * QUIET
        runs = ((line, run) for line, row in enumerate(rows) for run in re.finditer(b"\x01+", bytes(row)))
        boxes = [b"%d %d %d 1 re" % (run.start() + QUIET, line + QUIET, len(run[0])) for line, run in runs]
        self.operators = b"\n".join([*boxes, b"f"])

    def get_intrinsic_size(self, image_resolution: float, font_size: float) -> tuple[float, float, float]:
        """Width, height and their ratio, in modules."""
        return self.side, self.side, 1

    def draw(self, stream: Any, concrete_width: float, concrete_height: float, style: Any) -> None:
        """Draw in black at this size."""
        with stream.stacked():
            stream.transform(a=concrete_width / self.side, d=concrete_height / self.side)
            stream.set_color_rgb(0, 0, 0)
            stream.stream.append(self.operators)


_code = lru_cache(maxsize=4)(Code)  # WeasyPrint asks more than once for a drawing of the page


class Drawings(dict[str, Any]):
    """WeasyPrint's images by address: the fixed art, and any code."""

    def __contains__(self, address: object) -> bool:
        return super().__contains__(address) or str(address).startswith(CODE)

    def __missing__(self, address: str) -> Code:
        return _code(address.removeprefix(CODE))


def _shorter(operator: bytes) -> bytes:
    """An operator without what is beyond a thousandth of a pixel; a matrix, which multiplies, keeps all of it."""
    return operator if operator.endswith(b"cm") else LONG_FRACTION.sub(rb"\1", operator)


@cache
def drawings(fetcher: Any) -> Drawings:
    """The drawings among our static files, and any code."""
    from weasyprint.images import SVGImage  # takes half a second to load, and only the worker draws

    class Art(SVGImage):
        """A fixed drawing whose operators are kept. One that needs objects of its own in the file is drawn anew each time."""

        def __init__(self, address: str, data: bytes) -> None:
            super().__init__(ElementTree.fromstring(data), address, fetcher, None)  # noqa: S314 - our own file
            self.kept: dict[tuple[float, float], tuple[bytes, dict[str, Any]]] = {}

        def draw(self, stream: Any, concrete_width: float, concrete_height: float, style: Any) -> None:
            """Draw at this size, from what is kept where it can be."""
            size = (concrete_width, concrete_height)
            if size not in self.kept:
                own = stream.clone(resources={"ExtGState": {}, "XObject": {}, "Pattern": {}, "Shading": {}})
                super().draw(own, *size, style)
                if any(own._resources[kind] for kind in ("XObject", "Pattern", "Shading")):
                    super().draw(stream, *size, style)
                    return
                self.kept[size] = b"\n".join(map(_shorter, own.stream)), own._resources["ExtGState"]
            operators, states = self.kept[size]
            stream._resources["ExtGState"].update(states)
            with stream.stacked():
                stream.stream.append(operators)

    folder = Path(str(finders.find("credentials/mark.svg"))).parent
    addresses = {f"static:credentials/{file.name}": file for file in folder.glob("*.svg")}
    return Drawings({address: Art(address, file.read_bytes()) for address, file in addresses.items()})
