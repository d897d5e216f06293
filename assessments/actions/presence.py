"""Which device answers a paper, and what it says of itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction
from django.db.models import F
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_lazy as _

from assessments.models import Attempt, Candidate, Presence, PresenceFact
from lms.audit.actions import record
from lms.refusals import Refusal

MOST_TRIES = 5
FARTHEST = 32_000  # what the columns hold


@dataclass(frozen=True, kw_only=True)
class Happened:
    """Something a device noticed."""

    uuid: UUID
    kind: str
    device_at: datetime


@dataclass(frozen=True, kw_only=True)
class Report:
    """What a device says of itself, every fifteen seconds and when something happens."""

    place: int
    waiting: int
    focused: bool
    happened: Sequence[Happened] = ()


def other_device() -> Refusal:
    """This paper is answered on another device."""
    sentence = _("Your paper goes on at another device. To go on here, ask the invigilator for a code.")
    return Refusal("other_device", sentence)


@transaction.atomic
def hold_device(*, attempt: Attempt, device: str, now: datetime) -> bool:
    """Let the first device have an official paper; False when another one has it, which the invigilator then sees."""
    if attempt.kind != Attempt.Kind.OFFICIAL or attempt.device == device:
        return True
    if not attempt.device and Attempt.objects.filter(pk=attempt.pk, device="").update(device=device, device_since=now):
        attempt.device = device
        return True
    happened = Happened(uuid=uuid5(attempt.uuid, device), kind=PresenceFact.Kind.OTHER_DEVICE, device_at=now)
    _keep(attempt, [happened], now)
    return False


def take_over(*, attempt: Attempt, code: str, device: str, now: datetime) -> Attempt:
    """Go on at this device with the invigilator's code; the other one freezes. Refuses ``wrong_takeover_code``.

    The code is good once, for ten minutes and five tries. What the other device wrote before this moment still counts when it
    arrives.
    """
    Candidate.objects.filter(person=attempt.person_id, sitting=attempt.sitting_id).update(takeover_tries=F("takeover_tries") + 1)
    return _taken_over(attempt, code, device, now)


@transaction.atomic
def _taken_over(attempt: Attempt, code: str, device: str, now: datetime) -> Attempt:
    attempt = Attempt.objects.select_for_update().get(pk=attempt.pk)
    seat = (
        Candidate.objects.select_for_update(of=("self",))
        .select_related("sitting")
        .get(person=attempt.person_id, sitting=attempt.sitting_id)
    )
    good = seat.takeover_code and seat.takeover_until and now <= seat.takeover_until and seat.takeover_tries <= MOST_TRIES
    if not good or not constant_time_compare(code.strip(), seat.takeover_code):
        raise Refusal(
            "wrong_takeover_code", _("This code is not right, or it is older than ten minutes. Ask for a new one."), status=422
        )
    seat.takeover_code, seat.takeover_until = "", None
    seat.save(update_fields=["takeover_code", "takeover_until"])
    attempt.device, attempt.device_since = device, now
    attempt.save(update_fields=["device", "device_since"])
    happened = Happened(uuid=uuid5(attempt.uuid, now.isoformat()), kind=PresenceFact.Kind.TAKEN_OVER, device_at=now)
    _keep(attempt, [happened], now)
    record(actor=attempt.person, verb="attempt.taken_over", target=attempt)
    return attempt


@transaction.atomic
def note_presence(*, attempt: Attempt, device: str, report: Report, now: datetime) -> None:
    """Keep what the device says. Refuses ``other_device``."""
    if attempt.kind == Attempt.Kind.OFFICIAL and attempt.device and attempt.device != device:
        raise other_device()
    place, waiting = min(report.place, FARTHEST), min(report.waiting, FARTHEST)
    known = Presence.objects.filter(attempt=attempt).first()
    since = known.place_since if known and known.place == place else now
    values = {"seen_at": now, "place": place, "place_since": since, "waiting": waiting, "focused": report.focused}
    if known:
        Presence.objects.filter(pk=known.pk).update(**values)
    else:
        Presence.objects.bulk_create([Presence(attempt=attempt, **values)], ignore_conflicts=True)
    _keep(attempt, report.happened, now)


def _keep(attempt: Attempt, happened: Sequence[Happened], now: datetime) -> None:
    PresenceFact.objects.bulk_create(
        [
            PresenceFact(uuid=one.uuid, attempt=attempt, kind=one.kind, device_at=min(one.device_at, now), received_at=now)
            for one in happened
        ],
        ignore_conflicts=True,
    )
