"""A number, with how far off it may be."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext_lazy as _

from courses.questions.contract import BadResponse, Content, Key, QuestionType

# Figures as they are typed in Egypt and by Persian keyboards; three decimal signs; both minus signs; thousands' marks.
FIGURES = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٫,،−", "01234567890123456789...-")
LONGEST = 20


class Numeric(QuestionType):
    """Content ``{"unit": {ar, en} | None, "decimals": n}``, key ``{"value": "6", "tolerance": "0.5"}``.

    Full marks when the difference is at most the tolerance. Kept and compared as decimals, never as floats.
    """

    name = "numeric"
    label = _("a number")
    instruction = _("Write the number")

    def from_source(self, source: Mapping[str, Any]) -> tuple[Content, Key]:
        answer = source["answer"]
        content = {"unit": answer.get("unit"), "decimals": answer.get("decimals", 0)}
        return content, {"value": str(answer["value"]), "tolerance": str(answer.get("tolerance", 0))}

    def problems(self, content: Content, answer: Key) -> list[str]:
        try:
            tolerance = Decimal(answer["tolerance"])
            Decimal(answer["value"])
        except (InvalidOperation, KeyError):
            return ["the answer is no number"]
        return ["a tolerance below nothing"] if tolerance < 0 else []

    def from_form(self, data: Mapping[str, Any], content: Content) -> Any:
        return data.get("value") or None

    def normalise(self, raw: Any, content: Content) -> str | None:
        if raw is None:
            return None
        typed = str(raw).translate(FIGURES).replace(" ", "").replace("\u00a0", "")
        if not typed:
            return None
        if len(typed) > LONGEST or not typed.lstrip("+-").replace(".", "", 1).isdecimal():
            raise BadResponse
        try:
            return format(Decimal(typed).normalize(), "f")
        except InvalidOperation as wrong:
            raise BadResponse from wrong

    def share(self, value: Any, content: Content, answer: Key) -> Fraction:
        if value is None:
            return Fraction(0)
        return Fraction(abs(Decimal(value) - Decimal(answer["value"])) <= Decimal(answer["tolerance"]))

    def right_answer(self, content: Content, answer: Key) -> list[dict[str, str]]:
        return self.given_answer(answer["value"], content)

    def given_answer(self, value: Any, content: Content) -> list[dict[str, str]]:
        if value is None:
            return []
        unit = content.get("unit") or {"ar": "", "en": ""}
        return [{language: f"{value} {unit[language]}".strip() for language in ("ar", "en")}]
