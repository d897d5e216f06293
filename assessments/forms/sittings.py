"""What is typed when watching over a sitting, and when noting what a person needs."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.forms.planning import PeopleField
from assessments.models import Candidate
from lms.people.models import Person, Role, Site
from lms.people.queries import with_role

WATCHERS = (Role.Kind.INSTRUCTOR, Role.Kind.ASSESSOR, Role.Kind.MANAGER, Role.Kind.CHAIR)


class IdentityForm(forms.Form):
    """Which document was compared with the face."""

    document = forms.ChoiceField(label=_("Document seen"), choices=Candidate.Document.choices)


class ExtensionForm(forms.Form):
    """More minutes, and why."""

    minutes = forms.IntegerField(label=_("Minutes"), min_value=1, max_value=120, initial=10)
    reason = forms.CharField(label=_("Reason"), max_length=200)


class ChairsForm(forms.Form):
    """How many chairs the room has."""

    capacity = forms.IntegerField(
        label=_("Chairs in the room"),
        required=False,
        min_value=1,
        max_value=500,
        help_text=_("With twice as many chairs as people, every second one stays empty."),
    )


class InvigilatorsForm(forms.Form):
    """Who watches over the sitting."""

    people = PeopleField(
        label=_("Invigilators"), queryset=Person.objects.none(), widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *args: Any, site: Site, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        staff = with_role(WATCHERS[0], at=site)
        for kind in WATCHERS[1:]:
            staff = staff | with_role(kind, at=site)
        self.fields["people"].queryset = staff.distinct()  # type: ignore[attr-defined]


class RescueForm(forms.Form):
    """A file of sealed answers."""

    file = forms.FileField(label=_("File from the candidate's phone"))


class TakeoverForm(forms.Form):
    """The invigilator's code for another device."""

    code = forms.CharField(
        label=_("The invigilator's code"),
        max_length=8,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "start-code"}),
    )

    def clean_code(self) -> str:
        """Figures as they are typed in Egypt become the ones that are stored."""
        return str(self.cleaned_data["code"]).translate(str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789")).replace(" ", "")


class AccommodationForm(forms.Form):
    """What a person needs in every examination."""

    extra_percent = forms.IntegerField(label=_("Extra time, per cent of the paper"), min_value=0, max_value=100, initial=25)
    larger_text = forms.BooleanField(label=_("Larger text"), required=False)
    audio = forms.BooleanField(label=_("Questions read aloud by the phone"), required=False)
    reader = forms.BooleanField(label=_("A reader beside them"), required=False)
    basis = forms.CharField(label=_("Document seen"), help_text=_("Which one, and its number. Never an illness."), max_length=200)
    first_day = forms.DateField(label=_("From"), widget=forms.DateInput(attrs={"type": "date"}), initial=timezone.localdate)
    last_day = forms.DateField(label=_("Until"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
