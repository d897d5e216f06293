"""What every test may stand on: the demo ministry, loaded once into the test database."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, settings
from hypothesis.configuration import set_hypothesis_home_dir

from lms.people.models import Person
from tests.databases import migrated_file as migrated_file_once
from tests.databases import migrated_template

# Two loaded cores must not decide whether a property holds.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")

ROOT = Path(__file__).resolve().parents[1]
set_hypothesis_home_dir(ROOT / "var/hypothesis")  # the suite writes nowhere else


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what touches the database: only that has something to learn from a second engine (``bin/test``)."""
    for item in items:
        names = getattr(item, "fixturenames", ())
        if item.get_closest_marker("django_db") or "db" in names or "transactional_db" in names:
            item.add_marker("data")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Tables come from a copy of a database that was migrated once, not from the migrations."""
    from django.conf import settings as django_settings

    database = django_settings.DATABASES["default"]
    database.setdefault("TEST", {})["MIGRATE"] = False
    if database["ENGINE"].endswith("postgresql"):
        database["TEST"]["TEMPLATE"] = migrated_template(os.environ["DATABASE_URL"])


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """The database of every ordinary test holds the demo ministry; each test's changes are rolled back.

    Tests marked ``django_db(transaction=True)`` run last and start from an empty database.
    """
    from django.db import connection

    from lms.demo.load import load_demo
    from lms.outbox.actions import deliver_all

    with django_db_blocker.unblock():
        if connection.vendor == "sqlite":
            connection.ensure_connection()
            with closing(sqlite3.connect(migrated_file_once())) as made:
                made.backup(connection.connection)
        if not Person.objects.exists():
            load_demo()
            deliver_all()


@pytest.fixture(scope="session")
def migrated_file() -> Path:
    """A SQLite file with every table and no person in it, made once for all processes of a run. Copy it."""
    return migrated_file_once()


@pytest.fixture(autouse=True)
def fresh_cache() -> Iterator[None]:
    """Rate limits and cached reads of one test do not reach the next."""
    from django.core.cache import cache

    cache.clear()
    yield


@pytest.fixture(autouse=True)
def own_language() -> Iterator[None]:
    """The language and the figures of one test's last page do not reach the next."""
    from django.conf import settings as django_settings
    from django.utils import translation

    from lms.web import numerals

    numerals.activate(numerals.WESTERN)
    with translation.override(django_settings.LANGUAGE_CODE):
        yield


@pytest.fixture
def person(db: None) -> Callable[[str], Person]:
    """A demo person by login: ``person("amina")``."""
    return lambda login: Person.objects.get(username=login)


@pytest.fixture
def signed_in(db: None) -> Callable[[str], Client]:
    """A client in which a demo person is signed in: ``signed_in("hoda").get("/ar/")``."""

    def sign_in(login: str) -> Client:
        client = Client()
        client.force_login(Person.objects.get(username=login))
        return client

    return sign_in
