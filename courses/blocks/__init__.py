"""The blocks a lesson is written with.

Each block has three faces: the form its author fills (the Wagtail block), the plain document it is released as
(``document``), and the template that shows it (``courses/templates/courses/blocks/<kind>.html``). To add one, see
``docs/how-to/add-a-lesson-block.md``.
"""

from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from courses.blocks.base import PairList, PointList, TermList
from courses.blocks.checks import ManyCheck, MatchCheck, NumberCheck, OrderCheck, PlaceCheck, QuickQuestionBlock, TruthCheck
from courses.blocks.look import CompareBlock, HotspotsBlock, MeasuredBlock, TurntableBlock
from courses.blocks.think import ActivityBlock, CalculatorBlock, FaultTreeBlock
from courses.blocks.work import PictureBlock, SheetBlock, StepsBlock, ToolsBlock, VideoBlock
from courses.blocks.write import BulletsBlock, HeadingBlock, LessonTableBlock, SafetyBlock, TextBlock, TipBlock

__all__ = ["LessonBody", "PairList", "PointList", "TermList"]


class LessonBody(blocks.StreamBlock):  # type: ignore[misc]
    """The body of a lesson: its blocks in the author's order."""

    heading = HeadingBlock(group=_("Write"))
    text = TextBlock(group=_("Write"))
    bullets = BulletsBlock(group=_("Write"))
    table = LessonTableBlock(group=_("Write"))
    steps = StepsBlock(group=_("Show the work"))
    tools = ToolsBlock(group=_("Show the work"))
    picture = PictureBlock(group=_("Show the work"))
    video = VideoBlock(group=_("Show the work"))
    sheet = SheetBlock(group=_("Show the work"))
    compare = CompareBlock(group=_("Look closely"))
    hotspots = HotspotsBlock(group=_("Look closely"))
    turntable = TurntableBlock(group=_("Look closely"))
    measured = MeasuredBlock(group=_("Look closely"))
    safety = SafetyBlock(group=_("Guide"))
    tip = TipBlock(group=_("Guide"))
    fault_tree = FaultTreeBlock(group=_("Work it out"))
    calculator = CalculatorBlock(group=_("Work it out"))
    activity = ActivityBlock(group=_("Work it out"))
    quick_question = QuickQuestionBlock(group=_("Ask"))
    check_many = ManyCheck(group=_("Ask"))
    check_truth = TruthCheck(group=_("Ask"))
    check_number = NumberCheck(group=_("Ask"))
    check_order = OrderCheck(group=_("Ask"))
    check_match = MatchCheck(group=_("Ask"))
    check_place = PlaceCheck(group=_("Ask"))

    @cached_property
    def kinds(self) -> list[str]:
        """Every kind of block, in the author's menu order."""
        return list(self.child_blocks)

    def document(self, value: Any) -> list[dict[str, Any]]:
        """The whole body as released. ``id`` stays the same over edits, so that a trainee's ticks stay in place."""
        return [{"id": child.id, "kind": child.block_type, **child.block.document(child.value)} for child in value]
