"""What every lesson block stands on."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from courses.rules.drawings import drawing_names, drawing_source
from media.blocks import AssetChooserBlock


class PairBlock(blocks.StructBlock):  # type: ignore[misc]
    """One text in both languages."""

    ar = blocks.CharBlock(label=_("Arabic"))
    en = blocks.CharBlock(label=_("English"), required=False)


class PairList(blocks.StreamBlock):  # type: ignore[misc]
    """A list of texts in both languages."""

    pair = PairBlock(label=_("text"), icon="list-ul")


class TermBlock(PairBlock):
    """A word of the trade in both languages, and what it means."""

    meaning = blocks.CharBlock(label=_("What it means"), help_text=_("Shown when a trainee touches the word."), required=False)


class TermList(blocks.StreamBlock):  # type: ignore[misc]
    """Words of the trade."""

    pair = TermBlock(label=_("word"), icon="list-ul")


class PointList(blocks.StreamBlock):  # type: ignore[misc]
    """A list of short points."""

    point = blocks.TextBlock(label=_("point"), rows=2, icon="tick")


class LessonBlock(blocks.StructBlock):  # type: ignore[misc]
    """Base of every lesson block."""

    def document(self, value: Any) -> dict[str, Any]:
        """The block as released: JSON-able, complete, without reference to the draft."""
        return {name: value[name] for name in self.child_blocks}


class DrawingBlock(blocks.ChoiceBlock):  # type: ignore[misc]
    """A drawing of the house (``courses/drawings``), chosen by its name."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.pop("choices", None)
        super().__init__(choices=lambda: [(name, name.replace("-", " ")) for name in drawing_names()], **kwargs)


class FigureBlock(blocks.StructBlock):  # type: ignore[misc]
    """Something to look at: a picture of the library or a drawing of the house, and its words for those who cannot see it."""

    picture = AssetChooserBlock(kind="image", label=_("Picture"), required=False)
    drawing = DrawingBlock(label=_("Or a drawing"), required=False)
    alternative = blocks.CharBlock(label=_("What it shows"), help_text=_("Read aloud to people who cannot see it."))

    class Meta:
        label = _("Picture")

    def clean(self, value: Any) -> Any:
        """Needs one of the two."""
        cleaned = super().clean(value)
        if not cleaned["picture"] and not cleaned["drawing"]:
            raise wrong(_("Choose a picture or a drawing."))
        return cleaned


def figure(value: Any) -> dict[str, Any]:
    """A figure as released; a drawing travels inside the document."""
    shown = {"picture": asset(value["picture"]), "drawing": drawing_source(value["drawing"])}
    return shown | {"alternative": value["alternative"]}


def asset(chosen: Any) -> dict[str, Any] | None:
    """A chosen asset as the release names it. The digest is what fixes it; the title is for people."""
    if chosen is None:
        return None
    return {"uuid": str(chosen.uuid), "digest": chosen.digest, "title": chosen.title, "kind": chosen.kind}


def wrong(message: Any) -> StructBlockValidationError:
    """What is wrong with a block as a whole, for its author."""
    return StructBlockValidationError(non_block_errors=[message])
