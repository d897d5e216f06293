"""Every right option among several."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext_lazy as _

from courses.questions.contract import BadResponse, Content, Key, QuestionType, ids, listed, pair, without

LEAST_RIGHT = 2


class MultipleResponse(QuestionType):
    """Content ``{"options": [{id, ar, en}]}``, key ``{"options": [ids]}``.

    Share = (right ticks - wrong ticks) / number of right options, never below nothing.
    """

    name = "multiple_response"
    label = _("several choices")
    instruction = _("Choose everything you find right")
    shuffles = ("options",)

    def from_source(self, source: Mapping[str, Any]) -> tuple[Content, Key]:
        content = {"options": [without(option, "correct") for option in source["options"]]}
        return content, {"options": [option["id"] for option in source["options"] if option["correct"]]}

    def problems(self, content: Content, answer: Key) -> list[str]:
        all_ids, right = set(ids(content["options"])), set(answer["options"])
        found = []
        if len(right) < LEAST_RIGHT:
            found.append("fewer than two right options")
        if not right < all_ids:
            found.append("no wrong option")
        return found

    def from_form(self, data: Mapping[str, Any], content: Content) -> Any:
        return listed(data, "value") or None

    def normalise(self, raw: Any, content: Content) -> list[str] | None:
        if raw is None or raw == []:
            return None
        known = ids(content["options"])
        if not isinstance(raw, list) or len(raw) > len(known) or any(one not in known for one in raw):
            raise BadResponse
        return sorted(set(raw))

    def share(self, value: Any, content: Content, answer: Key) -> Fraction:
        ticked, right = set(value or []), set(answer["options"])
        return max(Fraction(0), Fraction(len(ticked & right) - len(ticked - right), len(right)))

    def right_answer(self, content: Content, answer: Key) -> list[dict[str, str]]:
        return self.given_answer(answer["options"], content)

    def given_answer(self, value: Any, content: Content) -> list[dict[str, str]]:
        return [pair(option) for option in content["options"] if option["id"] in (value or [])]
