"""A place on a picture."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext_lazy as _

from courses.questions.contract import BadResponse, Content, Key, QuestionType, ids, listed, pair

WHOLE = 100


class Hotspot(QuestionType):
    """Content ``{"image": {width, height, brief}, "regions": [{id, label, x, y, w, h}]}`` in per cent of the picture, from
    its upper left corner; key ``{"regions": [ids]}``. All or nothing.

    The places of regions are not shuffled, of course; the list of their labels, for those who choose by words, is.
    """

    name = "hotspot"
    label = _("a place on a picture")
    instruction = _("Touch the place on the picture")
    shuffles = ("regions",)

    def from_source(self, source: Mapping[str, Any]) -> tuple[Content, Key]:
        image = source["image"]
        regions = [
            {"id": region["id"], "label": region["label"]} | {side: region[f"{side}_pct"] for side in "xywh"}
            for region in source["regions"]
        ]
        drawing = {"width": image["width_px"], "height": image["height_px"], "brief": image["brief"]}
        return {"image": drawing, "regions": regions}, {"regions": list(source["answer"]["regions"])}

    def problems(self, content: Content, answer: Key) -> list[str]:
        found = []
        for region in content["regions"]:
            if min(region["x"], region["y"]) < 0 or max(region["x"] + region["w"], region["y"] + region["h"]) > WHOLE:
                found.append(f"{region['id']} reaches over the edge")
        if not answer["regions"] or not set(answer["regions"]) <= set(ids(content["regions"])):
            found.append("the answer names no region")
        return found

    def from_form(self, data: Mapping[str, Any], content: Content) -> Any:
        return [one for one in listed(data, "value") if one] or None

    def normalise(self, raw: Any, content: Content) -> list[str] | None:
        if raw is None or raw == []:
            return None
        chosen = [raw] if isinstance(raw, str) else raw
        if not isinstance(chosen, list) or any(one not in ids(content["regions"]) for one in chosen):
            raise BadResponse
        return sorted(set(chosen))

    def share(self, value: Any, content: Content, answer: Key) -> Fraction:
        return Fraction(bool(value) and set(value) == set(answer["regions"]))

    def guess(self, content: Content) -> Fraction:
        return Fraction(1, len(content["regions"]))

    def right_answer(self, content: Content, answer: Key) -> list[dict[str, str]]:
        return self.given_answer(answer["regions"], content)

    def given_answer(self, value: Any, content: Content) -> list[dict[str, str]]:
        return [pair(region["label"]) for region in content["regions"] if region["id"] in (value or [])]
