"""Bring a certificate into its signed forms: a row of steps, each done once, whatever stops in between."""

import hashlib
import json
import secrets
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.audit.actions import record
from lms.certification.models import Certificate
from lms.credentials import drawing, integrity, keystore, seal
from lms.credentials.actions.status import open_list, publish_list
from lms.credentials.models import Credential, Key
from lms.credentials.queries.keys import host, issuer, signing_key
from lms.credentials.queries.standing import rests_on
from lms.credentials.rules import bits, certificates, code, cose
from lms.credentials.rules.credential import Facts, document_of
from lms.credentials.rules.keys import EDDSA, ES256
from lms.people.actions import write_text_message

TEMPLATE = "certificate-2"
ATTEMPTS = 40  # of a list three quarters full, so many draws fail once in a hundred thousand certificates


def issue(*, certificate_id: int) -> Credential:
    """The certificate's signed forms, whole. What an earlier run finished stays as it is; safe to run beside itself.

    Raises ``KeyMissing`` while keys cannot be reached: the outbox keeps the certificate and tries again.
    """
    certificate = Certificate.objects.get(pk=certificate_id)
    credential = open_row(
        certificate,
        kind=Credential.Kind.SKILL_LEVEL,
        serial=certificate.serial,
        issued_on=certificate.issued_on,
        expires_on=certificate.expires_on,
        template=certificate.content.get("template", TEMPLATE),
    )
    return finish(credential_id=credential.pk)


def finish(*, credential_id: int) -> Credential:
    """Every step that is still to do."""
    for step in STEPS:
        step(credential_id)
    return Credential.objects.get(pk=credential_id)


def open_row(certificate: Certificate, *, kind: str, **said: Any) -> Credential:
    """The row, with a place in a status list drawn at random. A taken place is drawn anew."""
    for _attempt in range(ATTEMPTS):
        if found := Credential.objects.filter(certificate=certificate, kind=kind).first():
            return found
        place = {"status_list": open_list(), "status_index": secrets.randbelow(bits.SIZE)}
        try:
            with transaction.atomic():
                return Credential.objects.create(certificate=certificate, kind=kind, **said, **place)
        except IntegrityError:  # the place was taken, or another worker has just made the row
            continue
    raise RuntimeError(f"No free place was found for {certificate}")


def sign(credential_id: int) -> None:
    """Sign the JSON credential and the compact code, both or neither."""
    credential = _unfinished(credential_id, "signed_at")
    if credential is None:
        return
    now, store = timezone.now(), keystore.opened()
    for_document, for_code = signing_key(Key.Purpose.CREDENTIAL, EDDSA), signing_key(Key.Purpose.CODE, ES256)
    document = integrity.sign(
        document_of(_facts(credential)),
        verification_method=f"{issuer()}#{for_document.kid}",
        created=now,
        signer=lambda data: store.sign(for_document.kid, data),
    )
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    payload = code.payload_of(code.fitted(_content(credential)))
    signed = cose.sign(payload, kid=bytes.fromhex(for_code.kid), signer=lambda data: store.sign(for_code.kid, data))
    in_qr = code.text_of(signed, host=host())
    _finish(credential, "signed_at", document=text, code=in_qr, document_digest=_sha(text), code_digest=_sha(in_qr))


def enter_in_list(credential_id: int) -> None:
    """See to it that the list which the credential names is published."""
    credential = _unfinished(credential_id, "listed_at")
    if credential:
        publish_list(number=credential.status_list.number)
        _finish(credential, "listed_at")


def draw_and_seal(credential_id: int) -> None:
    """Draw the PDF, seal it, and keep it. A file that a run left behind when it was stopped is replaced."""
    credential = _unfinished(credential_id, "sealed_at")
    if credential is None:
        return
    pdf = seal.sealed(drawing.pdf_of(credential), _seal_signer(), reason=credential.serial)
    with transaction.atomic():
        if not Credential.objects.select_for_update().filter(pk=credential_id, sealed_at=None).exists():
            return
        name = f"credentials/{credential.uuid}.pdf"
        default_storage.delete(name)
        kept = default_storage.save(name, ContentFile(pdf))
        _finish(credential, "sealed_at", pdf=kept, pdf_digest=hashlib.sha256(pdf).hexdigest())


@transaction.atomic
def tell(credential_id: int) -> None:
    """Tell the holder, once: the message and its note are written together."""
    credential = Credential.objects.select_for_update().get(pk=credential_id)
    if credential.told_at:
        return
    person = credential.certificate.person
    if person.mobile:
        write_text_message(mobile=person.mobile, text=str(MESSAGES[credential.kind]) % {"serial": credential.serial})
    credential.told_at = timezone.now()
    credential.save(update_fields=["told_at"])
    record(actor=None, verb="credential.issued", target=credential, detail={"kind": credential.kind})


MESSAGES: dict[str, Any] = {
    Credential.Kind.SKILL_LEVEL: _("Your certificate %(serial)s is ready. Open your record on Warsha to see and share it."),
    Credential.Kind.LICENCE: _("Your licence to practise %(serial)s is ready. Open your record on Warsha to see it."),
}
STEPS = (sign, enter_in_list, draw_and_seal, tell)


def _unfinished(credential_id: int, step: str) -> Credential | None:
    rows = Credential.objects.select_related("certificate__person", "status_list")
    return rows.filter(pk=credential_id, **{step: None}).first()


def _finish(credential: Credential, step: str, **made: str) -> None:
    """Note a step and what it made, unless another worker was quicker: the first result stands."""
    Credential.objects.filter(pk=credential.pk, **{step: None}).update(**{step: timezone.now()}, **made)


def _address(credential: Credential) -> str:
    return f"{settings.PUBLIC_URL}/credentials/{credential.uuid}"


def _facts(credential: Credential) -> Facts:
    certificate, first = credential.certificate, rests_on(credential)
    return Facts(
        address=_address(credential),
        site=settings.PUBLIC_URL,
        issuer=issuer(),
        kind=credential.kind,
        serial=credential.serial,
        content=certificate.content,
        issued_on=credential.issued_on,
        expires_on=credential.expires_on,
        list_number=credential.status_list.number,
        index=credential.status_index,
        zone=timezone.get_default_timezone(),
        evidence=_address(first) if first else "",
    )


def _content(credential: Credential) -> code.Content:
    certificate = credential.certificate
    trade, level, scheme = (certificate.content[name] for name in ("trade", "level", "scheme"))
    return code.Content(
        serial=credential.serial,
        name=certificate.content["name"]["ar"],
        trade=trade["code"],
        trade_name=trade["ar"],
        scheme=scheme["code"],
        level=level["code"],
        level_name=level["ar"],
        issued_on=credential.issued_on,
        expires_on=credential.expires_on,
        list_number=credential.status_list.number,
        index=credential.status_index,
        kind=credential.kind,
    )


def _seal_signer() -> seal.StoreSigner:
    key, store = signing_key(Key.Purpose.SEAL, ES256), keystore.opened()
    chain = [certificates.from_pem(row.certificate) for row in Key.objects.filter(purpose=Key.Purpose.AUTHORITY)]
    return seal.StoreSigner(
        certificate=certificates.from_pem(key.certificate), chain=chain, sign=lambda data: store.sign(key.kid, data)
    )


def _sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
