"""Answers come in twice, late, out of order and from three tabs; what the person last said is what counts."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from assessments import actions, receivers
from assessments.events import AttemptStarted
from assessments.models import Answer, AnswerFact, Attempt, Candidate, Paper, Question, QuestionVersion
from courses.models import Trade
from lms.audit.models import AuditEntry
from lms.outbox.models import Delivery
from lms.people.models import Person
from lms.refusals import Refusal
from tests.assessments.conftest import some_value

pytestmark = pytest.mark.django_db


def at(attempt: Attempt, position: int = 1) -> Answer:
    return Answer.objects.select_related("item__version").get(attempt=attempt, position=position)


def stored(attempt: Attempt, position: int = 1) -> Any:
    return Answer.objects.get(attempt=attempt, position=position).value


def moved(attempt: Attempt, **delta: float) -> Attempt:
    """The attempt as if it had begun that long ago."""
    shift = timedelta(**delta)
    Attempt.objects.filter(pk=attempt.pk).update(started_at=attempt.started_at - shift, deadline_at=attempt.deadline_at - shift)
    attempt.refresh_from_db()
    return attempt


def code_of(response: Any) -> str:
    return str(response.json()["code"])


def test_the_draw_is_stored_whole(attempt: Attempt) -> None:
    items = list(attempt.paper.items.order_by("position"))
    assert [item.position for item in items] == list(range(1, 11))
    assert attempt.paper.seed
    for item in items:
        assert all(
            sorted(shown) == sorted(part["id"] for part in item.version.content[name]) for name, shown in item.order.items()
        )
    assert attempt.answers.count() == 10


def test_a_new_version_of_a_question_leaves_drawn_papers_alone(attempt: Attempt) -> None:
    from lms.demo.ministry import trade_file

    item = attempt.paper.items.select_related("version__question").first()
    assert item is not None
    source = next(one for one in trade_file("tailoring")["questions"] if one["id"] == item.version.question.code)
    new = actions.write_question(trade=Trade.objects.get(code="TLR"), source=source, by=None)
    item.refresh_from_db()
    assert (new.number, item.version.number) == (2, 1)
    assert Question.objects.get(code=source["id"]).current == new


def test_a_bank_that_is_too_small_stops_before_anything_is_made(seat: Candidate, now: Any) -> None:
    Question.objects.filter(trade__code="TLR", current__level="L1", code__gt="TLR-Q04").update(retired_at=now)
    before = Paper.objects.count()
    with pytest.raises(Refusal) as refused:
        actions.begin_official(seat=seat, start_code="123456", now=now)
    assert refused.value.code == "bank_too_small"
    assert Paper.objects.count() == before


def test_the_same_answer_five_times_is_one_fact(attempt: Attempt, put: Callable[..., Any]) -> None:
    value, uuid = some_value(at(attempt)), uuid4()
    said = [put(attempt, 1, value, uuid=uuid) for _ in range(5)]
    assert [(one.status_code, one.json()["sequence"]) for one in said] == [(200, 1)] * 5
    assert AnswerFact.objects.filter(attempt=attempt).count() == 1
    assert stored(attempt) is not None


def test_sequences_that_arrive_out_of_order_leave_the_newest(attempt: Attempt, put: Callable[..., Any]) -> None:
    first, second = some_value(at(attempt)), some_value(at(attempt), 1)
    put(attempt, 1, second, sequence=7)
    put(attempt, 1, first, sequence=3)
    kept = put(attempt, 1, second, sequence=5)
    assert kept.json()["sequence"] == 7
    assert AnswerFact.objects.filter(attempt=attempt).count() == 3  # every fact is kept
    again = put(attempt, 1, None, sequence=8)  # an answer may be taken back
    assert (again.status_code, stored(attempt)) == (200, None)


def test_three_tabs_and_lost_acknowledgements(attempt: Attempt, put: Callable[..., Any]) -> None:
    """Three tabs answer three questions each in turn, and every request is sent twice: nothing is lost or doubled."""
    sent = []
    for sequence in range(1, 10):
        position = 1 + sequence % 3
        value, uuid = some_value(at(attempt, position), sequence % 2), uuid4()
        put(attempt, position, value, sequence=sequence, uuid=uuid)
        put(attempt, position, value, sequence=sequence, uuid=uuid)
        sent.append((position, sequence))
    assert AnswerFact.objects.filter(attempt=attempt).count() == 9
    newest = {position: max(s for p, s in sent if p == position) for position in (1, 2, 3)}
    assert dict(Answer.objects.filter(attempt=attempt, sequence__gt=0).values_list("position", "sequence")) == newest


def test_ten_reopenings_lose_nothing(attempt: Attempt, signed_in: Callable[[str], Client], put: Callable[..., Any]) -> None:
    """The browser is killed after each answer: before or after the acknowledgement. Reopened, it sends what it kept."""
    client = signed_in(attempt.person.username)
    kept: list[tuple[int, Any, int, Any]] = []
    for round_ in range(10):
        page = client.get(f"/ar/exams/{attempt.uuid}/")
        assert page.status_code == 200
        sequence = page.context["config"]["sequence"] + len(kept) + 1
        kept.append((round_ + 1, some_value(at(attempt, round_ + 1)), sequence, uuid4()))
        if round_ % 3 == 0:
            continue  # killed before anything was sent
        for position, value, number, uuid in kept:
            assert put(attempt, position, value, sequence=number, uuid=uuid).status_code == 200
        if round_ % 3 == 1:
            kept = []  # acknowledged; otherwise killed before the acknowledgement was read
    for position, value, number, uuid in kept:
        put(attempt, position, value, sequence=number, uuid=uuid)
    assert Answer.objects.filter(attempt=attempt).exclude(value=None).count() == 10
    assert AnswerFact.objects.filter(attempt=attempt).count() == 10


def test_an_answer_costs_three_statements_beside_signing_in(attempt: Attempt, put: Callable[..., Any]) -> None:
    value = some_value(at(attempt))
    with CaptureQueriesContext(connection) as captured:
        put(attempt, 1, value)
    statements = [query["sql"] for query in captured if not query["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT"))]
    ours = [sql for sql in statements if "assessments_" in sql]
    assert len(ours) <= 3, ours
    signing_in = [sql for sql in statements if "session" in sql or "people_person" in sql]
    assert len(statements) - len(ours) == len([sql for sql in signing_in if "assessments_" not in sql])


def test_the_key_is_not_even_read(attempt: Attempt, put: Callable[..., Any], signed_in: Callable[[str], Client]) -> None:
    client, value = signed_in(attempt.person.username), some_value(at(attempt))
    with CaptureQueriesContext(connection) as captured:
        put(attempt, 1, value)
        client.get(f"/ar/exams/{attempt.uuid}/")
    assert not [query["sql"] for query in captured if '"assessments_questionversion"."answer"' in query["sql"]]


def test_after_the_deadline(attempt: Attempt, put: Callable[..., Any]) -> None:
    value = some_value(at(attempt))
    moved(attempt, minutes=26)
    fresh = put(attempt, 1, value)
    assert (fresh.status_code, code_of(fresh)) == (409, "time_over")
    sealed = put(attempt, 1, value, at=(attempt.deadline_at - timedelta(minutes=2)).isoformat())
    assert (sealed.status_code, sealed.json()["late"]) == (200, True)
    assert stored(attempt) is not None  # sealed in time: counted, and flagged
    assert AnswerFact.objects.get(attempt=attempt).late


def test_a_clock_that_runs_ahead_gives_no_time(attempt: Attempt, put: Callable[..., Any]) -> None:
    moved(attempt, minutes=26)
    later = (timezone.now() + timedelta(days=1)).isoformat()
    assert code_of(put(attempt, 1, some_value(at(attempt)), at=later)) == "time_over"


def right_answer(answer: Answer) -> Any:
    keys = {
        "single_choice": "option",
        "multiple_response": "options",
        "ordering": "order",
        "matching": "pairs",
        "hotspot": "regions",
    }
    return answer.item.version.answer[keys.get(answer.item.version.type, "value")]


def test_the_worker_closes_a_paper_whose_time_is_over_exactly_once(attempt: Attempt, put: Callable[..., Any]) -> None:
    value = right_answer(at(attempt))
    put(attempt, 1, value)
    delivery = Delivery.objects.get(kind="assessments.AttemptStarted", payload={"attempt_id": attempt.pk})
    assert delivery.due_at >= attempt.deadline_at + timedelta(seconds=10)
    receivers.close_when_time_is_over(AttemptStarted(attempt_id=attempt.pk))  # told too early, or given more time: not closed
    attempt.refresh_from_db()
    assert attempt.submitted_at is None
    assert Delivery.objects.filter(kind="assessments.AttemptStarted", payload={"attempt_id": attempt.pk}).count() == 2
    moved(attempt, minutes=26)
    for _ in range(3):
        receivers.close_when_time_is_over(AttemptStarted(attempt_id=attempt.pk))
    attempt.refresh_from_db()
    assert (attempt.closed_by, attempt.submitted_at) == ("time", attempt.deadline_at)
    assert attempt.marks == at(attempt).item.version.marks
    assert AuditEntry.objects.filter(verb="attempt.handed_in", target_id=str(attempt.pk)).count() == 1
    assert attempt.results.count() == 1


def test_late_answers_count_until_the_release_and_the_chair_may_set_them_aside(
    attempt: Attempt, put: Callable[..., Any], person: Callable[[str], Person]
) -> None:
    moved(attempt, minutes=26)
    actions.close_if_over(attempt=attempt, now=timezone.now())
    closed = Attempt.objects.get(pk=attempt.pk)
    assert (closed.closed_by, closed.submitted_at, closed.marks) == ("time", closed.deadline_at, 0)
    sealed, marks = (closed.deadline_at - timedelta(minutes=1)).isoformat(), at(attempt).item.version.marks
    put(attempt, 1, right_answer(at(attempt)), at=sealed)
    closed.refresh_from_db()
    assert (closed.marks, [one.cause for one in closed.results.order_by("number")]) == (marks, ["marked", "late_answers"])

    with pytest.raises(Refusal) as refused:
        actions.set_late_answers_aside(attempt=closed, reason=" ", by=person("tarek"), now=timezone.now())
    assert refused.value.code == "reason_missing"
    aside = {"attempt": closed, "reason": "His phone was with a friend", "by": person("tarek"), "now": timezone.now()}
    assert (actions.set_late_answers_aside(**aside), actions.set_late_answers_aside(**aside)) == (1, 0)
    closed.refresh_from_db()
    assert (closed.marks, stored(attempt), closed.results.count()) == (0, None, 3)

    Attempt.objects.filter(pk=attempt.pk).update(released_at=timezone.now())
    assert put(attempt, 2, right_answer(at(attempt, 2)), at=sealed).json()["late"]  # kept, but too late to count
    assert (stored(attempt, 2), AnswerFact.objects.get(attempt=attempt, position=2).counts) == (None, False)


def test_nobody_answers_for_somebody_else(attempt: Attempt, put: Callable[..., Any], signed_in: Callable[[str], Client]) -> None:
    other = put(attempt, 1, some_value(at(attempt)), by="karim")
    assert (other.status_code, code_of(other)) == (403, "not_your_attempt")
    for path in ("", "result/"):
        assert (
            signed_in("karim").get(f"/ar/exams/{attempt.uuid}/{path}", headers={"accept": "application/json"}).status_code == 403
        )
    assert signed_in("karim").post(f"/ar/exams/{attempt.uuid}/submit/").status_code == 403
    assert AnswerFact.objects.filter(attempt=attempt).count() == 0


def test_a_session_that_ended_is_said_so(attempt: Attempt) -> None:
    body = json.dumps({"uuid": str(uuid4()), "sequence": 1, "device_at": timezone.now().isoformat(), "value": "a"})
    response = Client().put(f"/api/v1/attempts/{attempt.uuid}/answers/1", body, "application/json")
    assert (response.status_code, code_of(response)) == (401, "not_signed_in")


@pytest.mark.parametrize(
    "body",
    ["", "[]", "{", '{"uuid": "x"}', '{"uuid": "018f0000-7a11-7000-8000-776172736861", "sequence": "1"}',
     '{"uuid": "018f0000-7a11-7000-8000-776172736861", "sequence": 1, "device_at": "yesterday"}',
     '{"uuid": "018f0000-7a11-7000-8000-776172736861", "sequence": true, "device_at": "2026-11-21T10:00:00+02:00"}',
     '{"uuid": "018f0000-7a11-7000-8000-776172736861", "sequence": 1, "device_at": "2026-11-21T10:00:00"}'],
)  # fmt: skip
def test_what_cannot_be_read_is_refused(attempt: Attempt, signed_in: Callable[[str], Client], body: str) -> None:
    client = signed_in(attempt.person.username)
    response = client.put(f"/api/v1/attempts/{attempt.uuid}/answers/1", body, "application/json")
    assert (response.status_code, code_of(response)) == (400, "malformed")


def test_an_answer_that_does_not_fit_is_refused(attempt: Attempt, put: Callable[..., Any]) -> None:
    response = put(attempt, 1, {"no": "such", "thing": 1})
    assert (response.status_code, code_of(response)) == (422, "answer_malformed")
    assert put(attempt, 99, "a").status_code == 404


def test_handing_in_twice_is_handing_in_once(
    attempt: Attempt, put: Callable[..., Any], signed_in: Callable[[str], Client]
) -> None:
    value, uuid = some_value(at(attempt)), uuid4()
    put(attempt, 1, value, uuid=uuid)
    client = signed_in(attempt.person.username)
    said = [client.post(f"/ar/exams/{attempt.uuid}/submit/") for _ in range(2)]
    assert [one.status_code for one in said] == [302, 302]
    first = Attempt.objects.get(pk=attempt.pk).submitted_at
    assert client.post(f"/api/v1/attempts/{attempt.uuid}/submit").status_code == 200
    assert Attempt.objects.get(pk=attempt.pk).submitted_at == first
    assert AuditEntry.objects.filter(verb="attempt.handed_in", target_id=str(attempt.pk)).count() == 1
    assert code_of(put(attempt, 1, value)) == "attempt_submitted"
    assert put(attempt, 1, value, uuid=uuid).status_code == 200  # its acknowledgement was lost: it is here


def test_beginning(seat: Candidate, now: Any) -> None:
    with pytest.raises(Refusal) as refused:
        actions.begin_official(seat=seat, start_code="000000", now=now)
    assert refused.value.code == "wrong_start_code"
    for moment in (seat.sitting.starts_at - timedelta(seconds=1), seat.sitting.ends_at):
        with pytest.raises(Refusal) as refused:
            actions.begin_official(seat=seat, start_code="123456", now=moment)
        assert refused.value.code == "sitting_not_open"
    first = actions.begin_official(seat=seat, start_code="123456", now=now)
    assert actions.begin_official(seat=seat, start_code="anything", now=now) == first


def test_figures_typed_in_arabic_open_the_sitting(seat: Candidate, signed_in: Callable[[str], Client]) -> None:
    client = signed_in(seat.person.username)
    response = client.post(f"/ar/exams/sittings/{seat.sitting.uuid}/", {"start_code": "١٢٣ ٤٥٦"})
    assert response.status_code == 302
    assert signed_in("karim").get(f"/ar/exams/sittings/{seat.sitting.uuid}/").status_code == 403


def test_without_script_each_answer_is_a_form(attempt: Attempt, signed_in: Callable[[str], Client]) -> None:
    client = signed_in(attempt.person.username)
    for answer in Answer.objects.filter(attempt=attempt).select_related("item__version"):
        content, kind = answer.item.version.content, answer.item.version.type
        form: dict[str, Any] = {"value": some_value(answer)}
        if kind == "true_false":
            form = {"value": "true"}
        elif kind == "ordering":
            form = {f"place-{item['id']}": number for number, item in enumerate(content["items"], start=1)}
        elif kind == "matching":
            form = {f"pair-{part['id']}": content["right"][0]["id"] for part in content["left"]}
        response = client.post(f"/ar/exams/{attempt.uuid}/{answer.position}/", {**form, "go": "on"})
        assert response.status_code == 302, kind
    assert Answer.objects.filter(attempt=attempt, value=None).count() == 0
    page = client.get(f"/ar/exams/{attempt.uuid}/?map=1")
    assert page.context["answered"] == 10
    assert client.post(f"/ar/exams/{attempt.uuid}/submit/", follow=True).status_code == 200


def test_practice_shows_the_result_at_once_and_is_one_paper_at_a_time(
    person: Callable[[str], Person], signed_in: Callable[[str], Client], now: Any
) -> None:
    amina, trade = person("amina"), Trade.objects.get(code="TLR")
    attempt = actions.start_practice(person=amina, trade=trade, level="L1", now=now)
    assert actions.start_practice(person=amina, trade=trade, level="L1", now=now) == attempt
    actions.submit_attempt(attempt=attempt, now=now)
    page = signed_in("amina").get(f"/ar/exams/{attempt.uuid}/result/").content.decode()
    assert Answer.objects.filter(attempt=attempt).select_related("item__version").first().item.version.feedback["ar"][:20] in page


def test_no_key_and_no_feedback_in_any_byte_before_the_release(
    attempt: Attempt, put: Callable[..., Any], signed_in: Callable[[str], Client]
) -> None:
    """Random tokens are planted in every key and feedback of the paper; no response may hold one."""
    tokens: dict[str, str] = {}
    Question.objects.filter(pk=attempt.paper.items.first().version.question_id).update(use="official")
    for version in QuestionVersion.objects.filter(paper_items__paper=attempt.paper).select_related("question"):
        token = f"leak{uuid4().hex}"
        tokens[token] = version.question.use
        version.feedback = {"ar": token, "en": token}
        version.answer = {**version.answer, "token": token}
        version.save()
    client = signed_in(attempt.person.username)
    pages = [
        client.get(f"/{language}/exams/{attempt.uuid}/{query}") for language in ("ar", "en") for query in ("", "?q=3", "?map=1")
    ]
    pages += [put(attempt, position, some_value(at(attempt, position))) for position in range(1, 11)]
    pages += [put(attempt, 1, {"bad": 1}), client.get("/ar/exams/"), client.get(f"/ar/exams/{attempt.uuid}/result/")]
    pages += [
        client.post(f"/ar/exams/{attempt.uuid}/submit/"),
        client.get(f"/ar/exams/{attempt.uuid}/result/"),
        client.get("/ar/exams/"),
    ]
    for page in pages:
        sent = page.content.decode() + repr(page.headers)
        assert not [token for token in tokens if token in sent]
        assert '"correct"' not in sent
    Attempt.objects.filter(pk=attempt.pk).update(released_at=timezone.now())
    released = client.get(f"/ar/exams/{attempt.uuid}/result/").content.decode()
    told = {use for token, use in tokens.items() if token in released}
    assert told == {"both"}  # what official papers alone draw stays secret after the release too


def test_results_open_when_the_sitting_is_released(attempt: Attempt, person: Callable[[str], Person]) -> None:
    now = timezone.now()
    actions.submit_attempt(attempt=attempt, now=now)
    sitting = attempt.sitting
    assert sitting is not None
    with pytest.raises(Refusal) as refused:
        actions.release_results(sitting=sitting, by=person("tarek"), now=now)
    assert refused.value.code == "sitting_not_over"
    assert actions.release_results(sitting=sitting, by=person("tarek"), now=sitting.ends_at) == 1
    assert actions.release_results(sitting=sitting, by=person("tarek"), now=sitting.ends_at) == 0
