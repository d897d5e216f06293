"""Question bank, papers, attempts, practical tasks and the cases in which they are judged."""

from assessments.models.accommodation import Accommodation
from assessments.models.agreement import AgreementRecord
from assessments.models.attempt import Answer, AnswerFact, Attempt
from assessments.models.bank import Question, QuestionFile, QuestionVersion
from assessments.models.case import AssessmentCase, LevelPolicy
from assessments.models.committee import CommitteeMember, FeeFact
from assessments.models.paper import Blueprint, Paper, PaperItem
from assessments.models.practical import PracticalAssignment, PracticalTask, PracticalTaskVersion
from assessments.models.presence import Presence, PresenceFact
from assessments.models.prior import PriorLearning
from assessments.models.quality import AnchorClip, AnchorTry, QualityLook, SamplingRule
from assessments.models.result import Appeal, Regrading, ResultVersion
from assessments.models.sheet import AspectFact, Evidence, EvidenceClip, MarkSheet
from assessments.models.sitting import Candidate, ExamSitting, Extension, SealedPaper
from assessments.models.statistics import PaperStatistics, QuestionStatistics

__all__ = [
    "Accommodation",
    "AgreementRecord",
    "AnchorClip",
    "AnchorTry",
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
    "EvidenceClip",
    "ExamSitting",
    "Extension",
    "FeeFact",
    "LevelPolicy",
    "MarkSheet",
    "Paper",
    "PaperItem",
    "PaperStatistics",
    "PracticalAssignment",
    "PracticalTask",
    "PracticalTaskVersion",
    "Presence",
    "PresenceFact",
    "PriorLearning",
    "QualityLook",
    "Question",
    "QuestionFile",
    "QuestionStatistics",
    "QuestionVersion",
    "Regrading",
    "ResultVersion",
    "SamplingRule",
    "SealedPaper",
]
