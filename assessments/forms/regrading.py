"""How a faulty question is to be marked."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from assessments.models import QuestionVersion, Regrading

OPTIONS = ("single_choice", "true_false", "hotspot")


class RegradeForm(forms.Form):
    """The ruling, the other answer where there is one, and the reason every candidate concerned reads."""

    method = forms.ChoiceField(label=_("From now on"), choices=Regrading.Method.choices, widget=forms.RadioSelect)
    other = forms.ChoiceField(label=_("The other answer"), required=False)
    reason = forms.CharField(label=_("Reason, as candidates read it"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, version: QuestionVersion, texts: dict[str, dict[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.version = version
        language = "en" if get_language() == "en" else "ar"
        if version.type in OPTIONS:
            found = [("", "–"), *((name, text[language]) for name, text in texts.items())]
            self.fields["other"].choices = found  # type: ignore[attr-defined]
        else:
            del self.fields["other"]
            self.fields["method"].choices = Regrading.Method.choices[:1]  # type: ignore[attr-defined]
            self.fields["method"].initial = Regrading.Method.FULL_MARKS

    def clean(self) -> dict[str, Any]:
        """Another answer where the ruling speaks of one; ``key`` is it in the shape of the type."""
        typed = super().clean() or self.cleaned_data
        other = typed.get("other", "")
        typed["key"] = None
        if typed.get("method") in (Regrading.Method.OTHER_KEY, Regrading.Method.BOTH_KEYS):
            if not other:
                self.add_error("other", _("Choose the answer that is right."))
            shapes = {
                "single_choice": {"option": other},
                "true_false": {"value": other == "true"},
                "hotspot": {"regions": [other]},
            }
            typed["key"] = shapes[self.version.type]
        return typed
