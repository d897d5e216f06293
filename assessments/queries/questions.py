"""The bank's pages: questions found by what they are, one question whole, and what blueprints lack."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import override

from assessments import rules
from assessments.models import (
    Attempt,
    Blueprint,
    LevelPolicy,
    PaperItem,
    PaperStatistics,
    Question,
    QuestionStatistics,
    QuestionVersion,
)
from assessments.queries.bank import asked_of, bank_for, official_papers
from assessments.queries.papers import Delivered, drawn
from assessments.questions import TYPES, question_type
from assessments.rules import flags
from courses.models import Standard, Trade

UNFINISHED = Q(retired_at=None) & (Q(current__unit="") | Q(current__level=""))
STATES = {
    "in_use": Q(retired_at=None) & ~Q(current__unit="") & ~Q(current__level=""),
    "unfinished": UNFINISHED,
    "retired": Q(retired_at__isnull=False),
    "flagged": Q(retired_at=None) & ~Q(current__statistics__flags=[]) & Q(current__statistics__isnull=False),
}


@dataclass(frozen=True)
class Wanted:
    """What is looked for; an empty member looks for anything."""

    trade: str = ""
    unit: str = ""
    level: str = ""
    type: str = ""
    difficulty: str = ""
    use: str = ""
    state: str = ""
    text: str = ""


def found_questions(wanted: Wanted) -> QuerySet[Question]:
    """The questions that fit, in the order of their codes, with their current wording."""
    exact = {
        "trade__code": wanted.trade,
        "current__level": wanted.level,
        "current__type": wanted.type,
        "current__difficulty": wanted.difficulty,
        "use": wanted.use,
    }
    questions = Question.objects.filter(current__isnull=False, **{name: value for name, value in exact.items() if value})
    questions = questions.filter(STATES.get(wanted.state, Q()))
    if wanted.unit:
        questions = questions.filter(Q(current__unit=wanted.unit) | Q(current__criterion=wanted.unit))
    for word in wanted.text.split():
        said = Q(current__stem__ar__icontains=word) | Q(current__stem__en__icontains=word)
        questions = questions.filter(said | Q(code__icontains=word))
    return questions.select_related("trade", "current", "current__statistics").order_by("code")


def counts_by_state(trade: str) -> dict[str, int]:
    """How many questions of a trade (or of all) are in each state. One query."""
    questions = Question.objects.filter(current__isnull=False, **({"trade__code": trade} if trade else {}))
    return questions.aggregate(**{name: Count("pk", filter=condition) for name, condition in STATES.items()})


@dataclass(frozen=True)
class QuestionView:
    """A question with everything its author wants to know. ``preview`` is what a candidate sees."""

    question: Question
    version: QuestionVersion
    preview: Delivered
    right: list[dict[str, str]]
    versions: Sequence[QuestionVersion]
    papers: dict[str, int]
    standard: dict[str, Any]
    statistics: QuestionStatistics | None

    @property
    def option_texts(self) -> dict[str, dict[str, str]]:
        """What each option says, by its id."""
        content = self.version.content
        if self.version.type == "true_false":
            return {"true": in_words(True), "false": in_words(False)}
        regions = {one["id"]: one["label"] for one in content.get("regions", [])}
        return regions or {one["id"]: one for one in content.get("options", [])}

    @property
    def used_up(self) -> bool:
        """Whether as many official papers as allowed have held it."""
        return self.question.most_papers is not None and self.papers["official"] >= self.question.most_papers

    @property
    def state(self) -> str:
        """``retired``, ``unfinished``, ``used_up`` or ``in_use``."""
        if self.question.retired_at:
            return "retired"
        if not (self.version.unit and self.version.level):
            return "unfinished"
        return "used_up" if self.used_up else "in_use"


def in_words(value: bool) -> dict[str, str]:
    """Right or wrong as a pair."""
    return question_type("true_false").given_answer(value, {})[0]


def question_view(question: Question, number: int | None = None) -> QuestionView:
    """A question, in its current wording or in version ``number``."""
    held = Exists(PaperItem.objects.filter(version=OuterRef("pk")))
    versions = list(question.versions.annotate(held=held).select_related("written_by").order_by("-number"))
    version = next((one for one in versions if one.number == number), None) or question.current
    assert version is not None
    kind = question_type(version.type)
    official = official_papers([question.pk])[question.pk]
    practice = PaperItem.objects.filter(version__question=question, paper__attempt__kind=Attempt.Kind.PRACTICE).count()
    return QuestionView(
        question=question,
        version=version,
        preview=preview_of(version),
        right=kind.right_answer(version.content, version.answer),
        versions=versions,
        papers={"official": official, "practice": practice},
        standard=placed(question.trade_id, version),
        statistics=QuestionStatistics.objects.filter(version=version).first(),
    )


def preview_of(version: QuestionVersion) -> Delivered:
    """A wording as a candidate sees it, in its own order and without an answer."""
    return Delivered(
        position=1,
        kind=question_type(version.type),
        stem=version.stem,
        marks=version.marks,
        content=version.content,
        picture=drawn(version),
        value=None,
        sequence=0,
    )


def standard_of(trade_id: int) -> dict[str, Any]:
    """The newest standard of a trade as data; empty where there is none."""
    found = Standard.objects.filter(trade=trade_id).order_by("-in_force_on", "-pk").first()
    return found.document if found else {"units": [], "levels": []}


def placed(trade_id: int, version: QuestionVersion) -> dict[str, Any]:
    """The level, unit and criterion of a wording in words: pairs, or None."""
    document = standard_of(trade_id)
    level = next((one["name"] for one in document.get("levels", []) if one["id"] == version.level), None)
    unit = next((one for one in document["units"] if one["id"] == version.unit), None)
    criteria = [one for element in (unit or {}).get("elements", []) for one in element["criteria"]]
    criterion = next((one for one in criteria if one["id"] == version.criterion), None)
    return {"level": level, "unit": unit and unit["title"], "criterion": criterion}


@dataclass(frozen=True)
class BlueprintView:
    """A blueprint with what it asks of the bank. ``practice`` is how many questions its practice papers would have."""

    blueprint: Blueprint
    name: dict[str, str]
    needs: list[rules.Need]
    titles: dict[str, dict[str, str]]
    asked_too_much: int
    practice: int
    untested: list[dict[str, str]]
    statistics: PaperStatistics | None
    measured: list[QuestionStatistics]

    @property
    def bars(self) -> list[dict[str, int]]:
        """The histogram of results as bars of a drawing of 220 by 130."""
        counts = self.statistics.figures["histogram"] if self.statistics else []
        tall = [round(100 * count / max(counts)) for count in counts]
        return [{"x": 11 + 20 * place, "y": 110 - height, "height": height} for place, height in enumerate(tall)]

    @property
    def dots(self) -> list[dict[str, Any]]:
        """Each question as a dot of a drawing: how easy to the right, how well it tells strong from weak upwards."""
        return [
            {
                "code": one.version.question.code,
                "x": round(10 + 2 * one.figures["facility"]),
                "y": round(110 - max(0.0, one.figures["discrimination"])),
                "flagged": bool(one.flags),
            }
            for one in self.measured
            if one.figures["discrimination"] is not None
        ]

    @property
    def missing(self) -> int:
        """How many of its wishes the bank cannot meet."""
        return sum(bool(need.missing) for need in self.needs) + bool(self.asked_too_much)


def blueprints_of(trade: Trade, *, on: date) -> list[BlueprintView]:
    """The blueprints of a trade in force, level by level, and exactly what the bank lacks for each."""
    rows = Blueprint.objects.filter(trade=trade, effective_from__lte=on).order_by("level", "effective_from", "version")
    newest = {row.level: row for row in rows}
    names = {policy.level: policy.name for policy in LevelPolicy.objects.filter(trade=trade).order_by("effective_from")}
    document, stored = standard_of(trade.pk), PaperStatistics.objects.filter(blueprint__trade=trade)
    figures = {one.blueprint_id: one for one in stored}
    measured = list(QuestionStatistics.objects.filter(version__question__trade=trade).select_related("version__question"))
    views = []
    for level, row in newest.items():
        view = _blueprint_view(row, names.get(level, {"ar": level, "en": level}), document)
        drawn_from = [one for one in measured if one.version.level in row.from_levels and one.answers >= flags.FEWEST]
        views.append(replace(view, statistics=figures.get(row.pk), measured=drawn_from))
    return views


def _blueprint_view(blueprint: Blueprint, name: dict[str, str], document: dict[str, Any]) -> BlueprintView:
    wanted, bank = asked_of(blueprint), bank_for(blueprint, Attempt.Kind.OFFICIAL)
    practice = rules.shrunk(bank_for(blueprint, Attempt.Kind.PRACTICE), wanted)
    asked = {question.unit for question in bank if question.level in wanted.from_levels}
    untested = [
        {"code": unit["id"], **unit["title"]}
        for unit in document["units"]
        if blueprint.level in unit.get("levels", []) and unit["id"] not in asked
    ]
    titles = {unit["id"]: unit["title"] for unit in document["units"]}
    titles |= {level["id"]: level["name"] for level in document.get("levels", [])}
    titles |= {cell.name: _cell_in_words(cell, titles, document) for cell in wanted.cells}
    return BlueprintView(
        blueprint, name, rules.needs(bank, wanted), titles, rules.asked_too_much(wanted), practice.questions, untested, None, []
    )


def _cell_in_words(cell: rules.Cell, titles: dict[str, Any], document: dict[str, Any]) -> dict[str, str]:
    """A cell of a blueprint as authors read it: what, of which level, how hard."""
    criteria = {
        one["id"]: one for unit in document["units"] for element in unit.get("elements", []) for one in element["criteria"]
    }
    found = {}
    for language in ("ar", "en"):
        what = criteria.get(cell.criterion) or titles.get(cell.criterion) or {}
        parts = [what.get(language, cell.criterion), titles.get(cell.level, {}).get(language, cell.level)]
        if cell.difficulty:
            with override(language):
                parts.append(str(QuestionVersion.Difficulty(cell.difficulty).label))
        found[language] = " · ".join(part for part in parts if part)
    return found


def type_labels() -> list[tuple[str, Any]]:
    """Every way to ask: its name and what people call it."""
    return [(kind.name, kind.label) for kind in TYPES.values()]


def next_code(trade: Trade) -> str:
    """The first free code of a trade: ``TLR-Q31`` after ``TLR-Q30``."""
    codes = Question.objects.filter(trade=trade, code__startswith=f"{trade.code}-Q").values_list("code", flat=True)
    numbers = [int(code.rpartition("-Q")[2]) for code in codes if code.rpartition("-Q")[2].isdecimal()]
    return f"{trade.code}-Q{max(numbers, default=0) + 1:02}"
