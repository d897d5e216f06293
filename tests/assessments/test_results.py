"""A result is a chain of versions: faulty questions marked anew, appeals decided by others, nothing confirmed rewritten."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from assessments import actions
from assessments.models import Appeal, Attempt, Question, QuestionVersion
from assessments.rules import Change, Ruling, kept
from assessments.rules.regrading import ruled_share
from lms.people.models import Person
from lms.records.models import ChainEntry
from lms.refusals import Refusal

pytestmark = pytest.mark.django_db


def confirmed() -> Attempt:
    """The official paper of a case that Tarek confirmed."""
    return Attempt.objects.get(person__username="trainee24", kind="official")


def a_loss(attempt: Attempt) -> tuple[int, QuestionVersion]:
    """A place where marks were lost."""
    answer = next(one for one in attempt.answers.select_related("item__version") if one.marks < one.item.version.marks)
    return answer.position, answer.item.version


def test_rulings_and_the_pass_mark() -> None:
    def share(key: dict[str, Any]) -> Any:
        return 1 if key["option"] == "b" else 0

    key, other = {"option": "a"}, {"option": "b"}
    assert ruled_share(share, key, None) == 0
    assert ruled_share(share, key, Ruling("full_marks")) == 1
    assert ruled_share(share, other, Ruling("other_key", key)) == 0  # what was right is wrong now
    assert ruled_share(share, other, Ruling("both_keys", key)) == 1
    sixty = Decimal(60)
    assert [Change(Decimal(a), Decimal(b), sixty).line for a, b in ((59, 60), (60, 59), (10, 20))] == [
        "now_passes",
        "now_fails",
        "",
    ]
    assert kept(Decimal(70), Decimal(60), released=True)
    assert not kept(Decimal(70), Decimal(60), released=False)


def test_a_regrading_shows_first_and_then_changes_only_upwards(signed_in: Callable[[str], Client]) -> None:
    attempt = confirmed()
    place, version = a_loss(attempt)
    before, client = attempt.results.get(), signed_in("mona")
    address = f"/en/bank/questions/{version.question.code}/regrade/"
    form = {"version": version.number, "method": "full_marks", "reason": "Two options say the same"}
    shown = client.post(address, form)
    effect = next(one for one in shown.context["effects"] if one.attempt == attempt)
    earned = before.marks + version.marks - Decimal(before.lines[str(place)])
    assert effect.change.after == round(earned * 100 / attempt.total_marks, 2)
    assert attempt.results.count() == 1  # only looked at
    assert client.post(address, form | {"reason": " "}).status_code == 422

    assert client.post(address, form | {"apply": "1"}).status_code == 302
    newest = attempt.results.order_by("-number").first()
    assert (newest.cause, newest.marks, newest.reason) == ("regraded", earned, "Two options say the same")
    untouched = Attempt.objects.get(pk=attempt.pk)
    assert (untouched.marks, untouched.percent) == (before.marks, before.percent)  # what the committee confirmed stands as it was
    assert ChainEntry.objects.filter(kind="result_revised", record_id=newest.pk).exists()
    page = signed_in("trainee24").get(f"/en/exams/{attempt.uuid}/result/").content.decode()
    assert "Two options say the same" in page
    assert f"{newest.percent:.0f}" in page

    # Back to the old key: everybody's marks have been seen, so nobody loses them.
    ruling = Ruling("other_key", version.answer)
    assert [one.stays for one in actions.effects_of(version=version, ruling=ruling) if one.attempt == attempt] == [True]


def test_answers_to_come_are_marked_by_the_ruling(attempt: Attempt) -> None:
    version = attempt.paper.items.first().version
    by, now = Person.objects.get(username="mona"), timezone.now()
    actions.regrade(version=version, method="full_marks", answer=None, reason="Faulty", by=by, now=now)
    actions.submit_attempt(attempt=attempt, now=now)
    assert Attempt.objects.get(pk=attempt.pk).marks == version.marks  # nothing was answered


def test_an_appeal_from_filing_to_the_new_result(signed_in: Callable[[str], Client]) -> None:
    attempt = confirmed()
    place, version = a_loss(attempt)
    candidate, result = signed_in("trainee24"), f"/en/exams/{attempt.uuid}/result/"
    assert "File an appeal" in candidate.get(result).content.decode()
    filed = candidate.post(f"/en/exams/{attempt.uuid}/appeal/", {"position": place, "reason": "My answer is right too"})
    assert filed.status_code == 302
    again = candidate.post(f"/en/exams/{attempt.uuid}/appeal/", {"reason": "x"}, headers={"accept": "application/json"})
    assert again.json()["code"] == "appeal_waits"

    address = f"/en/committee/appeals/{Appeal.objects.get().uuid}/"
    sent = {"decision": "Both options are right", f"marks-{place}": str(version.marks)}
    own = signed_in("tarek").post(address, sent, headers={"accept": "application/json"})
    assert (own.status_code, own.json()["code"]) == (403, "own_judgement")  # he confirmed it
    reviewer = signed_in("hoda")
    assert "My answer is right too" in reviewer.get(address).content.decode()
    for typed in ("99", "-1", "NaN", "many"):
        impossible = reviewer.post(address, sent | {f"marks-{place}": typed}, headers={"accept": "application/json"})
        assert (impossible.status_code, impossible.json()["code"]) == (422, "marks_impossible")
    assert reviewer.post(address, sent | {f"marks-{place}": "٠١٢٣٤٥"[version.marks]}).status_code == 302

    appeal, newest = Appeal.objects.get(), attempt.results.order_by("-number").first()
    assert (appeal.state, appeal.result, newest.cause, newest.number) == ("upheld", newest, "appeal", 2)
    assert newest.lines[str(place)] == f"{version.marks:.2f}"
    assert ChainEntry.objects.filter(kind="result_revised", record_id=newest.pk).exists()
    page = candidate.get(result).content.decode()
    assert "Both options are right" in page
    with pytest.raises(Refusal) as refused:
        actions.withdraw_appeal(appeal=appeal)
    assert refused.value.code == "appeal_decided"


def test_an_appeal_that_changes_nothing_leaves_the_result(attempt: Attempt) -> None:
    now, hoda = timezone.now(), Person.objects.get(username="hoda")
    with pytest.raises(Refusal) as refused:
        actions.file_appeal(attempt=attempt, position=None, reason="Too early", now=now)
    assert refused.value.code == "nothing_to_appeal"
    done = confirmed()
    first = actions.file_appeal(attempt=done, position=None, reason="All of it", now=now)
    actions.withdraw_appeal(appeal=first)
    appeal = actions.file_appeal(attempt=done, position=None, reason="All of it", now=now)
    decided = actions.decide_appeal(appeal=appeal, marks={}, decision="Marked by the rule", by=hoda, now=now)
    assert (decided.state, decided.result, done.results.count()) == ("rejected", None, 1)


def test_secret_keys_are_kept_from_results_but_not_from_reviewers(signed_in: Callable[[str], Client]) -> None:
    attempt = confirmed()
    _place, version = a_loss(attempt)
    Question.objects.filter(pk=version.question_id).update(use="official")
    marker = "only reviewers read this"
    QuestionVersion.objects.filter(pk=version.pk).update(feedback={"ar": marker, "en": marker})
    assert marker not in signed_in("trainee24").get(f"/en/exams/{attempt.uuid}/result/").content.decode()
