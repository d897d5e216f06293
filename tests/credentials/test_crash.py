"""A worker that is killed at any step of issuing leaves nothing double and nothing missing."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = 20


@pytest.mark.timeout(400)
def test_killed_at_every_step_twenty_times(tmp_path: Path, migrated_file: Path) -> None:
    shutil.copy(migrated_file, tmp_path / "crash.sqlite3")
    env = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "lms.settings.dev",
        "DATABASE_URL": f"sqlite:///{tmp_path}/crash.sqlite3",
        "UPLOADS_URL": f"file://{tmp_path}/uploads",
        "SIGNING_KEYS_URL": f"file://{tmp_path}/keys",
    }
    command = [sys.executable, "-m", "tests.credentials.killed_issuers", str(ROUNDS)]
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False, timeout=390)
    assert done.returncode == 0, done.stderr[-2000:]
    found = json.loads(done.stdout.splitlines()[-1])
    every = 6 * ROUNDS + 1  # and one that nobody disturbed
    once = ("certificates", "credentials", "finished", "places", "files", "noted", "valid", "valid papers")
    assert set(found["killed"].values()) == {ROUNDS}, "each point was reached, each process died there"
    assert {name: found[name] for name in once} == dict.fromkeys(once, every)
    assert found["messages"] == [1, 1]
