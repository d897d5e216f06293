"""One's record, and the register."""

from collections.abc import Callable

import pytest
from django.test import Client

from lms.certification.models import AwardDecision, Certificate
from tests.certification.test_award import CASE, award

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]


@pytest.fixture
def decision() -> AwardDecision:
    return award(CASE)


@pytest.fixture
def certificate(decision: AwardDecision) -> Certificate:
    return decision.certificate


@pytest.mark.parametrize(("login", "expected"), [("tarek", 302), ("hoda", 403), ("amina", 403), ("wafaa", 403)])
def test_only_the_committees_chair_revokes(signed_in: SignIn, certificate: Certificate, login: str, expected: int) -> None:
    answer = signed_in(login).post(f"/ar/certificates/{certificate.uuid}/revoke/", {"reason": "fraud", "words": "تزوير"})
    assert answer.status_code == expected
    assert hasattr(Certificate.objects.get(pk=certificate.pk), "revocation") is (expected == 302)


def test_the_register_shows_a_site_its_own_and_no_other(signed_in: SignIn, certificate: Certificate) -> None:
    assert certificate.serial in signed_in("hoda").get("/ar/certificates/").content.decode()
    assert certificate.serial not in signed_in("wafaa").get("/ar/certificates/").content.decode()


def test_the_holder_finds_it_in_the_record(signed_in: SignIn, certificate: Certificate) -> None:
    assert certificate.serial in signed_in("amina").get("/ar/record/").content.decode()
    assert certificate.serial not in signed_in("karim").get("/ar/record/").content.decode()
