"""What is typed when keeping watch over judging."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.forms.planning import TaskField
from assessments.models import PracticalTask, QualityLook, SamplingRule


class VerdictForm(forms.Form):
    """What a reviewer found on a sheet."""

    verdict = forms.ChoiceField(label=_("What you found"), choices=QualityLook.Verdict.choices, widget=forms.RadioSelect)
    finding = forms.CharField(
        label=_("In words"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"})
    )
    action = forms.ChoiceField(label=_("What follows"), choices=QualityLook.Action.choices)


class SamplingForm(forms.ModelForm):
    """Which sheets are looked at again, from a day on."""

    class Meta:
        model = SamplingRule
        fields = ["new_sheets", "near", "critical", "share", "first_day"]
        labels = {"first_day": _("From")}
        widgets = {"first_day": forms.DateInput(attrs={"type": "date"})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["first_day"].initial = timezone.localdate
        self.fields["share"].max_value = 100  # type: ignore[attr-defined]


class ChooseTaskForm(forms.Form):
    """The task that an anchor clip shows."""

    task = TaskField(label=_("Task"), queryset=PracticalTask.objects.none(), empty_label=None)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tasks = PracticalTask.objects.exclude(current=None).select_related("current").order_by("code")
        self.fields["task"].queryset = tasks  # type: ignore[attr-defined]


class AnchorForm(forms.Form):
    """An anchor clip; its marks are fields of their own, one for each line."""

    title = forms.CharField(label=_("Name of the clip"), max_length=120)
    clip = forms.FileField(label=_("Clip or photo"), required=False, widget=forms.FileInput(attrs={"accept": "video/*,image/*"}))
    shows = forms.CharField(
        label=_("What it does not show"),
        help_text=_("Measures that were taken, what was said, what was done before."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )
    within = forms.IntegerField(label=_("Points of a hundred it may be off"), min_value=1, max_value=30, initial=8)
