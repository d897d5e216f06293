"""Checking a certificate, one's record, and the register."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from lms.certification.actions import draw_pdf, revoke
from lms.certification.models import AwardDecision, Certificate
from lms.people.models import Person
from tests.certification.test_award import CASE, award

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]


@pytest.fixture
def decision() -> AwardDecision:
    return award(CASE)


@pytest.fixture
def certificate(decision: AwardDecision) -> Certificate:
    return decision.certificate


@pytest.mark.parametrize(
    ("language", "words"), [("ar", ["سارية", "محدود المهارة"]), ("en", ["Valid", "Limited-skilled", "Amina Hassan"])]
)
def test_anyone_sees_what_a_certificate_says(client: Client, certificate: Certificate, language: str, words: list[str]) -> None:
    page = client.get(f"/verify/{certificate.serial}/", headers={"Accept-Language": language})
    text = page.content.decode()
    assert page.status_code == 200 and all(word in text for word in words)
    article = text.split("<article")[1].split("</article>")[0].replace(certificate.serial, "")
    assert not re.search(r"\b8[25](\.\d+)?\b", re.sub(r"<svg.*?</svg>", "", article, flags=re.S)), "marks are not public"


def test_a_revoked_certificate_says_so(client: Client, certificate: Certificate) -> None:
    revoke(certificate=certificate, reason="fraud", words="سر", by=Person.objects.get(username="tarek"))
    text = client.get(f"/verify/{certificate.serial}/", headers={"Accept-Language": "ar"}).content.decode()
    assert "ملغاة" in text and "سارية" not in text.split("<article")[1].split("</header>")[0]
    assert "سر" not in text.split("<article")[1].split("</article>")[0].split(), "the words of the reason are not public"


def test_a_slip_is_told_from_a_number_that_was_never_issued(client: Client, certificate: Certificate) -> None:
    wrong = certificate.serial[:-1] + ("2" if certificate.serial[-1] != "2" else "3")
    slip = client.get(f"/verify/{wrong}/", headers={"Accept-Language": "en"})
    none = client.get("/verify/W26-TLR1-000000-X/", headers={"Accept-Language": "en"})
    assert (slip.status_code, none.status_code) == (404, 404)
    assert "has a slip in it" in slip.content.decode()
    assert "certificate_not_found" in none.content.decode()


def test_the_form_leads_to_the_address_of_the_serial(client: Client, certificate: Certificate) -> None:
    answer = client.get("/verify/", {"serial": certificate.serial.lower().replace("-", " ")})
    assert answer.headers["Location"] == f"/verify/{certificate.serial}/"


def test_after_thirty_checks_in_a_minute_an_address_is_slowed_down(client: Client, certificate: Certificate) -> None:
    codes = [client.get(f"/verify/{certificate.serial}/").status_code for _check in range(31)]
    assert codes == [200] * 30 + [429]


@pytest.mark.parametrize(
    ("login", "expected"),
    [("amina", 200), ("tarek", 200), ("hoda", 200), ("admin", 200), ("karim", 403), ("wafaa", 403), ("samir", 403)],
)
def test_who_may_open_the_pdf(signed_in: SignIn, certificate: Certificate, login: str, expected: int) -> None:
    draw_pdf(certificate_id=certificate.pk)
    answer = signed_in(login).get(f"/ar/certificates/{certificate.uuid}/pdf/")
    assert answer.status_code == expected
    if expected == 200:
        assert b"".join(answer.streaming_content).startswith(b"%PDF")


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
