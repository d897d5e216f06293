"""Blocks to work something out with: the tree that finds a fault, calculators, scored activities."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from courses.activities import ACTIVITIES
from courses.blocks.base import LessonBlock, wrong
from courses.rules.calculators import FORMULAS
from courses.rules.fault_trees import faults_of


class WayBlock(blocks.StructBlock):  # type: ignore[misc]
    """What is found, and where it leads."""

    text = blocks.CharBlock(label=_("What you find"))
    to = blocks.CharBlock(label=_("Goes to number"), max_length=10)


class NodeBlock(blocks.StructBlock):  # type: ignore[misc]
    """Something to look at, or (without ways on) the cause and what to do."""

    number = blocks.CharBlock(label=_("Number"), max_length=10)
    text = blocks.CharBlock(label=_("Question, or the cause"))
    detail = blocks.TextBlock(label=_("How to look, or what to do"), rows=2, required=False)
    ways = blocks.ListBlock(WayBlock(), label=_("Ways on"), max_num=5, default=[])


class FaultTreeBlock(LessonBlock):
    """Finding a fault, question by question; the first node is where one begins."""

    title = blocks.CharBlock(label=_("The customer's complaint"))
    nodes = blocks.ListBlock(NodeBlock(), label=_("Questions and causes"), min_num=2, max_num=40)

    class Meta:
        icon = "breadcrumb-expand"
        label = _("Tree that finds a fault")

    def clean(self, value: Any) -> Any:
        """Every way leads to a node, every node is reached, and none leads back to itself."""
        cleaned = super().clean(value)
        if found := faults_of(self.document(cleaned)["nodes"]):
            raise wrong(" ".join(map(str, found)))
        return cleaned

    def document(self, value: Any) -> dict[str, Any]:
        nodes = [
            {name: node[name] for name in ("number", "text", "detail")} | {"ways": [dict(way) for way in node["ways"]]}
            for node in value["nodes"]
        ]
        return {"title": value["title"], "nodes": nodes}


class CalculatorBlock(LessonBlock):
    """A calculation of the trade, with the trainee's own numbers."""

    formula = blocks.ChoiceBlock(choices=[(name, one.label) for name, one in FORMULAS.items()], label=_("Calculation"))
    text = blocks.CharBlock(label=_("When it is needed"), required=False)

    class Meta:
        icon = "decimal"
        label = _("Calculator")


class ActivityBlock(LessonBlock):
    """A scored exercise of the trade: the same for all at the same seed, marked on the phone and again by the server."""

    activity = blocks.ChoiceBlock(choices=[(name, one.label) for name, one in ACTIVITIES.items()], label=_("Activity"))
    text = blocks.CharBlock(label=_("What the trainee does"))

    class Meta:
        icon = "pick"
        label = _("Scored activity")
