"""Certificates for other systems: look one up by its number, check what somebody holds in hand."""

import json
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Field, Router, Schema

from lms.credentials.queries import Check, check
from lms.refusals import Refusal
from lms.verification import access, queries
from lms.verification.actions import count_check
from lms.verification.models import CheckTally, PartnerKey
from lms.web.api import PROBLEMS

MAX_BODY = 3_000_000  # bytes; a sealed PDF has a tenth of it
# Sent as they are: a sealed PDF, a signed credential.
WHOLE = {"application/pdf", "application/vc+ld+json", "application/vc", "application/ld+json"}
router = Router(tags=["certificates"])


class Words(Schema):
    """The same in both languages; ``en`` may be empty."""

    ar: str
    en: str


class Coded(Words):
    """A thing with a code of its own."""

    code: str


class Content(Schema):
    """What stands on the certificate, as it was on the day of issue."""

    name: Words
    trade: Coded
    scheme: Coded
    level: Coded
    site: Coded


class CertificateOut(Schema):
    """A certificate and how it stands now. Never marks, never the national ID."""

    serial: str
    outcome: str = Field(description="valid, expired, suspended or revoked")
    content: Content
    issued_on: date
    expires_on: date | None = Field(description="the last day of validity; null when it does not run out")
    since: date | None = Field(description="the day of the revocation or suspension that stands")
    reason_class: str
    reason: str
    replaced_by: str = Field(description="the number of the corrected certificate")
    rests_on: str = Field(description="for a licence to practise, the number of the certificate that it names; empty otherwise")
    asked_at: datetime


class CheckOut(Schema):
    """What became of a check. ``certificate`` is there only when the thing is genuine."""

    outcome: str = Field(description="an outcome of docs/protocol/credentials.md")
    reason_code: str
    reason: str
    certificate: CertificateOut | None
    asked_at: datetime


@router.get(
    "/certificates/{serial}",
    response={200: CertificateOut, **PROBLEMS},
    url_name="certificate",
    summary="A certificate by its number, in any spelling",
)
def certificate(request: HttpRequest, serial: str) -> CertificateOut:
    """Without a key: as often as a person may ask. With a key of scope ``read``: as often as was agreed."""
    access.system_that_asks(request, scope=PartnerKey.Scope.READ)
    found = queries.verification(serial)
    count_check(
        certificate_id=found.certificate_id if found else None,
        outcome=found.status if found else "not_found",
        source=CheckTally.Source.API,
    )
    if found is None:
        raise Refusal("certificate_not_found", _("There is no certificate of this number."), status=404)
    return _certificate(found)


BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {
                "schema": {
                    "type": "object",
                    "minProperties": 1,
                    "maxProperties": 1,
                    "additionalProperties": False,
                    "properties": {
                        "code": {"type": "string", "maxLength": 900, "description": "the text in the QR code"},
                        "credential": {"type": "object", "description": "a signed credential (JSON)"},
                    },
                }
            },
            **{name: {"schema": {"type": "string", "format": "binary"}} for name in sorted(WHOLE)},
        },
    }
}


@router.post(
    "/check",
    response={200: CheckOut, **PROBLEMS},
    url_name="check",
    summary="Check the text of a QR code, a signed credential or a PDF",
    openapi_extra=BODY,
)
def check_what_is_held(request: HttpRequest) -> CheckOut:
    """Nothing that is sent is kept. Without a key: as often as a person may ask. With a key: scope ``check``."""
    access.system_that_asks(request, scope=PartnerKey.Scope.CHECK)
    answer = check(_held(request), now=timezone.now())
    found = queries.verification(answer.serial) if answer.content is not None else None
    count_check(certificate_id=found.certificate_id if found else None, outcome=answer.outcome, source=CheckTally.Source.API)
    return _answer(answer, found)


def _held(request: HttpRequest) -> str | bytes:
    """What was sent; refuses ``too_large``, ``unknown_type`` and ``not_as_described``."""
    if int(request.headers.get("Content-Length") or 0) > MAX_BODY:
        raise Refusal("too_large", _("This is larger than a certificate can be."), status=413)
    if request.content_type in WHOLE:
        return bytes(request.body)
    if request.content_type != "application/json":
        raise Refusal("unknown_type", _("Send application/json or application/pdf."), status=415)
    try:
        sent = json.loads(request.body)
    except (ValueError, RecursionError):
        sent = None
    held = sent if isinstance(sent, dict) and len(sent) == 1 else {}
    if isinstance(code := held.get("code"), str):
        return code
    if isinstance(credential := held.get("credential"), dict):
        return json.dumps(credential, ensure_ascii=False)
    raise Refusal("not_as_described", _("Send one of: code, credential."), status=422)


def _answer(answer: Check, found: queries.Verification | None) -> CheckOut:
    return CheckOut(
        outcome=answer.outcome,
        reason_code=answer.reason_code,
        reason=answer.reason,
        certificate=_certificate(found) if found else None,
        asked_at=timezone.now(),
    )


def _certificate(found: queries.Verification) -> CertificateOut:
    return CertificateOut(
        serial=found.serial,
        outcome=found.status,
        content=Content.model_validate({part: found.content[part] for part in Content.model_fields}),
        issued_on=found.issued_on,
        expires_on=found.expires_on,
        since=found.since,
        reason_class=found.reason_class,
        reason=found.reason,
        replaced_by=found.replaced_by,
        rests_on=found.rests_on,
        asked_at=timezone.now(),
    )
