"""Reads of persons, sites and roles."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from lms.people.models import Person, Role, Site, TextMessage


@dataclass(frozen=True)
class Holding:
    """A role as a plain value: its kind and the path of the site it covers."""

    kind: str
    site_path: str


def holdings_of(person: Person) -> tuple[Holding, ...]:
    """Every role the person holds."""
    rows = Role.objects.filter(person=person).order_by("kind", "site__path").values_list("kind", "site__path")
    return tuple(Holding(kind, path) for kind, path in rows)


def roles_of(person: Person) -> QuerySet[Role]:
    """The person's roles with their sites."""
    return Role.objects.filter(person=person).select_related("site").order_by("kind", "site__path")


def with_role(kind: str, *, at: Site | None = None) -> QuerySet[Person]:
    """Active persons who hold a role, at a site or above or below it when given; by name."""
    people = Person.objects.filter(is_active=True, roles__kind=kind)
    if at is not None:
        above = [at.path[: index + 1] for index, sign in enumerate(at.path) if sign == "/"]
        people = people.filter(Q(roles__site__path__in=above) | Q(roles__site__path__startswith=at.path))
    return people.distinct().order_by("name", "pk")


def latest_text_messages(limit: int = 20) -> QuerySet[TextMessage]:
    """The newest messages, for the developer page of the demo."""
    return TextMessage.objects.order_by("-written_at", "-pk")[:limit]
