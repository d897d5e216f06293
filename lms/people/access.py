"""The guarded doors of the organisation: who holds which role where."""

from datetime import datetime
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from lms.audit.looks import note
from lms.people.models import CorrectionRequest, DataExport, Person, Photo, Role, Site
from lms.people.queries import Holding, correction_inbox, holdings_of, photo_of
from lms.refusals import Refusal

Visitor = Person | AnonymousUser


def not_allowed() -> Refusal:
    """The refusal for a person who is known but may not do this."""
    return Refusal("not_allowed", _("This page is for other roles. If you need it, ask your centre's manager."), status=403)


def holds(person: Visitor, *kinds: str, site: Site | None = None) -> bool:
    """Whether the person holds one of ``kinds``: anywhere, or, when ``site`` is given, at it or above it."""
    return any(
        holding.kind in kinds and (site is None or site.path.startswith(holding.site_path)) for holding in _holdings(person)
    )


def require_role(person: Visitor, *kinds: str, site: Site | None = None) -> Person:
    """The person, who holds one of ``kinds`` there; refuses with ``not_allowed`` otherwise."""
    if not isinstance(person, Person) or not holds(person, *kinds, site=site):
        raise not_allowed()
    return person


def sites_where(person: Visitor, *kinds: str) -> "list[str]":
    """Path prefixes of the sites where the person holds one of ``kinds``: for ``visible_to`` querysets."""
    return [holding.site_path for holding in _holdings(person) if holding.kind in kinds]


def _holdings(person: Visitor) -> tuple[Holding, ...]:
    """A person's roles, read once for each request: the person object lives as long as the request."""
    if not isinstance(person, Person):
        return ()
    cached: tuple[Holding, ...] | None = getattr(person, "_holdings", None)
    if cached is None:
        cached = holdings_of(person)
        person._holdings = cached  # type: ignore[attr-defined]
    return cached


def own_export(*, person: Visitor, uuid: UUID, now: datetime) -> DataExport:
    """The person's own copy, while it is kept; refuses ``export_expired`` and ``export_not_ready``."""
    export = DataExport.objects.filter(uuid=uuid, person=person.pk).first()
    if export is None:
        raise Http404
    if export.expires_at is None:
        raise Refusal("export_not_ready", _("Your copy is still being made. It takes a minute."))
    if export.expires_at < now:
        raise Refusal("export_expired", _("This copy was kept for seven days and is gone. Ask for a new one."), status=410)
    return export


def own_photo(person: Person) -> Photo:
    """The person's own photo; where they gave none there is none (404)."""
    photo = photo_of(person)
    if photo is None:
        raise Http404
    return photo


def correction_to_answer(*, person: Visitor, uuid: UUID) -> CorrectionRequest:
    """A request of somebody who lives where the person manages."""
    manager = require_role(person, Role.Kind.MANAGER, Role.Kind.ADMINISTRATOR)
    if not CorrectionRequest.objects.filter(uuid=uuid).exists():
        raise Http404
    mine = correction_inbox(sites_where(manager, Role.Kind.MANAGER, Role.Kind.ADMINISTRATOR))
    found = mine.filter(uuid=uuid).first()
    if found is None:
        raise not_allowed()
    note("correction", found.person_id)
    return found


__all__ = [
    "Role",
    "Visitor",
    "correction_to_answer",
    "holds",
    "not_allowed",
    "own_export",
    "own_photo",
    "require_role",
    "sites_where",
]
