"""A word or a few, typed."""

import re
import unicodedata
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext_lazy as _

from courses.questions.contract import BadResponse, Content, Key, QuestionType

LONGEST = 200
# Letters that Egyptians type for one another, and figures of every keyboard.
ALIKE = str.maketrans("أإآٱىةؤئ٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "اااايهوي01234567890123456789")
MARKS = re.compile("[\u0640\u064b-\u065f\u0670]")  # tatweel, short vowels, dagger alef


class ShortText(QuestionType):
    """Content ``{}``, key ``{"accepted": [{"text": "...", "share": "1"}]}``; the best accepted text that fits counts.

    Compared without regard to case, spaces, diacritics, and letters that are typed for one another (أ/ا, ى/ي, ة/ه). ``*`` in an
    accepted text stands for anything. ``share`` is a fraction of the marks, above 0 and at most 1; one text must earn all.
    """

    name = "short_text"
    label = _("a short text")
    instruction = _("Write your answer in a few words")

    def from_source(self, source: Mapping[str, Any]) -> tuple[Content, Key]:
        accepted = source["answer"]["accepted"]
        return {}, {"accepted": [{"text": one["text"].strip(), "share": str(one.get("share", 1))} for one in accepted]}

    def problems(self, content: Content, answer: Key) -> list[str]:
        shares = [Fraction(one["share"]) for one in answer["accepted"]]
        found = []
        if 1 not in shares:
            found.append("no text earns all the marks")
        if any(not 0 < share <= 1 for share in shares):
            found.append("a share outside 0 to 1")
        if any(not folded(one["text"].replace("*", "")) for one in answer["accepted"]):
            found.append("an accepted text that fits everything")
        return found

    def from_form(self, data: Mapping[str, Any], content: Content) -> Any:
        return data.get("value") or None

    def normalise(self, raw: Any, content: Content) -> str | None:
        if raw is None:
            return None
        if not isinstance(raw, str) or len(raw) > LONGEST or "\0" in raw:
            raise BadResponse
        return " ".join(raw.split()) or None

    def share(self, value: Any, content: Content, answer: Key) -> Fraction:
        if value is None:
            return Fraction(0)
        earned = [Fraction(one["share"]) for one in answer["accepted"] if fits(value, one["text"])]
        return max(earned, default=Fraction(0))

    def right_answer(self, content: Content, answer: Key) -> list[dict[str, str]]:
        best = next(one["text"] for one in answer["accepted"] if Fraction(one["share"]) == 1)
        return self.given_answer(best, content)

    def given_answer(self, value: Any, content: Content) -> list[dict[str, str]]:
        return [{"ar": value, "en": value}] if value else []


def folded(text: str) -> str:
    """A text without what does not distinguish words: case, width, diacritics, look-alike letters, extra spaces."""
    plain = MARKS.sub("", unicodedata.normalize("NFKC", text)).translate(ALIKE)
    return " ".join(plain.casefold().split())


def fits(value: str, accepted: str) -> bool:
    """Whether a typed text is an accepted one; ``*`` in it stands for anything."""
    parts = [re.escape(folded(part)) for part in accepted.split("*")]
    return re.fullmatch(" ?.* ?".join(parts), folded(value)) is not None
