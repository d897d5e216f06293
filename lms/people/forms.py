"""What a person types about themselves."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from lms.people.models import Governorate, Person
from lms.people.rules import mobile_in_international_form
from lms.refusals import Refusal


class MobileField(forms.CharField):
    """A mobile number in any digits and spacing; cleans to the international form."""

    def __init__(self, **kwargs: Any) -> None:
        attributes = {"type": "tel", "autocomplete": "tel", "inputmode": "tel", "dir": "ltr", "placeholder": "010 1234 5678"}
        super().__init__(max_length=24, widget=forms.TextInput(attrs=attributes), **kwargs)

    def clean(self, value: Any) -> str:
        """The number as +20…, or the sentence that says how to write it."""
        text = super().clean(value)
        try:
            return mobile_in_international_form(text)
        except Refusal as refusal:
            raise forms.ValidationError(str(refusal.message), code=refusal.code) from refusal


class NameForm(forms.Form):
    """Added to the registration form: the name as it will stand on the certificate, and where the person lives."""

    name = forms.CharField(
        label=_("Your full name"),
        help_text=_("As on your ID card. It will stand on your certificate."),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    governorate = forms.ModelChoiceField(
        label=_("Governorate where you live"),
        queryset=Governorate.objects.order_by("code"),
        empty_label=_("Choose a governorate"),
    )
    field_order = ["name", "phone", "governorate", "password1"]

    def signup(self, request: HttpRequest, user: Person) -> None:
        """Keep what was typed; called by the registration library before the person is saved for good."""
        user.name = self.cleaned_data["name"]
        user.governorate = self.cleaned_data["governorate"]
        user.preferred_language = getattr(request, "LANGUAGE_CODE", "ar")
        user.save()


class PreferencesForm(forms.Form):
    """How a person likes to read."""

    language = forms.ChoiceField(label=_("Language of messages"), choices=[("ar", "العربية"), ("en", "English")])
    numerals = forms.ChoiceField(label=_("Numerals"), choices=Person.Numerals.choices)


class PhotoForm(forms.Form):
    """A picture of oneself."""

    photo = forms.FileField(
        label=_("Photo"),
        help_text=_("JPEG, PNG or WebP, up to 10 MB. It is cut to a square, and the place where it was taken is not kept."),
        error_messages={"required": _("Choose a picture first."), "empty": _("This file is empty. Choose another picture.")},
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )


class CorrectionRequestForm(forms.Form):
    """What is wrong in what is held about one."""

    words = forms.CharField(
        label=_("What is wrong, and how it should be"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


class CorrectionAnswerForm(forms.Form):
    """The name as it should be, and the answer."""

    name = forms.CharField(label=_("Name in Arabic"), max_length=120)
    name_en = forms.CharField(label=_("Name in Latin letters"), max_length=120, required=False)
    answer = forms.CharField(
        label=_("Your answer"), help_text=_("The person reads it."), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
