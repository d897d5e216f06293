"""QTI's hotspot interaction: places on a picture."""

from collections.abc import Callable
from xml.etree.ElementTree import Element

from assessments.exchange import build
from assessments.exchange.contract import Source, WrongItem
from assessments.exchange.text import picture

CIRCLE, RECTANGLE = 3, 4
Box = tuple[float, float, float, float]


def hotspot(interaction: Element, right: list[str], files: Callable[[str], bytes | None]) -> tuple[Source, list[str]]:
    """Regions in per cent of the picture. Circles and polygons become the rectangle around them, and that is noted."""
    shown = next((one for one in interaction.iter() if one.tag in ("object", "img")), None)
    data = files(shown.get("data") or shown.get("src") or "") if shown is not None else None
    if shown is None or data is None:
        raise WrongItem("picture_missing")
    drawing, image = picture(data, shown.get("alt") or shown.get("title") or "")
    wide = float(build.decimal(shown.get("width") or str(image["width"])))
    high = float(build.decimal(shown.get("height") or str(image["height"])))
    regions, lost = [], []
    for number, place in enumerate(interaction.iter("hotspotChoice"), start=1):
        box = _box(place)
        lost += [] if place.get("shape") == "rect" else ["shape_simplified"]
        regions.append(_region(place, number, box, wide, high))
    if not set(right) <= {region["id"] for region in regions} or not right:
        raise WrongItem("no_answer")
    measures = {"width_px": image["width"], "height_px": image["height"], "brief": image["brief"]}
    source = {"type": "hotspot", "image": measures, "regions": regions, "answer": {"regions": right}, "drawing": drawing}
    return source, lost


def _box(place: Element) -> Box:
    numbers = [float(build.decimal(one)) for one in (place.get("coords") or "").split(",") if one.strip()]
    if len(numbers) == CIRCLE:
        x, y, radius = numbers
        return x - radius, y - radius, x + radius, y + radius
    if len(numbers) < RECTANGLE or len(numbers) % 2:
        raise WrongItem("item_malformed")
    across, down = numbers[::2], numbers[1::2]
    return min(across), min(down), max(across), max(down)


def _region(place: Element, number: int, box: Box, wide: float, high: float) -> dict[str, object]:
    label = place.get("hotspotLabel") or place.get("label") or str(number)
    left, top = max(0.0, box[0] / wide * build.WHOLE), max(0.0, box[1] / high * build.WHOLE)
    right, bottom = min(100.0, box[2] / wide * build.WHOLE), min(100.0, box[3] / high * build.WHOLE)
    sides = {"x_pct": left, "y_pct": top, "w_pct": right - left, "h_pct": bottom - top}
    return {
        "id": place.get("identifier") or f"h{number}",
        "label": {"ar": label, "en": label},
        **{side: round(value, 2) for side, value in sides.items()},
    }
