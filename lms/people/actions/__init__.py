"""The verbs of people."""

from lms.people.actions.persons import change_preferences, give_role, set_mobile, write_text_message
from lms.people.actions.photo import remove_photo, set_photo
from lms.people.actions.rights import (
    anonymise,
    answer_correction,
    ask_for_correction,
    ask_for_export,
    build_export,
    say_consent,
)

__all__ = [
    "anonymise",
    "answer_correction",
    "ask_for_correction",
    "ask_for_export",
    "build_export",
    "change_preferences",
    "give_role",
    "remove_photo",
    "say_consent",
    "set_mobile",
    "set_photo",
    "write_text_message",
]
