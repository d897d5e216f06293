"""Write questions, sort them, decide where they are used, retire them."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from assessments.models import PaperItem, Question, QuestionFile, QuestionVersion
from assessments.questions import TYPES
from courses.models import Trade
from lms.audit.actions import record
from lms.people.models import Person
from lms.refusals import Refusal


@transaction.atomic
def write_question(
    *,
    trade: Trade,
    source: Mapping[str, Any],
    by: Person | None,
    picture: str = "",
    use: str = Question.Use.OFFICIAL,
    came_with: QuestionFile | None = None,
) -> QuestionVersion:
    """A new question, or a new wording of the one with this id, from the exchange form.

    A wording that no paper holds yet is replaced; one that a paper holds stays, and the new one is a new version. ``use`` and
    ``came_with`` are for new questions. Refuses ``question_unusable`` and says why.
    """
    fields = _fields(source) | {"picture": picture, "written_by": by}
    question, _new = Question.objects.select_for_update().get_or_create(
        code=source["id"], defaults={"trade": trade, "use": use, "imported_with": came_with}
    )
    version = question.current
    if version is None or PaperItem.objects.filter(version=version).exists():
        version = QuestionVersion(question=question, number=question.versions.count() + 1)
    for name, value in fields.items():
        setattr(version, name, value)
    version.save()
    question.current = version
    question.save(update_fields=["current"])
    record(actor=by, verb="question.written", target=question, detail={"version": version.number})
    return version


def _fields(source: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of a version. Refuses ``question_unusable``."""
    kind = TYPES.get(source["type"])
    problems = ["unknown type"] if kind is None else []
    if kind is not None:
        content, answer = kind.from_source(source)
        problems = kind.problems(content, answer)
    if problems:
        raise Refusal("question_unusable", _("This question cannot be used yet."), status=422, problems=problems)
    if image := source.get("image_of_stem"):
        content["image"] = image
    return {
        "type": source["type"],
        "level": source["level"],
        "unit": source["unit"],
        "criterion": source.get("criterion", ""),
        "difficulty": source.get("difficulty"),
        "lesson": source.get("lesson", ""),
        "marks": source["marks"],
        "safety_critical": source.get("safety_critical", False),
        "stem": dict(source["stem"]),
        "content": content,
        "answer": answer,
        "feedback": dict(source["feedback"]),
    }


@transaction.atomic
def classify_questions(*, questions: Collection[Question], sorting: Mapping[str, Any], by: Person) -> int:
    """Give questions a level, unit, criterion or difficulty: the members that ``sorting`` names. Returns how many changed.

    Sorting a wording that papers hold makes a new version, so that results already given keep their unit.
    """
    changed = 0
    locked = (
        Question.objects.select_for_update(of=("self",)).select_related("current").filter(pk__in=[one.pk for one in questions])
    )
    for question in locked:
        version = question.current
        if version is None or all(getattr(version, name) == value for name, value in sorting.items()):
            continue
        if PaperItem.objects.filter(version=version).exists():
            version.pk, version.number = None, question.versions.count() + 1
            version._state.adding = True
        for name, value in sorting.items():
            setattr(version, name, value)
        version.save()
        question.current = version
        question.save(update_fields=["current"])
        record(actor=by, verb="question.sorted", target=question, detail=dict(sorting))
        changed += 1
    return changed


@transaction.atomic
def decide_use(*, question: Question, use: str, most_papers: int | None, by: Person) -> Question:
    """Decide which papers draw a question, and how many official ones at most. Refuses ``shown_in_practice``.

    A question that practice papers have shown, with its key, cannot become one of official papers alone: it is no secret.
    """
    question = Question.objects.select_for_update().get(pk=question.pk)
    if use == Question.Use.OFFICIAL and question.use != use and shown_in_practice(question):
        words = _("Practice papers have shown this question with its answer. Write a new question for official papers instead.")
        raise Refusal("shown_in_practice", words)
    question.use, question.most_papers = use, most_papers
    question.save(update_fields=["use", "most_papers"])
    record(actor=by, verb="question.use_decided", target=question, detail={"use": use, "most_papers": most_papers})
    return question


def shown_in_practice(question: Question) -> bool:
    """Whether a practice paper has held it."""
    return PaperItem.objects.filter(version__question=question, paper__attempt__kind="practice").exists()


@transaction.atomic
def retire_question(*, question: Question, by: Person, now: datetime) -> Question:
    """Take a question out of every paper to come. Retiring it again changes nothing."""
    return _retired(question, now, by, "question.retired")


@transaction.atomic
def restore_question(*, question: Question, by: Person) -> Question:
    """Bring a retired question back."""
    return _retired(question, None, by, "question.restored")


def _retired(question: Question, at: datetime | None, by: Person, verb: str) -> Question:
    question = Question.objects.select_for_update().get(pk=question.pk)
    if (question.retired_at is None) != (at is None):
        question.retired_at = at
        question.save(update_fields=["retired_at"])
        record(actor=by, verb=verb, target=question, detail={})
    return question
