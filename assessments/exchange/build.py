"""Sources in the exchange form, built from what every format has in common."""

import re
import string
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

from assessments.exchange.contract import Source, WrongItem

WHOLE = 100
MOST_MARKS = 100
CLOSE = Fraction(1, 2)  # per cent: 33.333 is a third
MOST_OPTIONS = len(string.ascii_lowercase)
# Numbers as long as people write them: an exponent of a million would fill the memory.
NUMBER = re.compile(r"[+-]?(\d{1,12}\.?\d{0,12}|\.\d{1,12})([eE][+-]?\d{1,2})?")
Pair = dict[str, str]


def names(count: int, prefix: str = "") -> list[str]:
    """``a``, ``b``… or ``l1``, ``l2``…"""
    if count > MOST_OPTIONS:
        raise WrongItem("question_unusable")
    return [f"{prefix}{n + 1}" for n in range(count)] if prefix else list(string.ascii_lowercase[:count])


def choice(options: Sequence[tuple[Pair, Fraction]], *, several: bool) -> tuple[Source, list[str]]:
    """A choice, from options with what each earns in per cent, and what of that is lost."""
    lost = []
    best = max((share for _text, share in options), default=Fraction(0))
    right = [share > 0 if several else share == best and share > 0 for _text, share in options]
    if not any(right):
        raise WrongItem("no_answer")
    if not several and (sum(right) > 1 or any(0 < share < best for _text, share in options)):
        lost.append("partial_credit")
        right = [is_right and not any(right[:n]) for n, is_right in enumerate(right)]
    if several:
        each = Fraction(WHOLE, sum(right))
        fair = all(abs(share - each) <= CLOSE if share > 0 else abs(share + each) <= CLOSE for _text, share in options)
        lost += [] if fair else ["scoring_differs"]
    kind = "multiple_response" if sum(right) > 1 else "single_choice"
    made = [
        {"id": name, "correct": is_right, **text}
        for name, is_right, (text, _share) in zip(names(len(options)), right, options, strict=True)
    ]
    return {"type": kind, "options": made}, lost


def true_false(value: bool) -> Source:
    """A statement that is right or wrong."""
    return {"type": "true_false", "answer": {"value": value}}


def short_text(accepted: Sequence[tuple[str, Fraction]]) -> Source:
    """A typed text, from accepted texts with what each earns in per cent."""
    earning = [{"text": text, "share": str(min(share, Fraction(WHOLE)) / WHOLE)} for text, share in accepted if share > 0]
    if not earning:
        raise WrongItem("no_answer")
    return {"type": "short_text", "answer": {"accepted": earning}}


def numeric(value: str, tolerance: str, unit: Pair | None = None) -> Source:
    """A number. Both are decimals as written."""
    exact, near = decimal(value), abs(decimal(tolerance or "0"))
    decimals = max(0, -int(exact.normalize().as_tuple().exponent))
    answer = {"value": format(exact, "f"), "tolerance": format(near, "f"), "decimals": decimals}
    return {"type": "numeric", "answer": answer | ({"unit": unit} if unit else {})}


def matching(pairs: Sequence[tuple[Pair, Pair]], spare: Sequence[Pair] = ()) -> Source:
    """Pairs to join; ``spare`` are right-hand sides that belong to none."""
    rights = [right for _left, right in pairs] + [one for one in spare if one not in [right for _left, right in pairs]]
    if len({tuple(sorted(right.items())) for right in rights}) < len(rights):
        raise WrongItem("shared_pair")
    left, right = names(len(pairs), "l"), names(len(rights), "r")
    return {
        "type": "matching",
        "left": [{"id": name, **text} for name, (text, _right) in zip(left, pairs, strict=True)],
        "right": [{"id": name, **text} for name, text in zip(right, rights, strict=True)],
        "answer": {"pairs": dict(zip(left, right, strict=False))},
    }


def ordering(items: Sequence[Pair]) -> Source:
    """Items, given in the right order."""
    made = [{"id": name, **text} for name, text in zip(names(len(items), "i"), items, strict=True)]
    return {"type": "ordering", "items": made, "answer": {"order": [item["id"] for item in made]}}


def marks(text: str) -> tuple[int, list[str]]:
    """Whole marks, at least one, and whether something was rounded."""
    given = Decimal(text.strip() if NUMBER.fullmatch(text.strip()) else "1")
    rounded = min(MOST_MARKS, max(1, int(given.quantize(Decimal(1), rounding=ROUND_HALF_UP))))
    return rounded, [] if rounded == given else ["marks_rounded"]


def percent(text: str | None) -> Fraction:
    """A share in per cent as other systems write it: ``100``, ``33.33333``, ``-50``."""
    written = (text or "").strip()
    return Fraction(written) if NUMBER.fullmatch(written) else Fraction(0)


def decimal(text: str) -> Decimal:
    """A number as written. Refuses ``no_answer``."""
    if not NUMBER.fullmatch(text.strip()):
        raise WrongItem("no_answer")
    return Decimal(text.strip())


def with_feedback(general: Pair, remarks: Sequence[tuple[str, Pair]]) -> Pair:
    """The feedback of the question, followed by the remarks on single answers: one place for all of it here."""
    lines = {language: [general[language]] for language in ("ar", "en")}
    for answer, remark in remarks:
        for language in lines:
            lines[language] += [f"{answer}: {remark[language]}"] if remark[language] else []
    return {language: "\n".join(line for line in told if line) for language, told in lines.items()}


def whole(source: Source, *, stem: Pair, feedback: Pair, marks: int, picture: str = "", image: Any = None) -> Source:
    """A source with what every question has. Its level and unit are given by an author before a paper can draw it."""
    if not stem["ar"]:
        raise WrongItem("item_malformed")
    common = {"stem": stem, "feedback": feedback, "marks": marks, "level": "", "unit": "", "picture": picture}
    return source | common | ({"image_of_stem": image} if image else {})
