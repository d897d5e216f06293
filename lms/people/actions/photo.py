"""A person's photo: set, changed, removed."""

from datetime import datetime
from functools import partial

from django.core.files.base import ContentFile, File
from django.db import transaction
from django.utils import timezone

from lms.audit.actions import record
from lms.people.models import Person, Photo
from lms.people.portraits import MAX_BYTES, portrait, too_heavy


def set_photo(*, person: Person, file: "File[bytes]", now: datetime | None = None) -> Photo:
    """Keep the portrait that is made of a person's file, instead of an earlier one. Refuses as ``portrait`` does.

    The picture is made before the transaction begins: nobody waits for it.
    """
    if file.size > MAX_BYTES:
        raise too_heavy()
    made = ContentFile(portrait(file.read()), name="photo.jpg")
    with transaction.atomic():
        Person.objects.select_for_update().get(pk=person.pk)
        photo = Photo.objects.filter(person=person).first() or Photo(person=person)
        _delete_later(photo)
        photo.file, photo.set_at = made, now or timezone.now()  # type: ignore[assignment]
        photo.save()
        record(actor=person, verb="photo.set", target=person)
    return photo


@transaction.atomic
def remove_photo(*, person: Person, by: Person | None) -> None:
    """Remove a person's photo and its bytes; where there is none, nothing changes."""
    Person.objects.select_for_update().get(pk=person.pk)
    photo = Photo.objects.filter(person=person).first()
    if photo is None:
        return
    _delete_later(photo)
    photo.delete()
    record(actor=by, verb="photo.removed", target=person)


def _delete_later(photo: Photo) -> None:
    """The bytes go once the change stands: a change that is rolled back has lost nothing."""
    if photo.file.name:
        transaction.on_commit(partial(photo.file.storage.delete, photo.file.name))
