"""Converters are killed or frozen at thirty instants: each job is taken over and finished once, whole."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
TIMES = 30


def test_whatever_becomes_of_the_worker_the_job_is_finished_once(migrated_file: Path, tmp_path: Path) -> None:
    shutil.copyfile(migrated_file, tmp_path / "data.sqlite3")
    env = {**os.environ, "DATABASE_URL": f"sqlite:///{tmp_path / 'data.sqlite3'}", "WORK": str(tmp_path), "REDIS_URL": ""}
    command = [sys.executable, "-m", "tests.media.killed_converter", "266", str(TIMES)]
    ran = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr[-3000:]
    found = json.loads(ran.stdout)
    assert len(found["jobs"]) == TIMES
    for job in found["jobs"]:
        assert (job["state"], job["finished"], job["whole"]) == ("ready", 1, True), job
        assert job["seconds"] < 60
    assert found["empty_files"] == []
