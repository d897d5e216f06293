"""What trainees asked and instructors answered, on a person's day."""

from typing import Any

from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from lms.enrolment.queries import answers_unseen, lesson_card, questions_waiting
from lms.people.access import holds
from lms.people.models import Person, Role

SHOWN, SHORT = 3, 80


def question_sections(person: Person) -> list[dict[str, Any]]:
    """Answers that a trainee has not read, and questions that wait for an instructor; nothing where there are none."""
    sections = [*_answers(person)]
    if holds(person, Role.Kind.INSTRUCTOR) and (waiting := questions_waiting(person)):
        words = ngettext("%(count)s question from your trainees waits", "%(count)s questions from your trainees wait", waiting)
        row = {"title": words % {"count": waiting}, "icon": "message-circle-question"}
        row |= {"url": reverse("enrolment:questions"), "action": _("Answer them")}
        sections.append({"template": "web/today/list.html", "title": _("Questions from the lessons"), "rows": [row]})
    return sections


def _answers(person: Person) -> list[dict[str, Any]]:
    rows = []
    for question in answers_unseen(person)[:SHOWN]:
        if card := lesson_card(question):
            title = card["title"].get((get_language() or "ar")[:2]) or card["title"]["ar"]
            lesson = reverse("enrolment:lesson", args=[question.enrolment.release.manifest["slug"], card["slug"]])
            answered = {"title": question.text[:SHORT], "detail": title, "icon": "message-circle-question"}
            rows.append(answered | {"url": f"{lesson}#own", "action": _("Read the answer")})
    return [{"template": "web/today/list.html", "title": _("Your instructor answered"), "rows": rows}] if rows else []
