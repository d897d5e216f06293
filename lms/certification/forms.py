"""What is typed about certificates."""

from django import forms
from django.utils.translation import gettext_lazy as _

from lms.certification.models import Revocation


class RevocationForm(forms.Form):
    """Why a certificate is taken back."""

    reason = forms.ChoiceField(
        label=_("Reason"), help_text=_("Anyone who checks the certificate sees it."), choices=Revocation.Reason.choices
    )
    words = forms.CharField(
        label=_("What happened"),
        help_text=_("Stays in the record; the public does not see it."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
