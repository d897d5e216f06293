"""The verbs of the live class: the only writers."""

from classrooms.actions.attention import answer_attention, ask_attention, start_timer, stop_timer
from classrooms.actions.board import clear_ink, draw_ink, give_pen, show_board, show_slide, undo_ink
from classrooms.actions.floor import (
    give_floor,
    lower_hand,
    lower_hands,
    mute_mics,
    raise_hand,
    require_floor,
    return_floor,
    set_camera,
    set_mic,
)
from classrooms.actions.following import choose_lane, react
from classrooms.actions.life import close_class, open_class, record_past_class
from classrooms.actions.order import give_role, lock_room, remove_person
from classrooms.actions.polls import answer_poll, ask_poll, close_poll, open_poll, show_poll
from classrooms.actions.register import correct_attendance
from classrooms.actions.reminders import remind
from classrooms.actions.roll import call_roll
from classrooms.actions.schedule import schedule_class, schedule_weekly
from classrooms.actions.seats import keep_watch, leave_seat, take_seat
from classrooms.actions.talk import ask_question, lock_chat, post_chat, remove_chat, settle_question, vote_question

__all__ = [
    "answer_attention",
    "answer_poll",
    "ask_attention",
    "ask_poll",
    "ask_question",
    "call_roll",
    "choose_lane",
    "clear_ink",
    "close_class",
    "close_poll",
    "correct_attendance",
    "draw_ink",
    "give_floor",
    "give_pen",
    "give_role",
    "keep_watch",
    "leave_seat",
    "lock_chat",
    "lock_room",
    "lower_hand",
    "lower_hands",
    "mute_mics",
    "open_class",
    "open_poll",
    "post_chat",
    "raise_hand",
    "react",
    "record_past_class",
    "remind",
    "remove_chat",
    "remove_person",
    "require_floor",
    "return_floor",
    "schedule_class",
    "schedule_weekly",
    "set_camera",
    "set_mic",
    "settle_question",
    "show_board",
    "show_poll",
    "show_slide",
    "start_timer",
    "stop_timer",
    "take_seat",
    "undo_ink",
    "vote_question",
]
