"""Blocks of words."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.table_block.blocks import TableBlock

from courses.blocks.base import LessonBlock


class HeadingBlock(LessonBlock):
    """A heading inside the lesson."""

    text = blocks.CharBlock(label=_("Heading"))

    class Meta:
        icon = "title"
        label = _("Heading")


class TextBlock(LessonBlock):
    """A paragraph."""

    text = blocks.TextBlock(label=_("Text"), rows=4)

    class Meta:
        icon = "pilcrow"
        label = _("Text")


class TipBlock(TextBlock):
    """Advice from a master of the trade."""

    class Meta:
        icon = "pick"
        label = _("Tip")


class SafetyBlock(TextBlock):
    """What keeps people whole: always shown apart and never collapsed."""

    class Meta:
        icon = "warning"
        label = _("Safety note")


class BulletsBlock(LessonBlock):
    """A list without order."""

    items = blocks.ListBlock(blocks.TextBlock(rows=2), label=_("Points"), min_num=1)

    class Meta:
        icon = "list-ul"
        label = _("Points")

    def document(self, value: Any) -> dict[str, Any]:
        return {"items": list(value["items"])}


class LessonTableBlock(LessonBlock):
    """A table with one row of headings."""

    table = TableBlock(label=_("Table"), table_options={"firstRowIsTableHeader": True})

    class Meta:
        icon = "table"
        label = _("Table")

    def document(self, value: Any) -> dict[str, Any]:
        rows = [[cell or "" for cell in row] for row in (value["table"] or {}).get("data", [])]
        return {"head": rows[0] if rows else [], "rows": rows[1:]}
