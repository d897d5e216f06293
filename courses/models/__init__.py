"""Trades and their standards, the authors' drafts, and the releases that trainees learn from."""

from courses.models.order import ReleaseOrder
from courses.models.pages import CoursePage, LessonPage, TradePage, UnitPage
from courses.models.release import Document, Release, ReleaseLesson
from courses.models.search import LessonWords, Term
from courses.models.trade import Standard, Trade

__all__ = [
    "CoursePage",
    "Document",
    "LessonPage",
    "LessonWords",
    "Release",
    "ReleaseLesson",
    "ReleaseOrder",
    "Standard",
    "Term",
    "Trade",
    "TradePage",
    "UnitPage",
]
