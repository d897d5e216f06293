"""Finding, sorting, importing and exporting questions."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from assessments.forms.question import levels_of, places_of
from assessments.models import Question, QuestionVersion
from assessments.queries.questions import type_labels
from courses.models import Trade

ANY = [("", _("Any"))]
STATES = [
    ("in_use", _("can be drawn")),
    ("unfinished", _("lacks its level or unit")),
    ("flagged", _("figures say: look at it")),
    ("retired", _("retired")),
]


def trades() -> Any:
    """Trades as choices, by code."""
    return Trade.objects.order_by("code")


class TradeField(forms.ModelChoiceField):
    """A trade by its name."""

    def label_from_instance(self, obj: Trade) -> str:
        return obj.name_en if get_language() == "en" else obj.name_ar


class FindForm(forms.Form):
    """What is looked for in the bank. Everything is optional."""

    text = forms.CharField(label=_("Words or code"), required=False, widget=forms.TextInput(attrs={"type": "search"}))
    trade = TradeField(
        label=_("Trade"), queryset=Trade.objects.none(), required=False, to_field_name="code", empty_label=_("Any")
    )
    level = forms.ChoiceField(label=_("Level"), required=False)
    unit = forms.ChoiceField(label=_("Unit or criterion"), required=False)
    type = forms.ChoiceField(label=_("Kind"), required=False)
    difficulty = forms.ChoiceField(label=_("Difficulty"), required=False, choices=[*ANY, *QuestionVersion.Difficulty.choices])
    use = forms.ChoiceField(label=_("Used in"), required=False, choices=[*ANY, *Question.Use.choices])
    state = forms.ChoiceField(label=_("State"), required=False, choices=[*ANY, *STATES])

    def __init__(self, *args: Any, standard: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["trade"].queryset = trades()  # type: ignore[attr-defined]
        self.fields["type"].choices = [*ANY, *type_labels()]  # type: ignore[attr-defined]
        self.fields["level"].choices = [*ANY, *levels_of(standard)[1:]]  # type: ignore[attr-defined]
        self.fields["unit"].choices = [*ANY, *places_of(standard)[1:]]  # type: ignore[attr-defined]


class SortForm(forms.Form):
    """A level, unit and difficulty for many questions at once. What is left empty stays as it is."""

    level = forms.ChoiceField(label=_("Level"), required=False)
    place = forms.ChoiceField(label=_("Unit or criterion"), required=False)
    difficulty = forms.TypedChoiceField(
        label=_("Difficulty"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", _("Leave as it is")), *QuestionVersion.Difficulty.choices],
    )

    def __init__(self, *args: Any, standard: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        leave = [("", _("Leave as it is"))]
        self.fields["level"].choices = [*leave, *levels_of(standard)[1:]]  # type: ignore[attr-defined]
        self.fields["place"].choices = [*leave, *places_of(standard)[1:]]  # type: ignore[attr-defined]


class UseForm(forms.Form):
    """Which papers draw a question."""

    use = forms.ChoiceField(label=_("Used in"), choices=Question.Use.choices, widget=forms.RadioSelect)
    most_papers = forms.IntegerField(
        label=_("At most so many official papers"),
        required=False,
        min_value=1,
        help_text=_("Then too many people have seen it, and no official paper draws it. Empty: any number."),
    )


class UploadForm(forms.Form):
    """A file of another system."""

    trade = TradeField(label=_("Trade"), queryset=Trade.objects.none(), to_field_name="code", empty_label=None)
    file = forms.FileField(
        label=_("File of questions"),
        help_text=_("Moodle XML, GIFT, Aiken, or QTI 2 and 3 (also as a ZIP package). At most 20 MB."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["trade"].queryset = trades()  # type: ignore[attr-defined]


class ExportForm(forms.Form):
    """A bank for another system."""

    trade = TradeField(label=_("Trade"), queryset=Trade.objects.none(), to_field_name="code", empty_label=None)
    format = forms.ChoiceField(label=_("Format"), choices=[("moodle_xml", "Moodle XML"), ("gift", "GIFT"), ("qti", "QTI 3.0")])
    language = forms.ChoiceField(
        label=_("Language"),
        choices=[("ar", _("Arabic")), ("en", _("English"))],
        help_text=_("GIFT and QTI hold one language, Moodle XML both."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["trade"].queryset = trades()  # type: ignore[attr-defined]
