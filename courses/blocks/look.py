"""Blocks to look at closely."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from courses.blocks.base import FigureBlock, LessonBlock, figure


class CompareBlock(LessonBlock):
    """Two states of one thing, laid over each other: before and after, right and wrong."""

    before = FigureBlock(label=_("Before"))
    before_label = blocks.CharBlock(label=_("Its name"), default=_("Before"))
    after = FigureBlock(label=_("After"))
    after_label = blocks.CharBlock(label=_("Its name"), default=_("After"))
    text = blocks.CharBlock(label=_("What to look for"), required=False)

    class Meta:
        icon = "sliders"
        label = _("Before and after")

    def document(self, value: Any) -> dict[str, Any]:
        return {**super().document(value), "before": figure(value["before"]), "after": figure(value["after"])}


def _percent(label: Any, **kwargs: Any) -> blocks.IntegerBlock:
    return blocks.IntegerBlock(label=label, min_value=0, max_value=100, **kwargs)


class SpotBlock(blocks.StructBlock):  # type: ignore[misc]
    """A place on the picture, in per cent from its upper left corner."""

    label = blocks.CharBlock(label=_("Name"))
    text = blocks.CharBlock(label=_("What it is for"), required=False)
    x = _percent(_("From the left (per cent)"))
    y = _percent(_("From the top (per cent)"))


class HotspotsBlock(LessonBlock):
    """A picture whose parts tell what they are when they are touched."""

    figure = FigureBlock()
    spots = blocks.ListBlock(SpotBlock(), label=_("Places"), min_num=1, max_num=20)

    class Meta:
        icon = "crosshairs"
        label = _("Picture with places")

    def document(self, value: Any) -> dict[str, Any]:
        spots = [{"id": spot.id, **{name: spot.value[name] for name in ("label", "text", "x", "y")}} for spot in
                 value["spots"].bound_blocks]  # fmt: skip
        return {"figure": figure(value["figure"]), "spots": spots}


class TurntableBlock(LessonBlock):
    """Photos of one thing from all around, turned with a finger."""

    frames = blocks.ListBlock(FigureBlock(), label=_("Photos, in the order of turning"), min_num=4, max_num=36)
    caption = blocks.CharBlock(label=_("What turns"))

    class Meta:
        icon = "rotate"
        label = _("Photo that turns")

    def document(self, value: Any) -> dict[str, Any]:
        return {"frames": [figure(frame) for frame in value["frames"]], "caption": value["caption"]}


class MeasureBlock(blocks.StructBlock):  # type: ignore[misc]
    """One measure, from a point to a point of the drawing, in per cent from its upper left corner."""

    label = blocks.CharBlock(label=_("What is measured"))
    value = blocks.CharBlock(label=_("Measure with its unit"))
    x1 = _percent(_("From: left (per cent)"))
    y1 = _percent(_("From: top (per cent)"))
    x2 = _percent(_("To: left (per cent)"))
    y2 = _percent(_("To: top (per cent)"))


class MeasuredBlock(LessonBlock):
    """A drawing with its measures."""

    figure = FigureBlock()
    measures = blocks.ListBlock(MeasureBlock(), label=_("Measures"), min_num=1, max_num=12)

    class Meta:
        icon = "resubmit"
        label = _("Drawing with measures")

    def document(self, value: Any) -> dict[str, Any]:
        return {"figure": figure(value["figure"]), "measures": [dict(measure) for measure in value["measures"]]}
