"""Figures against numbers worked by hand, difficulties against simulated people, and what authors read of them."""

import math
from collections.abc import Callable

import numpy as np
import pytest
from django.test import Client
from django.utils import timezone

from assessments import actions, receivers
from assessments.events import StatisticsWanted
from assessments.models import Attempt, PaperStatistics, QuestionStatistics
from assessments.rules import rasch, statistics
from assessments.rules.flags import flags_of
from courses.models import Trade
from lms.outbox.models import Delivery

# Four people, three questions of one mark: 111, 110, 100, 000.
STAIRS = [[1, 1, 1], [1, 1, 0], [1, 0, 0], [0, 0, 0]]


def table(rows: list[list[float]], most: list[float] | None = None) -> statistics.Answers:
    people, questions = len(rows), len(rows[0])
    who, question = np.repeat(np.arange(people), questions), np.tile(np.arange(questions), people)
    return statistics.Answers(who, question, np.array(rows, dtype=float).ravel(), np.array(most or [1] * questions, dtype=float))


def test_question_figures_worked_by_hand() -> None:
    first, second, third = statistics.question_figures(table(STAIRS))
    assert [one.facility for one in (first, second, third)] == [75, 50, 25]
    # x = 1 1 1 0, rest = 2 1 0 0 of 2: cov = .125, sd = .5 and sqrt(.6875 / 3)
    assert first.discrimination == pytest.approx(100 * 0.125 / (0.5 * math.sqrt(0.6875 / 3)))
    # x = 1 1 0 0, rest = 2 1 1 0 of 2: cov = 1/6, sd = 1/sqrt(3) and 1/sqrt(6)
    assert second.discrimination == pytest.approx(100 / math.sqrt(2))
    assert (first.efficiency, second.efficiency) == (pytest.approx(100), pytest.approx(100))
    # covariances with the total: 1/2, 2/3, 1/2
    roots = [math.sqrt(1 / 2), math.sqrt(2 / 3), math.sqrt(1 / 2)]
    assert [one.effective_weight for one in (first, second, third)] == pytest.approx([100 * root / sum(roots) for root in roots])
    assert first.intended_weight == pytest.approx(100 / 3)
    assert second.deviation == pytest.approx(100 / math.sqrt(3))


def test_paper_figures_worked_by_hand() -> None:
    paper = statistics.paper_figures(table(STAIRS))
    assert (paper.attempts, paper.mean, paper.median) == (4, pytest.approx(50), pytest.approx(50))
    # variances of the questions 1/4 + 1/3 + 1/4, of the totals 5/3: alpha = 3/2 (1 - 1/2)
    assert (paper.alpha, paper.error_ratio) == (pytest.approx(75), pytest.approx(50))
    assert paper.deviation == pytest.approx(100 * math.sqrt(5 / 3) / 3)
    assert paper.standard_error == pytest.approx(50 * math.sqrt(5 / 3) / 3)
    assert (paper.skewness, paper.kurtosis) == (pytest.approx(0), pytest.approx(-1.2))
    assert paper.histogram == [1, 0, 0, 1, 0, 0, 1, 0, 0, 1]


def test_papers_that_held_different_questions() -> None:
    """The stairs twice, as if of two banks: the figures of each question stay what they were."""
    one = table(STAIRS)
    both = statistics.Answers(
        np.concatenate([one.who, one.who + 4]),
        np.concatenate([one.question, one.question + 3]),
        np.tile(one.marks, 2),
        np.ones(6),
    )
    before, after = statistics.question_figures(one), statistics.question_figures(both)
    assert [figures.discrimination for figures in after] == pytest.approx([figures.discrimination for figures in before * 2])
    assert statistics.paper_figures(both).mean == pytest.approx(50)


def test_figures_without_a_meaning_are_none() -> None:
    alike = statistics.question_figures(table([[1, 0], [1, 0]]))[0]
    assert (alike.facility, alike.discrimination, alike.efficiency) == (100, None, None)
    alone = statistics.paper_figures(table([[1, 0]]))
    assert (alone.deviation, alone.alpha, alone.skewness, alone.kurtosis, alone.standard_error) == (None,) * 5
    backwards = statistics.question_figures(table([[0, 1, 1], [0, 1, 1], [1, 0, 0], [1, 0, 0]]))[0]
    assert backwards.discrimination == pytest.approx(-100)
    assert backwards.effective_weight is None


def test_two_questions_differ_by_the_log_of_their_pairs() -> None:
    """30 people failed only the first, 10 only the second: the first is ln 3 harder."""
    right = np.array([[False, True]] * 30 + [[True, False]] * 10 + [[True, True]] * 7)
    who, question = np.repeat(np.arange(47), 2), np.tile([0, 1], 47)
    hard = rasch.difficulties(who, question, right.ravel(), questions=2)
    assert hard == pytest.approx([math.log(3) / 2, -math.log(3) / 2], abs=1e-5)


def test_simulated_difficulties_are_found_again() -> None:
    dice = np.random.default_rng(266)
    truth = np.linspace(-2, 2, 30)
    ability = dice.normal(0.5, 1, 4000)  # able people: the estimate must not depend on them
    question = np.concatenate([dice.permutation(30)[:12] for _ in ability])
    who = np.repeat(np.arange(len(ability)), 12)
    right = dice.random(len(who)) < 1 / (1 + np.exp(truth[question] - ability[who]))
    found = np.array(rasch.difficulties(who, question, right, questions=30), dtype=float)
    assert np.sqrt(((found - truth) ** 2).mean()) < 0.12
    assert np.corrcoef(found, truth)[0, 1] > 0.995


def test_a_question_that_nobody_fails_has_no_difficulty() -> None:
    right = np.array([[True, False, True], [True, True, False]] * 20)
    hard = rasch.difficulties(np.repeat(np.arange(40), 3), np.tile([0, 1, 2], 40), right.ravel(), questions=3)
    assert hard == [None, pytest.approx(0), pytest.approx(0)]


def test_a_wrong_key_is_seen() -> None:
    """Strong people choose b, the key says a."""
    percents = np.array([90.0] * 20 + [50.0] * 20 + [10.0] * 20)
    chosen = [["b"]] * 20 + [["a"]] * 5 + [["b"]] * 15 + [["a"]] * 20
    options = statistics.option_figures(chosen, percents, ["a", "b", "c"])
    by_name = {one.option: one for one in options}
    assert (by_name["b"].of_best, by_name["a"].of_best, by_name["a"].of_weakest, by_name["c"].mean) == (100, 0, 100, None)
    assert by_name["a"].share == pytest.approx(100 * 25 / 60)
    figures = statistics.QuestionFigures(60, 41.7, 49.0, -60.0, -70.0, None, 10.0)
    said = [(flag.code, flag.option) for flag in flags_of(figures, options, ["a"])]
    assert said == [("strong_chose_other", "b"), ("weak_do_better", "")]
    few = statistics.QuestionFigures(29, 41.7, 49.0, -60.0, -70.0, None, 10.0)
    assert flags_of(few, options, ["a"]) == []


@pytest.mark.django_db
def test_the_worker_stores_them_and_pages_show_them(attempt: Attempt, signed_in: Callable[[str], Client]) -> None:
    actions.submit_attempt(attempt=attempt, now=timezone.now())
    client, version = signed_in("mona"), attempt.paper.items.first().version
    address = f"/en/bank/questions/{version.question.code}/"
    assert "No figures yet" in client.get(address).content.decode()
    assert client.post("/en/bank/statistics/TLR/").status_code == 302
    assert Delivery.objects.filter(kind="assessments.StatisticsWanted", lane="heavy").count() == 1
    for _ in range(2):
        receivers.work_out_statistics_now(StatisticsWanted(trade_code="TLR"))
    papers = Attempt.objects.filter(kind="official", submitted_at__isnull=False, paper__blueprint__trade__code="TLR")
    assert sum(PaperStatistics.objects.filter(blueprint__trade__code="TLR").values_list("attempts", flat=True)) == papers.count()
    stored = QuestionStatistics.objects.get(version=version)
    asked = papers.filter(paper__items__version=version).count()
    assert (stored.answers, stored.flags, stored.figures["difficulty"]) == (asked, [], None)
    page = client.get(address).content.decode()
    assert "Too few answers" in page
    assert "Reliability" in client.get("/en/bank/blueprints/TLR/").content.decode()
    assert actions.compute_statistics(trade=Trade(code="none", pk=0), now=timezone.now()) == 0


def test_the_guess_of_each_type() -> None:
    from assessments.questions import TYPES

    options = {"options": [{"id": "a"}, {"id": "b"}, {"id": "c"}, {"id": "d"}]}
    assert [TYPES["single_choice"].guess(options), TYPES["true_false"].guess({}), TYPES["numeric"].guess({})] == [0.25, 0.5, 0]
