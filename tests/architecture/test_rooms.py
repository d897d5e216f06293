"""The rooms of an app: every file has a known name, and the lower rooms know nothing of the upper ones."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
APPS = [
    "lms/people", "lms/enrolment", "lms/certification", "lms/credentials", "lms/verification", "lms/audit", "lms/outbox",
    "lms/records",
    "media", "courses", "content_studio", "assessments", "classrooms",
]  # fmt: skip
ROOMS = {
    "__init__", "apps", "urls", "models", "rules", "actions", "queries", "access", "events", "receivers", "forms", "views",
    "api", "protocol", "consumers", "routing", "tasks", "blocks", "viewsets", "wagtail_hooks", "management", "migrations",
    "templatetags", "records", "holdings",
}  # fmt: skip
# Rooms that one app has and why. A drawer named utils, helpers, core or common is never one of them.
EXTRA_ROOMS = {
    "lms/audit": {"looks": "who looked at whose file: noted by doors, written when the page is answered"},
    "lms/records": {"registry": "which rows are official records: apps say so when they start"},
    "assessments": {
        "exchange": "questions from and to other systems' files, without database",
        "questions": "the question types of courses, under the names the bank knows",
        "sealing": "answers sealed on a device, opened only here",
        "schemes": "what a skill scheme asks of an assessment: the app above says so when it starts",
    },
    "lms/people": {
        "portraits": "a stranger's file made into a small square picture, without database",
        "adapter": "how the registration library reaches us",
        "sms": "the SMS gateway",
    },
    "courses": {
        "documents": "drafts compiled into released documents",
        "fields": "StreamField without migrations",
        "questions": "the question types, one file each, without database: for banks and for quick checks",
        "activities": "the scored activities, one file each, without database, held equal to the phone's",
    },
    "lms/credentials": {
        "art": "what is drawn on paper again and again",
        "drawing": "a certificate on paper",
        "integrity": "proofs inside JSON credentials",
        "keystore": "where private keys are, behind a small contract",
        "seal": "the seal on a PDF",
    },
    "lms/verification": {
        "tables": "spreadsheets from strangers, read and written with caution",
        "words": "what the checking page's script says",
    },
    "media": {
        "delivery": "how bytes are sent: by nginx, by a signed address, or from here in pieces",
        "pipeline": "from a stranger's file to renditions, without database",
        "stores": "where bytes lie before and after they are finished",
    },
    "classrooms": {
        "commands": "from a decoded command, through the door, to the verb",
        "conferencing": "the media server behind a small contract",
        "feed": "one reader of the log for all sockets of a process",
        "refusals": "every code the protocol promises",
        "wake": "tells other processes that a class has news",
        "words": "what the room's script says",
    },
}
LOWER = {"models", "rules", "events"}
UPPER = {"actions", "views", "api", "forms", "consumers", "receivers", "viewsets", "wagtail_hooks"}


def modules(app: str) -> Iterator[Path]:
    for path in sorted((ROOT / app).rglob("*.py")):
        if "migrations" not in path.parts:
            yield path


@pytest.mark.parametrize("app", APPS)
def test_every_room_has_a_known_name(app: str) -> None:
    known = ROOMS | set(EXTRA_ROOMS.get(app, {}))
    names = {path.stem if path.is_file() else path.name for path in (ROOT / app).iterdir()}
    code = {name for name in names if (ROOT / app / f"{name}.py").exists() or (ROOT / app / name / "__init__.py").exists()}
    assert code <= known, f"{app} has rooms nobody expects: {sorted(code - known)}"


@pytest.mark.parametrize("app", APPS)
def test_lower_rooms_do_not_know_upper_ones(app: str) -> None:
    package = app.replace("/", ".")
    for path in modules(app):
        room = path.relative_to(ROOT / app).parts[0].removesuffix(".py")
        if room not in LOWER:
            continue
        for imported in top_level_imports(path):
            rest = imported.removeprefix(f"{package}.").split(".")[0]
            assert not (imported.startswith(f"{package}.") and rest in UPPER), f"{path} imports {imported}"


@pytest.mark.parametrize("app", APPS)
def test_rules_know_neither_database_nor_clock(app: str) -> None:
    for path in modules(app):
        if path.relative_to(ROOT / app).parts[0].removesuffix(".py") != "rules":
            continue
        for imported in top_level_imports(path):
            assert not imported.startswith(("django.db", "django.conf", "django.utils.timezone")), f"{path} imports {imported}"


def test_files_stay_readable() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for app in [*APPS, "lms/web", "lms/demo"]
        for path in modules(app)
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 320
    }
    assert not long, f"Split these by noun: {long}"


def top_level_imports(path: Path) -> Iterator[str]:
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
