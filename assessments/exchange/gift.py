"""GIFT, one question after another in plain text. Source: docs.moodle.org, "GIFT format"."""

import re
from fractions import Fraction

from assessments.exchange import build
from assessments.exchange.contract import Reading, Source, WrongItem
from assessments.exchange.text import Plain, from_html, from_plain

NAME = "gift"
BLANK = "_____"
ESCAPES = {"~": "\ue000", "=": "\ue001", "#": "\ue002", "{": "\ue003", "}": "\ue004", ":": "\ue005", "n": "\n", "\\": "\ue006"}
UNESCAPED = str.maketrans({code: sign for sign, code in ESCAPES.items() if sign != "n"} | {"\ue006": "\\"})
HEAD = re.compile(r"^::(.*?)::", re.S)
FORM = re.compile(r"^\s*\[(html|plain|markdown|moodle)\]")
ANSWER = re.compile(r"\s*([=~])\s*(?:%(-?[\d.]+)%)?((?:[^=~])*)", re.S)
Made = tuple[Source, list[str]]


def looks_like(text: str) -> bool:
    """Whether a text holds at least one answer in braces."""
    return re.search(r"\{[^{}]*\}", _hidden(text)) is not None


def read(text: str) -> Reading:
    """Every question of a file."""
    reading = Reading(NAME)
    lines = [line for line in _hidden(text).splitlines() if not line.lstrip().startswith(("//", "$CATEGORY", "$category"))]
    blocks = [block for block in re.split(r"\n\s*\n", "\n".join(lines)) if block.strip()]
    for number, block in enumerate(blocks, start=1):
        named = HEAD.match(block.strip())
        item = _shown(named[1]) if named and named[1].strip() else f"question {number}"
        body = block.strip()[named.end() :] if named else block.strip()
        reading.take(item, lambda body=body: _question(body))  # type: ignore[misc]
    return reading


def _hidden(text: str) -> str:
    """Escaped signs out of the way of the grammar."""
    return re.sub(r"\\([~=#{}:n\\])", lambda found: ESCAPES[found[1]], text)


def _shown(text: str) -> str:
    return text.translate(UNESCAPED).strip()


def _question(body: str) -> Made:
    marked = FORM.match(body)
    form = marked[1] if marked else "moodle"
    body = body[marked.end() :] if marked else body
    opening, closing = body.find("{"), body.rfind("}")
    if opening < 0 or closing < opening:
        raise WrongItem("no_answer")
    before, inside, after = body[:opening], body[opening + 1 : closing], body[closing + 1 :]
    stem = _plain(before + (f" {BLANK} {after}" if after.strip() else ""), form)
    if stem.pictures:
        raise WrongItem("picture_missing")
    inside, general = _cut(inside, "####")
    source, lost, remarks = _answers(inside.strip(), form)
    feedback = build.with_feedback(_plain(general, form).pair(), remarks)
    lost += ["formatting_lost"] if stem.lost else []
    return build.whole(source, stem=stem.pair(), feedback=feedback, marks=1), lost


def _plain(text: str, form: str) -> Plain:
    shown = _shown(text)
    return from_plain(shown) if form == "plain" else from_html(shown)


def _cut(text: str, mark: str) -> tuple[str, str]:
    before, _mark, after = text.partition(mark)
    return before, after.strip()


Answers = tuple[Source, list[str], list[tuple[str, build.Pair]]]


def _answers(inside: str, form: str) -> Answers:
    if not inside:
        raise WrongItem("type_not_supported")  # an essay
    if inside.startswith("#"):
        return _numeric(inside[1:].strip())
    told = re.fullmatch(r"(T|TRUE|F|FALSE)\s*(#.*)?", inside, re.S | re.I)
    if told:
        return _true_false(told[1].upper().startswith("T"), told[2] or "", form)
    found = [_answer(one) for one in ANSWER.finditer(inside)]
    if not found or ANSWER.sub("", inside).strip():
        raise WrongItem("item_malformed")
    remarks = [(_shown(text), _plain(remark, form).pair()) for _sign, _share, text, remark in found if remark]
    if all(sign == "=" and "->" in text for sign, _share, text, _remark in found):
        return _matching([text for _sign, _share, text, _remark in found], form), [], remarks
    if all(sign == "=" for sign, _share, _text, _remark in found):
        accepted = [(_shown(text), Fraction(build.WHOLE) if share is None else share) for _sign, share, text, _remark in found]
        return build.short_text(accepted), [], remarks
    several = not any(sign == "=" for sign, _share, _text, _remark in found)
    options = [
        (_plain(text, form).pair(), (Fraction(build.WHOLE) if sign == "=" else Fraction(0)) if share is None else share)
        for sign, share, text, _remark in found
    ]
    source, lost = build.choice(options, several=several)
    return source, lost, remarks


def _answer(one: re.Match[str]) -> tuple[str, Fraction | None, str, str]:
    text, remark = _cut(one[3], "#")
    return one[1], build.percent(one[2]) if one[2] else None, text.strip(), remark


def _true_false(value: bool, remarks: str, form: str) -> Answers:
    """``{T#said when wrong#said when right}``."""
    said = [part.strip() for part in remarks.split("#")[1:]]
    labels = [str(not value), str(value)]
    return (
        build.true_false(value),
        [],
        [(label, _plain(text, form).pair()) for label, text in zip(labels, said, strict=False) if text],
    )


def _matching(lines: list[str], form: str) -> Source:
    sides = [line.partition("->") for line in lines]
    pairs = [(_plain(left, form).pair(), _plain(right, form).pair()) for left, _arrow, right in sides if left.strip()]
    spare = [_plain(right, form).pair() for left, _arrow, right in sides if not left.strip()]
    return build.matching(pairs, spare)


def _numeric(inside: str) -> Answers:
    found = (
        [_answer(one) for one in ANSWER.finditer(inside)] if inside.startswith(("=", "~")) else [("=", None, *_cut(inside, "#"))]
    )
    full = [text for _sign, share, text, _remark in found if share in (None, build.WHOLE) and text.strip()]
    if not full:
        raise WrongItem("no_answer")
    value, tolerance = _number(_shown(full[0]))
    remarks = [(_shown(text), from_html(_shown(remark)).pair()) for _sign, _share, text, remark in found if remark]
    return build.numeric(value, tolerance), ["other_answers"] if len(found) > 1 else [], remarks


def _number(written: str) -> tuple[str, str]:
    """``3``, ``3:0.5`` (give or take) or ``1..5`` (from, to), as value and tolerance."""
    low, dots, high = written.partition("..")
    if not dots:
        value, _colon, tolerance = written.partition(":")
        return value, tolerance
    least, most = build.decimal(low), build.decimal(high)
    return format((least + most) / 2, "f"), format(abs(most - least) / 2, "f")
