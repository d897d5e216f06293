"""The guarded doors of the media library.

Who may see an asset is decided by whoever shows it (a lesson's door); that page then hands out signed addresses. The
signature is the door here: it names the asset and its last day.
"""

from datetime import date, datetime
from uuid import UUID

from django.core import signing
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_lazy as _

from lms.people.access import Role, Visitor, holds, require_role
from lms.people.models import Person
from lms.refusals import Refusal
from media.models import Asset, Upload
from media.rules import signatures

_signer = signing.Signer(salt="media.asset")
LIBRARY_ROLES = (Role.Kind.AUTHOR, Role.Kind.EDITOR, Role.Kind.INSTRUCTOR, Role.Kind.ADMINISTRATOR)


def token_for(asset_uuid: UUID, *, now: datetime) -> str:
    """The part of an address that opens one asset until tomorrow. Equal for everyone all day, so answers can be kept."""
    last = f"{signatures.last_day(now):%Y%m%d}"
    return f"{last}-{_signer.signature(f'{asset_uuid}:{last}')}"


def asset_by_token(*, token: str, uuid: UUID, now: datetime) -> Asset:
    """The asset a signed address opens. Refuses with `address_not_ours` or `address_expired`."""
    last, _dash, signature = token.partition("-")
    foreign = Refusal("address_not_ours", _("This address is not complete. Open the lesson again."), status=403)
    if not constant_time_compare(signature, _signer.signature(f"{uuid}:{last}")):
        raise foreign
    if not signatures.is_good(date(int(last[:4]), int(last[4:6]), int(last[6:8])), now):
        raise Refusal("address_expired", _("This address is from an earlier day. Open the lesson again."), status=410)
    asset = Asset.objects.filter(uuid=uuid).first()
    if asset is None:
        raise foreign
    return asset


def may_use_library(person: Visitor) -> bool:
    """Whether a person works with the media library."""
    return holds(person, *LIBRARY_ROLES) or bool(getattr(person, "is_superuser", False))


def uploader(person: Visitor) -> Person:
    """The person, who may upload files; refuses with `not_allowed` otherwise."""
    if isinstance(person, Person) and person.is_superuser:
        return person
    return require_role(person, *LIBRARY_ROLES)


def asset_for(person: Visitor, *, uuid: UUID) -> Asset:
    """An asset of the library for someone who works with it. Refuses with `not_allowed` or `asset_unknown`."""
    uploader(person)
    asset = Asset.objects.filter(uuid=uuid).first()
    if asset is None:
        raise Refusal("asset_unknown", _("This file is not in the library."), status=404)
    return asset


def asset_or_upload(person: Visitor, *, uuid: UUID) -> Asset | Upload:
    """An asset of the library, or a person's own upload that is not one yet; the asset where it has become one."""
    upload = Upload.objects.select_related("asset").filter(uuid=uuid, by=uploader(person)).first()
    return (upload.asset or upload) if upload else asset_for(person, uuid=uuid)


def upload_of(person: Visitor, *, uuid: UUID, now: datetime) -> Upload:
    """A person's own unfinished upload. Refuses with `upload_gone` for anybody else's, and for one that expired."""
    upload = Upload.objects.select_related("by", "asset").filter(uuid=uuid, by=uploader(person)).first()
    if upload is None:
        raise Refusal("upload_unknown", _("This upload is not known. Start it again."), status=404)
    if upload.expires_at < now:
        raise Refusal("upload_gone", _("This upload is no longer here. Start it again."), status=410)
    return upload
