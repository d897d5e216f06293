"""The question types as the bank knows them. They live in ``courses/questions``: lessons ask quick checks in the same ways."""

from courses.questions import TYPES, BadResponse, QuestionType, question_type
from courses.questions.numeric import FIGURES

__all__ = ["FIGURES", "TYPES", "BadResponse", "QuestionType", "question_type"]
