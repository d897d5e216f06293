"""Reads of persons, sites and roles."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from lms.audit.queries import looks_at
from lms.people.holdings import coded
from lms.people.models import ConsentFact, CorrectionRequest, DataExport, Person, Photo, RetentionRule, Role, Site, TextMessage


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


def consents_of(person: Person) -> dict[str, bool]:
    """What the person last said to each purpose; nothing said is no."""
    said = dict.fromkeys(ConsentFact.Purpose.values, False)
    for fact in ConsentFact.objects.filter(person=person).order_by("at", "pk"):
        said[fact.purpose] = fact.given
    return said


def photo_of(person: Person) -> Photo | None:
    """The photo that the person gave of themselves."""
    return Photo.objects.filter(person=person).first()


def photo_for_checks(person_id: int) -> Photo | None:
    """The photo for whoever checks a certificate of the person: only while the newest word of the person allows it."""
    photo = Photo.objects.select_related("person").filter(person=person_id, person__anonymised_at=None).first()
    return photo if photo and consents_of(photo.person)[ConsentFact.Purpose.PHOTO_ON_CHECKS] else None


def newest_export(person: Person) -> DataExport | None:
    """The copy the person asked for last."""
    return DataExport.objects.filter(person=person).order_by("-asked_at", "-pk").first()


def correction_requests_of(person: Person) -> QuerySet[CorrectionRequest]:
    """A person's own requests, newest first."""
    return CorrectionRequest.objects.filter(person=person).order_by("-asked_at", "-pk")


def correction_inbox(paths: Collection[str]) -> QuerySet[CorrectionRequest]:
    """Requests of people who live in the governorates of the sites, or below them; those that wait first."""
    sites = Site.objects.none()
    for path in paths:
        sites = sites | Site.objects.filter(path__startswith=path)
    found = CorrectionRequest.objects.filter(person__governorate__in=sites.values("governorate"))
    return found.select_related("person__governorate", "answered_by").order_by("-state", "-asked_at")


def retention_years(on: date) -> int | None:
    """How long accounts are kept after the last sign-in; None where no rule is in force."""
    rule = RetentionRule.objects.filter(in_force_on__lte=on).order_by("-in_force_on").first()
    return rule.years if rule else None


def past_retention(on: date) -> QuerySet[Person]:
    """Accounts without a role that nobody has signed in to for longer than the rule says."""
    years = retention_years(on)
    if years is None:
        return Person.objects.none()
    last = date(on.year - years, on.month, min(on.day, 28))
    silent = Q(last_login__date__lt=last) | Q(last_login=None, joined_at__date__lt=last)
    return Person.objects.filter(silent, anonymised_at=None, roles=None, is_superuser=False).order_by("pk")


def held(person: Person) -> list[dict[str, Any]]:
    """What the account itself holds, for the person's own copy."""
    names = ("name", "name_en", "mobile", "email", "governorate_id", "preferred_language", "joined_at", "last_login")
    account = {name: getattr(person, name) for name in names}
    said = [
        {"consent": coded(fact.purpose, fact.get_purpose_display()), "given": fact.given, "at": fact.at}
        for fact in person.consents.order_by("at")
    ]
    asked = [
        {"words": one.words, "asked_at": one.asked_at, "state": coded(one.state, one.get_state_display()), "answer": one.answer}
        for one in person.correction_requests.order_by("asked_at")
    ]
    return [account, *said, *asked]


def photo_held(person: Person) -> list[dict[str, Any]]:
    """When the person gave their photo."""
    return [{"at": photo.set_at} for photo in Photo.objects.filter(person=person)]


def photo_files(person: Person) -> Iterable[tuple[str, bytes]]:
    """The photo itself."""
    for photo in Photo.objects.filter(person=person):
        with photo.file.open("rb") as file:
            yield "photo.jpg", file.read()


def messages_held(person: Person) -> list[dict[str, Any]]:
    """Text messages to the person's number."""
    written = TextMessage.objects.filter(mobile=person.mobile) if person.mobile else TextMessage.objects.none()
    return [{"at": one.written_at, "words": one.text} for one in written.order_by("written_at", "pk")]


def looks_held(person: Person) -> list[dict[str, Any]]:
    """Every time that a member of staff opened a page about the person."""
    return [{"at": one.at, "by": one.actor.name if one.actor else "", "page": one.detail["page"]} for one in looks_at(person)]
