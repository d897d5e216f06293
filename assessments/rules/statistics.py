"""Figures about papers and their questions, as Moodle's quiz statistics compute them.

Source: the calculators of Moodle's quiz statistics report (``mod/quiz/report/statistics``, ``question/classes/statistics``) and
their documentation, "Quiz statistics calculations". One thing is more general here: papers are drawn, so each holds some of the
bank's questions and their totals may differ. Marks are therefore taken as shares of their paper, and sums over the questions of
a paper become sums over all questions weighted by how many of the papers held each. Where every paper holds the same questions,
the figures are Moodle's. All are per cents, 0 to 100, unless said otherwise; None where a figure has no meaning (nobody differs,
too few answers).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
ALL = 100.0


@dataclass(frozen=True)
class Answers:
    """Marked answers as columns: who (0, 1, …), which question, the marks; ``most`` holds each question's full marks."""

    who: Whole
    question: Whole
    marks: Floats
    most: Floats

    @property
    def people(self) -> int:
        return int(self.who.max()) + 1 if len(self.who) else 0

    def totals(self) -> tuple[Floats, Floats]:
        """What each person earned and could have earned."""
        return weighed(self.who, self.marks, self.people), weighed(self.who, self.most[self.question], self.people)


def weighed(places: Whole, weights: Floats, size: int) -> Floats:
    """The sum of the weights at each place."""
    return np.bincount(places, weights=weights, minlength=size).astype(np.float64)


@dataclass(frozen=True)
class QuestionFigures:
    """One question. ``effective_weight`` is None where better candidates earn less of it than weaker ones."""

    answers: int
    facility: float
    deviation: float | None
    discrimination: float | None
    efficiency: float | None
    effective_weight: float | None
    intended_weight: float


@dataclass(frozen=True)
class PaperFigures:
    """The papers of one blueprint; ``skewness`` and ``kurtosis`` have no unit, ``deviation`` is that of the per cents."""

    attempts: int
    mean: float
    median: float
    deviation: float | None
    skewness: float | None
    kurtosis: float | None
    alpha: float | None
    error_ratio: float | None
    standard_error: float | None
    histogram: list[int]


def question_figures(table: Answers) -> list[QuestionFigures | None]:
    """The figures of each question; None where nobody was asked it."""
    earned, could = table.totals()
    order = np.argsort(table.question, kind="stable")
    ends = np.cumsum(np.bincount(table.question, minlength=len(table.most)))
    groups = np.split(order, ends[:-1])
    found = [_one(table, rows, earned, could) for rows in groups]
    roots = [math.sqrt(one[1]) * one[0].answers if one and one[1] and one[1] > 0 else 0.0 for one in found]
    every = sum(roots)
    weights = [ALL * root / every if every else None for root in roots]
    return [_weighed(one, weight) for one, weight in zip(found, weights, strict=True)]


def _weighed(one: tuple[QuestionFigures, float | None] | None, weight: float | None) -> QuestionFigures | None:
    """With its effective weight; one that better candidates earn less of has none."""
    if one is None:
        return None
    figures, together = one
    return replace(figures, effective_weight=weight if together is not None and together >= 0 else None)


def _one(table: Answers, rows: Whole, earned: Floats, could: Floats) -> tuple[QuestionFigures, float | None] | None:
    """A question's figures but the effective weight, and the covariance that it comes from."""
    if not len(rows):
        return None
    marks, who, most = table.marks[rows], table.who[rows], float(table.most[table.question[rows[0]]])
    beside = could[who] - most
    rest = np.divide(earned[who] - marks, beside, out=np.zeros(len(rows)), where=beside > 0)
    together, best = covariance(marks, rest), covariance(np.sort(marks), np.sort(rest))
    spread = deviation(marks)
    both = (spread or 0.0) * (deviation(rest) or 0.0)
    figures = QuestionFigures(
        answers=len(rows),
        facility=ALL * float(marks.mean()) / most,
        deviation=None if spread is None else ALL * spread / most,
        discrimination=ALL * together / both if together is not None and both > TINY else None,
        efficiency=ALL * together / best if together is not None and best and best > TINY else None,
        effective_weight=None,
        intended_weight=ALL * float((most / could[who]).mean()),
    )
    return figures, covariance(marks / could[who], earned[who] / could[who])


TINY = 1e-12


def covariance(first: Floats, second: Floats) -> float | None:
    """The sample covariance; None of fewer than two."""
    if len(first) < 2:
        return None
    return float(((first - first.mean()) * (second - second.mean())).sum() / (len(first) - 1))


def deviation(values: Floats) -> float | None:
    """The sample standard deviation; None of fewer than two."""
    return None if len(values) < 2 else float(values.std(ddof=1))


def paper_figures(table: Answers, *, bars: int = 10) -> PaperFigures:
    """The figures of all papers together; ``bars`` is how many the histogram has."""
    earned, could = table.totals()
    percents = ALL * earned / could
    spread = deviation(percents)
    alpha = _alpha(table, could, percents)
    ratio = None if alpha is None or alpha > ALL else ALL * math.sqrt(1 - alpha / ALL)
    counts, _edges = np.histogram(percents, bins=bars, range=(0, ALL))
    return PaperFigures(
        attempts=table.people,
        mean=float(percents.mean()),
        median=float(np.median(percents)),
        deviation=spread,
        skewness=_skewness(percents),
        kurtosis=_kurtosis(percents),
        alpha=alpha,
        error_ratio=ratio,
        standard_error=None if ratio is None or spread is None else ratio * spread / ALL,
        histogram=[int(count) for count in counts],
    )


def _alpha(table: Answers, could: Floats, percents: Floats) -> float | None:
    """Cronbach's alpha (Moodle's coefficient of internal consistency). The questions of a paper are their mean number."""
    held, people = len(table.who) / table.people, table.people
    variance = deviation(percents)
    if held <= 1 or not variance:
        return None
    shares = ALL * table.marks / could[table.who]
    asked = np.bincount(table.question, minlength=len(table.most)).astype(float)
    mean = np.bincount(table.question, weights=shares, minlength=len(asked)) / np.maximum(asked, 1)
    squares = np.bincount(table.question, weights=(shares - mean[table.question]) ** 2, minlength=len(asked))
    variances = np.divide(squares, asked - 1, out=np.zeros(len(asked)), where=asked > 1)
    return ALL * held / (held - 1) * (1 - float((variances * asked).sum()) / people / variance**2)


def _moments(values: Floats, *powers: int) -> list[float]:
    apart = values - values.mean()
    return [float((apart**power).mean()) for power in powers]


def _skewness(values: Floats) -> float | None:
    """Of a sample: k3 / k2 ** 1.5."""
    n = len(values)
    if n <= 2:
        return None
    second, third = _moments(values, 2, 3)
    k2, k3 = n * second / (n - 1), n * n * third / ((n - 1) * (n - 2))
    return k3 / k2**1.5 if k2 > TINY else None


def _kurtosis(values: Floats) -> float | None:
    """Of a sample, 0 for a normal one: k4 / k2 ** 2."""
    n = len(values)
    if n <= 3:
        return None
    second, fourth = _moments(values, 2, 4)
    k2 = n * second / (n - 1)
    k4 = n * n * ((n + 1) * fourth - 3 * (n - 1) * second**2) / ((n - 1) * (n - 2) * (n - 3))
    return k4 / k2**2 if k2 > TINY else None


@dataclass(frozen=True)
class Option:
    """One option: the share of all who chose it, of the best and of the weakest third; the mean per cent of its choosers."""

    option: str
    share: float
    of_best: float
    of_weakest: float
    mean: float | None


def option_figures(chosen: Sequence[Sequence[str]], percents: Floats, options: Sequence[str]) -> list[Option]:
    """What people of which strength chose. ``chosen`` holds what each person ticked, ``percents`` what their papers earned."""
    low, high = np.quantile(percents, [1 / 3, 2 / 3])
    best, weakest = percents >= high, percents <= low
    found = []
    for option in options:
        ticked = np.array([option in one for one in chosen])
        found.append(
            Option(
                option=option,
                share=ALL * float(ticked.mean()),
                of_best=ALL * float(ticked[best].mean()),
                of_weakest=ALL * float(ticked[weakest].mean()),
                mean=float(percents[ticked].mean()) if ticked.any() else None,
            )
        )
    return found
