"""The bank: what papers may draw, and what other systems are given."""

from collections import Counter

from django.db.models import Count

from assessments import rules
from assessments.exchange import to_gift, to_moodle_xml, to_qti
from assessments.exchange.outgoing import Outgoing, Written
from assessments.models import Attempt, Blueprint, PaperItem, Question
from courses.models import Trade

FORMATS = ("moodle_xml", "gift", "qti")


def exported(*, trade: Trade, format: str, language: str = "ar") -> Written:
    """The current wording of every question in use, as a file of ``FORMATS``. One query."""
    questions = Question.objects.filter(trade=trade, retired_at=None, current__isnull=False).select_related("current")
    outgoing = [_outgoing(question) for question in questions.order_by("code")]
    if format == "moodle_xml":
        return to_moodle_xml.write(outgoing)
    return {"gift": to_gift, "qti": to_qti}[format].write(outgoing, language=language)


def _outgoing(question: Question) -> Outgoing:
    version = question.current
    assert version is not None
    return Outgoing(
        code=question.code,
        type=version.type,
        stem=version.stem,
        content=version.content,
        answer=version.answer,
        feedback=version.feedback,
        marks=version.marks,
        picture=version.picture,
    )


def bank_for(blueprint: Blueprint, kind: str) -> list[rules.Candidates]:
    """The questions that papers of a kind (``Attempt.Kind``) may draw; one that enough official papers have held is out.

    Papers drawn in the same moment do not see each other, so that a limit may be passed by a few.
    """
    other = Question.Use.OFFICIAL if kind == Attempt.Kind.PRACTICE else Question.Use.PRACTICE
    bank = Question.objects.filter(trade=blueprint.trade_id, retired_at=None, current__isnull=False).exclude(use=other)
    rows = list(bank.values_list(*DRAWN_BY, "pk", "most_papers"))
    limits = {row[-2]: row[-1] for row in rows if row[-1] is not None and kind == Attempt.Kind.OFFICIAL}
    seen = official_papers(list(limits))
    return [rules.Candidates(*row[:-2]) for row in rows if row[-2] not in limits or seen[row[-2]] < limits[row[-2]]]


DRAWN_BY = (
    "current_id",
    "code",
    "current__level",
    "current__unit",
    "current__safety_critical",
    "current__criterion",
    "current__difficulty",
)


def official_papers(questions: list[int]) -> Counter[int]:
    """In how many official papers each of these questions has been, in any version."""
    if not questions:
        return Counter()
    held = PaperItem.objects.filter(version__question__in=questions, paper__attempt__kind=Attempt.Kind.OFFICIAL)
    return Counter(dict(held.values_list("version__question").annotate(papers=Count("pk")).order_by()))


def asked_of(blueprint: Blueprint) -> rules.Draw:
    """A blueprint as the drawing rule reads it."""
    return rules.Draw(
        questions=blueprint.questions,
        from_levels=tuple(blueprint.from_levels),
        units=blueprint.rules.get("units", {}),
        levels=blueprint.rules.get("levels", {}),
        safety=blueprint.rules.get("safety", 0),
        cells=tuple(rules.Cell(**cell) for cell in blueprint.rules.get("cells", [])),
        enemies=tuple(frozenset(group) for group in blueprint.rules.get("enemies", [])),
    )
