"""A person's rights: consent, a copy of everything, correction, and being forgotten where the law lets them be."""

import json
import zipfile
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from uuid6 import uuid7

from lms.audit.actions import blank_labels, record
from lms.outbox.actions import publish
from lms.people.actions.photo import remove_photo
from lms.people.events import ConsentWithdrawn, ExportAsked
from lms.people.holdings import parts
from lms.people.models import ConsentFact, CorrectionRequest, DataExport, Person, Role, TextMessage
from lms.refusals import Refusal

WORDING = 1  # of the sentence beside the switch; a new sentence has a new number
KEPT = timedelta(days=7)


@transaction.atomic
def say_consent(*, person: Person, purpose: str, given: bool, now: datetime | None = None) -> ConsentFact:
    """Keep that a person gave a consent or took it back; saying the same again adds nothing."""
    newest = ConsentFact.objects.filter(person=person, purpose=purpose).order_by("-at", "-pk").first()
    if newest and (newest.given, newest.wording) == (given, WORDING):
        return newest
    fact = ConsentFact.objects.create(person=person, purpose=purpose, given=given, wording=WORDING, at=now or timezone.now())
    record(actor=person, verb="consent.given" if given else "consent.withdrawn", target=fact, detail={"wording": WORDING})
    if not given:
        publish(ConsentWithdrawn(person_id=person.pk, purpose=purpose, at=fact.at.isoformat()))
    return fact


@transaction.atomic
def ask_for_export(*, person: Person, now: datetime | None = None) -> DataExport:
    """Ask for a copy of everything held; while one is being made, that one is meant."""
    Person.objects.select_for_update().get(pk=person.pk)
    if running := DataExport.objects.filter(person=person, ready_at=None).first():
        return running
    export = DataExport.objects.create(person=person, asked_at=now or timezone.now(), total=len(parts()))
    record(actor=person, verb="export.asked", target=export)
    publish(ExportAsked(export_id=export.pk))
    return export


def build_export(*, export_id: int, now: datetime | None = None) -> None:
    """Write the copy: data for machines, a page for people, and files, in one archive. A second run finds it written."""
    export = DataExport.objects.select_related("person").get(pk=export_id)
    if export.ready_at:
        return
    found: dict[str, list[dict[str, Any]]] = {}
    for number, part in enumerate(parts(), start=1):
        found[part.name] = part.rows(export.person)
        DataExport.objects.filter(pk=export.pk).update(done=number)
    packed = _packed(export.person, found)
    with transaction.atomic():
        locked = DataExport.objects.select_for_update().get(pk=export_id)
        if locked.ready_at:
            return
        locked.file.save(f"{locked.uuid}.zip", ContentFile(packed), save=False)
        locked.ready_at = now or timezone.now()
        locked.expires_at = locked.ready_at + KEPT
        locked.save()


def _packed(person: Person, found: dict[str, list[dict[str, Any]]]) -> bytes:
    with translation.override(person.preferred_language):
        shown = [(part, found[part.name]) for part in parts() if not part.for_machines]
        page = render_to_string("people/export.html", {"person": person, "parts": shown})
    data = json.dumps({"person": str(person.uuid), **found}, ensure_ascii=False, indent=2, default=str)
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("data.json", data)
        archive.writestr("index.html", page)
        for part in parts():
            for name, content in part.files(person):
                archive.writestr(f"{part.name}/{name}", content)
    return packed.getvalue()


@transaction.atomic
def ask_for_correction(*, person: Person, words: str, now: datetime | None = None) -> CorrectionRequest:
    """Say what is wrong. Refuses ``words_missing``, and ``request_waits`` while an earlier request has no answer."""
    if not words.strip():
        raise Refusal("words_missing", _("Write what is wrong and how it should be."), status=422)
    try:
        with transaction.atomic():
            request = CorrectionRequest.objects.create(person=person, words=words.strip(), asked_at=now or timezone.now())
    except IntegrityError as fault:
        raise Refusal("request_waits", _("Your earlier request waits for an answer. It is not lost.")) from fault
    record(actor=person, verb="correction.asked", target=request)
    return request


@transaction.atomic
def answer_correction(
    *, request: CorrectionRequest, name: str, name_en: str, answer: str, by: Person, now: datetime | None = None
) -> CorrectionRequest:
    """Answer a request; when the name differs, correct it. Refuses ``already_answered`` and ``answer_missing``.

    Certificates keep the name they were issued with: the chair corrects those, under a new number.
    """
    request = CorrectionRequest.objects.select_for_update().get(pk=request.pk)
    if request.state != CorrectionRequest.State.OPEN:
        raise Refusal("already_answered", _("This request has been answered."))
    if not answer.strip():
        raise Refusal("answer_missing", _("Write an answer: the person reads it."), status=422)
    person = Person.objects.select_for_update().get(pk=request.person_id)
    changed = (name.strip() or person.name, name_en.strip()) != (person.name, person.name_en)
    if changed:
        person.name, person.name_en = name.strip() or person.name, name_en.strip()
        person.save(update_fields=["name", "name_en"])
        record(actor=by, verb="person.corrected", target=person)
    request.state = CorrectionRequest.State.DONE if changed else CorrectionRequest.State.DECLINED
    request.answer, request.answered_by, request.answered_at = answer.strip(), by, now or timezone.now()
    request.save()
    record(actor=by, verb="correction.answered", target=request, detail={"state": request.state})
    return request


@transaction.atomic
def anonymise(*, person: Person, by: Person | None, now: datetime | None = None) -> None:
    """Blank an account for good. Certificates, decisions and their chain stay as the law has them, and stay provable.

    Refuses ``still_on_duty`` for whoever holds a role. A second time changes nothing.
    """
    person = Person.objects.select_for_update().get(pk=person.pk)
    if person.anonymised_at:
        return
    if Role.objects.filter(person=person).exists():
        raise Refusal("still_on_duty", _("This person holds a role. Take the role away first."))
    remove_photo(person=person, by=by)
    for export in DataExport.objects.filter(person=person):
        export.file.delete(save=False)
    DataExport.objects.filter(person=person).delete()
    CorrectionRequest.objects.filter(person=person).update(words="", answer="")
    if person.mobile:
        TextMessage.objects.filter(mobile=person.mobile).delete()
    for name in (person.name, person.name_en):
        blank_labels(name=name)
    person.username, person.name, person.name_en = f"gone-{uuid7().hex}", "", ""
    person.mobile, person.mobile_verified, person.email, person.governorate = None, False, "", None
    person.is_active, person.anonymised_at = False, now or timezone.now()
    person.set_unusable_password()
    person.save()
    record(actor=by, verb="person.anonymised", target=person)
