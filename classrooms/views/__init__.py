"""The pages of the live class."""

from classrooms.views.lists import calendar_entry, my_classes, schedule
from classrooms.views.register import correct, register, register_csv, register_xlsx, roll
from classrooms.views.room import close_class, open_class, room

__all__ = [
    "calendar_entry",
    "close_class",
    "correct",
    "my_classes",
    "open_class",
    "register",
    "register_csv",
    "register_xlsx",
    "roll",
    "room",
    "schedule",
]
