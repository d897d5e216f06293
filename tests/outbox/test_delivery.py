"""The outbox: written with the fact, delivered at least once, taken over from the dead."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.db import OperationalError, connection, transaction
from django.utils import timezone

from lms.outbox import rules
from lms.outbox.actions import deliver, deliver_all, heartbeat, lease_next, publish
from lms.outbox.events import Event
from lms.outbox.management.commands.work import run_lane
from lms.outbox.models import Delivery
from lms.outbox.receivers import receiver


@dataclass(frozen=True, kw_only=True)
class KettleBoiled(Event):
    litres: int


heard: list[int] = []
faults: list[Exception] = []


@receiver(KettleBoiled)
def pour(event: KettleBoiled) -> None:
    if faults:
        raise faults.pop()
    heard.append(event.litres)


@pytest.fixture(autouse=True)
def quiet(db: None) -> None:
    heard.clear()
    faults.clear()
    Delivery.objects.all().delete()


def test_an_event_reaches_its_receiver_once() -> None:
    publish(KettleBoiled(litres=2))
    assert heard == []
    assert deliver_all() == 1
    assert deliver_all() == 0
    assert heard == [2]


def test_what_was_rolled_back_was_never_published() -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        publish(KettleBoiled(litres=2))
        raise RuntimeError
    assert deliver_all() == 0


def test_a_leased_delivery_is_nobody_elses() -> None:
    publish(KettleBoiled(litres=1))
    assert lease_next(lane="quick", worker="first") is not None
    assert lease_next(lane="quick", worker="second") is None


def test_a_dead_workers_delivery_is_taken_over_when_the_lease_runs_out() -> None:
    publish(KettleBoiled(litres=1))
    first = lease_next(lane="quick", worker="first")
    Delivery.objects.update(leased_until=timezone.now() - timedelta(seconds=1))
    second = lease_next(lane="quick", worker="second")
    assert first is not None and second is not None and first.pk == second.pk
    deliver(second)
    deliver(first)  # the first wakes up late: it may run again, but must not touch the row of the second
    row = Delivery.objects.get()
    assert (row.leased_by, row.delivered_at is not None, row.attempts) == ("second", True, 2)


def test_a_failing_receiver_is_tried_again_later_and_keeps_its_error() -> None:
    publish(KettleBoiled(litres=3))
    faults.append(OSError("no water"))
    before = timezone.now()
    assert deliver_all() == 1
    row = Delivery.objects.get()
    assert row.last_error == "OSError: no water"
    assert row.due_at - before >= timedelta(seconds=2)
    Delivery.objects.update(due_at=timezone.now())
    deliver_all()
    assert heard == [3]


def test_after_eight_failures_a_delivery_is_set_aside() -> None:
    publish(KettleBoiled(litres=3))
    for _attempt in range(rules.MAX_ATTEMPTS):
        faults.append(OSError("no water"))
        Delivery.objects.update(due_at=timezone.now())
        deliver_all()
    row = Delivery.objects.get()
    assert (row.attempts, row.gave_up_at is not None, row.delivered_at) == (8, True, None)
    assert lease_next(lane="quick", worker="any") is None


def test_lower_priority_goes_first_and_waiting_ones_wait() -> None:
    publish(KettleBoiled(litres=1), priority=5)
    publish(KettleBoiled(litres=2), priority=-5)
    publish(KettleBoiled(litres=3), priority=-9, wait=timedelta(minutes=1))
    deliver_all()
    assert heard == [2, 1]


@pytest.mark.parametrize(("attempt", "seconds"), [(1, 2), (2, 4), (3, 8), (9, 512), (10, 600), (30, 600)])
def test_pauses_grow_and_end_at_ten_minutes(attempt: int, seconds: int) -> None:
    assert rules.wait_before(attempt) == timedelta(seconds=seconds)


@pytest.mark.django_db(transaction=True)
def test_a_heartbeat_keeps_the_lease_while_the_work_lasts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "HEARTBEAT_SECONDS", 0.02)
    publish(KettleBoiled(litres=1))
    delivery = lease_next(lane="quick", worker="first")
    assert delivery is not None and delivery.leased_until is not None
    renewed = delivery.leased_until
    with heartbeat(delivery):
        for _look in range(5000):
            renewed = Delivery.objects.values_list("leased_until", flat=True).get()
            if renewed > delivery.leased_until:
                break
    assert renewed > delivery.leased_until


class Heard(threading.Event):
    """Set as soon as the receiver heard something."""

    def is_set(self) -> bool:
        return bool(heard)


@pytest.mark.django_db(transaction=True)
def test_a_lane_outlives_a_database_that_is_busy_for_a_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lms.outbox.management.commands.work.PAUSE_SECONDS", 0.01)
    publish(KettleBoiled(litres=5))
    busy = [OperationalError("database is locked")]

    def ask(execute: Callable[..., Any], *call: Any) -> Any:
        if busy:
            raise busy.pop()
        return execute(*call)

    with connection.execute_wrapper(ask):
        run_lane("quick", "worker", Heard())
    assert (busy, heard) == ([], [5])
    assert Delivery.objects.get().attempts == 1
