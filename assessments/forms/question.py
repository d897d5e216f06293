"""A question as its author types it: what every question has, and rows of parts for its type.

``source()`` gives the exchange form, ``filled_in(version)`` turns a stored wording back into what was typed. Rows left empty
are left out; a missing English text is the Arabic one.
"""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.forms import BoundField
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from assessments.models import QuestionVersion

Pair = dict[str, str]
LONGEST = 2000


def text(label: Any = "", *, required: bool = False, rows: int = 0) -> forms.CharField:
    """A line of text, or an area of ``rows`` lines."""
    widget = forms.Textarea(attrs={"rows": rows, "dir": "auto"}) if rows else forms.TextInput(attrs={"dir": "auto"})
    return forms.CharField(label=label, required=required, max_length=LONGEST, widget=widget)


class QuestionForm(forms.Form):
    """What every question has. A type's form adds ``PARTS`` rows of the fields that ``part`` names, and fields of its own."""

    PARTS: ClassVar[int] = 0
    # The heading and the explanation over the rows.
    parts_label: Any = ""
    parts_help: Any = ""

    stem_ar = text(gettext_lazy("The question, in Arabic"), required=True, rows=3)
    stem_en = text(gettext_lazy("The question, in English"), rows=2)
    feedback_ar = text(gettext_lazy("Why the answer is right, in Arabic"), rows=2)
    feedback_en = text(gettext_lazy("Why the answer is right, in English"), rows=2)
    level = forms.ChoiceField(label=gettext_lazy("Level"))
    place = forms.ChoiceField(label=gettext_lazy("Unit or criterion of the standard"))
    difficulty = forms.TypedChoiceField(
        label=gettext_lazy("How hard it is, you think"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", "–"), *QuestionVersion.Difficulty.choices],
    )
    marks = forms.IntegerField(label=gettext_lazy("Marks"), min_value=1, max_value=100, initial=1)
    safety_critical = forms.BooleanField(label=gettext_lazy("It is about safety"), required=False)

    COMMON = ("level", "place", "difficulty", "marks", "safety_critical")

    def __init__(self, *args: Any, standard: Mapping[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.standard = standard
        self.fields["level"].choices = levels_of(standard)  # type: ignore[attr-defined]
        self.fields["place"].choices = places_of(standard)  # type: ignore[attr-defined]
        for number in range(1, self.PARTS + 1):
            for name, field in self.part().items():
                self.fields[f"{name}_{number}"] = field

    def part(self) -> dict[str, forms.Field]:
        """The fields of one row."""
        return {}

    @property
    def own(self) -> list[BoundField]:
        """The fields of this type that are in no row."""
        return [self[name] for name in type(self).declared_fields if name not in QuestionForm.declared_fields]

    @property
    def common(self) -> list[BoundField]:
        """How the question is sorted."""
        return [self[name] for name in self.COMMON]

    @property
    def rows(self) -> list[list[BoundField]]:
        """The rows of parts."""
        return [[self[f"{name}_{number}"] for name in self.part()] for number in range(1, self.PARTS + 1)]

    def pair(self, name: str) -> Pair:
        """Two languages of a field."""
        arabic = self.cleaned_data[f"{name}_ar"].strip()
        return {"ar": arabic, "en": self.cleaned_data[f"{name}_en"].strip() or arabic}

    def typed(self, *names: str) -> list[dict[str, Any]]:
        """The rows that were filled in, each with ``ar`` and ``en`` of the first column."""
        found = []
        for number in range(1, self.PARTS + 1):
            row = {name: self.cleaned_data.get(f"{name}_{number}") for name in self.part()}
            if row[names[0]]:
                found.append(row)
        return found

    def source(self) -> dict[str, Any]:
        """The exchange form without ``id`` and ``type``."""
        typed = self.cleaned_data
        unit, criterion = unit_of(self.standard, typed["place"])
        common = {
            "stem": self.pair("stem"),
            "feedback": self.pair("feedback"),
            "level": typed["level"],
            "unit": unit,
            "criterion": criterion,
            "difficulty": typed["difficulty"],
            "marks": typed["marks"],
            "safety_critical": typed["safety_critical"],
        }
        return common | self.parts()

    def parts(self) -> dict[str, Any]:
        """What the type adds to the exchange form."""
        raise NotImplementedError

    def drawing(self) -> tuple[str, dict[str, Any]] | None:
        """A new picture, when one was given: the drawing and its measures."""
        return None

    @staticmethod
    def stored(version: QuestionVersion) -> dict[str, Any]:
        """The type's fields of a stored wording."""
        return {}

    @classmethod
    def filled_in(cls, version: QuestionVersion) -> dict[str, Any]:
        """A stored wording as it would be typed."""
        return {
            "stem_ar": version.stem["ar"],
            "stem_en": english(version.stem),
            "feedback_ar": version.feedback["ar"],
            "feedback_en": english(version.feedback),
            "level": version.level,
            "place": version.criterion or version.unit,
            "difficulty": version.difficulty,
            "marks": version.marks,
            "safety_critical": version.safety_critical,
        } | cls.stored(version)


def english(pair: Mapping[str, str]) -> str:
    """The English text, where it is not just the Arabic one."""
    return "" if pair["en"] == pair["ar"] else pair["en"]


def said(pair: Mapping[str, str]) -> str:
    """A pair in the reader's language."""
    return pair["en"] if get_language() == "en" else pair["ar"]


def levels_of(standard: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The levels of a standard, for a list to choose from."""
    return [("", _("Choose"))] + [(level["id"], said(level["name"])) for level in standard.get("levels", [])]


def places_of(standard: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """Units, each with its criteria beneath it."""
    groups: list[tuple[str, Any]] = [("", _("Choose"))]
    for unit in standard["units"]:
        criteria = [(one["id"], said(one)) for element in unit.get("elements", []) for one in element["criteria"]]
        groups.append(
            (said(unit["title"]), [(unit["id"], _("The whole unit: %(unit)s") % {"unit": said(unit["title"])}), *criteria])
        )
    return groups


def unit_of(standard: Mapping[str, Any], place: str) -> tuple[str, str]:
    """A chosen place as unit and criterion; the criterion is empty when the unit itself was chosen."""
    for unit in standard["units"]:
        if place == unit["id"]:
            return place, ""
        if any(one["id"] == place for element in unit.get("elements", []) for one in element["criteria"]):
            return unit["id"], place
    return "", ""
