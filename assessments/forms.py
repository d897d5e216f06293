"""What is typed when planning, marking and deciding."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from assessments.models import AssessmentCase, ExamSitting, PracticalTask
from assessments.queries.cases import sittings_for, tasks_to_plan
from lms.people.models import Person, Role, Site
from lms.people.queries import with_role


class StartCodeForm(forms.Form):
    """The code that the invigilator reads out."""

    start_code = forms.CharField(
        label=_("Start code"),
        help_text=_("Six figures. The invigilator reads them out."),
        max_length=8,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "start-code"}),
    )

    def clean_start_code(self) -> str:
        """Figures as they are typed in Egypt become the ones that are stored."""
        return str(self.cleaned_data["start_code"]).translate(str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789")).replace(" ", "")


class SittingField(forms.ModelChoiceField):
    """Sittings by day and hour."""

    def label_from_instance(self, obj: ExamSitting) -> str:
        return date_format(timezone.localtime(obj.starts_at), "l j F، H:i" if get_language() == "ar" else "l j F, H:i")


class SeatForm(forms.Form):
    """A seat in a planned sitting."""

    sitting = SittingField(label=_("Sitting"), queryset=ExamSitting.objects.none(), empty_label=_("Choose a sitting"))
    extra_minutes = forms.IntegerField(
        label=_("Extra minutes"), required=False, min_value=0, max_value=60, help_text=_("For a person who needs more time.")
    )

    def __init__(self, *args: Any, case: AssessmentCase, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sitting"].queryset = sittings_for(case, now=timezone.now())  # type: ignore[attr-defined]


class SittingForm(forms.Form):
    """A new sitting."""

    starts_at = forms.DateTimeField(
        label=_("Begins"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    )
    hours = forms.IntegerField(label=_("Hours it stays open"), min_value=1, max_value=12, initial=2)

    def ends_at(self) -> Any:
        """The end of the window."""
        return self.cleaned_data["starts_at"] + timedelta(hours=self.cleaned_data["hours"])


class TaskField(forms.ModelChoiceField):
    """Practical tasks by title."""

    def label_from_instance(self, obj: PracticalTask) -> str:
        title: dict[str, str] = obj.current.title if obj.current else {}
        return title.get((get_language() or "ar")[:2]) or title.get("ar") or obj.code


class PeopleField(forms.ModelMultipleChoiceField):
    """People by name."""

    def label_from_instance(self, obj: Person) -> str:
        return str((get_language() == "en" and obj.name_en) or obj.name)


class AssignForm(forms.Form):
    """A practical task: when, and before whom."""

    task = TaskField(label=_("Task"), queryset=PracticalTask.objects.none(), empty_label=None)
    at = forms.DateTimeField(
        label=_("When"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    )
    assessors = PeopleField(
        label=_("Assessors"),
        queryset=Person.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Never the person's own instructor."),
    )

    def __init__(self, *args: Any, case: AssessmentCase, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["task"].queryset = tasks_to_plan(case)  # type: ignore[attr-defined]
        self.fields["assessors"].queryset = assessors_at(case.site)  # type: ignore[attr-defined]


def assessors_at(site: Site) -> Any:
    """Assessors who work at a site."""
    return with_role(Role.Kind.ASSESSOR, at=site)


class ReasonForm(forms.Form):
    """A decision with the reason that the other side reads."""

    reason = forms.CharField(label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


class JudgementForm(forms.Form):
    """One aspect judged without script: a described band, or other marks with a reason."""

    band = forms.DecimalField(required=False, min_value=0)
    other = forms.DecimalField(required=False, min_value=0, localize=False)
    reason = forms.CharField(required=False, max_length=300)

    def marks(self) -> Any:
        """The typed marks when there are any, else the chosen band's."""
        other = self.cleaned_data["other"]
        return self.cleaned_data["band"] if other is None else other


class PhotoForm(forms.Form):
    """A photograph of the work."""

    photo = forms.FileField(widget=forms.FileInput(attrs={"accept": "image/*", "capture": "environment"}))
    aspect = forms.CharField(required=False, max_length=30)
