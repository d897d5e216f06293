"""What a person needs in examinations: noted from a document, ended when it no longer holds."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from assessments.models import Accommodation
from lms.audit.actions import record
from lms.people.models import Person
from lms.refusals import Refusal

MOST_PERCENT = 100


@transaction.atomic
def accommodate(
    *,
    person: Person,
    extra_percent: int,
    larger_text: bool,
    audio: bool,
    reader: bool,
    basis: str,
    first_day: date,
    last_day: date | None,
    by: Person,
    now: datetime,
) -> Accommodation:
    """Note what a person needs from a day on. The newest in force counts, alone.

    Refuses ``basis_missing``, ``percent_out_of_range``, ``ends_before_start``, ``nothing_needed`` and ``own_accommodation``.
    """
    if by.pk == person.pk:
        raise Refusal("own_accommodation", _("Somebody else notes what you need."), status=403)
    if not basis.strip():
        raise Refusal("basis_missing", _("Name the document that you saw."), status=422)
    if not 0 <= extra_percent <= MOST_PERCENT:
        raise Refusal("percent_out_of_range", _("Extra time lies between 0 and 100 per cent."), status=422)
    if last_day is not None and last_day < first_day:
        raise Refusal("ends_before_start", _("The end must come after the start."), status=422)
    if not (extra_percent or larger_text or audio or reader):
        raise Refusal("nothing_needed", _("Choose at least one thing that the person needs."), status=422)
    made = Accommodation.objects.create(
        person=person,
        extra_percent=extra_percent,
        larger_text=larger_text,
        audio=audio,
        reader=reader,
        basis=basis.strip()[:200],
        first_day=first_day,
        last_day=last_day,
        noted_by=by,
        noted_at=now,
    )
    detail = {"extra_percent": extra_percent, "larger_text": larger_text, "audio": audio, "reader": reader}
    record(actor=by, verb="accommodation.noted", target=made, detail=detail)
    return made


@transaction.atomic
def end_accommodation(*, accommodation: Accommodation, last_day: date, by: Person) -> Accommodation:
    """Let it hold until a day. Papers of days before keep it."""
    if accommodation.last_day is None or last_day < accommodation.last_day:
        accommodation.last_day = last_day
        accommodation.save(update_fields=["last_day"])
        record(actor=by, verb="accommodation.ended", target=accommodation, detail={"last_day": last_day.isoformat()})
    return accommodation
