"""People who upload, and a storage of its own for each test."""

from pathlib import Path

import pytest
from django.test import Client

from lms.people.models import Person, Role, Site


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
def author(db) -> Person:
    site = Site.objects.create(kind="headquarters", code="HQ", name_ar="الديوان", name_en="Headquarters", path="HQ/")
    person = Person.objects.create_user(username="youssef", password="x", name="Youssef")
    Role.objects.create(person=person, kind=Role.Kind.AUTHOR, site=site)
    return person


@pytest.fixture
def author_client(author: Person) -> Client:
    client = Client()
    client.force_login(author)
    return client
