"""The verbs of people."""

from lms.people.actions.persons import change_preferences, give_role, set_mobile, write_text_message
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
    "say_consent",
    "set_mobile",
    "write_text_message",
]
