"""Question bank, papers, attempts, practical tasks and the cases in which they are judged."""

from assessments.models.attempt import Answer, AnswerFact, Attempt
from assessments.models.bank import Question, QuestionFile, QuestionVersion
from assessments.models.case import AssessmentCase, LevelPolicy
from assessments.models.committee import CommitteeMember, FeeFact
from assessments.models.paper import Blueprint, Paper, PaperItem
from assessments.models.practical import PracticalAssignment, PracticalTask, PracticalTaskVersion
from assessments.models.result import Appeal, Regrading, ResultVersion
from assessments.models.sheet import AspectFact, Evidence, MarkSheet
from assessments.models.sitting import Candidate, ExamSitting
from assessments.models.statistics import PaperStatistics, QuestionStatistics

__all__ = [
    "Answer",
    "AnswerFact",
    "Appeal",
    "AspectFact",
    "AssessmentCase",
    "Attempt",
    "Blueprint",
    "Candidate",
    "CommitteeMember",
    "Evidence",
    "ExamSitting",
    "FeeFact",
    "LevelPolicy",
    "MarkSheet",
    "Paper",
    "PaperItem",
    "PaperStatistics",
    "PracticalAssignment",
    "PracticalTask",
    "PracticalTaskVersion",
    "Question",
    "QuestionFile",
    "QuestionStatistics",
    "QuestionVersion",
    "Regrading",
    "ResultVersion",
]
