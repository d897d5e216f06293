"""Commands about the chat and the list of questions."""

from typing import Literal

from classrooms.protocol.base import FactNumber, Kept, Text


class ChatPost(Kept):
    """Write to everybody; `reply` names the line that is answered."""

    type: Literal["chat.post"]
    text: Text
    reply: FactNumber | None = None


class ChatRemove(Kept):
    """Take the words of a chat line away."""

    type: Literal["chat.remove"]
    message: int


class ChatLock(Kept):
    """Let only those who teach write, or everybody again."""

    type: Literal["chat.lock"]
    on: bool


class QuestionAsk(Kept):
    """Put a question on the list."""

    type: Literal["question.ask"]
    text: Text


class QuestionVote(Kept):
    """Want to hear the answer to a question too, or no more."""

    type: Literal["question.vote"]
    question: FactNumber
    on: bool


class QuestionSettle(Kept):
    """Say that a question was answered, or take its words away."""

    type: Literal["question.settle"]
    question: FactNumber
    how: Literal["answered", "removed"]
