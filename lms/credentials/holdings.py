"""The signed forms of a person's certificates, and licences taken back, for their own copy."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from lms.credentials.models import Credential, LicenceWithdrawal
from lms.people.holdings import Part, coded
from lms.people.models import Person


def _mine(person: Person) -> QuerySet[Credential]:
    return Credential.objects.filter(certificate__person=person).order_by("pk")


def held(person: Person) -> list[dict[str, Any]]:
    """Each credential with the digests of its faces."""
    return [
        {
            "serial": one.serial,
            "kind": coded(one.kind, one.get_kind_display()),
            "issued_on": one.issued_on,
            "expires_on": one.expires_on,
            "document_digest": one.document_digest,
            "code_digest": one.code_digest,
            "pdf_digest": one.pdf_digest,
        }
        for one in _mine(person)
    ]


def faces(person: Person) -> Iterator[tuple[str, bytes]]:
    """The faces themselves, one after the other: JSON credential, text of the QR code, sealed PDF."""
    for one in _mine(person).iterator():
        if one.document:
            yield f"{one.serial}.json", one.document.encode()
        if one.code:
            yield f"{one.serial}.qr.txt", one.code.encode()
        if one.pdf:
            with one.pdf.open("rb") as paper:
                yield f"{one.serial}.pdf", paper.read()


def withdrawn(person: Person) -> list[dict[str, Any]]:
    """Licences that were taken back alone. The words stay inside: they may speak of others."""
    found = LicenceWithdrawal.objects.filter(licence__certificate__person=person).select_related("licence").order_by("pk")
    return [
        {
            "serial": one.licence.serial,
            "withdrawn_at": one.withdrawn_at,
            "reason": coded(one.reason, one.get_reason_display()),
        }
        for one in found
    ]


PARTS = [
    Part("credentials", _("Signed forms of your certificates"), held, files=faces),
    Part("licences_withdrawn", _("Licences of yours that were withdrawn"), withdrawn),
]
