"""Cases confirmed together; a worker killed anywhere; nothing twice, nothing missing."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from assessments.models import AssessmentCase
from lms.certification.actions import confirm_batch
from lms.certification.models import AwardDecision, AwardRule, BatchCase, Certificate, IssueBatch, SchemeTerms
from lms.certification.queries import progress_of, waiting_cases
from lms.outbox.actions import deliver_all
from lms.people.models import Person, TextMessage
from lms.refusals import Refusal

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]


@pytest.fixture
def tarek() -> Person:
    return Person.objects.get(username="tarek")


def case_of(login: str) -> AssessmentCase:
    return AssessmentCase.objects.select_related("site", "policy__trade").filter(person__username=login).order_by("pk")[0]


@pytest.fixture
def ready(tarek: Person) -> list[AssessmentCase]:
    return list(waiting_cases(tarek))


def test_a_batch_goes_from_the_chair_s_word_to_certificates(tarek: Person, ready: list[AssessmentCase]) -> None:
    batch = confirm_batch(site=ready[0].site, cases=ready, by=tarek)
    before = progress_of(batch)
    assert [step.done for step in before.steps[:1]] == [0] and not before.finished and len(ready) >= 2
    deliver_all()
    after = progress_of(batch)
    earned = [decision for decision in after.decisions if decision.earned]
    assert after.finished and after.steps[0].done == len(ready)
    assert {step.done for step in after.steps[1:]} == {len(earned)} and earned
    assert Certificate.objects.filter(decision__in=earned).count() == len(earned)
    assert TextMessage.objects.filter(mobile__in=[case.person.mobile for case in ready]).count() >= len(ready)


def test_sending_it_twice_is_one_batch(tarek: Person, ready: list[AssessmentCase]) -> None:
    first = confirm_batch(site=ready[0].site, cases=ready, by=tarek)
    assert confirm_batch(site=ready[0].site, cases=ready, by=tarek) == first
    assert IssueBatch.objects.count() == 1 and BatchCase.objects.count() == len(ready)


def test_a_case_that_cannot_be_confirmed_does_not_hold_up_the_others(tarek: Person, ready: list[AssessmentCase]) -> None:
    open_one = case_of("amina")
    batch = confirm_batch(site=ready[0].site, cases=[ready[0], open_one], by=tarek)
    progress = progress_of(batch)
    assert [(case.pk, code) for case, code in progress.refused] == [(open_one.pk, "case_not_ready")]
    assert AssessmentCase.objects.get(pk=ready[0].pk).state == "confirmed"
    assert AssessmentCase.objects.get(pk=open_one.pk).state != "confirmed"


def test_a_committee_that_is_not_whole_does_not_confirm(tarek: Person, ready: list[AssessmentCase]) -> None:
    SchemeTerms.objects.filter(scheme__code="three-level-v1").update(assessors=2)
    batch = confirm_batch(site=ready[0].site, cases=ready[:1], by=tarek)
    assert BatchCase.objects.get(batch=batch).refusal == "assessors_too_few"
    assert AssessmentCase.objects.get(pk=ready[0].pk).state == "ready"


def test_an_empty_batch_is_refused(tarek: Person, ready: list[AssessmentCase]) -> None:
    with pytest.raises(Refusal) as refused:
        confirm_batch(site=ready[0].site, cases=[], by=tarek)
    assert refused.value.code == "batch_empty"


def test_a_fault_in_the_middle_leaves_nothing_of_it(
    tarek: Person, ready: list[AssessmentCase], monkeypatch: pytest.MonkeyPatch
) -> None:
    from lms.certification.actions import batch as verbs

    kept, seen = verbs.confirm_case, []

    def fails_on_the_second(**what: object) -> object:
        seen.append(what)
        if len(seen) == 2:
            raise ZeroDivisionError
        return kept(**what)  # type: ignore[arg-type]

    monkeypatch.setattr(verbs, "confirm_case", fails_on_the_second)
    with pytest.raises(ZeroDivisionError):
        confirm_batch(site=ready[0].site, cases=ready, by=tarek)
    assert not IssueBatch.objects.exists()
    assert not AssessmentCase.objects.filter(pk__in=[case.pk for case in ready], state="confirmed").exists()


def test_what_the_worker_met_is_said(tarek: Person, ready: list[AssessmentCase]) -> None:
    AwardRule.objects.update(in_force_on=date(2099, 1, 1))
    batch = confirm_batch(site=ready[0].site, cases=ready[:1], by=tarek)
    deliver_all()
    progress = progress_of(batch)
    assert not progress.finished and "No award rule" in progress.faults[0]


def test_the_chair_confirms_on_the_page(signed_in: SignIn, ready: list[AssessmentCase]) -> None:
    page = signed_in("tarek")
    assert ready[0].person.name_en in page.get("/en/batches/").content.decode()
    answer = page.post("/en/batches/", {"case": [str(case.uuid) for case in ready]})
    batch = IssueBatch.objects.get()
    assert answer.headers["Location"] == f"/en/batches/{batch.uuid}/"
    assert "Under way" in page.get(f"/en/batches/{batch.uuid}/").content.decode()
    deliver_all()
    part = page.get(f"/en/batches/{batch.uuid}/?part=progress").content.decode()
    assert "data-finished" in part and "<html" not in part
    assert AwardDecision.objects.filter(case_id__in=[case.pk for case in ready]).count() == len(ready)


def test_a_batch_of_which_nothing_was_confirmed_says_so(signed_in: SignIn, tarek: Person) -> None:
    early = case_of("amina")
    batch = confirm_batch(site=early.site, cases=[early], by=tarek)
    page = signed_in("tarek").get(f"/en/batches/{batch.uuid}/").content.decode()
    assert "Nothing was confirmed" in page and "data-finished" in page and early.person.name_en in page
    assert "Everything is done" not in page and "Print the certificates" not in page


def test_a_chair_confirms_nothing_of_another_site(signed_in: SignIn, ready: list[AssessmentCase]) -> None:
    elsewhere = signed_in("wafaa").post("/en/batches/", {"case": [str(case.uuid) for case in ready]})
    assert elsewhere.status_code in (403, 422) and not IssueBatch.objects.exists()
