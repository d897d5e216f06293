"""What is typed when asking for a place and when answering."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from courses.models import CoursePage
from lms.enrolment.models import Application, Cohort
from lms.enrolment.queries import cohorts_for, sites_teaching
from lms.people.models import Site


class SiteChoiceField(forms.ModelChoiceField):
    """Sites by their name in the reader's language."""

    def label_from_instance(self, obj: Site) -> str:
        return str(obj.name_en if get_language() == "en" else obj.name_ar)


class ApplicationForm(forms.Form):
    """Where the person wants to learn, and anything the centre should know."""

    site = SiteChoiceField(label=_("Where do you want to learn?"), queryset=Site.objects.none(), empty_label=_("Choose a place"))
    note = forms.CharField(
        label=_("Anything the centre should know"),
        help_text=_("For example the hours that suit you, or work you have done. You may leave it empty."),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, course: CoursePage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["site"].queryset = sites_teaching(course)  # type: ignore[attr-defined]


class PlacementForm(forms.Form):
    """Which cohort the applicant joins."""

    cohort = forms.ModelChoiceField(label=_("Group"), queryset=Cohort.objects.none(), widget=forms.RadioSelect)

    def __init__(self, *args: Any, application: Application, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.options = cohorts_for(application, today=timezone.localdate())
        field = self.fields["cohort"]
        field.queryset = Cohort.objects.filter(pk__in=[cohort.pk for cohort, _free in self.options])  # type: ignore[attr-defined]


class DeclineForm(forms.Form):
    """Why there is no place; the applicant reads it."""

    reason = forms.CharField(label=_("Reason"), help_text=_("The person will read it."), max_length=300)
