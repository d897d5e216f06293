"""Write GIFT, in one language: the format knows no other way."""

import re
from collections.abc import Callable, Iterable
from fractions import Fraction

from assessments.exchange.build import WHOLE
from assessments.exchange.contract import Note
from assessments.exchange.outgoing import Outgoing, Written


def write(questions: Iterable[Outgoing], *, language: str) -> Written:
    """Every question that GIFT can ask, in Arabic or English; the others are noted."""
    blocks, notes = [], []
    for question in questions:
        make = TYPES.get(question.type)
        if make is None:
            notes.append(Note(question.code, "type_not_supported"))
            continue
        if question.picture:
            notes.append(Note(question.code, "picture_left_out"))
        if question.marks > 1:
            notes.append(Note(question.code, "marks_left_out"))
        feedback = _said(question.feedback, language)
        told = f"\n####{feedback}" if feedback else ""
        blocks.append(
            f"::{_safe(question.code)}::[plain]{_said(question.stem, language)} {{{make(question, language)}{told}\n}}\n"
        )
    return Written("\n".join(blocks).encode(), f"questions.{language}.gift.txt", "text/plain; charset=utf-8", len(blocks), notes)


def _safe(text: str) -> str:
    """Signs of the grammar escaped; an empty line would end the question."""
    return re.sub(r"([~=#{}:\\])", r"\\\1", text).replace("\n", "\\n")


def _said(pair: dict[str, str], language: str) -> str:
    return _safe(pair[language] or pair["ar"])


def _percent(share: Fraction) -> str:
    return f"%{float(share * WHOLE):.5f}".rstrip("0").rstrip(".") + "%"


def _choice(question: Outgoing, language: str) -> str:
    options = question.content["options"]
    return "".join(f"\n{'=' if one['id'] == question.answer['option'] else '~'}{_said(one, language)}" for one in options)


def _several(question: Outgoing, language: str) -> str:
    right = question.answer["options"]
    each = Fraction(1, len(right))
    options = question.content["options"]
    return "".join(f"\n~{_percent(each if one['id'] in right else -each)}{_said(one, language)}" for one in options)


def _true_false(question: Outgoing, language: str) -> str:
    return "TRUE" if question.answer["value"] else "FALSE"


def _numeric(question: Outgoing, language: str) -> str:
    return f"#{question.answer['value']}:{question.answer['tolerance']}"


def _short_text(question: Outgoing, language: str) -> str:
    return "".join(f"\n={_percent(Fraction(one['share']))}{_safe(one['text'])}" for one in question.answer["accepted"])


def _matching(question: Outgoing, language: str) -> str:
    right = {one["id"]: one for one in question.content["right"]}
    rows = [(left, right.pop(question.answer["pairs"][left["id"]])) for left in question.content["left"]]
    spare = [f"\n= -> {_said(one, language)}" for one in right.values()]
    return "".join([f"\n={_said(one, language)} -> {_said(other, language)}" for one, other in rows] + spare)


TYPES: dict[str, Callable[[Outgoing, str], str]] = {
    "single_choice": _choice,
    "multiple_response": _several,
    "true_false": _true_false,
    "numeric": _numeric,
    "short_text": _short_text,
    "matching": _matching,
}
