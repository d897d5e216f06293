"""What every test may stand on: the demo ministry, loaded once into the test database."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from fcntl import LOCK_EX, flock
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, settings
from hypothesis.configuration import set_hypothesis_home_dir

from lms.people.models import Person

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
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """The database of every ordinary test holds the demo ministry; each test's changes are rolled back.

    Tests marked ``django_db(transaction=True)`` run last and start from an empty database.
    """
    from lms.demo.load import load_demo
    from lms.outbox.actions import deliver_all

    with django_db_blocker.unblock():
        if not Person.objects.exists():
            load_demo()
            deliver_all()


@pytest.fixture(scope="session")
def migrated_file() -> Path:
    """A SQLite file with every table and no person in it, made once for all processes of a run. Copy it."""
    files = [*sorted(ROOT.glob("**/migrations/*.py")), ROOT / "requirements/base.txt"]
    digest = sha256(b"".join(file.read_bytes() for file in files if ".venv" not in file.parts)).hexdigest()[:16]
    made = ROOT / f"var/test/migrated-{digest}.sqlite3"
    made.parent.mkdir(parents=True, exist_ok=True)
    with made.with_suffix(".lock").open("w") as lock:
        flock(lock, LOCK_EX)
        if not made.exists():
            half = made.with_suffix(".half")
            half.unlink(missing_ok=True)
            run = [sys.executable, "manage.py", "migrate", "--skip-checks", "-v", "0"]
            subprocess.run(run, check=True, cwd=ROOT, env={**os.environ, "DATABASE_URL": f"sqlite:///{half}"})
            half.rename(made)
    return made


@pytest.fixture(autouse=True)
def fresh_cache() -> Iterator[None]:
    """Rate limits and cached reads of one test do not reach the next."""
    from django.core.cache import cache

    cache.clear()
    yield


@pytest.fixture(autouse=True)
def own_language() -> Iterator[None]:
    """The language of one test's last page does not reach the next."""
    from django.conf import settings as django_settings
    from django.utils import translation

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
