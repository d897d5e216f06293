"""The rules of papers and of levels as ministry staff write them: each a new version with its first day."""

import re
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.forms.question import levels_of, places_of
from assessments.models import Blueprint, LevelPolicy, QuestionVersion

CELLS = 12


def _day(label: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}), initial=timezone.localdate)


class BlueprintForm(forms.Form):
    """What a paper holds: its size, its table of criteria, levels and difficulties, and which questions never meet."""

    questions = forms.IntegerField(label=_("Questions"), min_value=1, max_value=200)
    minutes = forms.IntegerField(label=_("Minutes"), min_value=1, max_value=480)
    safety = forms.IntegerField(label=_("At least about safety"), min_value=0, max_value=50)
    safety_all_right = forms.BooleanField(
        label=_("Every question about safety must be right"),
        required=False,
        help_text=_("One that is not counts as a critical fail, whatever the marks."),
    )
    enemies = forms.CharField(
        label=_("Questions that never stand in one paper"),
        required=False,
        help_text=_("A line for each group of codes, for example TLR-Q03 TLR-Q17."),
        widget=forms.Textarea(attrs={"rows": 3, "dir": "ltr"}),
    )
    effective_from = _day(_("In force from"))

    def __init__(self, *args: Any, standard: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places, levels = places_of(standard), levels_of(standard)
        hard = [("", _("any difficulty")), *QuestionVersion.Difficulty.choices]
        for number in range(1, CELLS + 1):
            self.fields[f"criterion_{number}"] = forms.ChoiceField(label=_("Criterion"), choices=places, required=False)
            self.fields[f"level_{number}"] = forms.ChoiceField(label=_("Level"), choices=levels, required=False)
            self.fields[f"difficulty_{number}"] = forms.ChoiceField(label=_("Difficulty"), choices=hard, required=False)
            least = forms.IntegerField(label=_("At least"), min_value=1, max_value=50, required=False)
            self.fields[f"least_{number}"] = least

    @property
    def rows(self) -> list[list[forms.BoundField]]:
        """The rows of the table."""
        names = ("criterion", "level", "difficulty", "least")
        return [[self[f"{name}_{number}"] for name in names] for number in range(1, CELLS + 1)]

    @property
    def common(self) -> list[forms.BoundField]:
        """Everything else."""
        return [self[name] for name in ("questions", "minutes", "safety", "safety_all_right", "enemies", "effective_from")]

    def rules(self, kept: dict[str, Any]) -> dict[str, Any]:
        """The rules of the new version; ``kept`` are those of the one before, whose least numbers by unit and level stay."""
        typed = self.cleaned_data
        cells = [
            {
                "criterion": typed[f"criterion_{number}"],
                "level": typed[f"level_{number}"],
                "difficulty": int(typed[f"difficulty_{number}"]) if typed[f"difficulty_{number}"] else None,
                "least": typed[f"least_{number}"],
            }
            for number in range(1, CELLS + 1)
            if typed[f"least_{number}"]
        ]
        lines = [re.findall(r"[A-Za-z0-9-]+", line) for line in typed["enemies"].splitlines()]
        return kept | {
            "safety": typed["safety"],
            "cells": cells,
            "enemies": [sorted(set(codes)) for codes in lines if len(set(codes)) > 1],
            "safety_all_right": typed["safety_all_right"],
        }

    @classmethod
    def filled_in(cls, blueprint: Blueprint) -> dict[str, Any]:
        """A blueprint as it would be typed."""
        rules = blueprint.rules
        found: dict[str, Any] = {
            "questions": blueprint.questions,
            "minutes": blueprint.minutes,
            "safety": rules.get("safety", 0),
            "safety_all_right": rules.get("safety_all_right", False),
            "enemies": "\n".join(" ".join(group) for group in rules.get("enemies", [])),
        }
        for number, cell in enumerate(rules.get("cells", [])[:CELLS], start=1):
            found |= {f"{name}_{number}": value for name, value in cell.items()}
        return found


class PolicyForm(forms.ModelForm):
    """How a level is assessed from a day on."""

    class Meta:
        model = LevelPolicy
        fields = [
            "theory_least",
            "practical_least",
            "assessors",
            "tolerance",
            "steps_apart",
            "identity_first",
            "anchors",
            "appeal_days",
            "effective_from",
        ]
        labels = {
            "theory_least": _("Least per cent of the theory paper"),
            "practical_least": _("Least per cent of each practical task"),
            "assessors": _("Assessors of a task"),
            "tolerance": _("How far two sheets may differ, in points of a hundred"),
            "steps_apart": _("How many descriptions two assessors may lie apart on one line"),
            "identity_first": _("Nobody begins before face and document were compared"),
            "anchors": _("Anchor clips that an assessor judges well before scoring"),
            "appeal_days": _("Days for an appeal"),
            "effective_from": _("In force from"),
        }
        widgets = {"effective_from": forms.DateInput(attrs={"type": "date"})}
