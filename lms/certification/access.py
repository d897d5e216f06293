"""The guarded doors to certificates."""

from uuid import UUID

from django.core.cache import cache
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from lms.certification.models import Certificate
from lms.people.access import Visitor, holds, not_allowed, require_role
from lms.people.models import Role, Site
from lms.refusals import Refusal

CHECKS_A_MINUTE = 30
STAFF = (Role.Kind.CHAIR, Role.Kind.MANAGER, Role.Kind.ADMINISTRATOR)


def certificate_to_open(*, person: Visitor, uuid: UUID) -> Certificate:
    """A certificate for its holder, or for the staff of the site that issued it."""
    certificate = _certificate(uuid)
    if certificate.person_id != person.pk and not holds(person, *STAFF, site=_site(certificate)):
        raise not_allowed()
    return certificate


def certificate_to_revoke(*, person: Visitor, uuid: UUID) -> Certificate:
    """A certificate for the chair of the committee whose site issued it."""
    certificate = _certificate(uuid)
    require_role(person, Role.Kind.CHAIR, Role.Kind.ADMINISTRATOR, site=_site(certificate))
    return certificate


def count_public_check(*, address: str) -> None:
    """Let a network address check thirty certificates a minute; more is refused with ``too_many_checks``."""
    key = f"verify:{address}"
    cache.add(key, 0, timeout=60)
    try:
        count = cache.incr(key)
    except ValueError:  # ran out between the two calls
        count = 1
    if count > CHECKS_A_MINUTE:
        raise Refusal(
            "too_many_checks", _("Too many checks in a short time. Wait a minute, then go on."), status=429, retry_after=60
        )


def _certificate(uuid: UUID) -> Certificate:
    found = Certificate.objects.select_related("person", "revocation").filter(uuid=uuid).first()
    if found is None:
        raise Http404
    return found


def _site(certificate: Certificate) -> Site:
    return Site.objects.get(code=certificate.content["site"]["code"])
