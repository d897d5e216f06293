"""A bank, sittings and cases of the demo ministry, with the few verbs the tests need."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.utils import timezone

from assessments import actions
from assessments.models import Answer, AssessmentCase, Attempt, Candidate, ExamSitting
from courses.models import Trade
from lms.people.models import Person, Site


@pytest.fixture
def now() -> datetime:
    return timezone.now()


@pytest.fixture
def sitting(db: None, now: datetime) -> ExamSitting:
    """An official sitting at Giza that began ten minutes ago and stays open for two hours."""
    return actions.open_sitting(
        trade=Trade.objects.get(code="TLR"),
        level="L1",
        site=Site.objects.get(code="GZ-C1"),
        starts_at=now - timedelta(minutes=10),
        ends_at=now + timedelta(hours=2),
        by=Person.objects.get(username="hoda"),
        start_code="123456",
    )


@pytest.fixture
def seat(sitting: ExamSitting) -> Candidate:
    """Fatma's seat (trainee07, whose case is still being planned)."""
    case = AssessmentCase.objects.get(person__username="trainee07")
    return actions.seat_candidate(case=case, sitting=sitting, by=Person.objects.get(username="hoda"))


@pytest.fixture
def attempt(seat: Candidate, now: datetime) -> Attempt:
    """Her running official paper."""
    return actions.begin_official(seat=seat, start_code="123456", now=now)


def some_value(answer: Answer, which: int = 0) -> Any:
    """A response that fits the question; another one for another ``which``."""
    content, kind = answer.item.version.content, answer.item.version.type
    match kind:
        case "single_choice":
            return content["options"][which]["id"]
        case "multiple_response" | "hotspot":
            return [content["options" if kind == "multiple_response" else "regions"][which]["id"]]
        case "true_false":
            return which == 0
        case "numeric":
            return str(which + 1)
        case "ordering":
            ids = [item["id"] for item in content["items"]]
            return ids[which:] + ids[:which]
        case _:
            return {content["left"][0]["id"]: content["right"][which]["id"]}


@pytest.fixture
def put(signed_in: Callable[[str], Client]) -> Callable[..., Any]:
    """One answer over the API: ``put(attempt, 1, value, sequence=1)``."""

    def send(
        attempt: Attempt, position: int, value: Any, *, sequence: int = 1, uuid: UUID | None = None, by: str = "", at: str = ""
    ) -> Any:
        body = {"uuid": str(uuid or uuid4()), "sequence": sequence, "device_at": at or timezone.now().isoformat(), "value": value}
        client = signed_in(by or attempt.person.username)
        return client.put(f"/api/v1/attempts/{attempt.uuid}/answers/{position}", json.dumps(body), "application/json")

    return send
