"""The guarded doors to checking: how often anyone may ask, which system may, whose certificate may be shared."""

from uuid import UUID

from django.core.cache import cache
from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.certification.models import Certificate
from lms.people.access import Visitor, require_role
from lms.people.models import Person, Photo, Role
from lms.refusals import Refusal
from lms.verification import queries, rules
from lms.verification.models import CVPaper, PartnerKey, Share, Sheet

CHECKS_A_MINUTE = 30
SHEETS_AN_HOUR = 5


def count_public_check(*, address: str) -> None:
    """Let a network address check thirty certificates a minute; more is refused with ``too_many_checks``."""
    _count(f"verify:{address}", most=CHECKS_A_MINUTE, seconds=60)


def count_photo(*, address: str) -> None:
    """Let a network address see as many photos a minute as it may check certificates."""
    _count(f"photo:{address}", most=CHECKS_A_MINUTE, seconds=60)


def count_sheet(*, address: str) -> None:
    """Let a network address hand in five sheets an hour."""
    _count(f"sheet:{address}", most=SHEETS_AN_HOUR, seconds=3600)


def _count(key: str, *, most: int, seconds: int) -> None:
    cache.add(key, 0, timeout=seconds)
    try:
        count = cache.incr(key)
    except ValueError:  # ran out between the two calls
        count = 1
    if count > most:
        message = _("Too many checks in a short time. Wait a minute, then go on.")
        if seconds > 60:
            message = _("Too many sheets in a short time. Try again in an hour.")
        raise Refusal("too_many_checks", message, status=429, retry_after=seconds)


def system_that_asks(request: HttpRequest, *, scope: str) -> PartnerKey | None:
    """The partner's key of a request, counted; None for anyone without a key, who is counted as a person is.

    Refuses ``key_unknown`` (401) for a key that is not or no longer ours, ``key_not_for_this`` (403) and ``too_many_checks``.
    """
    given = request.headers.get("Authorization", "")
    if not given:
        count_public_check(address=request.META.get("REMOTE_ADDR", ""))
        return None
    kind, _space, text = given.partition(" ")
    key = PartnerKey.objects.filter(digest=rules.digest_of(text.strip()), revoked_at=None).first()
    if kind.lower() != "bearer" or key is None:
        count_public_check(address=request.META.get("REMOTE_ADDR", ""))
        raise Refusal("key_unknown", _("This key is not known, or it was taken back."), status=401)
    if scope not in key.scopes:
        raise Refusal("key_not_for_this", _("This key is not for this kind of request."), status=403)
    _count(f"partner:{key.pk}", most=key.checks_a_minute, seconds=60)
    today = timezone.localdate()
    if key.last_used_on != today:
        PartnerKey.objects.filter(pk=key.pk).update(last_used_on=today)
    return key


def keeper_of_keys(person: Visitor) -> Person:
    """The administrator, who alone gives keys to partners."""
    return require_role(person, Role.Kind.ADMINISTRATOR)


def key_to_revoke(*, person: Visitor, uuid: UUID) -> PartnerKey:
    """A partner's key, for the administrator."""
    keeper_of_keys(person)
    key = PartnerKey.objects.filter(uuid=uuid).first()
    if key is None:
        raise Http404
    return key


def own_certificate(*, person: Visitor, uuid: UUID) -> Certificate:
    """A certificate for its holder, and nobody else; another's is as good as none (404)."""
    certificates = Certificate.objects.with_standing().select_related("replacement")
    found = certificates.filter(uuid=uuid, person=person).first() if isinstance(person, Person) else None
    if found is None:
        raise Http404
    return found


def own_share(*, person: Visitor, uuid: UUID) -> Share:
    """A link, for the holder who made it."""
    links = Share.objects.select_related("certificate")
    found = links.filter(uuid=uuid, certificate__person=person).first() if isinstance(person, Person) else None
    if found is None:
        raise Http404
    return found


def own_cv_paper(*, person: Visitor, uuid: UUID) -> CVPaper:
    """A curriculum vitae on paper, for the person whose it is, and nobody else (404)."""
    found = CVPaper.objects.filter(uuid=uuid, person=person).first() if isinstance(person, Person) else None
    if found is None:
        raise Http404
    return found


def photo_to_show(*, serial: str, token: str) -> Photo:
    """The photo beside a certificate, for a page that was opened lately, and only while the page would show it (404)."""
    found = queries.verification(serial) if queries.token_opens(token, serial) else None
    photo = queries.photo_beside(found) if found else None
    if photo is None:
        raise Http404
    return photo


def share_by_token(token: str) -> Share:
    """A link, whoever follows it; also one that has ended."""
    found = Share.objects.select_related("certificate").filter(token=token).first() if _may_be_token(token) else None
    if found is None:
        raise Http404
    return found


def sheet_by_token(token: str) -> Sheet:
    """A sheet, for whoever has its address, until its day is over."""
    found = Sheet.objects.filter(token=token, expires_at__gt=timezone.now()).first() if _may_be_token(token) else None
    if found is None:
        raise Http404
    return found


def _may_be_token(text: str) -> bool:
    return len(text) <= 43 and text.isprintable()
