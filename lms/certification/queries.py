"""Reads of schemes and certificates."""

from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from lms.certification import rules
from lms.certification.models import AwardDecision, AwardRule, Certificate
from lms.people.access import sites_where
from lms.people.models import Person, Role


def status_of(certificate: Certificate) -> str:
    """``valid``, ``expired`` or ``revoked`` today."""
    revoked = getattr(certificate, "revocation", None) is not None
    return rules.status(today=timezone.localdate(), expires_on=certificate.expires_on, revoked=revoked)


def rule_in_force(*, trade_code: str, level_code: str, on: date) -> AwardRule | None:
    """The award rule of a level in a trade on a day: the newest one in force."""
    rules_so_far = AwardRule.objects.filter(trade__code=trade_code, level__code=level_code, in_force_on__lte=on)
    return rules_so_far.select_related("level", "level__scheme", "trade").order_by("-in_force_on", "-pk").first()


def certificates_of(person: Person) -> QuerySet[Certificate]:
    """A person's own certificates, newest first."""
    return Certificate.objects.filter(person=person).select_related("revocation").order_by("-issued_on", "-pk")


def decisions_of(person: Person) -> QuerySet[AwardDecision]:
    """What was decided of a person's assessments, newest first."""
    mine = AwardDecision.objects.filter(person=person).select_related("level", "trade", "certificate")
    return mine.order_by("-confirmed_at", "-pk")


def register_for(person: Person) -> QuerySet[Certificate]:
    """Certificates issued at the sites that the person chairs, manages or administers, newest first."""
    condition = Q(pk__in=[])
    for path in sites_where(person, Role.Kind.CHAIR, Role.Kind.MANAGER, Role.Kind.ADMINISTRATOR):
        condition |= Q(content__site__path__startswith=path)
    return Certificate.objects.filter(condition).select_related("revocation", "person").order_by("-issued_on", "-pk")
