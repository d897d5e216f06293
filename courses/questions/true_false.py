"""A statement that is right or wrong."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from courses.questions.contract import BadResponse, Content, Key, QuestionType

WORDS = {"true": True, "false": False}


class TrueFalse(QuestionType):
    """Content ``{}``, key ``{"value": bool}``. All or nothing."""

    name = "true_false"
    label = _("right or wrong")
    instruction = _("Is this right or wrong?")

    def from_source(self, source: Mapping[str, Any]) -> tuple[Content, Key]:
        return {}, {"value": source["answer"]["value"]}

    def problems(self, content: Content, answer: Key) -> list[str]:
        return [] if isinstance(answer.get("value"), bool) else ["no answer"]

    def from_form(self, data: Mapping[str, Any], content: Content) -> Any:
        return data.get("value") or None

    def normalise(self, raw: Any, content: Content) -> bool | None:
        if raw is None or isinstance(raw, bool):
            return raw
        if not isinstance(raw, str) or raw not in WORDS:
            raise BadResponse
        return WORDS[raw]

    def share(self, value: Any, content: Content, answer: Key) -> Fraction:
        return Fraction(value is not None and value == answer["value"])

    def guess(self, content: Content) -> Fraction:
        return Fraction(1, 2)

    def right_answer(self, content: Content, answer: Key) -> list[dict[str, str]]:
        return self.given_answer(answer["value"], content)

    def given_answer(self, value: Any, content: Content) -> list[dict[str, str]]:
        return [] if value is None else [{language: in_words(value, language) for language in ("ar", "en")}]


def in_words(value: bool, language: str) -> str:
    """Right or wrong in one language."""
    with override(language):
        return gettext("Right") if value else gettext("Wrong")
