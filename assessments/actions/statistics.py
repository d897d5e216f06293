"""Work the figures of questions and papers out anew, from every official paper that was handed in. The worker does this."""

from array import array
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from typing import Any

import numpy as np
from django.db import transaction

from assessments.events import StatisticsWanted
from assessments.models import Answer, Attempt, Blueprint, PaperStatistics, QuestionStatistics, QuestionVersion
from assessments.questions import question_type
from assessments.rules import flags, rasch, statistics
from courses.models import Trade
from lms.audit.actions import record
from lms.outbox.actions import publish
from lms.people.models import Person

ROWS = 20_000  # read at a time
CHOOSING = ("single_choice", "multiple_response", "true_false", "hotspot")


def compute_statistics(*, trade: Trade, now: datetime) -> int:
    """Replace the figures of a trade's questions and papers; returns how many papers they rest on.

    Reads everything once, row by row; what it holds is some forty bytes for each answer. Safe to run twice.
    """
    columns = Columns(trade)
    if not len(columns.who):
        return 0
    table = columns.table()
    figures = statistics.question_figures(table)
    with transaction.atomic():
        _write_questions(columns, table, figures, now)
        _write_papers(columns, table, now)
    return table.people


@transaction.atomic
def ask_for_statistics(*, trade: Trade, by: Person) -> None:
    """Have the worker work the figures out now."""
    publish(StatisticsWanted(trade_code=trade.code))
    record(actor=by, verb="statistics.asked_for", target=trade, detail={})


class Columns:
    """The answers of all official papers of a trade, as columns in the order of their papers."""

    def __init__(self, trade: Trade) -> None:
        self.who, self.question, self.blueprint = array("q"), array("q"), array("q")
        self.marks, self.most = array("d"), array("d")
        self.places: dict[int, int] = {}
        # What was ticked, by place of the question: person and options, for questions with options alone.
        self.ticked: dict[int, list[tuple[int, list[str]]]] = defaultdict(list)
        last = -1
        for attempt, blueprint, version, kind, most, marks, value in self._rows(trade):
            if attempt != last:
                last = attempt
                self.blueprint.append(blueprint)
            place = self._place(version, most)
            self.who.append(len(self.blueprint) - 1)
            self.question.append(place)
            self.marks.append(float(marks))
            if kind in CHOOSING:
                self.ticked[place].append((len(self.blueprint) - 1, ticked(value)))

    @staticmethod
    def _rows(trade: Trade) -> Iterator[tuple[Any, ...]]:
        answers = Answer.objects.filter(
            attempt__kind=Attempt.Kind.OFFICIAL, attempt__submitted_at__isnull=False, attempt__paper__blueprint__trade=trade
        )
        names = ("attempt_id", "attempt__paper__blueprint_id", "item__version_id", "item__version__type", "item__version__marks")
        return answers.order_by("attempt_id").values_list(*names, "marks", "value").iterator(chunk_size=ROWS)

    def _place(self, version: int, most: int) -> int:
        if version not in self.places:
            self.places[version] = len(self.most)
            self.most.append(most)
        return self.places[version]

    def table(self) -> statistics.Answers:
        """The columns without a copy."""
        return statistics.Answers(
            np.frombuffer(self.who, dtype=np.int64),
            np.frombuffer(self.question, dtype=np.int64),
            np.frombuffer(self.marks, dtype=np.float64),
            np.frombuffer(self.most, dtype=np.float64),
        )


def ticked(value: Any) -> list[str]:
    """The options of a stored response."""
    if isinstance(value, bool):
        return ["true" if value else "false"]
    return [value] if isinstance(value, str) else [str(one) for one in value or []]


def options_of(version: QuestionVersion) -> tuple[list[str], list[str]]:
    """All options of a question, and the right ones."""
    if version.type == "true_false":
        return ["true", "false"], ["true" if version.answer["value"] else "false"]
    if version.type == "hotspot":
        return [one["id"] for one in version.content["regions"]], list(version.answer["regions"])
    right = version.answer.get("options") or [version.answer.get("option")]
    return [one["id"] for one in version.content["options"]], right


def _write_questions(
    columns: Columns, table: statistics.Answers, figures: list[statistics.QuestionFigures | None], now: datetime
) -> None:
    earned, could = table.totals()
    percents = 100 * earned / could
    hard = _difficulties(table, figures)
    versions = QuestionVersion.objects.in_bulk(list(columns.places))
    for pk, place in columns.places.items():
        one, version = figures[place], versions[pk]
        if one is None:
            continue
        options, right = options_of(version) if version.type in CHOOSING else ([], [])
        told: list[statistics.Option] = []
        if options:
            who = np.array([person for person, _ticked in columns.ticked[place]])
            told = statistics.option_figures([chosen for _person, chosen in columns.ticked[place]], percents[who], options)
        kind = question_type(version.type)
        shown = asdict(one) | {
            "guess": round(100 * float(kind.guess(version.content)), 2),
            "difficulty": hard[place],
            "options": [asdict(option) | {"right": option.option in right} for option in told],
        }
        warned = [asdict(flag) for flag in flags.flags_of(one, told, right)]
        fields = {"answers": one.answers, "figures": shown, "flags": warned, "computed_at": now}
        QuestionStatistics.objects.update_or_create(version=version, defaults=fields)


def _difficulties(table: statistics.Answers, figures: list[statistics.QuestionFigures | None]) -> list[float | None]:
    """Rasch difficulties of the questions with enough answers; right means full marks."""
    enough = np.array([one is not None and one.answers >= flags.RASCH_FROM for one in figures])
    rows = enough[table.question]
    right = table.marks[rows] >= table.most[table.question[rows]]
    return rasch.difficulties(table.who[rows], table.question[rows], right, questions=len(figures))


def _write_papers(columns: Columns, table: statistics.Answers, now: datetime) -> None:
    held = np.frombuffer(columns.blueprint, dtype=np.int64)
    for blueprint in Blueprint.objects.filter(pk__in=set(columns.blueprint)):
        rows = held[table.who] == blueprint.pk
        _people, who = np.unique(table.who[rows], return_inverse=True)
        part = statistics.Answers(who, table.question[rows], table.marks[rows], table.most)
        figures = statistics.paper_figures(part)
        fields = {"attempts": figures.attempts, "figures": asdict(figures), "computed_at": now}
        PaperStatistics.objects.update_or_create(blueprint=blueprint, defaults=fields)
