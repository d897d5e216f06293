"""Quick checks in the seven ways of asking: answered at once, explained at once, never a mark.

Each is released as ``{type, question, content, answer, explanation}`` and marked by ``courses.questions`` of that type; the
first, a single choice, keeps the older form that early releases hold.
"""

import random
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from courses.blocks.base import FigureBlock, LessonBlock, figure, wrong
from courses.questions import question_type
from courses.rules import digest_of


class ChoiceBlock(blocks.StructBlock):  # type: ignore[misc]
    """One answer to choose from."""

    text = blocks.CharBlock(label=_("Answer"))
    correct = blocks.BooleanBlock(label=_("This one is right"), required=False)


def one_right(choices: Any) -> None:
    """Refuse answers of which not exactly one is right."""
    if sum(bool(choice["correct"]) for choice in choices) != 1:
        raise wrong(_("Mark exactly one answer as right."))


class QuickQuestionBlock(LessonBlock):
    """A question inside the lesson: answered at once, explained at once, never a mark."""

    question = blocks.CharBlock(label=_("Question"))
    choices = blocks.ListBlock(ChoiceBlock(), label=_("Answers"), min_num=2, max_num=6, default=[{}, {}])
    explanation = blocks.TextBlock(label=_("Why"), rows=2)

    class Meta:
        icon = "help"
        label = _("Quick question")

    def clean(self, value: Any) -> Any:
        """Exactly one answer is right."""
        cleaned = super().clean(value)
        one_right(cleaned["choices"])
        return cleaned

    def document(self, value: Any) -> dict[str, Any]:
        return {
            "question": value["question"],
            "choices": [{"text": choice["text"], "correct": bool(choice["correct"])} for choice in value["choices"]],
            "explanation": value["explanation"],
        }


class CheckBlock(LessonBlock):
    """Base of the other six."""

    type = ""
    question = blocks.CharBlock(label=_("Question"))
    explanation = blocks.TextBlock(label=_("Why"), rows=2)

    def asked(self, value: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        """Content and key, in the shapes of the question type."""
        raise NotImplementedError

    def clean(self, value: Any) -> Any:
        """What the question type finds wrong is said to the author."""
        cleaned = super().clean(value)
        if question_type(self.type).problems(*self.asked(cleaned)):
            raise wrong(self.needs)
        return cleaned

    needs: Any = _("Complete the answers.")

    def document(self, value: Any) -> dict[str, Any]:
        content, answer = self.asked(value)
        said = {"question": value["question"], "explanation": value["explanation"]}
        return {"type": self.type, **said, "content": content, "answer": answer}

    class Meta:
        icon = "help"


class ManyCheck(CheckBlock):
    """Several answers are right."""

    type = "multiple_response"
    needs = _("Mark at least two answers as right and leave at least one wrong.")
    choices = blocks.ListBlock(ChoiceBlock(), label=_("Answers"), min_num=3, max_num=8, default=[{}, {}, {}])

    class Meta:
        label = _("Check: several answers")

    def asked(self, value: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        options = [{"id": str(place), "text": choice["text"]} for place, choice in enumerate(value["choices"])]
        return {"options": options}, {"options": [str(place) for place, one in enumerate(value["choices"]) if one["correct"]]}


class TruthCheck(CheckBlock):
    """A statement, right or wrong."""

    type = "true_false"
    right = blocks.BooleanBlock(label=_("The statement is right"), required=False)

    class Meta:
        label = _("Check: right or wrong")

    def asked(self, value: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        return {}, {"value": bool(value["right"])}


class NumberCheck(CheckBlock):
    """A number, with how far off it may be."""

    type = "numeric"
    needs = _("Write the number in figures.")
    number = blocks.DecimalBlock(label=_("The right number"))
    tolerance = blocks.DecimalBlock(label=_("May be off by"), min_value=0, default=0)
    unit = blocks.CharBlock(label=_("Unit"), required=False)

    class Meta:
        label = _("Check: a number")

    def asked(self, value: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        return {"unit": value["unit"]}, {"value": str(value["number"]), "tolerance": str(value["tolerance"])}


class OrderCheck(CheckBlock):
    """Steps to be put in order; the author writes them in the right one."""

    type = "ordering"
    needs = _("Write at least two steps.")
    items = blocks.ListBlock(blocks.CharBlock(label=_("step")), label=_("Steps in the right order"), min_num=3, max_num=8)

    class Meta:
        label = _("Check: put in order")

    def asked(self, value: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        texts = list(value["items"])
        order = _mixed(len(texts), texts)
        items = [{"id": str(shown), "text": texts[place]} for shown, place in enumerate(order)]
        return {"items": items}, {"order": [str(order.index(place)) for place in range(len(texts))]}


class JoinedBlock(blocks.StructBlock):  # type: ignore[misc]
    """Two things that belong together."""

    left = blocks.CharBlock(label=_("This"))
    right = blocks.CharBlock(label=_("belongs to this"))


class MatchCheck(CheckBlock):
    """Pairs to be joined; the author writes them joined."""

    type = "matching"
    needs = _("No two lines may have the same pair.")
    pairs = blocks.ListBlock(JoinedBlock(), label=_("Pairs"), min_num=2, max_num=8, default=[{}, {}])

    class Meta:
        label = _("Check: join the pairs")

    def asked(self, value: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        pairs = list(value["pairs"])
        order = _mixed(len(pairs), [pair["right"] for pair in pairs])
        left = [{"id": str(place), "text": pair["left"]} for place, pair in enumerate(pairs)]
        right = [{"id": f"r{shown}", "text": pairs[place]["right"]} for shown, place in enumerate(order)]
        return {"left": left, "right": right}, {"pairs": {str(place): f"r{order.index(place)}" for place in range(len(pairs))}}


class RegionBlock(blocks.StructBlock):  # type: ignore[misc]
    """A part of the picture, in per cent of it."""

    label = blocks.CharBlock(label=_("Name"))
    x = blocks.IntegerBlock(label=_("From the left (per cent)"), min_value=0, max_value=100)
    y = blocks.IntegerBlock(label=_("From the top (per cent)"), min_value=0, max_value=100)
    w = blocks.IntegerBlock(label=_("Width (per cent)"), min_value=5, max_value=100)
    h = blocks.IntegerBlock(label=_("Height (per cent)"), min_value=5, max_value=100)
    correct = blocks.BooleanBlock(label=_("This one is right"), required=False)


class PlaceCheck(CheckBlock):
    """A place on a picture."""

    type = "hotspot"
    needs = _("Mark the right part; every part must lie inside the picture.")
    figure = FigureBlock()
    regions = blocks.ListBlock(RegionBlock(), label=_("Parts to choose from"), min_num=2, max_num=8)

    class Meta:
        label = _("Check: a place on a picture")

    def asked(self, value: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        regions = [
            {"id": str(place), **{name: region[name] for name in ("label", "x", "y", "w", "h")}}
            for place, region in enumerate(value["regions"])
        ]
        right = [str(place) for place, region in enumerate(value["regions"]) if region["correct"]]
        return {"figure": figure(value["figure"]), "regions": regions}, {"regions": right}


def _mixed(count: int, texts: list[str]) -> list[int]:
    """Places in an order that is not the author's, the same each time the same texts are released."""
    dice = random.Random(digest_of(texts))  # noqa: S311 - a stable order, not a secret
    order = list(range(count))
    while order == sorted(order) and count > 1:
        dice.shuffle(order)
    return order
