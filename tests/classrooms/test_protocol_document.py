"""The written protocol and the code say the same."""

import re
from pathlib import Path

from classrooms import protocol
from classrooms.refusals import REFUSALS
from classrooms.rules.room import FactKind

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "protocol" / "classrooms.md"


def rows(heading: str) -> list[list[str]]:
    section = DOCUMENT.read_text().split(f"## {heading}\n")[1].split("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("| `")]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines]


def code(cell: str) -> str:
    return cell.strip("` |")


def test_every_command_is_documented_and_nothing_else():
    assert {code(row[0]) for row in rows("What the page says")} == set(protocol.COMMANDS)


def test_fields_and_keeping_are_as_documented():
    for row in rows("What the page says"):
        command = protocol.COMMANDS[code(row[0])]
        assert (row[1] == "yes") == command.kept, row[0]
        documented = set(re.findall(r"`(\w+)`", row[3]))
        fields = set(command.model_fields) - {"type", "id"}
        assert fields <= documented, f"{row[0]}: {fields - documented} not documented"


def test_every_server_frame_is_documented_and_nothing_else():
    assert {code(row[0]) for row in rows("What the server says")} == set(protocol.SERVER_FRAMES)


def test_every_fact_is_documented_and_nothing_else():
    assert {code(row[0]) for row in rows("Facts")} == {kind.value for kind in FactKind}


def test_every_refusal_is_documented_with_its_status_and_nothing_else():
    assert {code(row[0]): int(row[1]) for row in rows("Refusals")} == {name: status for name, (status, _) in REFUSALS.items()}


def test_the_limits_are_as_documented():
    text = DOCUMENT.read_text()
    assert f"at most {protocol.LARGEST_FRAME // 1024} KiB" in text
    assert f"more than {protocol.RATE_FRAMES}\nframes in {protocol.RATE_SECONDS} seconds" in text
