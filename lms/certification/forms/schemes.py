"""What is typed about schemes."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from courses.models import Trade
from lms.certification.models import SkillLevel
from lms.people.rules import western_digits

HUNDRED = Decimal(100)
PAIRS = _("One on each line: Arabic | English")
MOST_OF_A_ROLE = 9


def tomorrow() -> date:
    """The first day that may be written for."""
    return timezone.localdate() + timedelta(days=1)


class PlainNumberInput(forms.NumberInput):
    """A number without needless zeros: 60 for 60.00."""

    def format_value(self, value: Any) -> str | None:
        return f"{value.normalize():f}" if isinstance(value, Decimal) else super().format_value(value)


def percent(label: str | Promise) -> forms.DecimalField:
    """A percentage with at most two decimals."""
    widget = PlainNumberInput(attrs={"inputmode": "decimal"})
    return forms.DecimalField(label=label, min_value=0, max_value=100, max_digits=5, decimal_places=2, widget=widget)  # type: ignore[arg-type]


class PairsField(forms.CharField):
    """Lines of ``Arabic | English``; cleans to ``[{"ar", "en"}]``."""

    pattern = PAIRS
    parts = 2

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, help_text=self.pattern, widget=forms.Textarea(attrs={"rows": 3}), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """Back to lines, for showing."""
        return "\n".join(" | ".join(map(str, one.values())) for one in value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[dict[str, Any]]:  # type: ignore[override]
        lines = [line for line in super().clean(value).splitlines() if line.strip()]
        found = [[part.strip() for part in line.split("|")] for line in lines]
        if any(not 2 <= len(line) <= self.parts or not all(line) for line in found):
            raise forms.ValidationError(self.pattern, code="pair_incomplete")
        return [self.row(*line) for line in found]

    def row(self, arabic: str, english: str) -> dict[str, Any]:
        """One line as a value."""
        return {"ar": arabic, "en": english}


class MembersField(PairsField):
    """Lines of ``Arabic | English | how many``; cleans to ``[{"ar", "en", "count"}]``."""

    pattern = _("One role on each line: Arabic | English | how many")
    parts = 3

    def row(self, arabic: str, english: str, count: str = "1") -> dict[str, Any]:
        number = western_digits(count)
        if not number.isdigit() or not 1 <= int(number) <= MOST_OF_A_ROLE:
            raise forms.ValidationError(self.pattern, code="pair_incomplete")
        return {"ar": arabic, "en": english, "count": int(number)}


class NumbersForm(forms.Form):
    """An award rule as numbers."""

    theory_weight = percent(_("Weight of the theory paper"))
    practical_weight = percent(_("Weight of the practical task"))
    theory_min = percent(_("Least in theory"))
    practical_min = percent(_("Least in practice"))
    overall_min = percent(_("Least overall"))
    critical_fail_blocks = forms.BooleanField(
        label=_("A critical safety fail blocks the level"), help_text=_("Whatever the marks are."), required=False
    )

    def clean(self) -> dict[str, Any]:
        """Both weights together make a hundred."""
        cleaned = super().clean() or {}
        theory, practical = cleaned.get("theory_weight"), cleaned.get("practical_weight")
        if theory is not None and practical is not None and theory + practical != HUNDRED:
            self.add_error("practical_weight", _("The two weights together make 100."))
        return cleaned


class RuleForm(NumbersForm):
    """A new version of a rule."""

    validity_years = forms.IntegerField(
        label=_("Years of validity"),
        help_text=_("Empty: the certificate does not run out."),
        min_value=1,
        max_value=50,
        required=False,
    )
    in_force_on = forms.DateField(
        label=_("In force from"), help_text=_("Tomorrow at the earliest."), widget=forms.DateInput(attrs={"type": "date"})
    )


class TryForm(NumbersForm):
    """Numbers to try on the results of one level in one trade."""

    level = forms.ModelChoiceField(label=_("Level"), queryset=SkillLevel.objects.none())
    trade = forms.ModelChoiceField(label=_("Trade"), queryset=Trade.objects.none())
    field_order = ["trade", "level"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        levels = SkillLevel.objects.filter(rules__isnull=False).distinct().order_by("scheme__in_force_on", "order")
        self.fields["level"].queryset = levels  # type: ignore[attr-defined]
        self.fields["trade"].queryset = Trade.objects.order_by("code")  # type: ignore[attr-defined]


class TermsForm(forms.Form):
    """New terms of a scheme."""

    fee = forms.DecimalField(
        label=_("Fee in pounds"),
        help_text=_("Empty: not laid down yet."),
        min_value=0,
        max_digits=7,
        decimal_places=2,
        required=False,
        widget=PlainNumberInput,
    )
    fee_first = forms.BooleanField(
        label=_("Nothing is confirmed before the fee is settled"), help_text=_("Paid, or exempted."), required=False
    )
    exempt = PairsField(label=_("Who pays nothing"))
    assessors = forms.IntegerField(label=_("Assessors on the committee"), min_value=1, max_value=9)
    members = MembersField(label=_("Who else sits on the committee"))
    retest_wait_days = forms.IntegerField(label=_("Days to wait before a retest"), min_value=0, max_value=3650, required=False)
    retest_attempts = forms.IntegerField(label=_("Retests allowed"), min_value=0, max_value=99, required=False)
    unconfirmed = forms.BooleanField(
        label=_("Parts of this await the official text"), help_text=_("It is said so wherever they are shown."), required=False
    )
    in_force_on = forms.DateField(
        label=_("In force from"), help_text=_("Tomorrow at the earliest."), widget=forms.DateInput(attrs={"type": "date"})
    )


class SchemeForm(forms.Form):
    """A new scheme and its ladder of levels."""

    name_ar = forms.CharField(label=_("Name in Arabic"), max_length=120)
    name_en = forms.CharField(label=_("Name in English"), max_length=120, widget=forms.TextInput(attrs={"dir": "ltr"}))
    code = forms.SlugField(label=_("Code"), help_text=_("Small letters, figures and dashes. Never changes."), max_length=30)
    source_ar = forms.CharField(label=_("What it rests on, in Arabic"), max_length=200, required=False)
    source_en = forms.CharField(label=_("What it rests on, in English"), max_length=200, required=False)
    levels = forms.CharField(
        label=_("Levels, the lowest first"),
        help_text=_("One on each line: code | Arabic | English | level of the qualifications framework (1 to 8, or nothing)"),
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    unconfirmed = forms.BooleanField(label=_("Parts of this await the official text"), required=False)
    in_force_on = forms.DateField(
        label=_("In force from"), help_text=_("Tomorrow at the earliest."), widget=forms.DateInput(attrs={"type": "date"})
    )

    def clean_levels(self) -> list[dict[str, Any]]:
        """Lines as levels."""
        return [self._level(line) for line in self.cleaned_data["levels"].splitlines() if line.strip()]

    def _level(self, line: str) -> dict[str, Any]:
        parts = [part.strip() for part in line.split("|")]
        framework = parts[3] if len(parts) == 4 else ""
        if len(parts) not in (3, 4) or not all(parts[:3]) or (framework and framework not in tuple("12345678")):
            raise forms.ValidationError(
                _("Write each line as: code | Arabic | English | framework level"), code="level_incomplete"
            )
        code, arabic, english = parts[:3]
        return {
            "code": code[:10],
            "name_ar": arabic[:60],
            "name_en": english[:60],
            "nqf_level": int(framework) if framework else None,
        }
