"""People who upload, and a storage of its own for each test."""

from pathlib import Path

import pytest
from django.test import Client

from lms.outbox.models import Delivery
from lms.people.models import Person
from media.models import Asset


@pytest.fixture(autouse=True)
def stores(settings, tmp_path: Path) -> Path:
    """Uploads and unfinished work in the test's own folder."""
    settings.INCOMING_DIR = tmp_path / "incoming"
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path / "uploads"), "base_url": "/uploads/"},
        }
    }
    return tmp_path


@pytest.fixture
def library(db: None) -> None:
    """An empty library and nothing waiting: the demo ministry's own assets are rolled back into place afterwards."""
    Asset.objects.all().delete()
    Delivery.objects.all().delete()


@pytest.fixture
def author(library: None) -> Person:
    return Person.objects.get(username="youssef")


@pytest.fixture
def author_client(author: Person) -> Client:
    client = Client()
    client.force_login(author)
    return client
