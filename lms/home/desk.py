"""What lies on the desks of assessors, the committee and the studio, as lists of a person's day."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from assessments.models import MarkSheet
from assessments.queries import committee_desk, desk_of
from assessments.queries.case_rows import CaseRow
from content_studio import rules
from content_studio.queries import LessonTicket, board
from lms.people.access import holds
from lms.people.models import Person, Role

ROWS = 5


def desk_sections(person: Person) -> list[dict[str, Any]]:
    """One list for each desk that the person works at."""
    sections = []
    if holds(person, Role.Kind.ASSESSOR):
        sections.append(_marking(person))
    if holds(person, Role.Kind.CHAIR):
        sections.append(_committee(person))
    if holds(person, Role.Kind.AUTHOR, Role.Kind.EDITOR):
        sections.append(_studio(person))
    return sections


def _in_language(thing: Any, field: str = "name") -> str:
    english = getattr(thing, f"{field}_en")
    return str((get_language() == "en" and english) or getattr(thing, f"{field}_ar"))


def _marking(person: Person) -> dict[str, Any]:
    """Sheets begun and sheets to begin, in the order of the day."""
    desk = desk_of(person)
    return {
        "template": "web/today/list.html",
        "title": _("To mark"),
        "url": reverse("assessments:desk"),
        "action": _("The whole desk"),
        "rows": [_sheet(sheet) for sheet in [*desk.begun, *desk.waiting][:ROWS]],
        "empty": _("Nothing waits for your mark."),
    }


def _sheet(sheet: MarkSheet) -> dict[str, Any]:
    assignment = sheet.assignment
    at = date_format(timezone.localtime(assignment.at), "l j F، H:i" if get_language() == "ar" else "l j F, H:i")
    return {
        "title": _in_language(assignment.case.person),
        "detail": " · ".join([at, _in_language(assignment.site)]),
        "url": reverse("assessments:sheet", args=[sheet.uuid]),
        "action": _("Go on") if sheet.started_at else _("Mark"),
        "icon": "clipboard-check",
    }


def _committee(person: Person) -> dict[str, Any]:
    """Cases that wait for a decision, and requests that wait for a date."""
    desk = committee_desk(person, now=timezone.now())
    rows = [_case(row, _("Look and confirm")) for row in desk["ready"]] + [_case(row, _("Plan")) for row in desk["open"]]
    return {
        "template": "web/today/list.html",
        "title": _("Before the committee"),
        "url": reverse("assessments:committee"),
        "action": _("The whole desk"),
        "rows": rows[:ROWS],
        "empty": _("Nothing waits for the committee."),
    }


def _case(row: CaseRow, action: str) -> dict[str, Any]:
    case = row.case
    return {
        "title": _in_language(case.person),
        "detail": " · ".join([_in_language(case.policy.trade), _in_language(case.site)]),
        "url": reverse("assessments:case", args=[case.uuid]),
        "action": action,
        "icon": "stamp",
    }


def _studio(person: Person) -> dict[str, Any]:
    """Lessons that wait for this person: reviews for an editor, drafts and asked changes for an author."""
    editor = holds(person, Role.Kind.EDITOR)
    stages = (rules.IN_REVIEW, rules.APPROVED) if editor else (rules.CHANGES_ASKED, rules.DRAFT)
    tickets = [ticket for stage, column in board().columns if stage in stages for ticket in column]
    return {
        "template": "web/today/list.html",
        "title": _("Waiting for the editor") if editor else _("Lessons in writing"),
        "url": reverse("wagtailadmin_home"),
        "action": _("The whole board"),
        "rows": [_lesson(ticket) for ticket in tickets[:ROWS]],
        "empty": _("No lesson waits for you. Add the next one from the board."),
    }


def _lesson(ticket: LessonTicket) -> dict[str, Any]:
    chips = {
        rules.CHANGES_ASKED: (_("changes asked"), "warn"),
        rules.DRAFT: (_("draft"), ""),
        rules.IN_REVIEW: (_("to review"), "warn"),
        rules.APPROVED: (_("approved"), "good"),
    }
    chip, kind = chips[ticket.stage]
    changed = date_format(timezone.localtime(ticket.changed_at), "j F") if ticket.changed_at else ""
    return {
        "title": ticket.title,
        "detail": " · ".join(part for part in [ticket.code, ticket.owner, changed] if part),
        "url": reverse("wagtailadmin_pages:edit", args=[ticket.pk]),
        "action": _("Open"),
        "icon": "pencil-line",
        "chip": chip,
        "chip_kind": kind,
    }
