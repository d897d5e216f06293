"""The signed forms of a person's certificates, for their own copy."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from lms.credentials.models import Credential
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


PARTS = [Part("credentials", _("Signed forms of your certificates"), held, files=faces)]
