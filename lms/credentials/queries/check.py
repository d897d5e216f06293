"""Check what somebody holds in hand: a JSON credential, the text of a QR code, a PDF."""

import hashlib
import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.certification.models import Certificate
from lms.certification.rules import tidy_serial
from lms.credentials import integrity
from lms.credentials.models import Credential, Key
from lms.credentials.queries.keys import host, issuer, known_key
from lms.credentials.queries.standing import standing
from lms.credentials.rules import code, cose
from lms.credentials.rules.cbor import Malformed
from lms.credentials.rules.keys import Trusted, key_of, trusts
from lms.credentials.rules.outcome import MAX_DOCUMENT_BYTES, MAX_PDF_BYTES, outcome_of

# A stable code for each answer, the outcome it belongs to, and the sentence that a person reads.
REASONS = {
    "valid": ("valid", _("The signature is good, and the register says that it stands today.")),
    "suspended": ("suspended", _("It is suspended for the time being.")),
    "revoked": ("revoked", _("It was taken back.")),
    "expired": ("expired", _("Its last day of validity is past.")),
    "changed": ("bad_signature", _("It was changed after it was signed, or signed by somebody else.")),
    "not_in_register": ("bad_signature", _("It was signed with a key of ours, but the register does not have it as it is here.")),
    "key_not_trusted": ("bad_signature", _("It was signed with a key that was no longer trusted.")),
    "before_issue": ("bad_signature", _("Its day of issue lies in the future.")),
    "unknown_key": ("unknown_key", _("No key of ours has the id that signed it.")),
    "not_ours": ("not_ours", _("It is of another issuer.")),
    "malformed": ("malformed", _("This is not a certificate of ours, or a part of it is missing.")),
}


@dataclass(frozen=True)
class Check:
    """The answer. ``content`` holds what the register knows and is None unless the thing is genuine.

    ``reason`` is a sentence, ``reason_code`` its stable code, ``reason_class`` the public class of a revocation's or
    suspension's reason. Days are local. ``list_as_of`` is set where a kept list answered instead of the register.
    """

    outcome: str
    reason_code: str
    serial: str = ""
    kind: str = ""
    content: dict[str, Any] | None = None
    issued_on: date | None = None
    expires_on: date | None = None
    revoked_on: date | None = None
    suspended_on: date | None = None
    reason_class: str = ""
    list_as_of: datetime | None = None

    @property
    def reason(self) -> str:
        """What the outcome means, in the reader's language."""
        return str(REASONS[self.reason_code][1])


class Answer(Exception):
    """Ends a check early with one of ``REASONS``."""

    def __init__(self, reason_code: str) -> None:
        super().__init__(reason_code)
        self.reason_code = reason_code


def check(data: str | bytes, *, now: datetime) -> Check:
    """Whether ``data`` (a JSON credential, the text of a QR code, or the bytes of a PDF) is genuine and stands at ``now``."""
    try:
        return _standing_of(_genuine(data, now=now), now=now)
    except Answer as early:
        return Check(outcome=str(REASONS[early.reason_code][0]), reason_code=early.reason_code)


def face(serial: str, *, now: datetime) -> Check | None:
    """What the register says of a serial in any spelling; None when it has none such. No signature is involved."""
    wanted = tidy_serial(serial[:60])
    credential = Credential.objects.select_related("certificate").filter(serial=wanted).first()
    if credential:
        return _standing_of(credential, now=now)
    certificate = Certificate.objects.filter(serial=wanted).first()
    if certificate is None:
        return None
    # Its signed forms are still being made: the facts answer alone.
    dates = {"issued_on": certificate.issued_on, "expires_on": certificate.expires_on}
    unsigned = Credential(kind=Credential.Kind.SKILL_LEVEL, serial=wanted, certificate=certificate, **dates)
    return _standing_of(unsigned, now=now)


def _genuine(data: str | bytes, *, now: datetime) -> Credential:
    """The row of what was given, after every check of its signature; raises ``Answer``."""
    raw = data.encode("utf-8", "replace") if isinstance(data, str) else data
    if raw[:5] == b"%PDF-":
        return _genuine_pdf(raw, now=now)
    text = raw[: MAX_DOCUMENT_BYTES + 1].decode("utf-8", "replace").strip().removeprefix("\ufeff")
    return _genuine_document(text, now=now) if text[:1] == "{" else _genuine_code(text, now=now)


def _genuine_code(text: str, *, now: datetime) -> Credential:
    try:
        named, data = code.signed_of(text)
        signed = cose.parse(data, at_most=code.MAX_BYTES)
        content = code.content_of(signed.payload)
    except Malformed as fault:
        raise Answer("malformed") from fault
    if named not in (None, host()):
        raise Answer("not_ours")
    key = known_key(signed.kid.hex(), Key.Purpose.CODE)
    if key is None:
        raise Answer("unknown_key")
    public = key_of(key.jwk)
    assert isinstance(public, EllipticCurvePublicKey)
    if not cose.is_signed_by(signed, public):
        raise Answer("changed")
    credential = _registered(serial=content.serial, key=key, now=now)
    if not credential.code or cose.parse(code.signed_of(credential.code)[1]).payload != signed.payload:
        raise Answer("not_in_register")
    return credential


def _genuine_document(text: str, *, now: datetime) -> Credential:
    try:
        document = integrity.read(text, at_most=MAX_DOCUMENT_BYTES)
    except Malformed as fault:
        raise Answer("malformed") from fault
    if document.issuer != issuer():
        raise Answer("not_ours")
    did, _sign, kid = document.verification_method.partition("#")
    key = known_key(kid, Key.Purpose.CREDENTIAL) if did == issuer() else None
    if key is None:
        raise Answer("unknown_key")
    if not integrity.is_signed_by(document, key.jwk):
        raise Answer("changed")
    credential = _registered(serial=document.serial, key=key, now=now)
    # The signature is over the statements, of which JSON may hold more than is signed: the text itself must be ours.
    if not credential.document or json.loads(credential.document) != document.values:
        raise Answer("changed")
    return credential


def _genuine_pdf(data: bytes, *, now: datetime) -> Credential:
    """A PDF is as good as the credential inside it, and only as the very file that was sealed."""
    from lms.credentials import seal  # takes half a second to load

    if len(data) > MAX_PDF_BYTES:
        raise Answer("malformed")
    try:
        text = seal.attached_credential(data)
    except Malformed as fault:
        raise Answer("malformed") from fault
    credential = _genuine_document(text, now=now)
    # A seal leaves room in the file that it does not cover; the register knows every byte of what we sealed.
    if hashlib.sha256(data).hexdigest() != credential.pdf_digest:
        raise Answer("changed")
    return credential


def _registered(*, serial: str, key: Trusted, now: datetime) -> Credential:
    """The register's row; a signature alone is not enough, for a stolen key signs as well as we do."""
    credential = Credential.objects.select_related("certificate").filter(serial=serial).first()
    if credential is None or credential.signed_at is None:
        raise Answer("not_in_register")
    if not trusts(key, signed_at=credential.signed_at):
        raise Answer("key_not_trusted")
    if timezone.localdate(now) < credential.issued_on:
        raise Answer("before_issue")
    return credential


def _standing_of(credential: Credential, *, now: datetime) -> Check:
    certificate = credential.certificate
    found = standing(credential)
    outcome = outcome_of(found, expires_on=credential.expires_on, today=timezone.localdate(now))
    return Check(
        outcome=outcome,
        reason_code=outcome,
        serial=credential.serial,
        kind=credential.kind,
        content=certificate.content,
        issued_on=credential.issued_on,
        expires_on=credential.expires_on,
        revoked_on=found.revoked_on,
        suspended_on=found.suspended_on,
        reason_class=found.reason_class,
    )
