"""The verbs of the live class: the only writers."""

from classrooms.actions.floor import give_floor, lower_hand, raise_hand, require_floor, return_floor, set_camera, set_mic
from classrooms.actions.life import close_class, open_class, record_past_class
from classrooms.actions.polls import answer_poll, ask_poll, close_poll, open_poll, show_poll
from classrooms.actions.register import correct_attendance
from classrooms.actions.room import choose_lane, post_chat, react, remove_chat, show_slide
from classrooms.actions.schedule import schedule_class
from classrooms.actions.seats import keep_watch, leave_seat, take_seat

__all__ = [
    "answer_poll",
    "ask_poll",
    "choose_lane",
    "close_class",
    "close_poll",
    "correct_attendance",
    "give_floor",
    "keep_watch",
    "leave_seat",
    "lower_hand",
    "open_class",
    "open_poll",
    "post_chat",
    "raise_hand",
    "react",
    "record_past_class",
    "remove_chat",
    "require_floor",
    "return_floor",
    "schedule_class",
    "set_camera",
    "set_mic",
    "show_poll",
    "show_slide",
    "take_seat",
]
