"""What the chair writes about a licence."""

from django import forms
from django.utils.translation import gettext_lazy as _

from lms.credentials.models import LicenceWithdrawal


class WithdrawalForm(forms.Form):
    """Why a licence is taken back: a class that everybody sees, and words that stay inside."""

    reason = forms.ChoiceField(
        label=_("Reason, as everybody sees it"), choices=LicenceWithdrawal.Reason.choices, widget=forms.RadioSelect
    )
    words = forms.CharField(label=_("In words, for the record"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))
