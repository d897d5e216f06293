"""Every sentence of ours has its Arabic: run by ``make check``.

Extracts the sources anew with Django's own extractor into a scratch copy of each catalogue and lists every entry without
a finished translation.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
APPS = [
    "lms/web", "lms/home", "lms/people", "lms/enrolment", "lms/certification", "lms/test_days", "lms/credentials",
    "lms/verification", "lms/demo",
    "lms/records",
    "media", "courses", "content_studio",
    "assessments", "classrooms",
]  # fmt: skip
ENTRY = re.compile(r'msgid ((?:".*"\n)+)(?:msgid_plural ((?:".*"\n)+))?((?:msgstr(?:\[\d\])? (?:".*"\n)+)+)')


def text(quoted: str) -> str:
    """The string of one or more quoted lines."""
    return "".join(line.strip()[1:-1] for line in quoted.strip().splitlines())


def unfinished(catalogue: str) -> list[str]:
    """Sources without a translation, or with one that a human has to confirm (fuzzy)."""
    missing = []
    for block in catalogue.split("\n\n"):
        if block.startswith("#~") or not (match := ENTRY.search(block + "\n")) or text(match[1]) == "":
            continue
        forms = re.findall(r'msgstr(?:\[\d\])? ((?:".*"\n)+)', match[3])
        if "#, fuzzy" in block or any(text(form) == "" for form in forms):
            missing.append(text(match[1]))
    return missing


def check(app: str) -> list[str]:
    """Unfinished entries of one app, extracted anew."""
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch) / Path(app).name
        shutil.copytree(ROOT / app, copy, ignore=shutil.ignore_patterns("__pycache__", "migrations", "data"))
        (copy / "locale").mkdir(exist_ok=True)
        subprocess.run(
            [sys.executable, "-m", "django", "makemessages", "-l", "ar", "--no-wrap", "--no-location", "-v", "0"],
            cwd=copy, check=True, capture_output=True, env={"PATH": "/usr/bin:/bin", "PYTHONPATH": ""},
        )  # fmt: skip
        path = copy / "locale/ar/LC_MESSAGES/django.po"
        return unfinished(path.read_text(encoding="utf-8")) if path.exists() else []


def main() -> int:
    """Print what is missing; 1 when anything is."""
    missing = {app: entries for app in APPS if (ROOT / app).exists() and (entries := check(app))}
    for app, entries in missing.items():
        for entry in entries:
            sys.stdout.write(f"{app}: no Arabic for «{entry}»\n")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
