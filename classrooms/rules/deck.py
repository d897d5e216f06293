"""The slides a class begins with, drawn up from what the course release says."""

from collections.abc import Mapping, Sequence
from typing import Any

Words = Mapping[str, str]
SlideDraft = dict[str, Any]

#: More points than this do not fit on a phone's slide; the rest goes on the next one.
POINTS_ON_A_SLIDE = 5


def draft(*, title: Words, activity: Words | None, lessons: Sequence[Mapping[str, Any]]) -> list[SlideDraft]:
    """Draw up a deck: the title, a slide or more for each lesson with its key points, and what to do next.

    `lessons` are mappings with `title` ({"ar", "en"}) and `key_points` (a list of {"ar", "en"}, English may be missing).
    """
    deck = [_slide("title", title, [{"kind": "text", **activity}] if activity else [])]
    for lesson in lessons:
        points = [dict(point) for point in lesson.get("key_points", [])]
        for start in range(0, max(len(points), 1), POINTS_ON_A_SLIDE):
            part = points[start : start + POINTS_ON_A_SLIDE]
            deck.append(_slide("points", lesson["title"], [{"kind": "points", "items": part}]))
    deck.append(_slide("closing", CLOSING_TITLE, [{"kind": "points", "items": list(CLOSING_POINTS)}]))
    return deck


def _slide(kind: str, title: Words, blocks: list[dict[str, Any]]) -> SlideDraft:
    return {"kind": kind, "title_ar": title["ar"], "title_en": title.get("en") or title["ar"], "blocks": blocks}


CLOSING_TITLE = {"ar": "بعد الحصة", "en": "After the class"}
CLOSING_POINTS = (
    {"ar": "راجع نقاط الدرس في مقررك.", "en": "Go over the lesson's key points in your course."},
    {"ar": "جرّب بيدك في مركزك، ثم اسأل مدربك.", "en": "Try it with your hands at your centre, then ask your instructor."},
    {"ar": "موعد الحصة القادمة في صفحة الحصص.", "en": "The next class is on your classes page."},
)
