"""Facts about enrolments."""

from dataclasses import dataclass

from lms.outbox.events import Event


@dataclass(frozen=True, kw_only=True)
class PersonPlaced(Event):
    """A person has a place in a cohort."""

    enrolment_id: int


@dataclass(frozen=True, kw_only=True)
class CourseCompleted(Event):
    """Every lesson of an enrolment's release is done."""

    enrolment_id: int


@dataclass(frozen=True, kw_only=True)
class QuestionAnswered(Event):
    """An instructor answered a trainee's question."""

    question_id: int
