"""Publish facts and deliver them."""

import logging
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta

from django.db import DatabaseError, close_old_connections, connection, transaction
from django.db.models import Q
from django.utils import timezone

from lms.outbox import rules
from lms.outbox.events import DayBegan, Event
from lms.outbox.models import Day, Delivery
from lms.outbox.receivers import receiver_named, receivers_of

logger = logging.getLogger(__name__)


def publish(event: Event, *, priority: int = 0, wait: timedelta = timedelta(0)) -> None:
    """Store ``event`` for each of its receivers, in the caller's transaction.

    Lower ``priority`` is delivered first. ``wait`` delays the first attempt.
    """
    Delivery.objects.bulk_create(
        Delivery(
            kind=event.event_name(),
            receiver=receiver.name,
            lane=receiver.lane,
            payload=event.payload(),
            priority=priority,
            due_at=timezone.now() + wait,
        )
        for receiver in receivers_of(type(event))
    )


@transaction.atomic
def begin_day(*, today: date) -> bool:
    """Tell every app once that a day began; False when it was told already. Any worker may ask, as often as it likes."""
    _row, new = Day.objects.get_or_create(day=today)
    if new:
        publish(DayBegan(day=today.isoformat()))
    return new


@transaction.atomic
def lease_next(*, lane: str, worker: str) -> Delivery | None:
    """Take the next waiting delivery of ``lane``: due, and leased by nobody or by someone whose lease ran out."""
    now = timezone.now()
    free = Q(leased_until=None) | Q(leased_until__lt=now)
    waiting = Delivery.objects.filter(free, lane=lane, due_at__lte=now, delivered_at=None, gave_up_at=None)
    if connection.features.has_select_for_update_skip_locked:
        waiting = waiting.select_for_update(skip_locked=True)
    delivery = waiting.order_by("priority", "due_at", "pk").first()
    if delivery:
        delivery.leased_by, delivery.leased_until = worker, now + rules.LEASE
        delivery.attempts += 1
        delivery.save(update_fields=["leased_by", "leased_until", "attempts"])
    return delivery


def deliver(delivery: Delivery) -> None:
    """Call the receiver of a leased delivery and note the outcome. A failing receiver is tried again later."""
    receiver = receiver_named(delivery.receiver)
    if receiver is None:
        return _note_failure(delivery, f"No receiver is named {delivery.receiver}")
    try:
        receiver.function(receiver.event.of(delivery.payload))
    except Exception as fault:
        logger.exception("Delivering %s failed", delivery)
        return _note_failure(delivery, f"{type(fault).__name__}: {fault}")
    _mine(delivery).update(delivered_at=timezone.now(), leased_until=None, last_error="")
    return None


def _note_failure(delivery: Delivery, error: str) -> None:
    now = timezone.now()
    outcome = {"last_error": error[:2000], "leased_until": None, "due_at": now + rules.wait_before(delivery.attempts)}
    if rules.gives_up(delivery.attempts):
        outcome["gave_up_at"] = now
    _mine(delivery).update(**outcome)


def _mine(delivery: Delivery):  # type: ignore[no-untyped-def]
    """The row, unless another worker has taken the lease over in the meantime."""
    return Delivery.objects.filter(pk=delivery.pk, leased_by=delivery.leased_by, delivered_at=None)


@contextmanager
def heartbeat(delivery: Delivery) -> Iterator[None]:
    """Keep the lease alive while the body runs. Stops by itself when this process dies or freezes."""
    stop = threading.Event()

    def beat() -> None:
        while not stop.wait(rules.HEARTBEAT_SECONDS):
            try:
                _mine(delivery).update(leased_until=timezone.now() + rules.LEASE)
            except DatabaseError as fault:  # busy or gone for a moment: the lease outlasts several beats
                logger.warning("A heartbeat of %s was missed: %s", delivery, fault)
            close_old_connections()
        connection.close()

    thread = threading.Thread(target=beat, name=f"heartbeat-{delivery.pk}", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def work_once(*, lane: str, worker: str) -> bool:
    """Deliver one waiting event of ``lane``; False when nothing waits."""
    delivery = lease_next(lane=lane, worker=worker)
    if delivery is None:
        return False
    with heartbeat(delivery):
        deliver(delivery)
    return True


def deliver_all() -> int:
    """Deliver everything that is due now, in this process and thread; the number delivered. For tests and loaders."""
    worker, count = f"inline-{uuid.uuid4().hex[:8]}", 0
    for lane in Delivery.Lane.values:
        while delivery := lease_next(lane=lane, worker=worker):
            deliver(delivery)
            count += 1
    return count
