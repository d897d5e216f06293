"""Papers as they are shown: without the key while they run, with marks and feedback when the result is open."""

import base64
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from assessments.models import Answer, Attempt, Paper, Question, QuestionVersion, ResultVersion
from assessments.questions import QuestionType, question_type
from assessments.rules import percent_of
from courses.models import Standard


@dataclass(frozen=True)
class Delivered:
    """One question as a candidate sees it. Nothing of the key is in it, for nothing of the key was read."""

    position: int
    kind: QuestionType
    stem: dict[str, str]
    marks: int
    content: dict[str, Any]
    picture: str
    value: Any
    sequence: int

    @property
    def answered(self) -> bool:
        return self.value is not None

    @property
    def places(self) -> dict[str, int]:
        """For putting in order: the number each item has so far."""
        return {item: index for index, item in enumerate(self.value or [], start=1) if item}

    @property
    def chosen(self) -> list[str]:
        """For choosing: what is ticked, as text."""
        if isinstance(self.value, bool):
            return ["true" if self.value else "false"]
        return [self.value] if isinstance(self.value, str) else list(self.value or [])


def delivered(attempt: Attempt) -> list[Delivered]:
    """Every question of an attempt, with the answers so far. One query, which reads neither key nor feedback."""
    answers = (
        Answer.objects.filter(attempt=attempt)
        .select_related("item__version")
        .defer("item__version__answer", "item__version__feedback")
        .order_by("position")
    )
    return [_delivered(answer) for answer in answers]


def delivered_sealed(paper: Paper) -> list[Delivered]:
    """Every question of a paper that nobody has begun. One query, which reads neither key nor feedback."""
    items = paper.items.select_related("version").defer("version__answer", "version__feedback").order_by("position")
    return [_delivered(Answer(item=item, position=item.position)) for item in items]


def _delivered(answer: Answer) -> Delivered:
    version = answer.item.version
    kind = question_type(version.type)
    return Delivered(
        position=answer.position,
        kind=kind,
        stem=version.stem,
        marks=version.marks,
        content=kind.deliver(version.content, answer.item.order),
        picture=drawn(version),
        value=answer.value,
        sequence=answer.sequence,
    )


def drawn(version: QuestionVersion) -> str:
    """The drawing as an address that carries it: nothing more to fetch, so it is there without network."""
    if not version.picture:
        return ""
    return f"data:image/svg+xml;base64,{base64.b64encode(version.picture.encode()).decode()}"


@dataclass(frozen=True)
class Reviewed:
    """One question of an open result."""

    position: int
    stem: dict[str, str]
    marks: Decimal
    most: int
    given: list[dict[str, str]]
    right: list[dict[str, str]]
    feedback: dict[str, str]
    lesson: str
    secret: bool

    @property
    def state(self) -> str:
        """``full``, ``part`` or ``none``."""
        if self.marks >= self.most:
            return "full"
        return "part" if self.marks else "none"


@dataclass(frozen=True)
class UnitScore:
    """The marks of one unit of the standard."""

    code: str
    title: dict[str, str]
    marks: Decimal
    most: int

    @property
    def percent(self) -> int:
        return int(percent_of(self.marks, self.most))


@dataclass(frozen=True)
class Result:
    """An open result: the whole, by unit, by question. ``version`` is the one that counts, ``versions`` all, newest first."""

    attempt: Attempt
    version: ResultVersion | None
    versions: list[ResultVersion]
    questions: list[Reviewed]
    units: list[UnitScore]

    @property
    def lost(self) -> list[Reviewed]:
        """Where marks were lost."""
        return [question for question in self.questions if question.state != "full"]


def result_of(attempt: Attempt, *, whole: bool = False) -> Result:
    """Everything about a result whose door (``access.released_result``) was passed.

    The keys of questions that official papers alone draw stay secret, for papers to come; ``whole`` is for who decides an appeal.
    """
    answers = list(Answer.objects.filter(attempt=attempt).select_related("item__version__question").order_by("position"))
    versions = list(attempt.results.order_by("-number"))
    lines = {int(place): Decimal(given) for place, given in versions[0].lines.items()} if versions else {}
    for answer in answers:
        answer.marks = lines.get(answer.position, answer.marks)
    titles = _unit_titles(attempt.paper.blueprint.trade_id)
    sums: dict[str, list[Any]] = defaultdict(lambda: [Decimal(0), 0])
    for answer in answers:
        sums[answer.item.version.unit][0] += answer.marks or Decimal(0)
        sums[answer.item.version.unit][1] += answer.item.version.marks
    units = [
        UnitScore(code, titles.get(code, {"ar": code, "en": code}), marks, most) for code, (marks, most) in sorted(sums.items())
    ]
    return Result(
        attempt, versions[0] if versions else None, versions, [_reviewed(answer, whole=whole) for answer in answers], units
    )


def _reviewed(answer: Answer, *, whole: bool) -> Reviewed:
    version = answer.item.version
    kind = question_type(version.type)
    secret = not whole and version.question.use == Question.Use.OFFICIAL
    return Reviewed(
        position=answer.position,
        stem=version.stem,
        marks=answer.marks or Decimal(0),
        most=version.marks,
        given=kind.given_answer(answer.value, version.content),
        right=[] if secret else kind.right_answer(version.content, version.answer),
        feedback={} if secret else version.feedback,
        lesson=version.lesson,
        secret=secret,
    )


def _unit_titles(trade_id: int) -> dict[str, dict[str, str]]:
    standard = Standard.objects.filter(trade=trade_id).order_by("-in_force_on", "-pk").first()
    return {unit["id"]: unit["title"] for unit in standard.document["units"]} if standard else {}
