"""Blocks that show the work: steps, tools, files to take along, films."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from courses.blocks.base import DrawingBlock, LessonBlock, asset, wrong
from courses.blocks.checks import ChoiceBlock, one_right
from courses.rules.drawings import drawing_source
from media.blocks import AssetChooserBlock


class StepBlock(blocks.StructBlock):  # type: ignore[misc]
    """One step of the work, with a picture, a short clip or a drawing where it helps."""

    text = blocks.TextBlock(label=_("What to do"), rows=2)
    picture = AssetChooserBlock(kind="image", label=_("Picture"), required=False)
    clip = AssetChooserBlock(kind="video", label=_("Short clip"), help_text=_("Up to half a minute."), required=False)
    drawing = DrawingBlock(label=_("Or a drawing"), required=False)


class StepsBlock(LessonBlock):
    """Steps to follow at the bench; the trainee ticks each off."""

    steps = blocks.ListBlock(StepBlock(), label=_("Steps"), min_num=1)

    class Meta:
        icon = "list-ol"
        label = _("Steps")

    def document(self, value: Any) -> dict[str, Any]:
        return {
            "steps": [
                {
                    "id": item.id,
                    "text": item.value["text"],
                    "picture": asset(item.value["picture"]),
                    "clip": asset(item.value["clip"]),
                    "drawing": drawing_source(item.value["drawing"]),
                }
                for item in value["steps"].bound_blocks
            ]
        }


class ToolBlock(blocks.StructBlock):  # type: ignore[misc]
    """One thing to have at hand."""

    name = blocks.CharBlock(label=_("Name"))
    detail = blocks.CharBlock(label=_("Size or number"), required=False)
    kind = blocks.ChoiceBlock(
        choices=[("tool", _("tool")), ("material", _("material")), ("guard", _("protects you"))], default="tool", label=_("Kind")
    )
    picture = AssetChooserBlock(kind="image", label=_("Picture"), required=False)
    drawing = DrawingBlock(label=_("Or a drawing"), required=False)


class ToolsBlock(LessonBlock):
    """Tools and materials to lay out before the work begins."""

    items = blocks.ListBlock(ToolBlock(), label=_("Tools and materials"), min_num=1)

    class Meta:
        icon = "cogs"
        label = _("Tools and materials")

    def document(self, value: Any) -> dict[str, Any]:
        return {
            "items": [
                {name: item[name] for name in ("name", "detail", "kind")}
                | {"picture": asset(item["picture"]), "drawing": drawing_source(item["drawing"])}
                for item in value["items"]
            ]
        }


class PictureBlock(LessonBlock):
    """A picture with words for those who cannot see it."""

    picture = AssetChooserBlock(kind="image", label=_("Picture"))
    alternative = blocks.CharBlock(label=_("What the picture shows"), help_text=_("Read aloud to people who cannot see it."))
    caption = blocks.CharBlock(label=_("Caption"), required=False)

    class Meta:
        icon = "image"
        label = _("Picture")

    def document(self, value: Any) -> dict[str, Any]:
        return {**super().document(value), "picture": asset(value["picture"])}


class MomentBlock(blocks.StructBlock):  # type: ignore[misc]
    """The film stops here for a note, or for a question when it has answers."""

    second = blocks.IntegerBlock(label=_("Second of the film"), min_value=0, max_value=4 * 60 * 60)
    text = blocks.TextBlock(label=_("Note or question"), rows=2)
    choices = blocks.ListBlock(ChoiceBlock(), label=_("Answers, for a question"), max_num=6, default=[])
    explanation = blocks.TextBlock(label=_("Why"), rows=2, required=False)

    def clean(self, value: Any) -> Any:
        """A question has two answers or more, exactly one of them right, and says why."""
        cleaned = super().clean(value)
        if cleaned["choices"]:
            one_right(cleaned["choices"])
            if not cleaned["explanation"]:
                raise wrong(_("Say why the answer is right."))
        return cleaned


class VideoBlock(LessonBlock):
    """A film of the media library, with notes and questions at moments of it."""

    video = AssetChooserBlock(kind="video", label=_("Video"))
    title = blocks.CharBlock(label=_("What the video shows"))
    moments = blocks.ListBlock(MomentBlock(), label=_("Moments where it stops"), default=[])

    class Meta:
        icon = "media"
        label = _("Video")

    def document(self, value: Any) -> dict[str, Any]:
        moments = [
            {"id": item.id, "second": item.value["second"], "question": item.value["text"]}
            | {"choices": [{"text": choice["text"], "correct": bool(choice["correct"])} for choice in item.value["choices"]]}
            | {"explanation": item.value["explanation"]}
            for item in value["moments"].bound_blocks
        ]
        shown = {"video": asset(value["video"]), "title": value["title"]}
        return shown | {"moments": sorted(moments, key=lambda moment: moment["second"])}


class SheetBlock(LessonBlock):
    """A sheet to download, print and fill in."""

    sheet = AssetChooserBlock(kind="document", label=_("PDF file"))
    title = blocks.CharBlock(label=_("Name of the sheet"))
    text = blocks.CharBlock(label=_("What it is for"))

    class Meta:
        icon = "doc-full-inverse"
        label = _("Sheet to download")

    def document(self, value: Any) -> dict[str, Any]:
        return {**super().document(value), "sheet": asset(value["sheet"])}
