"""The page folds the same facts to the same room as the server."""

import json
import subprocess
from pathlib import Path

import pytest

from classrooms import queries
from classrooms.rules.hands import in_turn
from classrooms.rules.sight import seen_by
from tests.classrooms.test_room import play

ROOT = Path(__file__).resolve().parents[2]
RUN = """
import { readFileSync } from "node:fs";
import { emptyRoom, fold, inTurn } from "./fold.mjs";
const frames = JSON.parse(readFileSync(0, "utf8"));
const room = emptyRoom();
const moments = [];
for (const frame of frames) { fold(room, frame); moments.push(JSON.stringify([room, inTurn(room)])); }
console.log(`[${moments.join(",")}]`);
"""


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["nadia", "amina", "trainee01"])
def test_both_folds_agree(cast, who, tmp_path):
    bundle = [
        "node",
        "--input-type=module",
        "-e",
        BUNDLE.format(entry=ROOT / "frontend/classroom/fold.ts", out=tmp_path / "fold.mjs"),
    ]
    subprocess.run(bundle, cwd=ROOT, check=True, capture_output=True)
    (tmp_path / "run.mjs").write_text(RUN)
    frames, person = play(cast), cast.person(who)
    seen = [seen_by(frame, person=str(person.uuid), instructs=who == "nadia", removed=()) for frame in frames]
    ran = subprocess.run(["node", "run.mjs"], cwd=tmp_path, input=json.dumps(seen), text=True, check=True, capture_output=True)
    moments = json.loads(ran.stdout)
    for moment, (room, turn) in enumerate(moments, start=1):
        here = queries.room_at(frames[:moment], person=person, instructs=who == "nadia")
        assert room == here, f"after fact {moment}"
        assert turn == in_turn(here), f"after fact {moment}"


BUNDLE = """
import {{ readFileSync, writeFileSync }} from "node:fs";
import * as vite from "vite";
const source = readFileSync("{entry}", "utf8");
const {{ code }} = await vite.transformWithOxc(source, "fold.ts");
writeFileSync("{out}", code);
"""
