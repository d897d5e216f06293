"""The question types, one file each. How to add one: ``docs/how-to/add-a-question-type.md``."""

from assessments.questions.contract import BadResponse, QuestionType
from assessments.questions.hotspot import Hotspot
from assessments.questions.matching import Matching
from assessments.questions.multiple_response import MultipleResponse
from assessments.questions.numeric import Numeric
from assessments.questions.ordering import Ordering
from assessments.questions.short_text import ShortText
from assessments.questions.single_choice import SingleChoice
from assessments.questions.true_false import TrueFalse

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
