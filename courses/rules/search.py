"""How words are found: one spelling for what people write in several, light stems, and other names for the same thing."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

Form = tuple[str, ...]
"""The stems of one way to say something; more than one for a name of several words."""
Unit = frozenset[Form]
"""One thing that is asked for: any of its forms will do."""

# What Arabic keyboards and ears mix up, letters of names from abroad, and the figures of all three alphabets.
_LETTERS: Final = str.maketrans("أإآٱةىؤئڤپچگ٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٫", "ااااهيويفبجج01234567890123456789.")
_DROPPED: Final = re.compile(r"[\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u200c-\u200f\u2066-\u2069ء]")
_WORD: Final = re.compile(r"[^\W_]+(?:\.\d+)?")

# After Light10 (Larkey, Ballesteros and Connell, "Light stemming for Arabic information retrieval", 2007), but one ending of each
# kind at most: Light10 makes ماك of ماكينات and ماكين of ماكينة.
_ARTICLES: Final = ("وال", "بال", "كال", "فال", "لل", "ال")
_ENDINGS: Final = (("تان", "تين", "ها", "ان", "ات", "ون", "ين"), ("يه", "ه", "ي"))
_SHORTEST: Final = 3  # letters that remain of a stem
# One letter before a noun without the article: and, with, for, so. Part of the word as often as not, so both are kept.
_LETTERS_BEFORE: Final = "وبلف"

# What people write around what they look for, folded: in, on, from, to, how, what, why, where, I want, I can...
_ASIDE: Final = frozenset({
    "في", "علي", "من", "الي", "عن", "مع", "او", "و", "ثم", "ما", "ماذا", "هل", "هو", "هي", "ده", "دي", "دا", "ايه", "ازاي",
    "ازي", "كيف", "كيفيه", "ليه", "لماذا", "فين", "اين", "امتي", "متي", "كام", "كم", "انا", "عايز", "عاوز", "عايزه",
    "عاوزه", "اعرف", "اعمل", "ممكن", "لو", "اذا", "بعد", "قبل", "كل", "اي", "هذا", "هذه", "التي", "الذي", "بتاع", "بتاعه",
    "بتاعت", "يعني", "علشان", "عشان", "قد", "the", "a", "an", "of", "in", "on", "to", "for", "and", "or", "is", "are",
    "how", "what", "why", "where", "do", "does", "i", "my", "with", "it",
})  # fmt: skip


def folded(text: str) -> str:
    """Text in one spelling: no vowel signs, hamza or tatweel, one letter for what is mixed up, plain figures, lower case."""
    return _DROPPED.sub("", unicodedata.normalize("NFKC", text).translate(_LETTERS)).casefold()


def words_of(text: str) -> list[str]:
    """The folded words of a text, in order."""
    return _WORD.findall(folded(text))


def stem(word: str) -> str:
    """The light stem of a folded word."""
    if word.isascii():
        return _ascii_stem(word)
    longest = len(word) - _SHORTEST
    word = word[next((len(one) for one in _ARTICLES if word.startswith(one) and len(one) <= longest), 0) :]
    for endings in _ENDINGS:
        longest = len(word) - _SHORTEST
        word = word[: len(word) - next((len(one) for one in endings if word.endswith(one) and len(one) <= longest), 0)]
    return word


def _ascii_stem(word: str) -> str:
    """An English word without its plural s, then without ing, ed or e: tailor, tailors and tailoring are one."""
    if word.endswith("s") and not word.endswith("ss") and len(word) > _SHORTEST:
        word = word[:-1]
    return word[
        : len(word)
        - next((len(one) for one in ("ing", "ed", "e") if word.endswith(one) and len(word) - len(one) >= _SHORTEST), 0)
    ]


def stems(word: str) -> list[str]:
    """Every stem a folded word may have: its own, and without one letter before it (وقماش, بماكينة)."""
    without = word[1:]
    if word[0] in _LETTERS_BEFORE and len(without) > _SHORTEST:
        return list(dict.fromkeys((stem(word), stem(without))))
    return [stem(word)]


def indexed(text: str) -> str:
    """A text as the index keeps it: every stem of every word, a space between."""
    return " ".join(form for word in words_of(text) for form in stems(word))


@lru_cache(maxsize=4096)  # the names of terms are asked for at every search
def form_of(name: str) -> Form:
    """A name as the stems of its words."""
    return tuple(stem(word) for word in words_of(name))


def units_of(query: str, names: Iterable[Sequence[str]] = ()) -> list[Unit]:
    """What a query asks for, in order; ``names`` are groups of names that mean the same.

    A name of several words is taken as a whole where the query holds it; words that only lead up to the question are left out,
    unless there is nothing else.
    """
    groups = _groups(names)
    words = words_of(query)
    words = [word for word in words if word not in _ASIDE] or words
    found, place = [], 0
    while place < len(words):
        length, unit = _longest(words[place:], groups)
        found.append(unit)
        place += length
    return found


def _groups(names: Iterable[Sequence[str]]) -> dict[Form, Unit]:
    """For each form of a name, every form that means the same; a form of two groups means both."""
    groups: dict[Form, Unit] = {}
    for group in names:
        forms = frozenset(form for form in map(form_of, group) if form)
        for form in forms:
            groups[form] = groups.get(form, frozenset()) | forms
    return groups


def _longest(words: list[str], groups: dict[Form, Unit]) -> tuple[int, Unit]:
    """How many words the first thing asked for takes, and its forms."""
    longest = max(map(len, groups), default=1)
    for length in range(min(longest, len(words)), 0, -1):
        tails = [stem(word) for word in words[1:length]]
        heads = [(first, *tails) for first in stems(words[0])]
        if known := [groups[head] for head in heads if head in groups]:
            return length, frozenset.union(*known) | frozenset(heads)
        if length == 1:
            return 1, frozenset(heads)
    raise AssertionError("a word is always taken")


def holds(text: str, unit: Unit) -> bool:
    """Whether an indexed text says the thing in any of its forms."""
    have = set(text.split())
    return any(have.issuperset(form) for form in unit)


def matches(query: str, text: str, names: Iterable[Sequence[str]] = ()) -> bool:
    """Whether a text says everything a query asks for."""
    kept = indexed(text)
    return all(holds(kept, unit) for unit in units_of(query, names))


def excerpt(text: str, units: Sequence[Unit]) -> str:
    """The sentence of a text that says most of what is looked for; the first of those that say as much."""
    sentences = re.split(r"(?<=[.؟?!])\s+", text.strip())
    return max(sentences, key=lambda sentence: sum(holds(indexed(sentence), unit) for unit in units))


def marked(text: str, units: Sequence[Unit]) -> list[tuple[str, bool]]:
    """A text in pieces, each with whether a reader looks for it: for showing why it was found."""
    wanted = {part for unit in units for form in unit for part in form}
    pieces: list[tuple[str, bool]] = []
    for piece in re.split(r"((?:[^\W_]|[\u0640\u064b-\u065f])+)", text):
        words = words_of(piece)
        hit = bool(words) and not wanted.isdisjoint(stems(words[0]))
        if pieces and pieces[-1][1] == hit:
            pieces[-1] = (pieces[-1][0] + piece, hit)
        elif piece:
            pieces.append((piece, hit))
    return pieces
