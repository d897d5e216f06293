"""The question types, one file each. How to add one: ``docs/how-to/add-a-question-type.md``."""

from courses.questions.contract import BadResponse, QuestionType
from courses.questions.hotspot import Hotspot
from courses.questions.matching import Matching
from courses.questions.multiple_response import MultipleResponse
from courses.questions.numeric import Numeric
from courses.questions.ordering import Ordering
from courses.questions.short_text import ShortText
from courses.questions.single_choice import SingleChoice
from courses.questions.true_false import TrueFalse

TYPES: dict[str, QuestionType] = {
    kind.name: kind
    for kind in (
        SingleChoice(),
        MultipleResponse(),
        TrueFalse(),
        Numeric(),
        Ordering(),
        Matching(),
        Hotspot(),
        ShortText(),
    )
}


def question_type(name: str) -> QuestionType:
    """The type of that name."""
    return TYPES[name]


__all__ = ["TYPES", "BadResponse", "QuestionType", "question_type"]
