"""What the examination and marking screens send, one small request for each fact.

A fact is acknowledged with 200 and its id; only then may the device forget it. Any fact may come twice.
"""

import json
import tempfile
from datetime import datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any
from uuid import UUID

from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from assessments import access, actions
from assessments.actions.answers import AnswerNote
from assessments.actions.clips import ClipNote
from assessments.actions.judgements import AspectNote
from assessments.actions.presence import Happened, Report
from lms.people.models import Person
from lms.refusals import Refusal

LONGEST_BODY = 16_000  # bytes; an answer is a few hundred
MOST_HAPPENED = 60
LARGEST_PIECE = 1_048_576  # bytes


def _person(request: HttpRequest) -> Person:
    """Who sends; refuses ``not_signed_in``."""
    if not isinstance(request.user, Person):
        raise access.not_signed_in()
    return request.user


def _body(request: HttpRequest) -> dict[str, Any]:
    try:
        if len(request.body) > LONGEST_BODY:
            raise ValueError
        body = json.loads(request.body)
        if not isinstance(body, dict):
            raise TypeError
    except (ValueError, TypeError) as wrong:
        raise _malformed() from wrong
    return body


def _malformed() -> Refusal:
    return Refusal("malformed", _("This could not be read. Reload the page."), status=400)


def _uuid(value: Any) -> UUID:
    try:
        return UUID(str(value))
    except ValueError as wrong:
        raise _malformed() from wrong


def _moment(value: Any) -> datetime:
    try:
        found = parse_datetime(str(value))
    except ValueError as wrong:
        raise _malformed() from wrong
    if found is None or timezone.is_naive(found):
        raise _malformed()
    return found


def _sequence(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 < value < 2**31:
        raise _malformed()
    return value


def _marks(value: Any) -> Decimal | None:
    if value is None:
        return None
    try:
        marks = Decimal(str(value))
    except InvalidOperation as wrong:
        raise _malformed() from wrong
    if not marks.is_finite() or marks != round(marks, 2):
        raise _malformed()
    return marks


def _found(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict | None) or (value and set(value) - {"value", "ticked"}):
        raise _malformed()
    return value or {}


@require_http_methods(["PUT"])
def answer(request: HttpRequest, uuid: UUID, position: int) -> JsonResponse:
    """One answer of an attempt: ``{"uuid", "sequence", "device_at", "value"}``."""
    claim, body = access.claim_of(request.session), _body(request)
    note = AnswerNote(
        uuid=_uuid(body.get("uuid")),
        sequence=_sequence(body.get("sequence")),
        device_at=_moment(body.get("device_at")),
        value=body.get("value"),
    )
    device, now = request.COOKIES.get("device", ""), timezone.now()
    saved = actions.save_answer(claim=claim, attempt_uuid=uuid, position=position, note=note, now=now, device=device)
    return JsonResponse(
        {"uuid": str(note.uuid), "sequence": saved.sequence, "late": saved.late, "deadline": saved.deadline_at.isoformat()}
    )


@require_POST
def submit(request: HttpRequest, uuid: UUID) -> JsonResponse:
    """Hand an attempt in, after its answers."""
    attempt = access.own_attempt(person=_person(request), uuid=uuid)
    attempt = actions.submit_attempt(attempt=attempt, now=timezone.now())
    return JsonResponse({"submitted_at": attempt.submitted_at})


@require_POST
def sealed_begun(request: HttpRequest, uuid: UUID) -> JsonResponse:
    """A sealed paper was begun on the phone: ``{"uuid", "key", "started_at"}``."""
    seat = access.own_seat(person=_person(request), sitting_uuid=uuid)
    body = _body(request)
    attempt = actions.begin_sealed(
        seat=seat,
        uuid=_uuid(body.get("uuid")),
        key=str(body.get("key") or "")[:40],
        started_at=_moment(body.get("started_at")),
        now=timezone.now(),
        device=request.COOKIES.get("device", ""),
    )
    return JsonResponse({"uuid": str(attempt.uuid), "deadline": attempt.deadline_at.isoformat()})


@require_POST
def presence(request: HttpRequest, uuid: UUID) -> JsonResponse:
    """What a device says of itself: ``{"place", "waiting", "focused", "happened": [{"uuid", "kind", "device_at"}]}``."""
    attempt = access.own_attempt(person=_person(request), uuid=uuid)
    body, now = _body(request), timezone.now()
    happened = body.get("happened", [])
    if not isinstance(happened, list) or len(happened) > MOST_HAPPENED:
        raise _malformed()
    report = Report(
        place=_sequence(body.get("place")),
        waiting=_sequence(body.get("waiting", 0) + 1) - 1 if isinstance(body.get("waiting", 0), int) else 0,
        focused=body.get("focused") is not False,
        happened=[_happened(one) for one in happened],
    )
    actions.note_presence(attempt=attempt, device=request.COOKIES.get("device", ""), report=report, now=now)
    return JsonResponse(
        {"deadline": attempt.deadline_at.isoformat(), "now": now.isoformat(), "over": attempt.submitted_at is not None}
    )


def _happened(one: Any) -> Happened:
    kinds = ("focus_lost", "focus_back", "offline", "reconnected")
    if not isinstance(one, dict) or one.get("kind") not in kinds:
        raise _malformed()
    return Happened(uuid=_uuid(one.get("uuid")), kind=str(one["kind"]), device_at=_moment(one.get("device_at")))


@require_http_methods(["PUT"])
def aspect(request: HttpRequest, uuid: UUID, fact_uuid: UUID) -> JsonResponse:
    """One judgement of a mark sheet: ``{"kind", "aspect", "marks", "found", "reason", "sequence", "device_at"}``."""
    sheet = access.sheet_for_marking(person=_person(request), uuid=uuid)
    body = _body(request)
    note = AspectNote(
        uuid=fact_uuid,
        kind=str(body.get("kind")),
        aspect=str(body.get("aspect")),
        sequence=_sequence(body.get("sequence")),
        device_at=_moment(body.get("device_at")),
        marks=_marks(body.get("marks")),
        found=_found(body.get("found")),
        reason=str(body.get("reason") or "")[:300],
    )
    actions.note_aspect(sheet=sheet, note=note, now=timezone.now())
    return JsonResponse({"uuid": str(fact_uuid)})


@require_POST
def evidence(request: HttpRequest, uuid: UUID, fact_uuid: UUID) -> JsonResponse:
    """A photograph of a mark sheet, as a form with ``photo``, ``aspect`` and ``taken_at``."""
    sheet = access.sheet_for_marking(person=_person(request), uuid=uuid)
    photo = request.FILES.get("photo")
    if photo is None:
        raise _malformed()
    keep_photo(
        sheet=sheet,
        uuid=fact_uuid,
        photo=photo,
        aspect=request.POST.get("aspect", ""),
        taken_at=_moment(request.POST.get("taken_at")),
    )
    return JsonResponse({"uuid": str(fact_uuid)})


@require_http_methods(["PUT"])
def clip(request: HttpRequest, uuid: UUID, fact_uuid: UUID) -> JsonResponse:
    """That a clip was taken: ``{"digest", "bytes", "bookmarks": [{"aspect", "second"}], "taken_at"}``."""
    sheet = access.sheet_for_marking(person=_person(request), uuid=uuid)
    body = _body(request)
    marks = body.get("bookmarks", [])
    if not isinstance(marks, list):
        raise _malformed()
    note = ClipNote(
        uuid=fact_uuid,
        digest=str(body.get("digest")),
        bytes=_sequence(body.get("bytes")),
        bookmarks=[_bookmark(one) for one in marks],
        taken_at=_moment(body.get("taken_at")),
    )
    actions.announce_clip(sheet=sheet, note=note, now=timezone.now())
    return JsonResponse({"uuid": str(fact_uuid)})


def _bookmark(one: Any) -> dict[str, Any]:
    if not isinstance(one, dict) or not isinstance(one.get("second"), int):
        raise _malformed()
    return {"aspect": str(one.get("aspect")), "second": one["second"]}


@require_http_methods(["PUT"])
def clip_piece(request: HttpRequest, uuid: UUID, fact_uuid: UUID) -> JsonResponse:
    """A piece of a clip as bytes, from the byte ``?at=``; answers how many bytes are there."""
    sheet = access.sheet_for_marking(person=_person(request), uuid=uuid)
    at = request.GET.get("at", "")
    if not at.isdecimal() or int(request.headers.get("Content-Length") or 0) > LARGEST_PIECE:
        raise _malformed()
    have = actions.take_piece(sheet=sheet, uuid=fact_uuid, at=int(at), data=request.body, now=timezone.now())
    return JsonResponse({"have": have})


def keep_photo(*, sheet: Any, uuid: UUID, photo: Any, aspect: str, taken_at: datetime) -> None:
    """Write an uploaded file to disk for the media library and keep it as evidence."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "photo"
        with path.open("wb") as target:
            for chunk in photo.chunks():
                target.write(chunk)
        actions.add_evidence(
            sheet=sheet,
            uuid=uuid,
            path=path,
            name=photo.name or "photo.jpg",
            aspect=aspect,
            taken_at=taken_at,
            now=timezone.now(),
        )
