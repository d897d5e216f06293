"""What is typed about certificates."""

from django import forms
from django.utils.translation import gettext_lazy as _

from lms.certification.models import Revocation, Suspension


def _words(label: object, help_text: object) -> forms.CharField:
    return forms.CharField(label=label, help_text=help_text, max_length=300, widget=forms.Textarea(attrs={"rows": 3}))  # type: ignore[arg-type]


KEPT = _("Stays in the record; the public does not see it.")
PUBLIC = _("Anyone who checks the certificate sees it.")


class RevocationForm(forms.Form):
    """Why a certificate is taken back. A replaced one is revoked by the correction, not here."""

    reason = forms.ChoiceField(
        label=_("Reason"),
        help_text=PUBLIC,
        choices=[choice for choice in Revocation.Reason.choices if choice[0] != Revocation.Reason.REPLACED],
    )
    words = _words(_("What happened"), KEPT)


class SuspensionForm(forms.Form):
    """Why a certificate does not count for a time."""

    reason = forms.ChoiceField(label=_("Reason"), help_text=PUBLIC, choices=Suspension.Reason.choices)
    words = _words(_("What happened"), KEPT)


class ReinstatementForm(forms.Form):
    """Why a suspended certificate counts again."""

    words = _words(_("What was found"), KEPT)


class CorrectionForm(forms.Form):
    """The name as it should have been written."""

    name_ar = forms.CharField(
        label=_("Name in Arabic"), max_length=120, widget=forms.TextInput(attrs={"dir": "rtl", "lang": "ar"})
    )
    name_en = forms.CharField(
        label=_("Name in Latin letters"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"dir": "ltr", "lang": "en"}),
    )
    words = _words(_("What was wrong"), KEPT)
