"""Jobs that are stopped, started again, taken over, or wait for the storage."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from lms.outbox.actions import deliver_all
from lms.outbox.models import Delivery
from lms.people.models import Person
from media.actions import processing
from media.actions.assets import take_in
from media.actions.processing import convert_again, process_asset, stop_conversion
from media.models import Asset
from tests.media.clips import tone


@pytest.fixture
def waiting(author: Person, tmp_path: Path) -> Asset:
    return take_in(path=tone(tmp_path / "a.mp3"), name="a.mp3", by=author)


def test_a_frozen_worker_that_wakes_up_late_finishes_nothing_a_second_time(waiting: Asset) -> None:
    """The first run freezes before its last step; a second takes over and finishes; then the first goes on."""
    frozen = processing._begin(waiting.pk)
    assert frozen
    process_asset(asset_id=waiting.pk)
    waiting.refresh_from_db()
    assert waiting.state == "ready"
    before = list(waiting.renditions.values_list("pk", flat=True))
    with pytest.raises(processing.Overtaken):
        processing._reporter(frozen)(50)
    outcome = processing.Outcome(kind="audio", seconds=1, width=0, height=0, files=[])
    with pytest.raises(processing.Overtaken):
        processing._complete(asset=frozen, outcome=outcome, stored=[])
    assert list(waiting.renditions.values_list("pk", flat=True)) == before


def test_a_conversion_is_stopped_while_it_runs_and_started_again(waiting: Asset, author: Person) -> None:
    running = processing._begin(waiting.pk)
    assert running
    assert stop_conversion(asset=waiting, by=author)
    with pytest.raises(processing.Overtaken):
        processing._reporter(running)(10)
    deliver_all()  # the delivery that still waits does nothing either
    waiting.refresh_from_db()
    assert (waiting.state, waiting.refusal_code) == ("stopped", "stopped")
    assert not stop_conversion(asset=waiting, by=author)
    convert_again(asset=waiting, by=author)
    deliver_all()
    waiting.refresh_from_db()
    assert (waiting.state, waiting.refusal_code) == ("ready", "")


def test_the_buttons_of_the_library(waiting: Asset, author: Person) -> None:
    Person.objects.filter(pk=author.pk).update(is_superuser=True, is_staff=True)
    studio, trainee = Client(), Client()
    studio.force_login(Person.objects.get(pk=author.pk))
    trainee.force_login(Person.objects.get(username="amina"))
    page = studio.get(f"/studio/media/edit/{waiting.pk}/").content.decode()
    assert f"/api/v1/assets/{waiting.uuid}" in page  # its state is kept true by script
    assert trainee.post(f"/studio/media/{waiting.uuid}/stop/").status_code in (302, 403)
    assert studio.post(f"/studio/media/{waiting.uuid}/stop/").status_code == 302
    waiting.refresh_from_db()
    assert waiting.state == "stopped"
    assert studio.post(f"/studio/media/{waiting.uuid}/again/").status_code == 302
    waiting.refresh_from_db()
    assert waiting.state == "queued"


def test_while_the_storage_is_away_the_job_waits_and_then_goes_on(waiting: Asset, tmp_path: Path) -> None:
    """Nothing can be put in place, whoever asks: a file lies where the folder of renditions should be."""
    (tmp_path / "uploads/renditions").write_text("in the way")
    for _minute in range(5):  # more often than a file is tried that kills its worker
        deliver_all()
        waiting.refresh_from_db()
        assert (waiting.state, waiting.attempts, waiting.notes) == ("queued", 0, ["storage_away"])
        assert Delivery.objects.filter(delivered_at=None, kind__endswith="AssetUploaded", due_at__gt=timezone.now()).count() == 1
        Delivery.objects.update(due_at=timezone.now() - timedelta(seconds=1))
    (tmp_path / "uploads/renditions").unlink()
    deliver_all()
    waiting.refresh_from_db()
    assert (waiting.state, waiting.notes) == ("ready", [])
