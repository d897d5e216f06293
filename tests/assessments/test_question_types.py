"""Each question type marks by the rules of the trade files; every expectation is worked by hand."""

import random
from fractions import Fraction
from typing import Any

import pytest

from assessments.questions import TYPES, BadResponse, question_type
from lms.demo.ministry import FOLDER, TRADES, trade_file

ABCD = [{"id": one, "ar": one, "en": one} for one in "abcd"]
CHOICE = ({"options": ABCD}, {"option": "b"})
SEVERAL = ({"options": [*ABCD, {"id": "e", "ar": "e", "en": "e"}]}, {"options": ["b", "d", "e"]})
NUMBER = ({"unit": {"ar": "كلفن", "en": "K"}, "decimals": 1}, {"value": "6", "tolerance": "0.5"})
ORDER = ({"items": [{"id": one, "ar": one, "en": one} for one in ("i1", "i2", "i3", "i4")]}, {"order": ["i2", "i4", "i1", "i3"]})
PAIRS = (
    {
        "left": [{"id": f"l{n}", "ar": "", "en": ""} for n in (1, 2, 3)],
        "right": [{"id": f"r{n}", "ar": "", "en": ""} for n in (1, 2, 3)],
    },
    {"pairs": {"l1": "r3", "l2": "r1", "l3": "r2"}},
)
PLACES = (
    {
        "regions": [
            {"id": "h1", "label": {}, "x": 0, "y": 0, "w": 9, "h": 9},
            {"id": "h2", "label": {}, "x": 50, "y": 0, "w": 9, "h": 9},
        ]
    },
    {"regions": ["h2"]},
)


def share(kind: str, question: tuple[Any, Any], raw: Any) -> Fraction:
    content, answer = question
    one = question_type(kind)
    return one.share(one.normalise(raw, content), content, answer)


@pytest.mark.parametrize(("raw", "worth"), [("b", 1), ("a", 0), (None, 0)])
def test_one_choice_is_all_or_nothing(raw: Any, worth: int) -> None:
    assert share("single_choice", CHOICE, raw) == worth


@pytest.mark.parametrize(
    ("ticked", "worth"),
    [
        (["b", "d", "e"], Fraction(1)),
        (["b", "d"], Fraction(2, 3)),
        (["b", "d", "e", "a"], Fraction(2, 3)),  # three right, one wrong
        (["b", "a"], Fraction(0)),
        (["a", "c"], Fraction(0)),  # never below nothing
        (["a", "b", "c", "d", "e"], Fraction(1, 3)),  # ticking everything: 3 - 2 of 3
        ([], Fraction(0)),
        (["b", "b", "b"], Fraction(1, 3)),  # the same box thrice is one tick
    ],
)
def test_several_choices_lose_for_wrong_ticks(ticked: list[str], worth: Fraction) -> None:
    assert share("multiple_response", SEVERAL, ticked) == worth


@pytest.mark.parametrize(("raw", "worth"), [("false", 1), (False, 1), ("true", 0), (True, 0), (None, 0)])
def test_right_or_wrong(raw: Any, worth: int) -> None:
    assert share("true_false", ({}, {"value": False}), raw) == worth


@pytest.mark.parametrize(
    ("typed", "worth"),
    [
        ("6", 1), ("6.5", 1), ("5.5", 1), ("6.51", 0), ("5.49", 0), ("6.500", 1), ("٦", 1), ("٦٫٥", 1), ("٦,٥", 1), ("6,5", 1),
        ("6،5", 1), (" 6 ", 1), ("+6", 1), ("-6", 0), ("−6", 0), ("06", 1), (".6", 0), ("6.", 1), ("", 0), (None, 0), (6, 1),
    ],
)  # fmt: skip
def test_numbers_as_people_type_them(typed: Any, worth: int) -> None:
    assert share("numeric", NUMBER, typed) == worth


def test_a_tolerance_is_exact() -> None:
    # 0.1 + 0.2 is not 0.3 in floats; the border of a tolerance must not depend on that.
    assert share("numeric", ({"unit": None, "decimals": 1}, {"value": "0.3", "tolerance": "0.1"}), "0.2") == 1
    assert share("numeric", ({"unit": None, "decimals": 1}, {"value": "0.3", "tolerance": "0.1"}), "0.4") == 1


@pytest.mark.parametrize("typed", ["six", "6 bar", "1.2.3", "--6", "1e3", "NaN", "inf", "9" * 21, "٦٫٥٫١"])
def test_what_is_no_number_is_said_so(typed: str) -> None:
    with pytest.raises(BadResponse):
        question_type("numeric").normalise(typed, NUMBER[0])


@pytest.mark.parametrize(
    ("given", "worth"),
    [
        (["i2", "i4", "i1", "i3"], Fraction(1)),
        (["i2", "i4", "i3", "i1"], Fraction(1, 2)),
        (["i3", "i2", "i4", "i1"], Fraction(0)),  # all moved by one place: none in the right one
        (["i2", "", "", ""], Fraction(1, 4)),
        (["", "", "", ""], Fraction(0)),
    ],
)
def test_order_counts_items_in_the_right_place(given: list[str], worth: Fraction) -> None:
    assert share("ordering", ORDER, given) == worth


@pytest.mark.parametrize(
    ("given", "worth"),
    [
        ({"l1": "r3", "l2": "r1", "l3": "r2"}, Fraction(1)),
        ({"l1": "r3", "l2": "r2", "l3": "r2"}, Fraction(2, 3)),
        ({"l1": "r3"}, Fraction(1, 3)),
        ({"l1": "", "l2": ""}, Fraction(0)),
        (None, Fraction(0)),
    ],
)
def test_pairs_count_one_by_one(given: Any, worth: Fraction) -> None:
    assert share("matching", PAIRS, given) == worth


WORDS = (
    {},
    {"accepted": [{"text": "كلفن", "share": "1"}, {"text": "درجة*كلفن", "share": "1/2"}, {"text": "R-410A", "share": "1"}]},
)


@pytest.mark.parametrize(
    ("typed", "worth"),
    [
        ("كلفن", Fraction(1)),
        ("  كِلْفِن ", Fraction(1)),  # short vowels do not distinguish
        ("كلڤن", Fraction(0)),
        ("درجات كلفن", Fraction(0)),
        ("درجة كلفن", Fraction(1, 2)),
        ("درجه حراره كلفن", Fraction(1, 2)),  # ه for ة, and anything between
        ("r-٤١٠a", Fraction(1)),  # case, and figures of another keyboard
        ("", Fraction(0)),
        (None, Fraction(0)),
    ],
)
def test_a_short_text_is_compared_as_people_type(typed: Any, worth: Fraction) -> None:
    assert share("short_text", WORDS, typed) == worth


@pytest.mark.parametrize(
    "accepted", [[], [{"text": "x", "share": "1/2"}], [{"text": "*", "share": "1"}], [{"text": "x", "share": "2"}]]
)
def test_a_short_text_needs_one_text_that_earns_all(accepted: list[Any]) -> None:
    assert question_type("short_text").problems({}, {"accepted": accepted}) != []


@pytest.mark.parametrize(("raw", "worth"), [(["h2"], 1), ("h2", 1), (["h1"], 0), (["h1", "h2"], 0), ([], 0)])
def test_a_place_on_a_picture(raw: Any, worth: int) -> None:
    assert share("hotspot", PLACES, raw) == worth


@pytest.mark.parametrize(
    ("kind", "question", "raw"),
    [
        ("single_choice", CHOICE, "z"), ("single_choice", CHOICE, ["a"]), ("single_choice", CHOICE, 3),
        ("multiple_response", SEVERAL, "a"), ("multiple_response", SEVERAL, ["z"]), ("multiple_response", SEVERAL, [{"a": 1}]),
        ("true_false", ({}, {}), "maybe"), ("true_false", ({}, {}), {"a": 1}), ("numeric", NUMBER, {"a": 1}),
        ("ordering", ORDER, [{}, {}, {}, {"a": 1}]), ("matching", PAIRS, {"l1": ["r1"]}), ("hotspot", PLACES, [{"a": 1}]),
        ("ordering", ORDER, ["i1"]), ("ordering", ORDER, ["i1", "i1", "i2", "i3"]),
        ("ordering", ORDER, ["i1", "i2", "i3", "i9"]), ("matching", PAIRS, ["l1"]), ("matching", PAIRS, {"l9": "r1"}),
        ("matching", PAIRS, {"l1": "r9"}), ("short_text", WORDS, "x" * 201),
        ("short_text", WORDS, ["x"]), ("hotspot", PLACES, ["h9"]),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused(kind: str, question: tuple[Any, Any], raw: Any) -> None:
    with pytest.raises(BadResponse):
        question_type(kind).normalise(raw, question[0])


@pytest.mark.parametrize("name", TRADES)
def test_every_question_of_the_trades_can_be_used_and_its_key_earns_everything(name: str) -> None:
    members = {"single_choice": "option", "multiple_response": "options", "true_false": "value", "numeric": "value"}
    members |= {"ordering": "order", "matching": "pairs", "hotspot": "regions"}
    for source in trade_file(name)["questions"]:
        kind = TYPES[source["type"]]
        content, answer = kind.from_source(source)
        assert kind.problems(content, answer) == []
        key = kind.normalise(answer[members[kind.name]], content)
        assert kind.share(key, content, answer) == 1, source["id"]
        assert kind.share(None, content, answer) == 0
        assert kind.right_answer(content, answer)


@pytest.mark.parametrize("name", TRADES)
def test_a_delivery_holds_the_same_parts_in_a_told_order_and_no_key(name: str) -> None:
    for source in trade_file(name)["questions"]:
        kind = TYPES[source["type"]]
        content, _answer = kind.from_source(source)
        order = kind.order(content, random.Random("seed"))
        assert order == kind.order(content, random.Random("seed"))
        shown = kind.deliver(content, order)
        assert "correct" not in repr(shown)
        for part in kind.shuffles:
            assert sorted(map(repr, shown[part])) == sorted(map(repr, content[part]))


def test_broken_questions_are_named() -> None:
    assert question_type("single_choice").problems({"options": ABCD}, {"option": None}) == ["not exactly one right option"]
    assert question_type("multiple_response").problems(SEVERAL[0], {"options": list("abcde")}) == ["no wrong option"]
    assert question_type("numeric").problems({}, {"value": "six", "tolerance": "0"}) == ["the answer is no number"]
    assert question_type("hotspot").problems(
        {"regions": [{"id": "h1", "x": 95, "y": 0, "w": 9, "h": 9}]}, {"regions": ["h1"]}
    ) == ["h1 reaches over the edge"]


def test_each_hotspot_has_a_light_drawing_without_words() -> None:
    for name in TRADES:
        for source in trade_file(name)["questions"]:
            if source["type"] == "hotspot":
                drawing = (FOLDER / "hotspots" / f"{source['id']}.svg").read_text(encoding="utf-8")
                assert len(drawing) <= 6144
                assert "<text" not in drawing
                assert f'viewBox="0 0 {source["image"]["width_px"]} {source["image"]["height_px"]}"' in drawing
