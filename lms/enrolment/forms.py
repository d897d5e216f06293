"""What is typed when asking for a place and when answering, and what a lesson page reports."""

import json
import math
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from django import forms
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from courses.models import CoursePage
from lms.enrolment.actions import ProgressNote
from lms.enrolment.models import Application, Cohort
from lms.enrolment.queries import cohorts_for, sites_teaching
from lms.enrolment.rules import Offer
from lms.people.models import Site
from lms.refusals import Refusal

FACTS_AT_ONCE = 200
LONGEST_SECONDS = 24 * 60 * 60
KEYS_OF_A_FACT = {"uuid", "lesson_code", "kind", "step", "value", "device_at"}


class SiteChoiceField(forms.ModelChoiceField):
    """Sites by their name in the reader's language."""

    def label_from_instance(self, obj: Site) -> str:
        return str(obj.name_en if get_language() == "en" else obj.name_ar)


class ApplicationForm(forms.Form):
    """Where the person wants to learn, and anything the centre should know."""

    site = SiteChoiceField(label=_("Where do you want to learn?"), queryset=Site.objects.none(), empty_label=_("Choose a place"))
    note = forms.CharField(
        label=_("Anything the centre should know"),
        help_text=_("For example the hours that suit you, or work you have done. You may leave it empty."),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, course: CoursePage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["site"].queryset = sites_teaching(course)  # type: ignore[attr-defined]


class PlacementForm(forms.Form):
    """Which cohort the applicant joins."""

    cohort = forms.ModelChoiceField(label=_("Group"), queryset=Cohort.objects.none(), widget=forms.RadioSelect)

    def __init__(self, *args: Any, application: Application, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.options = cohorts_for(application, today=timezone.localdate())
        field = self.fields["cohort"]
        field.queryset = Cohort.objects.filter(pk__in=[cohort.pk for cohort, _free in self.options])  # type: ignore[attr-defined]


class DeclineForm(forms.Form):
    """Why there is no place; the applicant reads it."""

    reason = forms.CharField(label=_("Reason"), help_text=_("The person will read it."), max_length=300)


class ProgressForm(forms.Form):
    """What the lesson page sends without script: one thing done, ``step_done:<step>``, under the page's own id.

    The fact's id is made from the page's id and the thing done, so the same form sent twice is one fact.
    """

    fact = forms.UUIDField()
    do = forms.CharField(max_length=100)
    choice = forms.IntegerField(required=False)

    def __init__(self, *args: Any, offer: Offer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer = offer

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        kind, _colon, step = cleaned.get("do", "").partition(":")
        value = {"choice": cleaned.get("choice")} if kind == "question_answered" else {}
        if kind not in ("step_done", "step_undone", "question_answered", "read") or not _fits(kind, step, value, self.offer):
            raise forms.ValidationError(_("Choose an answer first, then send it."), code="not_in_the_lesson")
        return cleaned | {"kind": kind, "step": step, "value": value}

    def note(self, lesson_code: str, *, now: datetime) -> ProgressNote:
        """The fact the form stands for."""
        done = self.cleaned_data
        uuid = uuid5(done["fact"], f"{done['do']}={done['choice']}")
        return ProgressNote(uuid, lesson_code, done["kind"], now, step=done["step"], value=done["value"])


def facts_from(body: bytes, *, lesson_code: str, offer: Offer) -> list[ProgressNote]:
    """The facts a device sends, ``{"facts": [{uuid, lesson_code, kind, step, value, device_at}, ...]}``.

    Refuses with ``progress_not_understood`` when any of them is not exactly what this lesson can report;
    ``detail["facts"]`` then names those, so that the device sets them aside and sends the others.
    """
    try:
        sent = json.loads(body, parse_constant=_no_number)
    except (ValueError, RecursionError) as fault:
        raise _not_understood() from fault
    if not isinstance(sent, dict) or set(sent) != {"facts"} or not isinstance(sent["facts"], list):
        raise _not_understood()
    facts = sent["facts"]
    if len(facts) > FACTS_AT_ONCE or not all(isinstance(fact, dict) for fact in facts):
        raise _not_understood()
    notes = [_note(fact, lesson_code, offer) for fact in facts]
    if strange := [str(fact.get("uuid"))[:36] for fact, note in zip(facts, notes, strict=True) if note is None]:
        raise _not_understood(strange)
    return [note for note in notes if note]


def _not_understood(facts: list[str] | None = None) -> Refusal:
    message = _("Part of this could not be recorded. Open the lesson again; what you did before is safe.")
    return Refusal("progress_not_understood", message, status=422, **({"facts": facts} if facts else {}))


def _no_number(name: str) -> float:
    raise ValueError(f"{name} is not a number")


def _note(fact: dict[str, Any], lesson_code: str, offer: Offer) -> ProgressNote | None:
    """One fact as it is recorded, or None."""
    if set(fact) != KEYS_OF_A_FACT or fact["lesson_code"] != lesson_code:
        return None
    uuid, device_at = _uuid(fact["uuid"]), _moment(fact["device_at"])
    kind, step, value = fact["kind"], fact["step"], fact["value"]
    if uuid is None or device_at is None or not isinstance(kind, str) or not isinstance(step, str):
        return None
    if not isinstance(value, dict) or not _fits(kind, step, value, offer):
        return None
    return ProgressNote(uuid, lesson_code, kind, device_at, step=step, value=value)


def _fits(kind: str, step: str, value: dict[str, Any], offer: Offer) -> bool:
    """Whether the lesson offers this; attendance is never reported by a device."""
    match kind:
        case "opened" | "read":
            return step == "" and value == {}
        case "step_done" | "step_undone":
            return step in offer.steps and value == {}
        case "question_answered":
            choice = value.get("choice")
            return set(value) == {"choice"} and type(choice) is int and 0 <= choice < offer.choices.get(step, 0)
        case "played":
            return step in offer.recordings and set(value) == {"seconds"} and _is_seconds(value["seconds"])
    return False


def _is_seconds(amount: object) -> bool:
    return type(amount) in (int, float) and math.isfinite(amount) and 0 <= amount <= LONGEST_SECONDS  # type: ignore[arg-type, operator]


def _uuid(text: object) -> UUID | None:
    try:
        uuid = UUID(text) if isinstance(text, str) else None
    except ValueError:
        return None
    return uuid if uuid and str(uuid) == text else None


def _moment(text: object) -> datetime | None:
    """An aware moment of this era; clocks of old phones may be wrong by years, but no database holds the year 1."""
    try:
        moment = parse_datetime(text) if isinstance(text, str) else None
    except ValueError:
        return None
    return moment if moment and moment.tzinfo and 1970 < moment.year < 3000 else None
