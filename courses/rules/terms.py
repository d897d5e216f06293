"""Words of the trade inside running text: which paragraph explains which, and where in it the word stands."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

# What may stand before a noun in one word with it: and, so, with, for, as, the.
_BEFORE = r"(?:[وف]?[بلك]?(?:ال)?|[وف]?لل)"


@lru_cache(maxsize=1024)
def _pattern(word: str) -> re.Pattern[str]:
    bare = word.split("(", maxsplit=1)[0].strip()
    return re.compile(rf"(?<!\w){_BEFORE}{re.escape(bare)}(?!\w)")


def spread(texts: Sequence[str], terms: Sequence[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """For each text the terms that it is the first to use, each with its ``place`` in the list of terms."""
    found: list[list[dict[str, Any]]] = [[] for _text in texts]
    for place, term in enumerate(terms):
        if term.get("meaning"):
            first = next((at for at, text in enumerate(texts) if _pattern(term["ar"]).search(text)), None)
            if first is not None:
                found[first].append({**term, "place": place})
    return found


def cut(text: str, terms: Sequence[dict[str, Any]]) -> Iterator[tuple[str, dict[str, Any] | None]]:
    """The text in pieces, each with the term it is, or None; every term once, none inside another."""
    hits = sorted(
        ((match.start(), match.end(), term) for term in terms if (match := _pattern(term["ar"]).search(text))),
        key=lambda hit: hit[0],
    )
    end = 0
    for start, stop, term in hits:
        if start < end:
            continue
        yield text[end:start], None
        yield text[start:stop], term
        end = stop
    yield text[end:], None
