"""Parts of pages that look alike for all who get them: drawn once, then kept in this process.

A part is drawn from what its key names and from nothing else: no request, no person, no session reach its template, so nothing
of one reader can stand in the page of another. What belongs to the reader inside a part (the form token, the number of the next
fact, the address to come back to) is a hole while it is drawn, filled for each request. Language and numerals are in every key.

Nothing is ever thrown away because it became wrong: a key names content by its digest or by its values, so other content is
another key. The oldest go when the store is full, all of them when the process ends.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from secrets import token_hex
from threading import Lock
from typing import Any

from django.conf import settings
from django.template import Context
from django.template.loader import render_to_string
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from lms.web import numerals

MOST_SIGNS = 16_000_000  # what a process keeps at most, in signs
# Drawn at random for each process: no author can write one into a lesson.
HOLES = {name: f"hole-{token_hex(12)}-{name}" for name in ("csrf_token", "fact", "here")}


@dataclass(frozen=True)
class Part:
    """One part: its template, what it is known by, and how to get what it is drawn from when it must be drawn.

    ``key`` is None where the part shows something that a person typed: it is drawn each time and not kept.
    """

    template: str | tuple[str, ...]
    key: tuple[Hashable, ...] | None
    context: Callable[[], Mapping[str, Any]]


class Store:
    """Texts under their keys, at most ``most`` signs of them; the one not asked for longest goes first."""

    def __init__(self, most: int) -> None:
        self._most, self._size = most, 0
        self._texts: OrderedDict[Hashable, str] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable) -> str | None:
        with self._lock:
            if (text := self._texts.get(key)) is not None:
                self._texts.move_to_end(key)
            return text

    def put(self, key: Hashable, text: str) -> None:
        with self._lock:
            self._size += len(text) - len(self._texts.pop(key, ""))
            self._texts[key] = text
            while self._size > self._most:
                self._size -= len(self._texts.popitem(last=False)[1])

    def clear(self) -> None:
        with self._lock:
            self._texts.clear()
            self._size = 0

    def texts(self) -> list[str]:
        """Everything that is kept, for whoever must know what is."""
        with self._lock:
            return list(self._texts.values())


store = Store(MOST_SIGNS)


def drawn(part: Part, page: Context | Mapping[str, Any]) -> SafeString:
    """The part as HTML with its holes filled from the page's context."""
    text = None
    if part.key is not None and not settings.DEBUG:  # templates change under a developer's hands
        key = (part.template, get_language(), numerals.current(), part.key)
        text = store.get(key)
    if text is None:
        template = part.template if isinstance(part.template, str) else list(part.template)
        text = render_to_string(template, {**part.context(), **HOLES, "LANGUAGE_CODE": get_language()})
        if part.key is not None and not settings.DEBUG:
            store.put(key, text)
    for name, hole in HOLES.items():
        if hole in text:
            text = text.replace(hole, str(conditional_escape(page.get(name) or "")))
    return SafeString(text)
