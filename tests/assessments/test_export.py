"""What is written for another system reads back as the same question; what cannot go along is named."""

import json
from fractions import Fraction
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from assessments.exchange import read
from assessments.exchange.contract import Reading
from assessments.models import Question
from assessments.queries.bank import FORMATS, exported
from assessments.questions import TYPES
from courses.models import Trade

pytestmark = pytest.mark.django_db
TRADES = ("TLR", "MOB", "RAC")


def meaning(kind: str, content: Any, answer: Any, language: str) -> Any:
    """What a question asks and what is right, in words: ids may differ between two systems."""
    word = {one["id"]: one[language] for part in ("options", "items", "left", "right") for one in content.get(part, [])}
    meanings = {
        "single_choice": lambda: (sorted(word.values()), word[answer["option"]]),
        "multiple_response": lambda: (sorted(word.values()), sorted(word[one] for one in answer["options"])),
        "ordering": lambda: [word[one] for one in answer["order"]],
        "matching": lambda: (sorted(word.values()), {word[one]: word[other] for one, other in answer["pairs"].items()}),
        "numeric": lambda: Fraction(answer["value"]),
        "true_false": lambda: answer["value"],
    }
    return meanings[kind]()


def read_back(reading: Reading) -> dict[str, Any]:
    return {source["item"]: source for source in reading.sources}


@pytest.mark.parametrize("code", TRADES)
@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("format", FORMATS)
def test_every_question_reads_back_as_it_was(code: str, format: str, language: str) -> None:
    trade = Trade.objects.get(code=code)
    written = exported(trade=trade, format=format, language=language)
    back = read_back(read(written.data))
    left_out = {note.item for note in written.notes if note.code == "type_not_supported"}
    for question in Question.objects.filter(trade=trade).select_related("current"):
        version = question.current
        if question.code in left_out:
            assert version.type in ("hotspot", "ordering")
            continue
        source = back.pop(question.code)
        made = TYPES[source["type"]].from_source(source)
        assert source["type"] == version.type, question.code
        ours = meaning(version.type, version.content, version.answer, language)
        assert meaning(version.type, *made, language) == ours, question.code
        assert source["stem"][language].split() == version.stem[language].split()
        assert source["feedback"][language].split() == version.feedback[language].split()
    assert back == {}


def test_a_tolerance_and_marks_survive_where_the_format_knows_them() -> None:
    trade = Trade.objects.get(code="RAC")
    numbers = Question.objects.filter(trade=trade, current__type="numeric").select_related("current")
    assert numbers.count() >= 3
    moodle, gift = (read_back(read(exported(trade=trade, format=format).data)) for format in ("moodle_xml", "gift"))
    for question in numbers:
        answer = question.current.answer
        assert Fraction(moodle[question.code]["answer"]["tolerance"]) == Fraction(answer["tolerance"])
        assert Fraction(gift[question.code]["answer"]["tolerance"]) == Fraction(answer["tolerance"])
        assert moodle[question.code]["marks"] == question.current.marks


def test_what_cannot_go_along_is_named() -> None:
    trade = Trade.objects.get(code="TLR")
    hotspots = set(Question.objects.filter(trade=trade, current__type="hotspot").values_list("code", flat=True))
    orders = set(Question.objects.filter(trade=trade, current__type="ordering").values_list("code", flat=True))
    left_out = {
        format: {note.item for note in exported(trade=trade, format=format).notes if note.code == "type_not_supported"}
        for format in FORMATS
    }
    assert left_out == {"moodle_xml": hotspots, "gift": hotspots | orders, "qti": hotspots}


def test_the_same_bank_gives_the_same_bytes() -> None:
    trade = Trade.objects.get(code="TLR")
    assert exported(trade=trade, format="qti").data == exported(trade=trade, format="qti").data


def test_the_command_writes_a_file_and_reports(tmp_path: Path) -> None:
    told, file = StringIO(), tmp_path / "tailoring.xml"
    call_command("export_questions", str(file), "--bank", "TLR", "--format", "moodle_xml", "--json", stdout=told)
    report = json.loads(told.getvalue())
    assert report["file"] == str(file) and report["exported"] == len(read(file.read_bytes()).sources)
    assert report["exported"] + sum(note["code"] == "type_not_supported" for note in report["reported"]) == 28
