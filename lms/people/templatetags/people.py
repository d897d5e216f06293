"""Words for what is held about a person."""

from datetime import date, datetime
from typing import Any

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, pgettext_lazy

from lms.people.holdings import Coded

register = template.Library()

NAMES: dict[str, str | Promise] = {
    "name": pgettext_lazy("held", "name"),
    "name_en": pgettext_lazy("held", "name in Latin letters"),
    "mobile": pgettext_lazy("held", "mobile number"),
    "email": pgettext_lazy("held", "e-mail"),
    "governorate_id": pgettext_lazy("held", "governorate"),
    "preferred_language": pgettext_lazy("held", "language"),
    "joined_at": pgettext_lazy("held", "registered on"),
    "last_login": pgettext_lazy("held", "last sign-in"),
    "consent": pgettext_lazy("held", "consent"),
    "given": pgettext_lazy("held", "given"),
    "at": pgettext_lazy("held", "moment"),
    "trade": pgettext_lazy("held", "trade"),
    "level": pgettext_lazy("held", "level"),
    "theory": pgettext_lazy("held", "theory"),
    "practical": pgettext_lazy("held", "practice"),
    "overall": pgettext_lazy("held", "overall"),
    "earned": pgettext_lazy("held", "earned"),
    "reason": pgettext_lazy("held", "reason"),
    "reasons": pgettext_lazy("held", "reasons"),
    "confirmed_at": pgettext_lazy("held", "confirmed on"),
    "serial": pgettext_lazy("held", "certificate number"),
    "issued_on": pgettext_lazy("held", "issued on"),
    "expires_on": pgettext_lazy("held", "valid until"),
    "digest": pgettext_lazy("held", "digest"),
    "site": pgettext_lazy("held", "site"),
    "state": pgettext_lazy("held", "state"),
    "opened_at": pgettext_lazy("held", "opened on"),
    "paper": pgettext_lazy("held", "paper"),
    "submitted_at": pgettext_lazy("held", "handed in on"),
    "percent": pgettext_lazy("held", "per cent"),
    "words": pgettext_lazy("held", "words"),
    "answer": pgettext_lazy("held", "answer"),
    "asked_at": pgettext_lazy("held", "asked on"),
    "applied_at": pgettext_lazy("held", "asked on"),
    "course": pgettext_lazy("held", "course"),
    "group": pgettext_lazy("held", "group"),
    "enrolled_at": pgettext_lazy("held", "since"),
    "lesson_code": pgettext_lazy("held", "lesson"),
    "started_at": pgettext_lazy("held", "begun on"),
    "touched_at": pgettext_lazy("held", "last opened on"),
    "completed_at": pgettext_lazy("held", "finished on"),
    "class": pgettext_lazy("held", "class"),
    "starts_at": pgettext_lazy("held", "on"),
    "minutes_there": pgettext_lazy("held", "minutes there"),
    "attendance": pgettext_lazy("held", "attendance"),
    "corrected_to": pgettext_lazy("held", "corrected to"),
    "fee": pgettext_lazy("held", "fee"),
    "amount": pgettext_lazy("held", "amount in pounds"),
    "receipt": pgettext_lazy("held", "receipt"),
    "kind": pgettext_lazy("held", "kind"),
    "document_digest": pgettext_lazy("held", "digest of the credential"),
    "code_digest": pgettext_lazy("held", "digest of the QR code"),
    "pdf_digest": pgettext_lazy("held", "digest of the PDF"),
    "made_at": pgettext_lazy("held", "made on"),
    "withdrawn_at": pgettext_lazy("held", "withdrawn on"),
    "opened": pgettext_lazy("held", "times opened"),
    "outcome": pgettext_lazy("held", "answer to a check"),
    "checks": pgettext_lazy("held", "times checked"),
    "appeal": pgettext_lazy("held", "your appeal"),
    "filed_at": pgettext_lazy("held", "filed on"),
    "decision": pgettext_lazy("held", "decision"),
}

PAGES: dict[str, str | Promise] = {
    "case": gettext_lazy("your assessment"),
    "committee": gettext_lazy("a list of the committee with your name"),
    "test_day": gettext_lazy("a plan of practical tests with your name"),
    "marking": gettext_lazy("your mark sheet"),
    "appeal": gettext_lazy("your appeal"),
    "appeals": gettext_lazy("a list of appeals with your name"),
    "regrading": gettext_lazy("whose result a faulty question touched, with your name"),
    "application": gettext_lazy("your application"),
    "applications": gettext_lazy("the list of applications with your name"),
    "group": gettext_lazy("the list of your group"),
    "question": gettext_lazy("your question to the instructor"),
    "questions": gettext_lazy("the list of questions with your name"),
    "attendance": gettext_lazy("the register of your class"),
    "certificate": gettext_lazy("your certificate"),
    "paper": gettext_lazy("your certificate on paper"),
    "proof": gettext_lazy("the proof of your certificate"),
    "correction": gettext_lazy("your request for correction"),
}


@register.filter
def page_name(page: str) -> str:
    """The words for a page that somebody looked at."""
    return str(PAGES.get(page, page))


@register.filter
def held_name(name: str) -> str:
    """The words for a field of what is held; the field's own name where nobody gave words."""
    return str(NAMES.get(name, name))


@register.filter
def held_value(value: Any) -> str:
    """A value as people read it: days in words, no and yes as signs."""
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "j F Y, H:i")
    if isinstance(value, date):
        return date_format(value, "j F Y")
    if isinstance(value, bool):
        return "✓" if value else "✗"
    if isinstance(value, Coded):
        return str(value.words) or str(value)
    return "" if value is None else str(value)
