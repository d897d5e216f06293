"""A worker killed anywhere between the confirmation and the certificate: nothing twice, nothing missing."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_killed_anywhere_and_started_again(tmp_path: Path, migrated_file: Path) -> None:
    """Twenty times at each point between the confirmation and the note that it is done."""
    shutil.copy(migrated_file, tmp_path / "killed.sqlite3")
    environment = {
        **os.environ, "DATABASE_URL": f"sqlite:///{tmp_path / 'killed.sqlite3'}", "DJANGO_SETTINGS_MODULE": "lms.settings.test",
        "WARSHA_VAR": str(tmp_path), "REDIS_URL": "",
    }  # fmt: skip
    ran = subprocess.run(
        [sys.executable, "-m", "tests.certification.killed_worker"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr[-3000:]
    found = json.loads(ran.stdout.splitlines()[-1])
    assert len(found) == 8
    assert found == {point: {"killed": 20, "double": 0, "missing": 0} for point in found}
