"""The question bank: found, written, sorted, kept apart for practice and for official papers, imported and taken back."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from assessments import actions
from assessments.models import Attempt, Candidate, Question, QuestionFile, QuestionVersion
from assessments.queries.questions import Wanted, blueprints_of, found_questions, next_code, question_view
from courses.models import Trade
from lms.people.models import Person
from lms.refusals import Refusal

pytestmark = pytest.mark.django_db
GIFT = "::one:: Is silk a fibre? {T}\n\n::two:: Which stitch holds? {=Lock ~Chain ~None}\n\n::odd:: Describe it. {}\n"


def tlr() -> Trade:
    return Trade.objects.get(code="TLR")


def codes(**wanted: str) -> list[str]:
    return [question.code for question in found_questions(Wanted(trade="TLR", **wanted))]


def test_finding() -> None:
    everything = codes()
    assert len(everything) == 28
    assert codes(level="L3") == [code for code in everything if Question.objects.get(code=code).current.level == "L3"]
    assert codes(type="hotspot") == ["TLR-Q27", "TLR-Q28"]
    assert codes(text="TLR-Q07") == ["TLR-Q07"]
    assert codes(text="machine needle") == ["TLR-Q01"]  # each word somewhere, in either language
    assert codes(text="إبرة الماكينة", level="L1") == ["TLR-Q01"]
    assert codes(use="official") == ["TLR-Q02", "TLR-Q05"]
    assert codes(text="no such words at all") == []
    question = Question.objects.get(code="TLR-Q03")
    assert (question_view(question).state, codes(state="retired")) == ("in_use", [])
    actions.retire_question(question=question, by=Person.objects.get(username="mona"), now=timezone.now())
    assert codes(state="retired") == ["TLR-Q03"]


def test_the_list_costs_the_same_for_one_row_and_for_many(signed_in: Callable[[str], Client]) -> None:
    client, spent = signed_in("youssef"), []
    for query in ("trade=TLR&text=TLR-Q01", "trade=TLR"):
        with CaptureQueriesContext(connection) as captured:
            assert client.get(f"/ar/bank/?{query}").status_code == 200
        spent.append(len(captured))
    assert spent[0] == spent[1]


def test_every_question_of_the_demo_survives_its_form(signed_in: Callable[[str], Client]) -> None:
    """Each form, sent back as it was shown, says the same question in every type."""
    client, seen = signed_in("youssef"), set()
    for question in Question.objects.filter(trade=tlr()).select_related("current"):
        before = question.current
        if before.type in seen:
            continue
        seen.add(before.type)
        form = client.get(f"/ar/bank/questions/{question.code}/edit/").context["form"]
        sent = {name: value for name in form.fields if (value := form[name].value()) not in (None, False, "")}
        answer = client.post(f"/ar/bank/questions/{question.code}/edit/", sent)
        assert answer.status_code == 302, (before.type, answer.context["form"].errors)
        after = Question.objects.get(pk=question.pk).current
        assert after.stem == before.stem
        assert (after.level, after.unit, after.marks, after.lesson) == (before.level, before.unit, before.marks, before.lesson)
        same = [len(after.content.get(part, [])) == len(before.content.get(part, [])) for part in ("options", "items", "left")]
        assert all(same)
        assert after.picture == before.picture
    assert seen == {"single_choice", "multiple_response", "true_false", "numeric", "ordering", "matching", "hotspot"}


def test_writing_a_question(signed_in: Callable[[str], Client]) -> None:
    client, code = signed_in("youssef"), next_code(tlr())
    sent = {
        "stem_ar": "ما الغرزة التي تثبّت الطرف؟", "level": "L1", "place": "TLR-U01-E1-C1", "marks": "2", "difficulty": "3",
        "ar_1": "غرزة القفل", "ar_2": "غرزة السلسلة", "right_1": "on", "right_2": "on",
    }  # fmt: skip
    wrong = client.post("/ar/bank/new/TLR/single_choice/", sent)
    assert (wrong.status_code, list(wrong.context["form"].errors)) == (422, ["right_1"])
    assert "غرزة السلسلة" in wrong.content.decode()  # nothing typed is lost
    del sent["right_2"]
    assert client.post("/ar/bank/new/TLR/single_choice/", sent).status_code == 302
    question = Question.objects.get(code=code)
    version = question.current
    assert (version.unit, version.criterion, version.difficulty, version.marks) == ("TLR-U01", "TLR-U01-E1-C1", 3, 2)
    assert (version.answer, question.use) == ({"option": "a"}, "official")
    page = client.get(f"/ar/bank/questions/{code}/").content.decode()
    assert "غرزة القفل" in page
    # Not in a paper yet: an edit replaces the wording instead of piling versions up.
    client.post(f"/ar/bank/questions/{code}/edit/", sent | {"stem_ar": "أي غرزة تثبّت الطرف؟"})
    assert [one.stem["ar"] for one in question.versions.all()] == ["أي غرزة تثبّت الطرف؟"]


def test_a_wording_that_papers_hold_stays(attempt: Attempt) -> None:
    item = attempt.paper.items.select_related("version__question").first()
    sorting, by = {"difficulty": 2}, Person.objects.get(username="youssef")
    assert actions.classify_questions(questions=[item.version.question], sorting=sorting, by=by) == 1
    assert actions.classify_questions(questions=[item.version.question], sorting=sorting, by=by) == 0
    question = Question.objects.get(pk=item.version.question_id)
    assert (question.current.number, question.current.difficulty) == (2, 2)
    assert QuestionVersion.objects.get(pk=item.version_id).difficulty is None


def test_practice_never_shows_what_official_papers_alone_draw(seat: Candidate, now: Any) -> None:
    mona, hidden = Person.objects.get(username="mona"), Question.objects.filter(trade=tlr(), current__level="L1", use="both")
    Attempt.objects.filter(kind="practice").update(kind="official", sitting=seat.sitting_id)  # the demo's has shown ten of them
    kept = [question.pk for question in hidden[:3]]
    for question in hidden.exclude(pk__in=kept):
        actions.decide_use(question=question, use="official", most_papers=None, by=mona)
    for _ in range(5):
        practice = actions.start_practice(person=Person.objects.get(username="karim"), trade=tlr(), level="L1", now=now)
        drawn = set(practice.paper.items.values_list("version__question", flat=True))
        assert drawn <= set(kept)  # shorter than the real paper, and nothing secret in it
        actions.submit_attempt(attempt=practice, now=now)
    shown = Question.objects.get(pk=drawn.pop())
    with pytest.raises(Refusal) as refused:
        actions.decide_use(question=shown, use="official", most_papers=None, by=mona)
    assert refused.value.code == "shown_in_practice"
    actions.decide_use(question=shown, use="practice", most_papers=None, by=mona)
    official = actions.begin_official(seat=seat, start_code="123456", now=now)
    assert shown.pk not in official.paper.items.values_list("version__question", flat=True)


def test_a_question_seen_often_enough_leaves_official_papers(attempt: Attempt, signed_in: Callable[[str], Client]) -> None:
    question = attempt.paper.items.select_related("version__question").first().version.question
    seen = question_view(question).papers["official"]
    for limit, state in ((seen + 1, "in_use"), (seen, "used_up")):
        answer = signed_in("mona").post(f"/ar/bank/questions/{question.code}/use/", {"use": "both", "most_papers": limit})
        assert answer.status_code == 302
        assert question_view(Question.objects.get(pk=question.pk)).state == state
    level = next(view for view in blueprints_of(tlr(), on=timezone.localdate()) if view.blueprint.level == "L1")
    assert next(need.have for need in level.needs if need.kind == "questions") == 12  # 13 of the level, one used up


def test_what_a_blueprint_lacks_is_said_exactly(signed_in: Callable[[str], Client], now: Any) -> None:
    Question.objects.filter(trade=tlr(), current__level="L1", current__unit="TLR-U01").update(retired_at=now)
    level = next(view for view in blueprints_of(tlr(), on=timezone.localdate()) if view.blueprint.level == "L1")
    lacks = {(need.kind, need.name): need.missing for need in level.needs if need.missing}
    assert lacks["unit", "TLR-U01"] == 1
    assert level.missing == len(lacks)
    page = signed_in("youssef").get("/en/bank/blueprints/TLR/").content.decode()
    assert "1 is missing" in page


def upload(client: Client, text: str = GIFT, name: str = "bank.gift") -> Any:
    file = SimpleUploadedFile(name, text.encode())
    return client.post("/en/bank/exchange/", {"trade": "TLR", "file": file})


def test_a_file_is_looked_at_then_taken_in_then_taken_back(signed_in: Callable[[str], Client], now: Any) -> None:
    client, before = signed_in("youssef"), Question.objects.count()
    wrong = upload(client, "<quiz><question>")
    assert (wrong.status_code, Question.objects.count()) == (422, before)
    assert "breaks off" in wrong.content.decode()

    address = upload(client).headers["Location"]
    page = client.get(address).content.decode()
    assert "2 questions would come in" in page
    assert "cannot be asked here" in page
    assert Question.objects.count() == before  # only looked at

    for _ in range(2):  # a second press takes nothing in twice
        assert client.post(f"{address}accept/").status_code == 302
    file = QuestionFile.objects.get()
    assert (Question.objects.count(), bytes(file.data)) == (before + 2, b"")
    fresh = Question.objects.filter(imported_with=file)
    assert {question_view(one).state for one in fresh} == {"unfinished"}

    sent = {"trade": "TLR", "question": [one.code for one in fresh], "level": "L1", "place": "TLR-U03", "back": "//evil.example/"}
    assert client.post("/en/bank/sort/", sent).headers["Location"] == "/en/bank/"
    assert set(fresh.values_list("current__level", "current__unit", "current__number")) == {("L1", "TLR-U03", 1)}

    assert client.post(f"{address}take-back/").status_code == 302
    assert Question.objects.count() == before


def test_an_import_that_papers_hold_is_not_taken_back(attempt: Attempt, signed_in: Callable[[str], Client]) -> None:
    client = signed_in("youssef")
    address = upload(client).headers["Location"]
    client.post(f"{address}accept/")
    Question.objects.filter(pk=attempt.paper.items.first().version.question_id).update(imported_with=QuestionFile.objects.get())
    refused = client.post(f"{address}take-back/", headers={"accept": "application/json"})
    assert (refused.status_code, refused.json()["code"]) == (409, "import_in_use")
    assert Question.objects.filter(imported_with=QuestionFile.objects.get()).count() == 3


def test_export_says_what_stays_behind_and_then_writes_it(signed_in: Callable[[str], Client]) -> None:
    client, query = signed_in("youssef"), "trade=TLR&format=gift&language=ar"
    page = client.get(f"/en/bank/exchange/export/?{query}&look=1").content.decode()
    assert "left out" in page
    file = client.get(f"/en/bank/exchange/export/?{query}")
    assert (file.status_code, file.headers["Content-Disposition"].startswith('attachment; filename="tlr-')) == (200, True)
