"""The blocks a lesson is written with.

Each block has three faces: the form its author fills (the Wagtail block), the plain document it is released as
(``document``), and the template that shows it (``courses/templates/courses/blocks/<kind>.html``). To add one, see
``docs/how-to/add-a-lesson-block.md``.
"""

from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.table_block.blocks import TableBlock

from media.blocks import AssetChooserBlock


class PairBlock(blocks.StructBlock):  # type: ignore[misc]
    """One text in both languages."""

    ar = blocks.CharBlock(label=_("Arabic"))
    en = blocks.CharBlock(label=_("English"), required=False)


class PairList(blocks.StreamBlock):  # type: ignore[misc]
    """A list of texts in both languages."""

    pair = PairBlock(label=_("text"), icon="list-ul")


class PointList(blocks.StreamBlock):  # type: ignore[misc]
    """A list of short points."""

    point = blocks.TextBlock(label=_("point"), rows=2, icon="tick")


class LessonBlock(blocks.StructBlock):  # type: ignore[misc]
    """Base of every lesson block."""

    def document(self, value: Any) -> dict[str, Any]:
        """The block as released: JSON-able, complete, without reference to the draft."""
        return {name: value[name] for name in self.child_blocks}


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


class StepBlock(blocks.StructBlock):  # type: ignore[misc]
    """One step of the work, with a picture where it helps."""

    text = blocks.TextBlock(label=_("What to do"), rows=2)
    picture = AssetChooserBlock(kind="image", label=_("Picture"), required=False)


class StepsBlock(LessonBlock):
    """Steps to follow at the bench; the trainee ticks each off."""

    steps = blocks.ListBlock(StepBlock(), label=_("Steps"), min_num=1)

    class Meta:
        icon = "list-ol"
        label = _("Steps")

    def document(self, value: Any) -> dict[str, Any]:
        return {
            "steps": [
                {"id": item.id, "text": item.value["text"], "picture": _asset(item.value["picture"])}
                for item in value["steps"].bound_blocks
            ]
        }


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


class PictureBlock(LessonBlock):
    """A picture with words for those who cannot see it."""

    picture = AssetChooserBlock(kind="image", label=_("Picture"))
    alternative = blocks.CharBlock(label=_("What the picture shows"), help_text=_("Read aloud to people who cannot see it."))
    caption = blocks.CharBlock(label=_("Caption"), required=False)

    class Meta:
        icon = "image"
        label = _("Picture")

    def document(self, value: Any) -> dict[str, Any]:
        return {**super().document(value), "picture": _asset(value["picture"])}


class VideoBlock(LessonBlock):
    """A film of the media library."""

    video = AssetChooserBlock(kind="video", label=_("Video"))
    title = blocks.CharBlock(label=_("What the video shows"))

    class Meta:
        icon = "media"
        label = _("Video")

    def document(self, value: Any) -> dict[str, Any]:
        return {**super().document(value), "video": _asset(value["video"])}


class ChoiceBlock(blocks.StructBlock):  # type: ignore[misc]
    """One answer to choose from."""

    text = blocks.CharBlock(label=_("Answer"))
    correct = blocks.BooleanBlock(label=_("This one is right"), required=False)


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
        if sum(bool(choice["correct"]) for choice in cleaned["choices"]) != 1:
            message = _("Mark exactly one answer as right.")
            raise blocks.struct_block.StructBlockValidationError(non_block_errors=[message])
        return cleaned

    def document(self, value: Any) -> dict[str, Any]:
        return {
            "question": value["question"],
            "choices": [{"text": choice["text"], "correct": bool(choice["correct"])} for choice in value["choices"]],
            "explanation": value["explanation"],
        }


class LessonBody(blocks.StreamBlock):  # type: ignore[misc]
    """The body of a lesson: its blocks in the author's order."""

    heading = HeadingBlock(group=_("Write"))
    text = TextBlock(group=_("Write"))
    bullets = BulletsBlock(group=_("Write"))
    table = LessonTableBlock(group=_("Write"))
    steps = StepsBlock(group=_("Show the work"))
    picture = PictureBlock(group=_("Show the work"))
    video = VideoBlock(group=_("Show the work"))
    safety = SafetyBlock(group=_("Guide"))
    tip = TipBlock(group=_("Guide"))
    quick_question = QuickQuestionBlock(group=_("Guide"))

    @cached_property
    def kinds(self) -> list[str]:
        """Every kind of block, in the author's menu order."""
        return list(self.child_blocks)

    def document(self, value: Any) -> list[dict[str, Any]]:
        """The whole body as released. ``id`` stays the same over edits, so that a trainee's ticks stay in place."""
        return [{"id": child.id, "kind": child.block_type, **child.block.document(child.value)} for child in value]


def _asset(asset: Any) -> dict[str, Any] | None:
    """A chosen asset as the release names it. The digest is what fixes it; the title is for people."""
    if asset is None:
        return None
    return {"uuid": str(asset.uuid), "digest": asset.digest, "title": asset.title, "kind": asset.kind}
