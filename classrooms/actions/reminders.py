"""Reminding people of a class by SMS."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from classrooms.models import LiveClass
from lms.enrolment.models import Enrolment
from lms.people.actions import write_text_message
from lms.people.models import Person


@transaction.atomic
def remind(*, live_class_id: int, ahead: str, now: datetime) -> int:
    """Write a message to the instructor and to each trainee with a mobile number; give how many were written.

    Nobody is reminded twice, nor of a class that has begun, whatever was delivered late or again.
    """
    live_class = LiveClass.objects.select_for_update().select_related("cohort__site").get(pk=live_class_id)
    if ahead in live_class.reminded or live_class.state != LiveClass.State.SCHEDULED or now >= live_class.starts_at:
        return 0
    live_class.reminded = [*live_class.reminded, ahead]
    live_class.save(update_fields=["reminded"])
    members = Enrolment.objects.exclude(status=Enrolment.Status.LEFT).filter(cohort_id=live_class.cohort_id)
    people = Person.objects.filter(pk__in=[live_class.instructor_id, *members.values_list("person_id", flat=True)])
    reached = [person for person in people.order_by("pk") if person.mobile]
    for person in reached:
        write_text_message(mobile=str(person.mobile), text=_words(live_class, person))
    return len(reached)


def _words(live_class: LiveClass, person: Person) -> str:
    """The sentence in the person's language."""
    at = timezone.localtime(live_class.starts_at)
    with translation.override(person.preferred_language):
        english = person.preferred_language == "en" and live_class.title_en
        return _("Your live class “%(title)s” starts on %(day)s at %(time)s. Join from your phone on the classes page.") % {
            "title": live_class.title_en if english else live_class.title_ar,
            "day": f"{at:%d/%m}",
            "time": f"{at:%H:%M}",
        }
