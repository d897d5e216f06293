"""Questions answered by choosing or typing."""

from fractions import Fraction
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.forms.question import QuestionForm, english, text
from assessments.models import QuestionVersion
from assessments.questions import FIGURES

DECIMAL = {"inputmode": "decimal", "autocomplete": "off"}


class OptionsForm(QuestionForm):
    """Options to choose from."""

    PARTS = 6
    parts_label = gettext_lazy("The options")
    parts_help = gettext_lazy("Mark every right one. Leave lines you do not need empty. Papers shuffle the options.")

    def part(self) -> dict[str, forms.Field]:
        right = forms.BooleanField(label=_("Right"), required=False)
        return {"ar": text(_("Arabic")), "en": text(_("English")), "right": right}

    def clean(self) -> dict[str, Any]:
        """At least two options, and the right number of right ones."""
        typed = super().clean() or self.cleaned_data
        rows = self.typed("ar")
        right = sum(bool(row["right"]) for row in rows)
        if len(rows) < 2:
            self.add_error("ar_1", _("Write at least two options."))
        elif problem := self.wrong_count(right, len(rows)):
            self.add_error("right_1", problem)
        return typed

    def wrong_count(self, right: int, options: int) -> str:
        """What is wrong with so many right options; nothing when it is fine."""
        return "" if right == 1 else _("Mark exactly one right option.")

    def parts(self) -> dict[str, Any]:
        letters = "abcdefghij"
        rows = zip(letters, self.typed("ar"), strict=False)
        return {
            "options": [
                {"id": letter, "ar": row["ar"], "en": row["en"] or row["ar"], "correct": bool(row["right"])}
                for letter, row in rows
            ]
        }

    @staticmethod
    def stored(version: QuestionVersion) -> dict[str, Any]:
        right = version.answer.get("options") or [version.answer.get("option")]
        typed: dict[str, Any] = {}
        for number, option in enumerate(version.content["options"], start=1):
            typed |= {f"ar_{number}": option["ar"], f"en_{number}": english(option), f"right_{number}": option["id"] in right}
        return typed


class SeveralForm(OptionsForm):
    """Options of which several are right."""

    def wrong_count(self, right: int, options: int) -> str:
        return "" if 1 < right < options else _("Mark at least two right options, and leave at least one wrong.")


class TrueFalseForm(QuestionForm):
    """A statement."""

    value = forms.ChoiceField(
        label=gettext_lazy("The statement is"),
        choices=[("true", gettext_lazy("Right")), ("false", gettext_lazy("Wrong"))],
        widget=forms.RadioSelect,
    )

    def parts(self) -> dict[str, Any]:
        return {"answer": {"value": self.cleaned_data["value"] == "true"}}

    @staticmethod
    def stored(version: QuestionVersion) -> dict[str, Any]:
        return {"value": "true" if version.answer["value"] else "false"}


class FigureField(forms.DecimalField):
    """A number in any figures."""

    def to_python(self, value: Any) -> Any:
        return super().to_python(str(value).translate(FIGURES).strip() if value is not None else value)


class NumericForm(QuestionForm):
    """A number."""

    value = FigureField(label=gettext_lazy("The right number"), widget=forms.TextInput(attrs=DECIMAL))
    tolerance = FigureField(
        label=gettext_lazy("How far off an answer may be"),
        min_value=0,
        initial=0,
        widget=forms.TextInput(attrs=DECIMAL),
        help_text=gettext_lazy("0 means exactly this number."),
    )
    unit_ar = text(gettext_lazy("Unit of measurement, in Arabic"))
    unit_en = text(gettext_lazy("Unit of measurement, in English"))

    def parts(self) -> dict[str, Any]:
        value, tolerance = self.cleaned_data["value"], self.cleaned_data["tolerance"]
        decimals = max(0, -int(value.normalize().as_tuple().exponent))
        answer = {"value": format(value, "f"), "tolerance": format(tolerance, "f"), "decimals": decimals}
        return {"answer": answer | ({"unit": self.pair("unit")} if self.cleaned_data["unit_ar"] else {})}

    @staticmethod
    def stored(version: QuestionVersion) -> dict[str, Any]:
        unit = version.content.get("unit") or {"ar": "", "en": ""}
        return {**version.answer, "unit_ar": unit["ar"], "unit_en": english(unit)}


class ShortTextForm(QuestionForm):
    """A few words."""

    PARTS = 5
    parts_label = gettext_lazy("Texts that are accepted")
    parts_help = gettext_lazy(
        "Capital letters, vowel marks, and أ/ا, ى/ي, ة/ه make no difference. * stands for anything. One text must earn all marks."
    )

    def part(self) -> dict[str, forms.Field]:
        share = forms.TypedChoiceField(
            label=_("Earns"), choices=[("1", _("all the marks")), ("1/2", _("half of them"))], required=False, empty_value="1"
        )
        return {"text": text(_("Text")), "share": share}

    def clean(self) -> dict[str, Any]:
        """One text that earns all."""
        typed = super().clean() or self.cleaned_data
        if not any(Fraction(row["share"] or 1) == 1 for row in self.typed("text")):
            self.add_error("text_1", _("Write at least one text that earns all the marks."))
        if any(not row["text"].replace("*", "").strip() for row in self.typed("text")):
            self.add_error("text_1", _("A text of * alone accepts everything."))
        return typed

    def parts(self) -> dict[str, Any]:
        return {"answer": {"accepted": [{"text": row["text"], "share": row["share"] or "1"} for row in self.typed("text")]}}

    @staticmethod
    def stored(version: QuestionVersion) -> dict[str, Any]:
        typed: dict[str, Any] = {}
        for number, one in enumerate(version.answer["accepted"], start=1):
            typed |= {f"text_{number}": one["text"], f"share_{number}": one["share"]}
        return typed
