"""Databases with every table and no person, made once for each state of the migrations and then copied.

Wagtail's migrations cost half a minute of a processor; every process of a run, every journey's site and the next run copy
what the first one made.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from fcntl import LOCK_EX, flock
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

ROOT = Path(__file__).resolve().parents[1]
KEPT = ROOT / "var/test"


def _digest() -> str:
    files = [*sorted(ROOT.glob("*/migrations/*.py")), *sorted(ROOT.glob("lms/*/migrations/*.py")), ROOT / "requirements/base.txt"]
    return sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:16]


@contextmanager
def _alone(name: str) -> Iterator[None]:
    """One process makes it; the others wait and find it made."""
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT / f"{name}.lock").open("w") as lock:
        flock(lock, LOCK_EX)
        yield


def _migrate(url: str) -> None:
    run = [sys.executable, "manage.py", "migrate", "--skip-checks", "-v", "0"]
    settings = {"DJANGO_SETTINGS_MODULE": "lms.settings.test", "DATABASE_URL": url}
    subprocess.run(run, check=True, cwd=ROOT, env={**os.environ, **settings})


def migrated_file() -> Path:
    """A SQLite file with every table. Copy it, do not open it."""
    made = KEPT / f"migrated-{_digest()}.sqlite3"
    with _alone("migrated"):
        if not made.exists():
            for older in KEPT.glob("migrated-*.sqlite3"):
                older.unlink()
            half = KEPT / "migrated.half"
            half.unlink(missing_ok=True)
            _migrate(f"sqlite:///{half}")
            half.rename(made)
    return made


def migrated_template(url: str) -> str:
    """The name of a PostgreSQL database with every table, on the server of ``url``: for ``CREATE DATABASE … TEMPLATE``."""
    name = f"warsha_migrated_{_digest()}"
    with _alone("template"), psycopg.connect(url, autocommit=True) as server:
        if not server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            half = f"{name}_half"
            server.execute(f'DROP DATABASE IF EXISTS "{half}"')
            server.execute(f'CREATE DATABASE "{half}"')
            _migrate(urlunsplit(urlsplit(url)._replace(path=f"/{half}")))
            server.execute(f'ALTER DATABASE "{half}" RENAME TO "{name}"')
    return name
