"""Other systems' files of questions: what comes along, what is noted, what is refused. Every file here is written by hand."""

import base64
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from PIL import Image

from assessments.actions.imports import import_questions
from assessments.exchange import Reading, WrongFile, read
from assessments.models import Attempt, PaperItem, Question, QuestionVersion
from courses.models import Trade


def png(width: int = 40, height: int = 20) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), "navy").save(out, "PNG")
    return out.getvalue()


def moodle(*questions: str) -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8"?><quiz>{"".join(questions)}</quiz>'.encode()


def question(kind: str, body: str, *, stem: str = "<p>أي إبرة؟</p>", name: str = "q", more: str = "") -> str:
    return (
        f'<question type="{kind}"><name><text>{name}</text></name><questiontext format="html">'
        f"<text><![CDATA[{stem}]]></text>{more}</questiontext>{body}</question>"
    )


def answers(*pairs: tuple[str, str]) -> str:
    return "".join(f'<answer fraction="{share}" format="html"><text>{text}</text></answer>' for text, share in pairs)


def one(reading: Reading) -> dict[str, Any]:
    assert len(reading.sources) == 1, reading.notes
    return reading.sources[0]


def noted(reading: Reading) -> list[tuple[str, str]]:
    return [(note.item, note.code) for note in reading.notes]


class TestMoodle:
    def test_one_choice(self) -> None:
        options = answers(("Jeans 110", "0"), ("Ball point", "100"), ("Leather", "0"))
        body = f"<single>true</single><defaultgrade>2.0</defaultgrade>{options}"
        reading = read(moodle(question("multichoice", body)))
        source = one(reading)
        assert (reading.format, source["type"], source["marks"], reading.notes) == ("moodle_xml", "single_choice", 2, [])
        assert [(option["id"], option["correct"], option["en"]) for option in source["options"]] == [
            ("a", False, "Jeans 110"), ("b", True, "Ball point"), ("c", False, "Leather"),
        ]  # fmt: skip
        assert source["stem"] == {"ar": "أي إبرة؟", "en": "أي إبرة؟"}

    def test_several_choices_keep_thirds(self) -> None:
        right = [("a", "33.33333"), ("b", "33.33333"), ("c", "33.33333")]
        fair = question("multichoice", "<single>false</single>" + answers(*right, ("d", "-33.33333")))
        mild = question("multichoice", "<single>false</single>" + answers(*right, ("d", "0")), name="mild")
        reading = read(moodle(fair, mild))
        assert [source["type"] for source in reading.sources] == ["multiple_response"] * 2
        assert noted(reading) == [("mild", "scoring_differs")]

    def test_part_marks_of_a_wrong_option_are_noted(self) -> None:
        reading = read(moodle(question("multichoice", "<single>true</single>" + answers(("a", "100"), ("b", "50")))))
        assert [option["correct"] for option in one(reading)["options"]] == [True, False]
        assert noted(reading) == [("q", "partial_credit")]

    def test_right_or_wrong(self) -> None:
        body = answers(("true", "0"), ("false", "100"))
        assert one(read(moodle(question("truefalse", body))))["answer"] == {"value": False}

    def test_short_text_with_part_marks_and_a_remark(self) -> None:
        body = '<usecase>1</usecase><answer fraction="100"><text>R-410A</text></answer><answer fraction="50"><text>R410*</text>'
        body += "<feedback><text>Write the dash.</text></feedback></answer>"
        body += "<generalfeedback><text>See the plate.</text></generalfeedback>"
        reading = read(moodle(question("shortanswer", body)))
        source = one(reading)
        assert source["answer"] == {"accepted": [{"text": "R-410A", "share": "1"}, {"text": "R410*", "share": "1/2"}]}
        assert source["feedback"]["en"] == "See the plate.\nR410*: Write the dash."
        assert noted(reading) == [("q", "case_ignored")]

    def test_a_number_with_its_unit(self) -> None:
        body = '<answer fraction="100"><text>6.5</text><tolerance>0.5</tolerance></answer>'
        body += "<units><unit><multiplier>1</multiplier><unit_name>K</unit_name></unit></units>"
        expected = {"value": "6.5", "tolerance": "0.5", "decimals": 1, "unit": {"ar": "K", "en": "K"}}
        assert one(read(moodle(question("numerical", body))))["answer"] == expected

    def test_pairs_with_one_to_spare(self) -> None:
        def part(left: str, right: str) -> str:
            return f"<subquestion><text>{left}</text><answer><text>{right}</text></answer></subquestion>"

        source = one(read(moodle(question("matching", part("red", "line") + part("blue", "neutral") + part("", "earth")))))
        assert source["answer"] == {"pairs": {"l1": "r1", "l2": "r2"}}
        assert [side["en"] for side in source["right"]] == ["line", "neutral", "earth"]
        shared = read(moodle(question("matching", part("a", "x") + part("b", "x"))))
        assert (shared.sources, noted(shared)) == ([], [("q", "shared_pair")])

    def test_an_order(self) -> None:
        body = "<answer fraction='2'><text>cut</text></answer><answer fraction='1'><text>measure</text></answer>"
        assert [item["en"] for item in one(read(moodle(question("ordering", body))))["items"]] == ["measure", "cut"]

    def test_a_picture_in_the_stem_travels_along(self) -> None:
        file = f'<file name="board.png" encoding="base64">{base64.b64encode(png()).decode()}</file>'
        stem = 'Which part?<img src="@@PLUGINFILE@@/board.png" alt="لوحة">'
        choice = "<single>true</single>" + answers(("a", "100"), ("b", "0"))
        source = one(read(moodle(question("multichoice", choice, stem=stem, more=file))))
        assert source["image_of_stem"] == {"width": 40, "height": 20, "brief": {"ar": "لوحة", "en": "لوحة"}}
        assert source["picture"].startswith("<svg") and "data:image/webp;base64," in source["picture"]
        missing = read(moodle(question("multichoice", choice, stem=stem)))
        assert noted(missing) == [("q", "picture_missing")]

    def test_two_languages_in_one_string(self) -> None:
        stem = '<span lang="ar" class="multilang">أي لون؟</span><span lang="en" class="multilang">Which colour?</span>'
        body = answers(("true", "100"), ("false", "0"))
        assert one(read(moodle(question("truefalse", body, stem=stem))))["stem"] == {"ar": "أي لون؟", "en": "Which colour?"}

    @pytest.mark.parametrize("kind", ["essay", "description", "cloze", "calculated", "ddmarker", "stack"])
    def test_what_cannot_be_asked_is_named(self, kind: str) -> None:
        reading = read(moodle(question(kind, "", name="طويل"), question("truefalse", answers(("true", "100")))))
        assert noted(reading) == [("طويل", "type_not_supported")] and reading.counts == {"true_false": 1}

    def test_script_is_no_text_and_film_is_named(self) -> None:
        body = answers(("true", "100"))
        source = one(read(moodle(question("truefalse", body, stem="Safe?<script>alert(1)</script>"))))
        assert source["stem"]["en"] == "Safe?"
        assert noted(read(moodle(question("truefalse", body, stem="<video src='a.mp4'></video>?")))) == [
            ("q", "media_not_supported")
        ]

    def test_numbers_that_would_fill_the_memory_are_no_numbers(self) -> None:
        body = '<answer fraction="100"><text>1e999999999</text></answer>'
        assert noted(read(moodle(question("numerical", body)))) == [("q", "no_answer")]


GIFT = """// a comment with {braces}
$CATEGORY: tailoring

::needle:: Which needle for jersey? {=ball point#Right. ~jeans 110 ~%50%leather####Round points push yarns aside.}

::both:: Which two are natural? {~%50%cotton ~%50%linen ~%-50%nylon ~%-50%polyester}

::off:: The plug comes out first. {TRUE#No!#Yes.}

::word:: Two plus two is {=four =4}.

::span:: A seam allowance in mm {#10:2}

::range:: Pressure in bar {#1..5}

::year:: When? {#=%50%1822:2 =1822:0}

::join:: Join {=red -> line =blue -> neutral}

::escaped:: What is a\\=b \\{x\\}\\: {=yes\\~no ~no}

::essay:: Tell all {}

::nothing:: just words
"""


def test_gift() -> None:
    reading = read(GIFT.encode())
    by_item = {source["item"]: source for source in reading.sources}
    assert reading.format == "gift"
    assert reading.counts == {
        "single_choice": 2, "multiple_response": 1, "true_false": 1, "short_text": 1, "numeric": 3, "matching": 1,
    }  # fmt: skip
    assert noted(reading) == [
        ("needle", "partial_credit"),
        ("year", "other_answers"),
        ("essay", "type_not_supported"),
        ("nothing", "no_answer"),
    ]
    assert by_item["needle"]["feedback"]["en"] == "Round points push yarns aside.\nball point: Right."
    assert by_item["off"]["answer"] == {"value": True}
    assert by_item["off"]["feedback"]["en"] == "False: No!\nTrue: Yes."
    assert by_item["word"]["stem"]["en"] == "Two plus two is _____ ."
    assert [one["text"] for one in by_item["word"]["answer"]["accepted"]] == ["four", "4"]
    assert by_item["span"]["answer"] == {"value": "10", "tolerance": "2", "decimals": 0}
    assert by_item["range"]["answer"] == {"value": "3", "tolerance": "2", "decimals": 0}
    assert by_item["year"]["answer"] == {"value": "1822", "tolerance": "0", "decimals": 0}
    assert by_item["join"]["answer"]["pairs"] == {"l1": "r1", "l2": "r2"}
    assert by_item["escaped"]["stem"]["en"] == "What is a=b {x}:"
    assert [option["en"] for option in by_item["escaped"]["options"]] == ["yes~no", "no"]


def test_aiken_and_a_question_without_an_answer() -> None:
    text = "أي إبرة؟\nA. جينز\nB) كروية\nANSWER: B\n\nSecond?\nA. x\nB. y\nANSWER: C\n"
    reading = read(text.encode())
    assert (reading.format, [option["correct"] for option in one(reading)["options"]]) == ("aiken", [False, True])
    assert noted(reading) == [("2. Second?", "no_answer")]


QTI_2 = """<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p2" identifier="i" title="{title}" adaptive="false">
{declared}<itemBody><p>{stem}</p>{body}</itemBody></assessmentItem>"""
QTI_3 = """<qti-assessment-item xmlns="http://www.imsglobal.org/xsd/imsqtiasi_v3p0" identifier="i" title="three">
<qti-response-declaration identifier="R" cardinality="ordered" base-type="identifier"><qti-correct-response>
<qti-value>B</qti-value><qti-value>A</qti-value></qti-correct-response></qti-response-declaration>
<qti-item-body><qti-order-interaction response-identifier="R"><qti-prompt>First to last</qti-prompt>
<qti-simple-choice identifier="A">cut</qti-simple-choice><qti-simple-choice identifier="B">measure</qti-simple-choice>
</qti-order-interaction></qti-item-body>
<qti-modal-feedback outcome-identifier="F" identifier="f" show-hide="show">Measure twice.</qti-modal-feedback>
</qti-assessment-item>"""


def qti(
    body: str, right: list[str], *, cardinality: str = "single", base: str = "identifier", title: str = "q", more: str = ""
) -> bytes:
    values = "".join(f"<value>{value}</value>" for value in right)
    declared = (
        f'<responseDeclaration identifier="R" cardinality="{cardinality}" baseType="{base}">'
        f"<correctResponse>{values}</correctResponse>{more}</responseDeclaration>"
    )
    return QTI_2.format(title=title, declared=declared, stem="Look.", body=body).encode()


CHOICES = '<simpleChoice identifier="A">cotton</simpleChoice><simpleChoice identifier="B">nylon</simpleChoice>'
CHOICES += '<simpleChoice identifier="C">linen</simpleChoice>'


class TestQti:
    def test_one_choice(self) -> None:
        body = f'<choiceInteraction responseIdentifier="R" maxChoices="1"><prompt>Which?</prompt>{CHOICES}</choiceInteraction>'
        source = one(read(qti(body, ["B"])))
        assert source["stem"]["en"] == "Look.\nWhich?"
        assert [option["correct"] for option in source["options"]] == [False, True, False]

    def test_several_choices_by_right_answer_and_by_mapping(self) -> None:
        body = f'<choiceInteraction responseIdentifier="R" maxChoices="0">{CHOICES}</choiceInteraction>'
        plain = read(qti(body, ["A", "C"], cardinality="multiple"))
        assert one(plain)["type"] == "multiple_response" and plain.notes == []
        mapping = '<mapping><mapEntry mapKey="A" mappedValue="1"/><mapEntry mapKey="C" mappedValue="1"/></mapping>'
        assert noted(read(qti(body, ["A", "C"], cardinality="multiple", more=mapping))) == [("q", "scoring_differs")]

    def test_version_three_reads_as_version_two(self) -> None:
        source = one(read(QTI_3.encode()))
        assert (source["type"], [item["en"] for item in source["items"]]) == ("ordering", ["measure", "cut"])
        assert source["feedback"]["en"] == "Measure twice." and source["stem"]["en"] == "First to last"

    def test_a_blank_takes_a_word_or_a_number(self) -> None:
        blank = '<textEntryInteraction responseIdentifier="R"/>'
        word = one(read(qti(f"<p>It is {blank} today</p>", ["warm"], base="string")))
        assert (word["stem"]["en"], word["answer"]["accepted"][0]["text"]) == ("Look.\nIt is _____ today", "warm")
        number = read(qti(blank, ["2.50"], base="float"))
        assert one(number)["answer"] == {"value": "2.50", "tolerance": "0", "decimals": 1}
        assert noted(number) == [("q", "tolerance_unknown")]

    def test_pairs(self) -> None:
        def side(*names: str) -> str:
            choices = "".join(f'<simpleAssociableChoice identifier="{name}">{name}</simpleAssociableChoice>' for name in names)
            return f"<simpleMatchSet>{choices}</simpleMatchSet>"

        sides = side("L1", "L2") + side("P1", "P2", "P3")
        body = f'<matchInteraction responseIdentifier="R">{sides}</matchInteraction>'
        source = one(read(qti(body, ["L1 P3", "L2 P1"], cardinality="multiple", base="directedPair")))
        joined = {side["id"]: side["en"] for side in source["left"] + source["right"]}
        assert {joined[a]: joined[b] for a, b in source["answer"]["pairs"].items()} == {"L1": "P3", "L2": "P1"}

    @pytest.mark.parametrize(
        ("body", "code"),
        [
            ('<extendedTextInteraction responseIdentifier="R"/>', "type_not_supported"),
            ("<p>no interaction</p>", "type_not_supported"),
            (
                '<textEntryInteraction responseIdentifier="R"/><textEntryInteraction responseIdentifier="S"/>',
                "several_interactions",
            ),
            (f'<choiceInteraction responseIdentifier="X">{CHOICES}</choiceInteraction>', "no_answer"),
        ],
    )
    def test_what_cannot_be_asked_is_named(self, body: str, code: str) -> None:
        assert noted(read(qti(body, ["A"]))) == [("q", code)]

    def test_a_package_with_a_place_on_a_picture(self) -> None:
        place = '<hotspotChoice identifier="H" shape="rect" coords="10,5,30,15"/>'
        place += '<hotspotChoice identifier="K" shape="circle" coords="5,5,5"/>'
        shown = '<object data="../media/board%201.png" type="image/png" width="40" height="20"/>'
        body = f'<hotspotInteraction responseIdentifier="R" maxChoices="1">{shown}{place}</hotspotInteraction>'
        reading = read(zipped({"imsmanifest.xml": b"<manifest/>", "items/q.xml": qti(body, ["H"]), "media/board 1.png": png()}))
        source = one(reading)
        assert source["regions"][0] == {
            "id": "H", "label": {"ar": "1", "en": "1"}, "x_pct": 25.0, "y_pct": 25.0, "w_pct": 50.0, "h_pct": 50.0,
        }  # fmt: skip
        assert noted(reading) == [("q", "shape_simplified")]


def zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


BOMB = b'<!DOCTYPE q [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><quiz>&b;</quiz>'


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "file_empty"),
        (b"  \n", "file_empty"),
        (b"just words, nothing else", "unknown_format"),
        ("سؤال {=نعم ~لا}".encode("cp1256"), "not_utf8"),
        (b"<quiz><question", "xml_malformed"),
        (b"<quiz></quiz>", "no_questions"),
        (b"<html></html>", "unknown_format"),
        (b"<questestinterop/>", "qti_1_not_supported"),
        (BOMB, "xml_unsafe"),
        (b'<!DOCTYPE q SYSTEM "http://127.0.0.1/x.dtd"><quiz/>', "xml_unsafe"),
        (b"<a>" * 5000 + b"</a>" * 5000, "xml_unsafe"),
        (b"PK\x03\x04broken", "package_malformed"),
        (zipped({"../../etc/passwd": b"x"}), "package_unsafe"),
        (zipped({"C:\\x.xml": b"x"}), "package_unsafe"),
        (zipped({"bomb.xml": b" " * 100_000_001}), "package_unsafe"),
        (zipped({"bomb.xml": BOMB}), "xml_unsafe"),
        (zipped({"read.me": b"x"}), "no_questions"),
        (b"x" * 20_000_001, "file_too_large"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_file_that_is_refused_says_why(data: bytes, code: str) -> None:
    with pytest.raises(WrongFile) as refused:
        read(data)
    assert refused.value.code == code and str(refused.value.reason)


@pytest.mark.django_db
class TestBank:
    def test_imported_questions_wait_for_an_author(self) -> None:
        trade = Trade.objects.get(code="TLR")
        made = import_questions(data=GIFT.encode(), trade=trade, by=None)
        assert (made.outcome, sum(made.imported.values())) == ("partly", 9)
        fresh = QuestionVersion.objects.filter(question__code__startswith="TLR-I-")
        assert fresh.count() == 9 and set(fresh.values_list("level", "unit")) == {("", "")}

    def test_the_same_file_twice_changes_nothing(self) -> None:
        trade = Trade.objects.get(code="TLR")
        import_questions(data=GIFT.encode(), trade=trade, by=None)
        before = QuestionVersion.objects.count()
        again = import_questions(data=GIFT.encode(), trade=trade, by=None)
        assert (again.outcome, again.imported, QuestionVersion.objects.count()) == ("refused", {}, before)
        assert [note.code for note in again.notes].count("already_in_bank") == 9

    def test_the_command_goes_on_after_a_bad_file(self, tmp_path: Path) -> None:
        good, bad = tmp_path / "good.xml", tmp_path / "سيئ.txt"
        good.write_bytes(moodle(question("truefalse", answers(("true", "100")))))
        bad.write_text("nothing here")
        told = io.StringIO()
        files = [str(bad), str(tmp_path / "absent"), str(good)]
        before = Question.objects.count()
        call_command("import_questions", *files, "--bank", "tlr", "--dry-run", "--json", stdout=told)
        lines = [json.loads(line) for line in told.getvalue().splitlines()]
        assert [(line["file"], line["outcome"]) for line in lines] == [
            (files[0], "refused"),
            (files[1], "refused"),
            (files[2], "imported"),
        ]
        assert [line["reported"][0]["code"] for line in lines[:2]] == ["unknown_format", "unreadable_file"]
        assert lines[2]["imported"] == {"true_false": 1} and lines[2]["reported"] == []
        assert Question.objects.count() == before, "a dry run writes nothing"

    def test_a_bank_that_does_not_exist(self, tmp_path: Path) -> None:
        with pytest.raises(CommandError, match="There is no bank XYZ"):
            call_command("import_questions", str(tmp_path), "--bank", "XYZ")

    def test_a_question_with_a_picture_is_put_to_a_candidate(self, attempt: Attempt, signed_in: Callable[[str], Client]) -> None:
        file = f'<file name="p.png" encoding="base64">{base64.b64encode(png()).decode()}</file>'
        stem = '<p>أي قطعة؟</p><img src="@@PLUGINFILE@@/p.png" alt="لوحة الهاتف">'
        body = '<answer fraction="100"><text>مكثف</text></answer>'
        import_questions(
            data=moodle(question("shortanswer", body, stem=stem, more=file)), trade=Trade.objects.get(code="TLR"), by=None
        )
        version = QuestionVersion.objects.latest("pk")
        PaperItem.objects.filter(pk=attempt.answers.first().item_id).update(version=version, order={})
        page = signed_in(attempt.person.username).get(f"/ar/exams/{attempt.uuid}/").content.decode()
        assert 'alt="لوحة الهاتف" width="40" height="20"' in page and 'maxlength="200"' in page
        assert "مكثف" not in page, "the key stays at home"
