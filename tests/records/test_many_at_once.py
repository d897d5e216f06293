"""Processes that append to one chain at once, on a database file of their own."""

import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path
from uuid import uuid4

from lms.records import rules
from tests.records.append_many import FIRSTS, PERSONS

ROOT = Path(__file__).resolve().parents[2]


def test_many_at_once_give_one_chain_without_gaps(tmp_path: Path, migrated_file: Path) -> None:
    """Processes on one file, as the web and the worker are with SQLite. PostgreSQL: threads, in ``test_chain``."""
    file = tmp_path / "many.sqlite3"
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{file}", "DJANGO_SETTINGS_MODULE": "lms.settings.test"}
    shutil.copy(migrated_file, file)
    with sqlite3.connect(file) as made:
        made.executemany(
            "INSERT INTO people_person (uuid, username, password, name, name_en, email, mobile_verified, preferred_language,"
            " numerals, is_active, is_staff, is_superuser, joined_at)"
            " VALUES (?, ?, '', '', '', '', 0, 'ar', 'western', 1, 0, 0, ?)",
            [(uuid4().hex, f"p{number}", "2026-01-01 00:00:00") for number in range(PERSONS)],
        )
    many = [
        subprocess.Popen([sys.executable, "-m", "tests.records.append_many", str(n)], env=environment, cwd=ROOT) for n in FIRSTS
    ]
    assert [one.wait(120) for one in many] == [0] * len(FIRSTS)
    with sqlite3.connect(file) as kept:
        rows = kept.execute("SELECT position, previous, hash FROM records_chainentry ORDER BY position").fetchall()
    assert [row[0] for row in rows] == list(range(1, PERSONS + 1))
    assert [row[1] for row in rows] == [rules.GENESIS, *(row[2] for row in rows[:-1])]
