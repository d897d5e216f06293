"""What is typed when a day of practical tests is made."""

from collections.abc import Mapping
from datetime import time
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from courses.models import Trade
from lms.people.models import Person, Role, Site
from lms.people.queries import with_role
from lms.test_days.queries import places_of

MOST = 200


def _named(thing: Any) -> str:
    return str((get_language() == "en" and thing.name_en) or getattr(thing, "name_ar", "") or thing.name)


class Places(forms.ModelMultipleChoiceField):
    """Centres and vans by name."""

    def label_from_instance(self, obj: Site) -> str:
        return _named(obj)


class Team(forms.ModelMultipleChoiceField):
    """Assessors by name."""

    def label_from_instance(self, obj: Person) -> str:
        return str((get_language() == "en" and obj.name_en) or obj.name)


def _time(**kwargs: Any) -> forms.TimeField:
    return forms.TimeField(widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"), **kwargs)


class DayForm(forms.Form):
    """A day: when, where, before whom."""

    date = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}))
    opens = _time(label=_("From"), initial=time(9))
    closes = _time(label=_("Until"), initial=time(15))
    changeover = forms.IntegerField(
        label=_("Minutes between two tests"), help_text=_("To clear the station."), min_value=0, max_value=60, initial=15
    )
    at_once = forms.IntegerField(
        label=_("Candidates an assessor watches at once"), min_value=1, max_value=6, initial=1, help_text=_("One is fairest.")
    )
    places = Places(label=_("Centres and vans"), queryset=Site.objects.none(), widget=forms.CheckboxSelectMultiple)
    assessors = Team(label=_("Assessors"), queryset=Person.objects.none(), widget=forms.CheckboxSelectMultiple)
    may_travel = forms.BooleanField(label=_("Candidates may be sent to another place of the day"), required=False, initial=True)

    def __init__(self, *args: Any, site: Site, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["places"].queryset = places_of(site)  # type: ignore[attr-defined]
        self.fields["assessors"].queryset = with_role(Role.Kind.ASSESSOR, at=site)  # type: ignore[attr-defined]


class CloseForm(forms.Form):
    """What happened to a place."""

    reason = forms.CharField(label=_("What happened?"), max_length=200, widget=forms.TextInput(attrs={"dir": "auto"}))


class CountsForm(forms.Form):
    """Stations by trade (``station-TLR``) and lent tools (``tool-TLR-T01``); an empty tool stands at every station."""

    def __init__(self, *args: Any, stations: Mapping[Trade, int], tools: list[tuple[Trade, str, Any, int | None]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.trades = {trade.code: trade for trade in stations}
        for trade, count in stations.items():
            self.fields[f"station-{trade.code}"] = forms.IntegerField(
                label=_named(trade), min_value=0, max_value=MOST, initial=count
            )
        for trade, code, name, lent in tools:
            label = name.get((get_language() or "ar")[:2]) or name.get("ar") or code
            self.fields[f"tool-{code}"] = forms.IntegerField(
                label=label, required=False, min_value=0, max_value=MOST, initial=lent
            )
            self.fields[f"tool-{code}"].widget.attrs["data-trade"] = trade.code

    def by_trade(self) -> "list[tuple[Trade, forms.BoundField, tuple[list[forms.BoundField], bool]]]":
        """Each trade with its stations and its tools, and whether any of these is lent."""
        return [(trade, self[f"station-{code}"], self._tools(code)) for code, trade in self.trades.items()]

    def _tools(self, code: str) -> "tuple[list[forms.BoundField], bool]":
        found = [field for field in self if field.field.widget.attrs.get("data-trade") == code]
        return found, any(field.value() not in (None, "") for field in found)

    def stations(self) -> dict[Trade, int]:
        """How many stations of each trade."""
        return {trade: self.cleaned_data[f"station-{code}"] for code, trade in self.trades.items()}

    def tools(self) -> dict[str, int]:
        """How many of each tool that is lent."""
        found = {name[5:]: count for name, count in self.cleaned_data.items() if name.startswith("tool-")}
        return {code: count for code, count in found.items() if count is not None}
