"""What an instructor answers."""

from django import forms
from django.utils.translation import gettext_lazy as _


class AnswerForm(forms.Form):
    """An answer to a trainee's question."""

    answer = forms.CharField(
        label=_("Your answer"),
        help_text=_("The trainee reads it beside the place in the lesson."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
