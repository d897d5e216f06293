"""The guarded doors to certificates."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from assessments.models import AssessmentCase
from lms.audit.looks import note
from lms.certification.models import BatchCase, Certificate, IssueBatch
from lms.people.access import Visitor, holds, not_allowed, require_role, sites_where
from lms.people.models import Person, Role, Site

SCHEME_READERS = (
    Role.Kind.ADMINISTRATOR, Role.Kind.CHAIR, Role.Kind.MANAGER, Role.Kind.ASSESSOR, Role.Kind.DECISION_MAKER,
    Role.Kind.SCHEME_EDITOR, Role.Kind.QUALITY_REVIEWER,
)  # fmt: skip
STAFF = (Role.Kind.CHAIR, Role.Kind.MANAGER, Role.Kind.ADMINISTRATOR)
READERS = (*STAFF, Role.Kind.QUALITY_REVIEWER)
SCHEME_EDITORS = (Role.Kind.SCHEME_EDITOR, Role.Kind.ADMINISTRATOR)


def certificate_to_open(*, person: Visitor, uuid: UUID) -> Certificate:
    """A certificate on paper, for its holder, or for the staff and the quality reviewer of the site that issued it."""
    certificate = _certificate(uuid)
    if certificate.person_id != person.pk and not holds(person, *READERS, site=_site(certificate)):
        raise not_allowed()
    note("paper", certificate.person_id)
    return certificate


def certificate_for_staff(*, person: Visitor, uuid: UUID) -> Certificate:
    """A certificate with its history, for the staff and the quality reviewer of the site that issued it."""
    certificate = _certificate(uuid)
    require_role(person, *READERS, site=_site(certificate))
    note("certificate", certificate.person_id)
    return certificate


def certificate_to_review(*, person: Visitor, uuid: UUID) -> Certificate:
    """A certificate with everything it stands on, for the same people; the holder sees that it was opened."""
    certificate = _certificate(uuid)
    require_role(person, *READERS, site=_site(certificate))
    note("proof", certificate.person_id)
    return certificate


def certificate_for_chair(*, person: Visitor, uuid: UUID) -> Certificate:
    """A certificate to revoke, suspend, reinstate or correct, for the chair of the committee whose site issued it."""
    certificate = _certificate(uuid)
    require_role(person, Role.Kind.CHAIR, Role.Kind.ADMINISTRATOR, site=_site(certificate))
    note("certificate", certificate.person_id)
    return certificate


def batch_chair(person: Visitor) -> Person:
    """Who confirms: the chair of a committee."""
    return require_role(person, Role.Kind.CHAIR)


def cases_to_confirm(*, person: Person, uuids: Collection[str]) -> QuerySet[AssessmentCase]:
    """The chosen cases that stand at sites where the person chairs; others are not there for them."""
    allowed = AssessmentCase.objects.none()
    for path in sites_where(person, Role.Kind.CHAIR):
        allowed = allowed | AssessmentCase.objects.filter(site__path__startswith=path)
    return allowed.filter(uuid__in=[UUID(text) for text in uuids]).select_related("site", "policy__trade").order_by("pk")


def batch_for_staff(*, person: Visitor, uuid: UUID) -> IssueBatch:
    """A batch of a site where the person chairs, manages or administers."""
    found = IssueBatch.objects.select_related("site", "confirmed_by").filter(uuid=uuid).first()
    if found is None:
        raise Http404
    require_role(person, *STAFF, site=found.site)
    cases = BatchCase.objects.filter(batch=found).values("case_id")
    note("certificate", *AssessmentCase.objects.filter(pk__in=cases).values_list("person_id", flat=True))
    return found


def scheme_reader(person: Visitor) -> Person:
    """Who may read schemes and what is to change in them."""
    return require_role(person, *SCHEME_READERS)


def scheme_editor(person: Visitor) -> Person:
    """Who may write schemes and try rules on results. Scheme rules hold for the whole country."""
    return require_role(person, *SCHEME_EDITORS)


def _certificate(uuid: UUID) -> Certificate:
    found = Certificate.objects.with_standing().select_related("person", "replaces", "replacement").filter(uuid=uuid).first()
    if found is None:
        raise Http404
    return found


def _site(certificate: Certificate) -> Site:
    return Site.objects.get(code=certificate.content["site"]["code"])
