"""Pairs to be joined."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext_lazy as _

from courses.questions.contract import BadResponse, Content, Key, QuestionType, ids, pair


class Matching(QuestionType):
    """Content ``{"left": [...], "right": [...]}``, key ``{"pairs": {left: right}}`` one to one. Share = right pairs."""

    name = "matching"
    label = _("join the pairs")
    instruction = _("Choose what belongs to each line")
    shuffles = ("right",)

    def from_source(self, source: Mapping[str, Any]) -> tuple[Content, Key]:
        content = {side: [dict(part) for part in source[side]] for side in ("left", "right")}
        return content, {"pairs": dict(source["answer"]["pairs"])}

    def problems(self, content: Content, answer: Key) -> list[str]:
        found = []
        if sorted(answer["pairs"]) != sorted(ids(content["left"])):
            found.append("not every line on the left has its pair")
        if len(set(answer["pairs"].values())) != len(answer["pairs"]):
            found.append("two lines share one pair")
        if not set(answer["pairs"].values()) <= set(ids(content["right"])):
            found.append("a pair that does not exist")
        return found

    def from_form(self, data: Mapping[str, Any], content: Content) -> Any:
        return {part["id"]: str(data.get(f"pair-{part['id']}") or "") for part in content["left"]}

    def normalise(self, raw: Any, content: Content) -> dict[str, str] | None:
        if raw is None:
            return None
        if not isinstance(raw, dict):
            raise BadResponse
        left, right = ids(content["left"]), ids(content["right"])
        if any(one not in left for one in raw) or any(one and one not in right for one in raw.values()):
            raise BadResponse
        return {one: other for one, other in sorted(raw.items()) if other} or None

    def share(self, value: Any, content: Content, answer: Key) -> Fraction:
        right = sum((value or {}).get(left) == wanted for left, wanted in answer["pairs"].items())
        return Fraction(right, len(answer["pairs"]))

    def guess(self, content: Content) -> Fraction:
        return Fraction(1, len(content["right"]))

    def right_answer(self, content: Content, answer: Key) -> list[dict[str, str]]:
        return self.given_answer(answer["pairs"], content)

    def given_answer(self, value: Any, content: Content) -> list[dict[str, str]]:
        right = {part["id"]: pair(part) for part in content["right"]}
        joined = [(pair(part), right[value[part["id"]]]) for part in content["left"] if part["id"] in (value or {})]
        return [{language: f"{one[language]}: {other[language]}" for language in ("ar", "en")} for one, other in joined]
