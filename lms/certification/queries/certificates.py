"""Reads of certificates."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from lms.certification import rules
from lms.certification.models import AwardDecision, Certificate, Suspension
from lms.people.access import sites_where
from lms.people.models import Person, Role

REGISTER_READERS = (Role.Kind.CHAIR, Role.Kind.MANAGER, Role.Kind.ADMINISTRATOR, Role.Kind.QUALITY_REVIEWER)


def status_of(certificate: Certificate, *, today: date | None = None) -> str:
    """``valid``, ``expired``, ``suspended`` or ``revoked``; read lists ``with_standing()``."""
    return rules.status(
        today=today or timezone.localdate(),
        expires_on=certificate.expires_on,
        revoked=getattr(certificate, "revocation", None) is not None,
        suspended=suspension_of(certificate) is not None,
    )


def suspension_of(certificate: Certificate) -> Suspension | None:
    """The suspension that stands, if any; no read where the certificate came ``with_standing()``."""
    standing = getattr(certificate, "standing_suspensions", None)
    if standing is None:
        standing = Suspension.objects.filter(certificate=certificate, reinstatement=None)[:1]
    return next(iter(standing), None)


def certificates_of(person: Person) -> QuerySet[Certificate]:
    """A person's own certificates, newest first."""
    return Certificate.objects.filter(person=person).with_standing().order_by("-issued_on", "-pk")


def decisions_of(person: Person) -> QuerySet[AwardDecision]:
    """What was decided of a person's assessments, newest first; of a revised result the newest decision."""
    mine = AwardDecision.objects.filter(person=person, revised_by=None).select_related("level", "trade")
    return mine.order_by("-confirmed_at", "-pk")


def register_for(person: Person) -> QuerySet[Certificate]:
    """Certificates issued at the sites that the person chairs, manages, administers or reviews, newest first."""
    condition = Q(pk__in=[])
    for path in sites_where(person, *REGISTER_READERS):
        condition |= Q(content__site__path__startswith=path)
    return Certificate.objects.filter(condition).with_standing().select_related("person").order_by("-issued_on", "-pk")


@dataclass(frozen=True)
class Event:
    """One thing that happened to a certificate."""

    at: datetime
    kind: str  # issued, suspended, reinstated, revoked, replaced
    by: Person
    reason: str = ""
    words: str = ""
    other: Certificate | None = None


def history_of(certificate: Certificate) -> list[Event]:
    """What happened to a certificate, newest first."""
    decision = certificate.decision
    events = [Event(decision.confirmed_at, "issued", decision.confirmed_by, other=certificate.replaces)]
    suspensions = certificate.suspensions.select_related("suspended_by", "reinstatement__reinstated_by")
    for fact in suspensions:
        events.append(Event(fact.suspended_at, "suspended", fact.suspended_by, fact.get_reason_display(), fact.words))
        if hasattr(fact, "reinstatement"):
            back = fact.reinstatement
            events.append(Event(back.reinstated_at, "reinstated", back.reinstated_by, words=back.words))
    if hasattr(certificate, "revocation"):
        end = certificate.revocation
        kind, other = ("replaced", certificate.replacement) if hasattr(certificate, "replacement") else ("revoked", None)
        events.append(Event(end.revoked_at, kind, end.revoked_by, end.get_reason_display(), end.words, other))
    return sorted(events, key=lambda event: event.at, reverse=True)
