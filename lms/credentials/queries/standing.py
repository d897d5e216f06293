"""A certificate's signed forms, and what the register says of it now."""

from django.utils import timezone

from lms.certification.models import BatchCase, Certificate, IssueBatch, Revocation
from lms.certification.queries import suspension_of
from lms.credentials.models import Credential, LicenceWithdrawal
from lms.credentials.rules.outcome import Standing

PART = 40  # pages of one file for the printer: drawn while the person waits, about three seconds


def credential_of(certificate: Certificate) -> Credential | None:
    """The signed forms of a certificate, as far as they are made."""
    return Credential.objects.filter(certificate=certificate, kind=Credential.Kind.SKILL_LEVEL).first()


def credentials_of_batch(batch: IssueBatch, *, part: int) -> list[Credential]:
    """The signed certificates of a batch in the order of their holders' names, one part of it, counted from 1."""
    cases = BatchCase.objects.filter(batch=batch, refusal="").values("case_id")
    found = Credential.objects.filter(kind=Credential.Kind.SKILL_LEVEL, certificate__decision__case_id__in=cases)
    rows = found.exclude(signed_at=None).select_related("certificate").order_by("certificate__person__name", "pk")
    return list(rows[(part - 1) * PART : part * PART]) if part > 0 else []


def licence_of(certificate: Certificate) -> Credential | None:
    """The licence that rests on a certificate."""
    licences = Credential.objects.select_related("withdrawal").filter(certificate=certificate, kind=Credential.Kind.LICENCE)
    return licences.first()


def rests_on(credential: Credential) -> Credential | None:
    """The credential that a licence rests on; None for a certificate."""
    return credential_of(credential.certificate) if credential.kind == Credential.Kind.LICENCE else None


def standing(credential: Credential) -> Standing:
    """Revoked or suspended, since when, and the class of the reason. Signed lists say the same to those without network.

    A licence stands and falls with its certificate, and may be withdrawn alone.
    """
    certificate = credential.certificate
    revocation = Revocation.objects.filter(certificate=certificate).first()
    if revocation:
        return Standing(revoked_on=timezone.localdate(revocation.revoked_at), reason_class=revocation.reason)
    withdrawal = LicenceWithdrawal.objects.filter(licence=credential).first()
    if withdrawal:
        return Standing(revoked_on=timezone.localdate(withdrawal.withdrawn_at), reason_class=withdrawal.reason)
    suspension = suspension_of(certificate)
    if suspension:
        return Standing(suspended_on=timezone.localdate(suspension.suspended_at), reason_class=suspension.reason)
    return Standing()
