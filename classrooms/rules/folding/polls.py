"""Polls, attention checks and the timer."""

from typing import Any

from classrooms.rules.facts import FactKind

Room = dict[str, Any]
Frame = dict[str, Any]


def _poll_opened(room: Room, frame: Frame) -> None:
    body = frame["body"]
    room["polls"][body["poll"]] = {
        "question": body["question"],
        "options": body["options"],
        "state": "open",
        "answered": 0,
        "tally": [0] * len(body["options"]),
        "mine": None,
        "shown": False,
    }
    room["poll"] = body["poll"]


def _poll_answered(room: Room, frame: Frame) -> None:
    """One more answer. Which option is in the body only for those who teach and for the one who answered."""
    body = frame["body"]
    poll = room["polls"][body["poll"]]
    poll["answered"] += 1
    if body.get("mine"):
        poll["mine"] = body["option"]
    if "option" in body:
        poll["tally"][body["option"]] += 1


def _poll_closed(room: Room, frame: Frame) -> None:
    room["polls"][frame["body"]["poll"]]["state"] = "closed"


def _poll_shown(room: Room, frame: Frame) -> None:
    room["polls"][frame["body"]["poll"]].update(tally=frame["body"]["tally"], shown=True)


def _attention_asked(room: Room, frame: Frame) -> None:
    room["attention"] = {"n": frame["n"], "until": frame["body"]["until"], "answered": 0, "mine": False}


def _attention_answered(room: Room, frame: Frame) -> None:
    check = room["attention"]
    if check and check["n"] == frame["body"]["check"]:
        check["answered"] += 1
        check["mine"] = check["mine"] or bool(frame["body"].get("mine"))


def _timer_started(room: Room, frame: Frame) -> None:
    room["timer"] = {"seconds": frame["body"]["seconds"], "ends_at": frame["body"]["ends_at"]}


def _timer_stopped(room: Room, frame: Frame) -> None:
    room["timer"] = None


APPLY = {
    FactKind.POLL_OPENED: _poll_opened,
    FactKind.POLL_ANSWERED: _poll_answered,
    FactKind.POLL_CLOSED: _poll_closed,
    FactKind.POLL_SHOWN: _poll_shown,
    FactKind.ATTENTION_ASKED: _attention_asked,
    FactKind.ATTENTION_ANSWERED: _attention_answered,
    FactKind.TIMER_STARTED: _timer_started,
    FactKind.TIMER_STOPPED: _timer_stopped,
}
