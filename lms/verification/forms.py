"""What is typed about checking."""

from django import forms
from django.utils.translation import gettext_lazy as _

from lms.verification.models import PartnerKey

TERMS = [("day", _("One day")), ("week", _("One week")), ("month", _("One month"))]


class SheetForm(forms.Form):
    """A file with certificate numbers."""

    file = forms.FileField(
        label=_("Sheet with certificate numbers"),
        help_text=_("XLSX or CSV, up to 1,000 rows and 2 MB. Any column may hold the numbers."),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,text/csv"}),
    )


class ShareForm(forms.Form):
    """How long a link lasts, and the holder's consent."""

    term = forms.ChoiceField(label=_("How long the link works"), choices=TERMS, initial="week", widget=forms.RadioSelect)
    agreed = forms.BooleanField(
        label=_("I agree that whoever has this link sees my name, trade, level and dates."),
        required=False,  # the action refuses, with a sentence of its own
    )


class PartnerKeyForm(forms.ModelForm):
    """Whose system a key is for, and what it may do."""

    scopes = forms.MultipleChoiceField(
        label=_("What it may do"),
        choices=PartnerKey.Scope.choices,
        widget=forms.CheckboxSelectMultiple,
        initial=["read", "check"],
    )

    class Meta:
        model = PartnerKey
        fields = ["name", "scopes", "checks_a_minute"]
        labels = {"name": _("Partner"), "checks_a_minute": _("Requests a minute")}
        help_texts = {"name": _("The employer or service, and the system: «Nile Textiles, personnel».")}
        widgets = {"checks_a_minute": forms.NumberInput(attrs={"min": 1, "max": 6000, "dir": "ltr"})}

    def clean_checks_a_minute(self) -> int:
        """Between one and six thousand."""
        wanted = int(self.cleaned_data["checks_a_minute"])
        if not 1 <= wanted <= 6000:
            raise forms.ValidationError(_("Between 1 and 6000."))
        return wanted
