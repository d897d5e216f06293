"""Files that browsers send in parts straight to the bucket: begin, finish, take in, forget."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from uuid6 import uuid7

from lms.outbox.actions import publish
from lms.people.models import Person
from lms.refusals import Refusal
from media import stores
from media.actions.assets import take_in
from media.actions.uploads import refuse_length
from media.events import PartsArrived
from media.models import Upload
from media.rules import limits
from media.stores import bucket


def begin_direct(*, by: Person, name: str, length: int, now: datetime, title: str = "") -> Upload:
    """Promise to receive a file of `length` bytes in parts. Refuses like `start_upload`, and with `no_bucket` without one."""
    if not bucket.is_used():
        raise Refusal("no_bucket", _("Files are not sent to a bucket here."), status=404)
    refuse_length(length)
    uuid = uuid7()
    parts = bucket.begin(bucket.arriving(uuid))
    until = now + timedelta(days=limits.UPLOAD_DAYS)
    return Upload.objects.create(
        uuid=uuid, name=name[-200:], title=title[:200], length=length, by=by, expires_at=until, parts=parts
    )


def finish_direct(*, upload: Upload, now: datetime) -> None:
    """Make one file of the parts, and ask for it to be looked at. Safe to repeat. Refuses with `parts_missing`."""
    if upload.arrived_at or upload.asset_id:
        return
    name = bucket.arriving(upload.uuid)
    sizes = bucket.arrived_parts(name, upload=upload.parts)
    if sum(size for size, _tag in sizes.values()) != upload.length:
        raise Refusal("parts_missing", _("Some parts of the file have not arrived yet."), status=409)
    bucket.finish(name, upload=upload.parts)
    _note_arrival(upload, now)


@transaction.atomic
def _note_arrival(upload: Upload, now: datetime) -> None:
    locked = Upload.objects.select_for_update().get(pk=upload.pk)
    if locked.arrived_at is None:
        locked.arrived_at = now
        locked.save(update_fields=["arrived_at"])
        publish(PartsArrived(upload_id=locked.pk))


def take_in_arrived(*, upload_id: int) -> None:
    """Look at a file that arrived in the bucket and take it into the library, or note why not. Safe to run twice."""
    upload = Upload.objects.filter(pk=upload_id, asset=None, refusal_code="").select_related("by").first()
    if upload is None:
        return
    name, path = bucket.arriving(upload.uuid), stores.incoming_path(upload.uuid)
    try:
        bucket.fetch(name, path)
        asset = take_in(path=path, name=upload.name, title=upload.title, by=upload.by, lies_in_bucket=name)
    except Refusal as refusal:
        Upload.objects.filter(pk=upload.pk).update(refusal_code=refusal.code)
    else:
        Upload.objects.filter(pk=upload.pk).update(asset=asset)
    finally:
        path.unlink(missing_ok=True)
    bucket.delete(name)
