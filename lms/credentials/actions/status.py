"""Publish status lists: on every change, and daily even without one."""

import json
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from lms.certification.models import Revocation, Suspension
from lms.credentials import integrity, keystore
from lms.credentials.models import Credential, Key, StatusList
from lms.credentials.queries.keys import issuer, signing_key
from lms.credentials.rules import bits, cose
from lms.credentials.rules.credential import REVOCATION, SUSPENSION
from lms.credentials.rules.keys import EDDSA, ES256


def open_list() -> StatusList:
    """The list that takes new entries; a new one when the last is full."""
    newest = StatusList.objects.order_by("-number").first()
    if newest and newest.credentials.count() < bits.FULL:
        return newest
    return StatusList.objects.create(number=(newest.number if newest else 0) + 1)


def publish_list(*, number: int, now: datetime | None = None) -> bool:
    """Sign a list as it stands and put it in the place of its last publication; False when that is still the same and fresh.

    The facts are read inside the transaction that replaces the list, so that of two publications at once the later one
    has everything that the earlier one had.
    """
    with transaction.atomic():
        kept = StatusList.objects.select_for_update().get(number=number)
        moment = now or timezone.now()
        revoked, suspended = (bits.compressed(indexes) for indexes in _marked(kept))
        kids = [signing_key(Key.Purpose.STATUS, algorithm).kid for algorithm in (EDDSA, ES256)]
        digest = bits.digest(revoked, suspended, settings.PUBLIC_URL.encode(), *(kid.encode() for kid in kids))
        fresh = kept.published_at is not None and moment - kept.published_at < bits.REPUBLISH_AFTER
        if digest == kept.digest and fresh:
            return False
        kept.revocation = _signed_document(number, REVOCATION, revoked, moment)
        kept.suspension = _signed_document(number, SUSPENSION, suspended, moment)
        kept.compact = _signed_compact(number, revoked, suspended, moment)
        kept.digest, kept.published_at, kept.valid_until = digest, moment, moment + bits.VALID_FOR
        kept.save()
    return True


def publish_lists_of(*, certificate_id: int) -> None:
    """A certificate's standing changed: publish the lists that hold its credentials."""
    found = Credential.objects.filter(certificate=certificate_id)
    for number in found.values_list("status_list__number", flat=True).distinct():
        publish_list(number=number)


def publish_old_lists(*, now: datetime | None = None) -> int:
    """Publish every list that has grown old; how many. Once a day is enough, more often is harmless."""
    numbers = StatusList.objects.order_by("number").values_list("number", flat=True)
    return sum(publish_list(number=number, now=now) for number in list(numbers))


def _marked(kept: StatusList) -> tuple[list[int], list[int]]:
    """The places of what is revoked or withdrawn, and of what is suspended, in a list."""
    rows = Credential.objects.filter(status_list=kept)
    revoked = rows.filter(Q(certificate__in=Revocation.objects.values("certificate")) | Q(withdrawal__isnull=False))
    suspended = rows.filter(certificate__in=Suspension.objects.filter(reinstatement=None).values("certificate"))
    return list(revoked.values_list("status_index", flat=True)), list(suspended.values_list("status_index", flat=True))


def _signed_document(number: int, purpose: str, data: bytes, now: datetime) -> str:
    key, store = signing_key(Key.Purpose.STATUS, EDDSA), keystore.opened()
    document = bits.list_document(site=settings.PUBLIC_URL, issuer=issuer(), number=number, purpose=purpose, bits=data, now=now)
    signed = integrity.sign(
        document,
        verification_method=f"{issuer()}#{key.kid}",
        created=now,
        signer=lambda digest: store.sign(key.kid, digest),
    )
    return json.dumps(signed, ensure_ascii=False, separators=(",", ":"))


def _signed_compact(number: int, revoked: bytes, suspended: bytes, now: datetime) -> bytes:
    key, store = signing_key(Key.Purpose.STATUS, ES256), keystore.opened()
    payload = bits.compact_payload(number=number, revoked=revoked, suspended=suspended, now=now)
    return cose.sign(payload, kid=bytes.fromhex(key.kid), signer=lambda data: store.sign(key.kid, data))
