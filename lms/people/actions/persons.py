"""Change persons and roles, and send them messages."""

import logging

from django.db import transaction

from lms.audit.actions import record
from lms.outbox.actions import publish
from lms.people.events import RoleGiven, TextMessageWritten
from lms.people.models import Person, Role, Site, TextMessage

logger = logging.getLogger(__name__)


@transaction.atomic
def give_role(*, person: Person, kind: str, site: Site, by: Person | None = None) -> Role:
    """Give a person a role at a site; giving it twice changes nothing."""
    role, made = Role.objects.get_or_create(person=person, kind=kind, site=site)
    if made:
        record(actor=by, verb="role.given", target=role, detail={"kind": kind, "site": site.code})
        publish(RoleGiven(person_id=person.pk, kind=kind, site_code=site.code))
    return role


@transaction.atomic
def write_text_message(*, mobile: str, text: str) -> TextMessage:
    """Put an SMS on its way; the worker sends it after commit."""
    message = TextMessage.objects.create(mobile=mobile, text=text)
    publish(TextMessageWritten(message_id=message.pk), priority=-10)
    return message


@transaction.atomic
def change_preferences(*, person: Person, language: str | None = None, numerals: str | None = None) -> None:
    """Keep the language and the numerals a person chose."""
    if language:
        person.preferred_language = language
    if numerals in Person.Numerals.values:
        person.numerals = numerals
    person.save(update_fields=["preferred_language", "numerals"])


@transaction.atomic
def set_mobile(*, person: Person, mobile: str, verified: bool) -> None:
    """Keep a person's mobile number and whether they proved that it is theirs."""
    person.mobile, person.mobile_verified = mobile, verified
    person.save(update_fields=["mobile", "mobile_verified"])
