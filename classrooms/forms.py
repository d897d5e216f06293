"""What people type about live classes."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from classrooms import queries
from classrooms.models import AttendanceStatus
from classrooms.rules import timetable
from lms.people.models import Person


class ScheduleForm(forms.Form):
    """Which of the planned classes is held when."""

    plan = forms.ChoiceField(label=_("Class"), help_text=_("The classes your courses plan, group by group."))
    day = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}))
    time = forms.TimeField(label=_("Time"), widget=forms.TimeInput(attrs={"type": "time"}))
    minutes = forms.IntegerField(label=_("Minutes"), min_value=15, max_value=240, initial=120)
    weeks = forms.IntegerField(
        label=_("How many weeks"),
        help_text=_("1: once. More: each week on the same day at the same time."),
        min_value=1,
        max_value=timetable.MOST_WEEKS,
        initial=1,
        required=False,
    )

    def __init__(self, *args: Any, instructor: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._plans = {f"{plan['cohort'].pk}:{plan['code']}": plan for plan in queries.plans_for(instructor)}
        self.fields["plan"].choices = self._choices()  # type: ignore[attr-defined]

    def _choices(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """The plans of each cohort under its code."""
        language = (get_language() or "ar")[:2]
        groups: dict[str, list[tuple[str, str]]] = {}
        for key, plan in self._plans.items():
            title = plan["title"].get(language) or plan["title"]["ar"]
            groups.setdefault(plan["cohort"].code, []).append((key, title))
        return list(groups.items())

    @property
    def has_plans(self) -> bool:
        """Whether there is anything to schedule."""
        return bool(self._plans)

    def chosen(self) -> dict[str, Any]:
        """The plan, with `starts_at` (a moment for each week, at the same time by the clock on the wall) and `minutes`."""
        at = datetime.combine(self.cleaned_data["day"], self.cleaned_data["time"])
        plan = self._plans[self.cleaned_data["plan"]]
        moments = [timezone.make_aware(at + timedelta(weeks=week)) for week in range(self.cleaned_data["weeks"] or 1)]
        return {**plan, "starts_at": moments, "minutes": self.cleaned_data["minutes"]}


class RollForm(forms.Form):
    """Who is in the classroom: a tick for each who is here, another for each who came late."""

    def __init__(self, *args: Any, people: list[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(person.pk), person.name) for person in people]
        for name in ("present", "late"):
            self.fields[name] = forms.MultipleChoiceField(choices=choices, required=False)

    def ids(self, name: str) -> set[int]:
        """The ids of the people ticked under ``name``."""
        return {int(pk) for pk in self.cleaned_data[name]}


class CorrectionForm(forms.Form):
    """A corrected line of the register."""

    status = forms.ChoiceField(label=_("Status"), choices=AttendanceStatus.choices)
    reason = forms.CharField(label=_("Reason"), min_length=3, max_length=300)
