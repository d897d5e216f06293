"""Checking a certificate by its serial."""

import re

import pytest
from django.test import Client

from lms.certification.actions import revoke
from lms.certification.models import Certificate
from lms.people.models import Person
from tests.certification.test_award import CASE, award

pytestmark = pytest.mark.django_db


@pytest.fixture
def certificate() -> Certificate:
    return award(CASE).certificate


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
