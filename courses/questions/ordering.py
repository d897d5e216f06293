"""Steps to be put in order."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext_lazy as _

from courses.questions.contract import BadResponse, Content, Key, QuestionType, ids, in_order, pair


class Ordering(QuestionType):
    """Content ``{"items": [{id, ar, en}]}``, key ``{"order": [ids]}``. Share = items in the right place.

    A response is the ids in order. Some may still be missing: a place without an item is "".
    """

    name = "ordering"
    label = _("put in order")
    instruction = _("Give each step its number")
    shuffles = ("items",)

    def from_source(self, source: Mapping[str, Any]) -> tuple[Content, Key]:
        return {"items": [dict(item) for item in source["items"]]}, {"order": list(source["answer"]["order"])}

    def problems(self, content: Content, answer: Key) -> list[str]:
        return [] if sorted(answer["order"]) == sorted(ids(content["items"])) else ["the order does not name every item once"]

    def from_form(self, data: Mapping[str, Any], content: Content) -> Any:
        places = [""] * len(content["items"])
        for item in content["items"]:
            number = str(data.get(f"place-{item['id']}") or "")
            if number.isdecimal() and 1 <= int(number) <= len(places) and not places[int(number) - 1]:
                places[int(number) - 1] = item["id"]
        return places

    def normalise(self, raw: Any, content: Content) -> list[str] | None:
        if raw is None or (isinstance(raw, list) and not any(raw)):
            return None
        known = ids(content["items"])
        if not isinstance(raw, list) or len(raw) != len(known):
            raise BadResponse
        named = [one for one in raw if one != ""]
        if any(one not in known for one in named) or len(set(named)) != len(named):
            raise BadResponse
        return list(raw)

    def share(self, value: Any, content: Content, answer: Key) -> Fraction:
        if value is None:
            return Fraction(0)
        right = sum(given == wanted for given, wanted in zip(value, answer["order"], strict=True))
        return Fraction(right, len(answer["order"]))

    def right_answer(self, content: Content, answer: Key) -> list[dict[str, str]]:
        return [pair(item) for item in in_order(content["items"], answer["order"])]

    def given_answer(self, value: Any, content: Content) -> list[dict[str, str]]:
        return [pair(item) for item in in_order(content["items"], [one for one in value or [] if one])]
