"""Checking a certificate by its serial."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from lms.certification.actions import revoke
from lms.certification.models import Certificate
from lms.credentials.actions import grant_licence
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


def test_a_licence_stands_and_falls_with_its_certificate(client: Client, certificate: Certificate) -> None:
    tarek = Person.objects.get(username="tarek")
    licence = grant_licence(certificate=certificate, by=tarek)
    page = client.get(f"/verify/{licence.serial}/", headers={"Accept-Language": "en"})
    article = page.content.decode().split("<article")[1].split("</article>")[0]
    assert page.status_code == 200 and 'data-outcome="valid"' in article
    assert all(words in article for words in ("Licence to practise", licence.serial, certificate.serial, "Amina Hassan"))
    assert client.get(f"/verify/{licence.serial}/now").json()["outcome"] == "valid"
    revoke(certificate=certificate, reason="fraud", words="سر", by=tarek)
    assert client.get(f"/verify/{licence.serial}/now").json()["outcome"] == "revoked"
    told = client.get(f"/api/v1/certificates/{licence.serial}").json()
    assert (told["serial"], told["outcome"], told["rests_on"]) == (licence.serial, "revoked", certificate.serial)


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


@pytest.mark.parametrize("address", ["/verify/", "/V", "/v", "/V/"])
def test_the_page_that_scans_opens_at_the_printed_address_too(client: Client, address: str) -> None:
    page = client.get(address, headers={"Accept-Language": "ar"})
    assert page.status_code == 200 and "امسح الرمز بالكاميرا" in page.content.decode()


def test_the_page_may_be_kept_by_a_device_because_it_is_the_same_for_everybody(
    client: Client, signed_in: Callable[[str], Client]
) -> None:
    stranger, amina = client.get("/verify/?in=ar"), signed_in("amina").get("/verify/?in=ar")
    assert stranger.content == amina.content
    assert stranger.headers["Cache-Control"] == "no-cache"


def test_the_language_can_be_asked_for_and_is_remembered(client: Client) -> None:
    page = client.get("/verify/?in=en", headers={"Accept-Language": "ar"})
    assert "Scan with the camera" in page.content.decode() and 'dir="ltr"' in page.content.decode()
    assert client.cookies["django_language"].value == "en"
    assert "Scan with the camera" not in client.get("/verify/?in=ar").content.decode()
    assert client.get("/verify/?in=xx").status_code == 200


def test_the_register_answers_a_page_that_has_proved_a_code(client: Client, certificate: Certificate) -> None:
    answer = client.get(f"/verify/{certificate.serial}/now").json()
    assert (answer["outcome"], answer["name"]["en"], answer["since"], answer["reason"]) == (
        "valid",
        "Amina Hassan Abdallah",
        None,
        "",
    )
    assert set(answer) == {"outcome", "name", "trade", "level", "issued_on", "since", "reason", "photo", "asked_at"}
    revoke(certificate=certificate, reason="fraud", words="-", by=Person.objects.get(username="tarek"))
    answer = client.get(f"/verify/{certificate.serial}/now", headers={"Accept-Language": "en"}).json()
    assert (answer["outcome"], answer["reason"]) == ("revoked", "obtained by deceit") and answer["since"]


def test_the_register_knows_no_other_number(client: Client, db: None) -> None:
    answer = client.get("/verify/W26-TLR1-000000-X/now", headers={"Accept": "application/json"})
    assert (answer.status_code, answer.json()["code"]) == (404, "certificate_not_found")


@pytest.mark.parametrize(("language", "name", "way"), [("ar", "تحقق من شهادة", "rtl"), ("en", "Check a certificate", "ltr")])
def test_the_page_can_be_installed(client: Client, language: str, name: str, way: str) -> None:
    described = client.get(f"/verify/manifest.webmanifest?in={language}").json()
    assert (described["name"], described["dir"], described["start_url"]) == (name, way, "/verify/")
    assert {icon["purpose"] for icon in described["icons"]} == {"any", "maskable"}


def test_every_outcome_of_the_protocol_has_its_words() -> None:
    from lms.verification.words import OUTCOMES

    table = Path("docs/protocol/credentials.md").read_text().split("## Outcomes")[1]
    codes = {code for row in re.findall(r"^\| (`.*?) \|", table, re.M) for code in re.findall(r"`(\w+)`", row)} | {
        "status_unknown"
    }
    assert codes - {"valid"} <= set(OUTCOMES) and "valid" in OUTCOMES


NUL = ["/verify/%00/", "/verify/%00/now", "/share/%00/", "/verify/sheets/%00/", "/api/v1/certificates/%00"]


@pytest.mark.parametrize("address", NUL)
def test_signs_that_no_number_has_are_no_fault(client: Client, db: None, address: str) -> None:
    assert client.get(address).status_code == 404
