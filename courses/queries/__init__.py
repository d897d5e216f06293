"""Reads of the catalogue, of released lessons and of their words."""

from courses.queries.catalogue import CatalogueCourse, catalogue, catalogue_course, levels_of, newest_releases, trades
from courses.queries.lessons import ShownLesson, shown_lesson
from courses.queries.search import Found, FoundLesson, Place, search_lessons

__all__ = [
    "CatalogueCourse",
    "Found",
    "FoundLesson",
    "Place",
    "ShownLesson",
    "catalogue",
    "catalogue_course",
    "levels_of",
    "newest_releases",
    "search_lessons",
    "shown_lesson",
    "trades",
]
