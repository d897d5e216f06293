"""The assessor's desk and the mark sheet, as plain forms; ``frontend/marking`` makes it work without network."""

from dataclasses import replace
from typing import Any
from uuid import UUID

import uuid6
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from assessments import access, actions, queries
from assessments.actions.judgements import AspectNote
from assessments.api import keep_photo
from assessments.forms import JudgementForm, PhotoForm, ReasonForm
from assessments.models import MarkSheet
from assessments.templatetags.assessments import spoken
from lms.audit.looks import note
from lms.people.access import require_role
from lms.people.models import Role


@login_required
def desk(request: HttpRequest) -> HttpResponse:
    """Sheets that wait, that are begun, that are handed in."""
    person = require_role(request.user, Role.Kind.ASSESSOR)
    desk = queries.desk_of(person)
    note("marking", *(sheet.assignment.case.person_id for sheet in (*desk.waiting, *desk.begun, *desk.done)))
    strings = {
        "all_here": _("The {here} sheets that wait are on this tablet: you can mark all day without a connection."),
        "some_here": _("{here} of {all} sheets are on this tablet. Open the desk again where there is a connection."),
    }
    context = {
        "strings": strings,
        "desk": desk,
        "now": timezone.now(),
        "anchors": queries.anchors_for(person, now=timezone.now()),
    }
    return render(request, "assessments/desk.html", context)


@login_required
@never_cache
def sheet(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One mark sheet: open for marking, or sealed for reading and printing."""
    found = access.sheet_for_marking(person=request.user, uuid=uuid)
    if found.sealed_at is None:
        actions.lease_sheet(sheet=found, now=timezone.now())
    view = queries.sheet_view(found)
    context = {
        "sheet": found,
        "marking": view,
        "clips": queries.clips_of(found),
        "photos": [(one, queries.picture_of(one)) for one in view.view.evidence],
        "correction": ReasonForm(),
        "seal_open": "seal" in request.GET,
        "config": _config(found, view),
        "strings": _strings(),
    }
    return render(request, "assessments/sealed.html" if found.sealed_at else "assessments/sheet.html", context)


def _config(found: MarkSheet, view: Any) -> dict[str, Any]:
    version = found.assignment.task_version
    nobody = UUID(int=0)
    return {
        "sheet": str(found.uuid),
        "facts": reverse("sheet_fact", args=[found.uuid, nobody]),
        "evidence": reverse("sheet_evidence", args=[found.uuid, nobody]),
        "clips": reverse("sheet_clip", args=[found.uuid, nobody]),
        "nobody": str(nobody),
        "sequence": view.sequence,
        "started": found.started_at.isoformat() if found.started_at else None,
        "now": timezone.now().isoformat(),
        "minutes": version.minutes,
        "lines": {line["id"]: _shape(line) for line in version.rubric},
        "stops": [fail["id"] for fail in version.critical_fails if fail["action"] == "stop_assessment"],
    }


def _shape(line: dict[str, Any]) -> dict[str, Any]:
    shape = {"most": line["marks"], "bands": [band["marks"] for band in line["bands"]], "name": spoken(line["criterion"])}
    if measure := line.get("measure"):
        shape["measure"] = {"target": measure["target"], "within": measure["within"]}
    if items := line.get("checklist"):
        shape["checklist"] = [{"id": item["id"], "marks": item["marks"]} for item in items]
    return shape


def _strings() -> dict[str, str]:
    """The words of the script."""
    return {
        "kept": _("Every mark is kept here"),
        "offline": _("No connection"),
        "sent": _("Everything has arrived"),
        "waits": _("{count} wait here"),
        "problem": _("Not taken: {reason}"),
        "of": _("{marks} of {most}"),
        "so_far": _("{marks} of {most} so far"),
        "left_one": _("One line is left: {names}"),
        "left": _("{count} lines are left: {names}"),
        "none_left": _("Every line has its marks"),
        "hold": _("Keep pressing"),
        "withdraw": _("Take back"),
        "between": _("Write why, then it is saved"),
        "unread": _("This is not a number. Type it again"),
        "unmeasured": _("Measure it or tick the list, or write why that was not possible"),
        "photo_kept": _("Kept here, goes out when connected"),
        "clips_wait": _("{count} clips wait here, {megabytes} MB. They go out over Wi-Fi by themselves; marking does not wait."),
        "joiner": _(", "),
    }


@login_required
@require_POST
def judge(request: HttpRequest, uuid: UUID, aspect: str) -> HttpResponse:
    """Marks for one aspect."""
    found = access.sheet_for_marking(person=request.user, uuid=uuid)
    form = JudgementForm(request.POST)
    line: dict[str, Any] = next((line for line in found.assignment.task_version.rubric if line["id"] == aspect), {})
    marks, seen = (form.marks(), form.found(line)) if form.is_valid() else (None, {})
    note = _note(found, "marked", aspect, marks, request.POST.get("reason", ""))
    actions.note_aspect(sheet=found, note=replace(note, found=seen), now=timezone.now())
    return redirect(f"{reverse('assessments:sheet', args=[uuid])}#{aspect}")


@login_required
@require_POST
def critical(request: HttpRequest, uuid: UUID, aspect: str) -> HttpResponse:
    """A critical fail was seen, once the box beside it is ticked; or it is taken back."""
    found = access.sheet_for_marking(person=request.user, uuid=uuid)
    address = f"{reverse('assessments:sheet', args=[uuid])}#critical"
    if "withdraw" in request.POST:
        actions.note_aspect(sheet=found, note=_note(found, "critical_withdrawn", aspect, None, ""), now=timezone.now())
    elif "sure" in request.POST:
        actions.note_aspect(sheet=found, note=_note(found, "critical_seen", aspect, None, ""), now=timezone.now())
    else:
        messages.warning(request, _("Tick the box first, then press the button."))
    return redirect(address)


def _note(found: MarkSheet, kind: str, aspect: str, marks: Any, reason: str) -> AspectNote:
    sequence = queries.sheet_view(found).sequence + 1
    return AspectNote(
        uuid=uuid6.uuid7(), kind=kind, aspect=aspect, sequence=sequence, device_at=timezone.now(), marks=marks, reason=reason
    )


@login_required
@require_POST
def evidence(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A photograph, without script."""
    found = access.sheet_for_marking(person=request.user, uuid=uuid)
    form = PhotoForm(request.POST, request.FILES)
    if form.is_valid():
        photo, aspect = form.cleaned_data["photo"], form.cleaned_data["aspect"]
        keep_photo(sheet=found, uuid=uuid6.uuid7(), photo=photo, aspect=aspect, taken_at=timezone.now())
    else:
        messages.warning(request, _("Choose a photo first."))
    return redirect(f"{reverse('assessments:sheet', args=[uuid])}#evidence")


@login_required
@require_POST
def seal(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Seal and hand in."""
    found = access.sheet_for_marking(person=request.user, uuid=uuid)
    actions.seal_sheet(sheet=found, now=timezone.now())
    messages.success(request, _("The sheet is sealed and handed in."))
    return redirect("assessments:sheet", uuid)


@login_required
@require_POST
def correct(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Begin a correction of a sealed sheet."""
    found = access.sheet_for_marking(person=request.user, uuid=uuid)
    new = actions.correct_sheet(sheet=found, reason=request.POST.get("reason", ""), now=timezone.now())
    return redirect("assessments:sheet", new.uuid)
