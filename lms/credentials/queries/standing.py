"""What the register says of a certificate now. Signed lists say the same to those who are not connected."""

from django.utils import timezone

from lms.certification.models import Certificate, Revocation
from lms.credentials.rules.outcome import Standing


def standing(certificate: Certificate) -> Standing:
    """Revoked or suspended, since when, and the class of the reason."""
    revocation = Revocation.objects.filter(certificate=certificate).first()
    if revocation:
        return Standing(revoked_on=timezone.localdate(revocation.revoked_at), reason_class=revocation.reason)
    return Standing()
