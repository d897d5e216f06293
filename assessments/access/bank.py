"""The question bank for its keepers."""

from uuid import UUID

from django.http import Http404

from assessments.models import (
    Question,
    QuestionFile,
)
from lms.people.access import Visitor, holds, not_allowed, require_role
from lms.people.models import Person, Role

BANK_KEEPERS = (Role.Kind.AUTHOR, Role.Kind.EDITOR, Role.Kind.ADMINISTRATOR)
BANK_EDITORS = (Role.Kind.EDITOR, Role.Kind.ADMINISTRATOR)


def bank_keeper(person: Visitor) -> Person:
    """Somebody who writes questions. The bank is the ministry's: its questions and keys are for no other role."""
    return require_role(person, *BANK_KEEPERS)


def bank_editor(person: Visitor) -> Person:
    """Somebody who decides which papers draw a question, retires it, or rules on a faulty one."""
    return require_role(person, *BANK_EDITORS)


def may_keep_bank(person: Visitor) -> bool:
    """Whether the question bank is one of the person's places."""
    return isinstance(person, Person) and holds(person, *BANK_KEEPERS)


def decides_on_questions(person: Visitor) -> bool:
    """Whether the person may decide, not only write."""
    return holds(person, *BANK_EDITORS)


def question_of_bank(code: str) -> Question:
    """A question by its code, for those whom ``bank_keeper`` let in."""
    found = Question.objects.select_related("trade", "current").filter(code=code, current__isnull=False).first()
    if found is None:
        raise Http404
    return found


def question_file(*, person: Visitor, uuid: UUID) -> QuestionFile:
    """A file that a keeper of the bank uploaded; only its uploader sees it."""
    keeper = bank_keeper(person)
    found = QuestionFile.objects.select_related("trade").filter(uuid=uuid).first()
    if found is None:
        raise Http404
    if found.by_id != keeper.pk:
        raise not_allowed()
    return found
