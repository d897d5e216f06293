"""The verbs of releases, of search and of the words of the trades."""

from courses.actions.orders import fulfil_order, order_release
from courses.actions.release import release_course
from courses.actions.search import index_lesson, index_lessons_with
from courses.actions.terms import delete_term, write_term

__all__ = [
    "delete_term",
    "fulfil_order",
    "index_lesson",
    "index_lessons_with",
    "order_release",
    "release_course",
    "write_term",
]
