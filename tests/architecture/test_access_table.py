"""Every address x every demo person = the answer the table foresees; an address without a row fails."""

import json
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.signals import request_finished
from django.db import close_old_connections, transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone

from lms.people.models import Person
from tests.architecture.access_table import EXEMPT, PEOPLE, TABLE
from tests.architecture.access_things import THINGS

GIZA, ASYUT = "21", "25"
# Pages that show a person to everybody on purpose: the public check of a certificate, a holder's link, the developers' messages.
PUBLIC = {"verify", "verify_now", "shared", "api:certificate", "developer_messages"}


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    method: str
    name: str
    thing: str
    answers: str

    @property
    def title(self) -> str:
        return f"{self.method} {self.name} {self.thing}".strip()

    def expected(self, login: str) -> str:
        """What the person of that login gets; strangers go to the sign-in page where the row does not name them."""
        everybody = ""
        names: list[str] = []
        for word in self.answers.split():
            name, _colon, code = word.partition(":")
            names.append(name)
            if code:
                if login in names:
                    return code
                everybody = code if "*" in names else everybody
                names = []
        return "login" if login == "anonymous" else everybody


def rows() -> Iterator[Row]:
    for line in TABLE.splitlines():
        if line and not line.startswith("#"):
            address, thing, answers = line.split("|")
            method, name = address.split()
            yield Row(method, name, thing.strip(), answers.strip())


ROWS = list(rows())


def addresses() -> Iterator[tuple[str, str]]:
    """Route and full name of every pattern of the platform."""

    def walk(patterns: Any, route: str, spaces: str) -> Iterator[tuple[str, str]]:
        for pattern in patterns:
            here = route + str(pattern.pattern)
            if hasattr(pattern, "url_patterns"):
                space = f"{pattern.namespace}:" if pattern.namespace else ""
                yield from walk(pattern.url_patterns, here, spaces + space)
            else:
                yield here, f"{spaces}{pattern.name}"

    return walk(get_resolver().url_patterns, "", "")


@pytest.fixture(scope="module")
def sessions(django_db_setup: None, django_db_blocker: Any) -> Iterator[dict[str, Client]]:
    """Everybody signed in once for the whole table: thirteen hundred sign-ins would take most of the time."""
    with django_db_blocker.unblock():
        people = {person.username: person for person in Person.objects.filter(username__in=PEOPLE)}
        made = {login: Client(raise_request_exception=False) for login in PEOPLE}
        for login in PEOPLE[1:]:
            made[login].force_login(people[login])
        yield made
        Session.objects.filter(pk__in=[client.session.session_key for client in made.values()]).delete()


@pytest.fixture
def clients(db: None, sessions: dict[str, Client]) -> dict[str, Client]:
    return sessions


def ask(client: Client, row: Row) -> HttpResponseBase:
    """Send the row's request; whatever it changed is rolled back by the caller."""
    sent: dict[str, Any] = {}
    if row.method == "PUT":
        sent = {"content_type": "application/json", "data": answer() if row.name == "attempt_answer" else ""}
    headers = {"Tus-Resumable": "1.0.0"} if row.name in ("uploads", "upload") else {}
    send: Callable[..., HttpResponseBase] = getattr(client, row.method.lower())
    return send(reverse(row.name, kwargs=THINGS[row.thing]()), headers=headers, **sent)


def answer() -> str:
    """A well-formed answer, since the interface reads what was sent before it looks for the paper."""
    now = timezone.now().isoformat()
    return json.dumps({"uuid": str(uuid.uuid4()), "sequence": 1, "device_at": now, "value": None})


def put_away(response: HttpResponseBase) -> None:
    """Close the files an answer holds, without the news that a request ended: on it Django drops the test's own connection."""
    request_finished.disconnect(close_old_connections)
    try:
        response.close()
    finally:
        request_finished.connect(close_old_connections)


def outcome(response: HttpResponseBase) -> str:
    to_sign_in = response.status_code == 302 and reverse("account_login") in response.headers["Location"]
    return "login" if to_sign_in else str(response.status_code)


def test_every_address_has_a_row() -> None:
    known = {row.name for row in ROWS}
    forgotten = [f"{name} ({route})" for route, name in addresses() if name not in known and not route.startswith(tuple(EXEMPT))]
    assert not forgotten, f"Say in access_table.py who may go there: {forgotten}"


def test_every_row_has_an_address() -> None:
    names = {name for _route, name in addresses()}
    assert {row.name for row in ROWS} <= names


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.title)
def test_door(row: Row, clients: dict[str, Client]) -> None:
    found = {}
    for login in PEOPLE:
        cache.clear()
        with transaction.atomic():
            response = ask(clients[login], row)
            found[login] = outcome(response)
            put_away(response)
            transaction.set_rollback(True)
    assert found == {login: row.expected(login) for login in PEOPLE}


@pytest.mark.parametrize("login", ["karim", "wafaa"])
def test_no_page_of_another_governorate_names_giza_s_people(login: str, clients: dict[str, Client]) -> None:
    others = strangers(governorate=GIZA) - strangers(governorate=ASYUT)
    assert_nobody_of(others, pages(clients[login]))


@pytest.mark.parametrize("login", ["amina", "hassan"])
def test_no_page_of_a_trainee_names_another_trainee(login: str, clients: dict[str, Client]) -> None:
    me = Person.objects.get(username=login)
    assert_nobody_of((strangers(governorate=GIZA) | strangers(governorate=ASYUT)) - {me.name, me.name_en}, pages(clients[login]))


def strangers(*, governorate: str) -> set[str]:
    """Names, in both scripts, of the trainees who live there."""
    people = Person.objects.filter(governorate=governorate, roles=None)
    return {name for pair in people.values_list("name", "name_en") for name in pair if name}


def pages(client: Client) -> dict[str, str]:
    """Every page of the table that opens for the person."""
    texts = {}
    for row in ROWS:
        if row.method == "GET" and row.name not in PUBLIC:
            cache.clear()
            with transaction.atomic():
                response = ask(client, row)
                if response.status_code == 200 and not response.streaming:
                    texts[row.title] = response.content.decode("utf-8", "replace")  # type: ignore[attr-defined]
                transaction.set_rollback(True)
    return texts


def assert_nobody_of(names: set[str], texts: dict[str, str]) -> None:
    assert names and len(texts) > 15
    assert {title: sorted(seen) for title, text in texts.items() if (seen := {name for name in names if name in text})} == {}
