"""The holder's photo beside a certificate that is checked with a network, where the holder agreed to it."""

from django.core import signing

from lms.certification.models import Certificate
from lms.people.models import Photo
from lms.people.queries import photo_for_checks
from lms.verification.queries.certificates import Verification

SALT = "verification.photo"
LIVES = 300  # seconds: as long as a page with the picture needs to load, not long enough to be passed on
SHOWN_WITH = {"valid", "suspended"}


def photo_beside(found: Verification) -> Photo | None:
    """The photo to compare with the face of whoever shows the certificate. None where it stands no longer, or nobody agreed."""
    if found.status not in SHOWN_WITH:
        return None
    return photo_for_checks(Certificate.objects.values_list("person_id", flat=True).get(pk=found.certificate_id))


def photo_token(serial: str) -> str:
    """What opens the photo of a certificate for five minutes."""
    return signing.dumps(serial, salt=SALT)


def token_opens(token: str, serial: str) -> bool:
    """Whether the token was made for this serial, and lately."""
    try:
        return bool(signing.loads(token, salt=SALT, max_age=LIVES) == serial)
    except signing.BadSignature:
        return False
