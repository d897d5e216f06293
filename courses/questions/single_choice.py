"""One right option among several."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext_lazy as _

from courses.questions.contract import BadResponse, Content, Key, QuestionType, ids, pair, without

LEAST_OPTIONS = 2


class SingleChoice(QuestionType):
    """Content ``{"options": [{id, ar, en}]}``, key ``{"option": id}``. All or nothing."""

    name = "single_choice"
    label = _("one choice")
    instruction = _("Choose one answer")
    shuffles = ("options",)

    def from_source(self, source: Mapping[str, Any]) -> tuple[Content, Key]:
        right = [option["id"] for option in source["options"] if option["correct"]]
        content = {"options": [without(option, "correct") for option in source["options"]]}
        return content, {"option": right[0] if len(right) == 1 else None}

    def problems(self, content: Content, answer: Key) -> list[str]:
        found = []
        if len(content["options"]) < LEAST_OPTIONS:
            found.append("fewer than two options")
        if answer.get("option") not in ids(content["options"]):
            found.append("not exactly one right option")
        return found

    def from_form(self, data: Mapping[str, Any], content: Content) -> Any:
        return data.get("value") or None

    def normalise(self, raw: Any, content: Content) -> str | None:
        if raw is None:
            return None
        if not isinstance(raw, str) or raw not in ids(content["options"]):
            raise BadResponse
        return raw

    def share(self, value: Any, content: Content, answer: Key) -> Fraction:
        return Fraction(value is not None and value == answer["option"])

    def guess(self, content: Content) -> Fraction:
        return Fraction(1, len(content["options"]))

    def right_answer(self, content: Content, answer: Key) -> list[dict[str, str]]:
        return self.given_answer(answer["option"], content)

    def given_answer(self, value: Any, content: Content) -> list[dict[str, str]]:
        return [pair(option) for option in content["options"] if option["id"] == value]
