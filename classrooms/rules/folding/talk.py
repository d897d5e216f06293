"""The chat, and the list of questions with votes."""

from typing import Any

from classrooms.rules.facts import FactKind

Room = dict[str, Any]
Frame = dict[str, Any]

#: The snapshot keeps this many of the last chat lines and questions, so that joining a long class stays small.
CHAT_KEPT = 200
QUESTIONS_KEPT = 100


def _chat_posted(room: Room, frame: Frame) -> None:
    line = {
        "n": frame["n"],
        "by": frame["by"],
        "at": frame["at"],
        "text": frame["body"]["text"],
        "reply": frame["body"].get("reply"),
        "removed": False,
    }
    room["chat"] = [*room["chat"], line][-CHAT_KEPT:]


def _chat_removed(room: Room, frame: Frame) -> None:
    for line in room["chat"]:
        if line["n"] == frame["body"]["message"]:
            line.update(text="", removed=True)


def _chat_locked(room: Room, frame: Frame) -> None:
    room["chat_locked"] = frame["body"]["on"]


def _question_asked(room: Room, frame: Frame) -> None:
    question = {
        "n": frame["n"],
        "by": frame["by"],
        "at": frame["at"],
        "text": frame["body"]["text"],
        "votes": 0,
        "mine": False,
        "state": "open",
    }
    room["questions"] = [*room["questions"], question][-QUESTIONS_KEPT:]


def _question_voted(room: Room, frame: Frame) -> None:
    """One vote more or less. Whose it was is known to the one who voted alone (`mine`)."""
    body = frame["body"]
    for question in room["questions"]:
        if question["n"] == body["question"]:
            question["votes"] += 1 if body["on"] else -1
            if body.get("mine"):
                question["mine"] = body["on"]


def _question_settled(room: Room, frame: Frame) -> None:
    body = frame["body"]
    for question in room["questions"]:
        if question["n"] == body["question"]:
            question["state"] = body["how"]
            if body["how"] == "removed":
                question["text"] = ""


APPLY = {
    FactKind.CHAT_POSTED: _chat_posted,
    FactKind.CHAT_REMOVED: _chat_removed,
    FactKind.CHAT_LOCKED: _chat_locked,
    FactKind.QUESTION_ASKED: _question_asked,
    FactKind.QUESTION_VOTED: _question_voted,
    FactKind.QUESTION_SETTLED: _question_settled,
}
