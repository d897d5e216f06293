"""The page's own checker (TypeScript), asked from Python through Node."""

import base64
import json
import os
import shutil
import subprocess
from datetime import datetime
from pathlib import Path
from typing import Any

from tests.verification import issuer

ROOT = Path(__file__).resolve().parents[2]
NODE = shutil.which("node", path=f"{ROOT / '.venv/bin'}{os.pathsep}{os.environ['PATH']}") or "node"


def ask(text: str, *, keys: dict[str, Any], lists: dict[int, bytes] | None = None, now: datetime = issuer.NOW) -> dict[str, Any]:
    """One question, as ``outcomes`` takes them."""
    encoded = {number: base64.b64encode(data).decode() for number, data in (lists or {}).items()}
    return {"text": text, "keys": keys, "lists": encoded, "now": now.isoformat()}


def verdicts(questions: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What the checker says of each question."""
    lines = "\n".join(json.dumps(question, ensure_ascii=False) for question in questions)
    command = [NODE, "--disable-warning=ExperimentalWarning", "--disable-warning=MODULE_TYPELESS_PACKAGE_JSON"]
    ran = subprocess.run(
        [*command, "tests/verification/check_codes.ts"], input=lines, cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr[-2000:]
    return [json.loads(line) for line in ran.stdout.splitlines()]


def outcomes(questions: list[dict[str, Any]]) -> list[str]:
    """The outcome of each question."""
    return [verdict["outcome"] for verdict in verdicts(questions)]
