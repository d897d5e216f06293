"""Invented contents for the developers' gallery of components."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.utils.translation import gettext_lazy as _


class SampleForm(forms.Form):
    """One field of each kind, some of them wrong."""

    name = forms.CharField(label=_("Your name"), help_text=_("As it is on your national card."))
    phone = forms.CharField(label=_("Mobile number"), widget=forms.TextInput(attrs={"type": "tel"}))
    note = forms.CharField(label=_("Anything we should know"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    centre = forms.ChoiceField(label=_("Centre"), choices=[("giza", _("Giza")), ("cairo", _("Cairo"))])
    way = forms.ChoiceField(
        label=_("How do you want to hear from us?"),
        widget=forms.RadioSelect,
        choices=[("sms", _("A message on my mobile")), ("call", _("A call"))],
    )
    aloud = forms.BooleanField(label=_("Read the questions aloud"), required=False, help_text=_("You can stop it at any time."))


@dataclass(frozen=True)
class SampleUnit:
    """A unit as ``components/units.html`` expects it."""

    number: int
    title: Any
    state: str = ""
    lessons: list[str] = field(default_factory=list)


def units() -> list[SampleUnit]:
    """Seven lessons of twelve."""
    return [
        SampleUnit(1, _("A safe workshop"), "past", ["done"] * 3),
        SampleUnit(2, _("Measures and pattern"), "past", ["done"] * 3),
        SampleUnit(3, _("Cutting and the machine"), "current", ["done", "now", ""]),
        SampleUnit(4, _("Assembly and finishing"), "", [""] * 3),
    ]


def next_step() -> dict[str, Any]:
    """A class that is about to start."""
    return {
        "kind": "soon",
        "kind_label": _("Live class"),
        "badge": _("Starts in 12 minutes"),
        "title": _("Machine clinic: stitch problems"),
        "detail": _("With Nadia, from 6 to 8 in the evening"),
        "bring": _("Bring your sewing sample to show it to the camera."),
        "url": "#",
        "action": _("Join the class"),
        "icon": "video",
        "minutes": 120,
        "megabytes": 30,
        "trade": "TLR",
        "second_url": "#",
        "second_action": _("Try the sound first"),
    }


def sections() -> list[dict[str, Any]]:
    """The rest of a trainee's day."""
    return [
        {
            "template": "web/today/continue.html",
            "title": _("Continue your lesson"),
            "title_of_lesson": _("Preparing the sewing machine"),
            "detail": _("Step 4 of 8, about 20 minutes left"),
            "open_url": "#",
            "open_action": _("Continue from step 4"),
            "kept": True,
            "trade": "TLR",
        },
        {
            "template": "web/today/sewn.html",
            "title": _("Sewn so far"),
            "url": "#",
            "action": _("All lessons"),
            "course": _("Basics of tailoring"),
            "sentence": _("You finished 7 lessons of 12, and you are in unit 3."),
            "units": units(),
            "label": _("7 lessons of 12"),
            "trade": "TLR",
        },
        {
            "template": "web/today/soon.html",
            "title": _("Soon"),
            "events": [
                {
                    "day": date(2026, 11, 25),
                    "word": _("tomorrow"),
                    "title": _("Basic seams"),
                    "detail": _("9 in the morning, Giza centre"),
                },
                {
                    "day": date(2026, 12, 8),
                    "title": _("Theory paper"),
                    "detail": _("10 questions in 25 minutes"),
                    "url": "#",
                    "action": _("Try a practice paper"),
                },
            ],
        },
    ]


def samples() -> dict[str, Any]:
    """Everything the gallery's template draws."""
    colours = ["ink", "muted", "nile", "copper", "madder", "indigo", "ice", "good", "warn", "danger"]
    return {
        "form": SampleForm({"name": "", "phone": "0100", "centre": "giza", "way": "sms"}),
        "units": units(),
        "page": Paginator(range(50), 10).page(2),
        "day": date(2026, 11, 25),
        "colours": colours,
        "next_step": next_step(),
        "sections": sections(),
    }
