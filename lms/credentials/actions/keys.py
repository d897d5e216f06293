"""Make keys, replace them, and say that one was stolen."""

from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.audit.actions import record
from lms.credentials import keystore
from lms.credentials.keystore import KeyStore
from lms.credentials.models import Key
from lms.credentials.queries.keys import signing_key
from lms.credentials.rules import certificates
from lms.credentials.rules.keys import EDDSA, ES256, PublicKey, algorithm_of, jwk_of, kid_of
from lms.people.models import Person
from lms.refusals import Refusal

Purpose = Key.Purpose
# In the order in which they can be made: the authority before what it certifies.
ALGORITHMS: dict[str, tuple[str, ...]] = {
    Purpose.CREDENTIAL: (EDDSA,),
    Purpose.CODE: (ES256,),
    Purpose.STATUS: (ES256, EDDSA),
    Purpose.CHAIN: (EDDSA,),
    Purpose.AUTHORITY: (ES256,),
    Purpose.SEAL: (ES256,),
}
ORGANISATION = "وزارة العمل"
SUBJECTS = {Purpose.AUTHORITY: "Warsha documents authority", Purpose.SEAL: "ختم شهادات ورشة"}


@transaction.atomic
def make_missing_keys() -> list[Key]:
    """Make a key for every purpose that has none to sign with; those that were made. Safe to run again."""
    made = []
    for purpose, algorithms in ALGORITHMS.items():
        for algorithm in algorithms:
            if not Key.objects.filter(purpose=purpose, algorithm=algorithm, retired_at=None).exists():
                made.append(_make(purpose, algorithm))
    return made


@transaction.atomic
def rotate_key(*, purpose: str, by: Person | None = None) -> list[Key]:
    """Retire what signs for ``purpose`` and make new keys. What the old ones signed stays good."""
    now = timezone.now()
    retired = Key.objects.select_for_update().filter(purpose=purpose, retired_at=None)
    for key in retired:
        record(actor=by, verb="key.retired", target=key)
    retired.update(retired_at=now)
    return [_make(purpose, algorithm) for algorithm in ALGORITHMS[Purpose(purpose)]]


@transaction.atomic
def mark_compromised(*, kid: str, at: datetime, by: Person | None = None) -> Key:
    """Say that a private key was in foreign hands from ``at`` on. Refuses ``unknown_key``; retires it if it still signs.

    Make a new one with ``make_missing_keys`` and issue anew what was signed since.
    """
    key = Key.objects.select_for_update().filter(kid=kid).first()
    if key is None:
        raise Refusal("unknown_key", _("No key has this id."), status=404)
    key.compromised_at = min(at, key.compromised_at or at)
    key.retired_at = key.retired_at or timezone.now()
    key.save(update_fields=["compromised_at", "retired_at"])
    record(actor=by, verb="key.compromised", target=key, detail={"at": at.isoformat()})
    return key


def _make(purpose: str, algorithm: str) -> Key:
    store = keystore.opened()
    public = store.make(algorithm=algorithm)
    key = Key.objects.create(
        kid=kid_of(public),
        purpose=purpose,
        algorithm=algorithm_of(public),
        jwk=jwk_of(public),
        certificate=_certificate(Purpose(purpose), public, store),
        not_before=timezone.now(),
    )
    record(actor=None, verb="key.made", target=key)
    return key


def _certificate(purpose: Key.Purpose, public: PublicKey, store: KeyStore) -> str:
    """What the seal shows. Our own authority certifies it; the ministry replaces both by those of a licensed provider."""
    if purpose not in SUBJECTS:
        return ""
    assert isinstance(public, EllipticCurvePublicKey)
    issuer, kid = None, kid_of(public)
    if purpose == Purpose.SEAL:
        authority = signing_key(Purpose.AUTHORITY, ES256)
        issuer, kid = certificates.from_pem(authority.certificate), authority.kid
    return certificates.as_pem(
        certificates.issue(
            subject=SUBJECTS[purpose],
            key=public,
            issuer=issuer,
            signer=lambda data: store.sign(kid, data),
            now=timezone.now(),
            organisation=ORGANISATION,
        )
    )
