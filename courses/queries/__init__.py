"""Reads of the catalogue, of released lessons and of their words."""

from courses.queries.catalogue import (
    CatalogueCourse,
    catalogue,
    catalogue_course,
    catalogue_list,
    levels_of,
    newest_releases,
    trades,
)
from courses.queries.lessons import SPRITE, ShownLesson, shown_lesson
from courses.queries.released import ReleasedLesson, released_document, released_lesson, released_manifest
from courses.queries.search import Found, FoundLesson, Place, search_lessons

__all__ = [
    "SPRITE",
    "CatalogueCourse",
    "Found",
    "FoundLesson",
    "Place",
    "ReleasedLesson",
    "ShownLesson",
    "catalogue",
    "catalogue_course",
    "catalogue_list",
    "levels_of",
    "newest_releases",
    "released_document",
    "released_lesson",
    "released_manifest",
    "search_lessons",
    "shown_lesson",
    "trades",
]
