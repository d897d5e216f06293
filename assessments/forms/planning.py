"""What is typed when planning, marking and deciding."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from assessments.models import AssessmentCase, ExamSitting, PracticalTask
from assessments.queries.case_rows import sittings_for, tasks_to_plan
from assessments.queries.terms import Fee
from assessments.rules.terms import Named
from assessments.schemes import schemes
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


def _words(one: Named) -> str:
    """A thing of a scheme in the language of the page."""
    return one.en if get_language() == "en" else one.ar


def _day(**kwargs: Any) -> forms.DateField:
    return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}), **kwargs)


class SiteField(forms.ModelChoiceField):
    """Sites by name."""

    def label_from_instance(self, obj: Site) -> str:
        return obj.name_en if get_language() == "en" else obj.name_ar


class MemberForm(forms.Form):
    """Somebody who sits on a committee, in a role that a scheme asks for."""

    site = SiteField(label=_("Committee of"), queryset=Site.objects.none(), empty_label=None)
    role = forms.ChoiceField(label=_("Role"))
    name = forms.CharField(label=_("Name"), max_length=120)
    body = forms.CharField(label=_("Sent by"), help_text=_("The directorate, chamber or union."), max_length=120, required=False)
    first_day = _day(label=_("From"))
    last_day = _day(label=_("Until"), required=False)

    def __init__(self, *args: Any, sites: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.roles = {role.code: role for role in schemes().roles(on=timezone.localdate())}
        self.fields["site"].queryset = sites  # type: ignore[attr-defined]
        self.fields["role"].choices = [(code, _words(role)) for code, role in self.roles.items()]  # type: ignore[attr-defined]

    def clean_role(self) -> Named:
        """The role itself."""
        return self.roles[self.cleaned_data["role"]]


class PaymentForm(forms.Form):
    """The receipt of a fee."""

    receipt = forms.CharField(label=_("Number of the receipt"), max_length=40, widget=forms.TextInput(attrs={"dir": "ltr"}))


class ExemptionForm(forms.Form):
    """Why nothing is to be paid."""

    exemption = forms.ChoiceField(label=_("Exempt as"))
    reason = forms.CharField(label=_("Document seen"), help_text=_("Which one, and its number."), max_length=200)

    def __init__(self, *args: Any, fee: Fee, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = {one.code: one for one in fee.exemptions}
        self.fields["exemption"].choices = [(code, _words(one)) for code, one in self.known.items()]  # type: ignore[attr-defined]

    def clean_exemption(self) -> Named:
        """The exemption as the scheme has it."""
        return self.known[self.cleaned_data["exemption"]]


class JudgementForm(forms.Form):
    """One aspect judged without script: what was measured or ticked, or a described band, or other marks with a reason."""

    value = forms.CharField(required=False, max_length=12)
    band = forms.DecimalField(required=False, min_value=0)
    other = forms.DecimalField(required=False, min_value=0, localize=False)
    reason = forms.CharField(required=False, max_length=300)

    def marks(self) -> Any:
        """The typed marks when there are any, else the chosen band's."""
        other = self.cleaned_data["other"]
        return self.cleaned_data["band"] if other is None else other

    def found(self, line: Mapping[str, Any]) -> dict[str, Any]:
        """What was measured or ticked, as ``rules.aspects`` takes it. A list without a tick says nothing beside given marks."""
        if "measure" in line and self.cleaned_data["value"]:
            return {"value": self.cleaned_data["value"]}
        ticked = self.data.getlist("ticked") if isinstance(self.data, QueryDict) else []
        return {"ticked": ticked} if "checklist" in line and (ticked or self.marks() is None) else {}


class PhotoForm(forms.Form):
    """A photograph of the work."""

    photo = forms.FileField(widget=forms.FileInput(attrs={"accept": "image/*", "capture": "environment"}))
    aspect = forms.CharField(required=False, max_length=30)
