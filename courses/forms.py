"""What the studio's forms for words of the trades accept."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from courses.actions import write_term
from courses.models import Term
from lms.people.models import Person
from lms.refusals import Refusal

MOST_NAMES = 30


class TermForm(WagtailAdminModelForm):  # type: ignore[misc]
    """A word in both languages and, one a line, what else people call the thing."""

    names = forms.CharField(
        label=_("Other names"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
        help_text=_("One a line: what people in the workshop say, in any spelling. Who searches for one of them finds all."),
    )

    instance: Term

    class Meta:
        model = Term
        fields = ("ar", "en")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["names"] = "\n".join(self.instance.also)

    def clean_names(self) -> list[str]:
        """Lines without blanks and doubles, each short enough to be a name."""
        names = list(dict.fromkeys(line.strip() for line in self.cleaned_data["names"].splitlines() if line.strip()))
        if len(names) > MOST_NAMES or any(len(name) > 80 for name in names):
            raise forms.ValidationError(_("Write at most 30 names, each on its own line and at most 80 letters long."))
        return names

    def clean(self) -> dict[str, Any]:
        """Write it down, so that a refusal is said beside its field."""
        cleaned: dict[str, Any] = super().clean()
        if not self.errors:
            by = self.for_user if isinstance(self.for_user, Person) else None
            term = self.instance if self.instance.pk else None
            try:
                self.instance = write_term(term=term, ar=cleaned["ar"], en=cleaned["en"], also=cleaned["names"], by=by)
            except Refusal as refusal:
                self.add_error("ar", str(refusal.message))
        return cleaned

    def save(self, commit: bool = True) -> Term:
        return self.instance

    def _post_clean(self) -> None:
        """The row was written by the action; nothing of the form goes into a model."""
