"""Compile drafts into the plain documents that a release is made of."""

from typing import TYPE_CHECKING, Any

from courses.blocks import LessonBody

if TYPE_CHECKING:  # a lesson page previews itself by its document, and so imports this file
    from courses.models.pages import CoursePage, LessonPage, UnitPage


def lesson_document(page: "LessonPage") -> dict[str, Any]:
    """One lesson as released; from the page object as it stands (a draft for previews, the approved version for releases)."""
    body: LessonBody = page.body.stream_block
    return {
        "code": page.code,
        "slug": page.slug,
        "title": {"ar": page.title, "en": page.title_en or page.title},
        "summary": {"ar": page.summary_ar, "en": page.summary_en},
        "minutes": page.minutes,
        "mode": page.mode,
        "outcomes": _pairs(page.outcomes),
        "key_points": [child.value for child in page.key_points],
        "key_terms": _terms(page.key_terms),
        "body": body.document(page.body),
    }


def course_card(page: "CoursePage") -> dict[str, Any]:
    """What a course takes and gives."""
    return {
        "code": page.code,
        "slug": page.slug,
        "title": {"ar": page.title, "en": page.title_en or page.title},
        "summary": {"ar": page.summary_ar, "en": page.summary_en},
        "audience": {"ar": page.audience_ar, "en": page.audience_en},
        "prerequisites": {"ar": page.prerequisites_ar, "en": page.prerequisites_en},
        "hours": {"self_paced": page.hours_self_paced, "live": page.hours_live, "workshop": page.hours_workshop},
        "prepares_for": list(page.prepares_for),
        "outcomes": _pairs(page.outcomes),
        "live_classes": list(page.live_classes),
    }


def unit_card(page: "UnitPage") -> dict[str, Any]:
    """A unit's words."""
    return {
        "code": page.code,
        "title": {"ar": page.title, "en": page.title_en or page.title},
        "summary": {"ar": page.summary_ar, "en": page.summary_en},
        "competency_units": list(page.competency_units),
    }


def _pairs(stream: Any) -> list[dict[str, str]]:
    return [{"ar": child.value["ar"], "en": child.value["en"] or child.value["ar"]} for child in stream]


def _terms(stream: Any) -> list[dict[str, str]]:
    """Words of the trade: a pair each, with what it means where an author wrote it."""
    meanings = [child.value.get("meaning") or "" for child in stream]
    return [pair | ({"meaning": meaning} if meaning else {}) for pair, meaning in zip(_pairs(stream), meanings, strict=True)]
