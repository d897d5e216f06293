"""Tell candidates by SMS where and when."""

from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from lms.people.actions import write_text_message
from lms.people.models import Person, Site
from lms.test_days.models import TestDay, TestSlot


def tell_slot(*, slot_id: int, moved: bool) -> None:
    """Write to the candidate where and when; a slot that is gone by now, or nobody's number, says nothing."""
    slot = TestSlot.objects.select_related("case__person", "site", "day").filter(pk=slot_id).first()
    if slot is None or not slot.case.person.mobile:
        return
    person, at = slot.case.person, timezone.localtime(slot.starts_at)
    with translation.override(person.preferred_language):
        sentence = (
            _("Warsha: your practical test has moved. %(day)s at %(time)s, %(place)s.")
            if moved
            else _("Warsha: your practical test is on %(day)s at %(time)s, %(place)s. Bring your ID card.")
        )
        where = _named(slot.site, person)
        text = sentence % {"day": date_format(at, "l j F"), "time": date_format(at, "H:i"), "place": where}
    write_text_message(mobile=str(person.mobile), text=text)


def tell_lost(*, day_id: int, person_id: int) -> None:
    """Write to the candidate that the test of that day does not take place."""
    day, person = TestDay.objects.get(pk=day_id), Person.objects.get(pk=person_id)
    if not person.mobile:
        return
    with translation.override(person.preferred_language):
        sentence = _("Warsha: your practical test on %(day)s does not take place. You will get a new time.")
        text = sentence % {"day": date_format(day.date, "l j F")}
    write_text_message(mobile=str(person.mobile), text=text)


def _named(site: Site, person: Person) -> str:
    return site.name_en if person.preferred_language == "en" else site.name_ar
