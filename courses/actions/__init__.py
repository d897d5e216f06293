"""The verbs of releases and of search."""

from courses.actions.release import release_course
from courses.actions.search import index_lesson, index_lessons_with

__all__ = ["index_lesson", "index_lessons_with", "release_course"]
