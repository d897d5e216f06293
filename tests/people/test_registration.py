"""Registering and signing in with a mobile number, in any spelling, and what is refused on the way."""

import re

import pytest
from django.test import Client

from lms.people.models import Person, TextMessage

pytestmark = pytest.mark.django_db
FORM = {"name": "سلمى فؤاد", "phone": "٠١٠ ٩٨٧٦ ٥٤٣٢", "governorate": "21", "password1": "mkass-w-kheit"}


@pytest.fixture
def arabic() -> Client:
    return Client(headers={"Accept-Language": "ar"})


def registered(client: Client) -> str:
    """Register and give the code of the newest message."""
    answer = client.post("/accounts/signup/", FORM)
    assert answer.status_code == 302, answer.content.decode()[-2000:]
    found = re.search(r"\b(\d{6})\b", TextMessage.objects.latest("pk").text)
    assert found
    return found[1]


def test_a_person_is_registered_once_the_code_is_right(arabic: Client) -> None:
    code = registered(arabic)
    wrong = arabic.post("/accounts/phone/verify/", {"code": "000000" if code != "000000" else "111111"})
    assert "الرمز غير صحيح" in wrong.content.decode()
    assert arabic.post("/accounts/phone/verify/", {"code": code}).status_code == 302
    salma = Person.objects.get(mobile="+201098765432")
    assert (salma.name, salma.governorate_id, salma.mobile_verified, salma.preferred_language) == ("سلمى فؤاد", "21", True, "ar")
    assert arabic.get("/ar/today/").status_code == 200


def test_after_five_wrong_codes_the_right_one_is_refused_too(arabic: Client) -> None:
    code = registered(arabic)
    for _try in range(5):
        arabic.post("/accounts/phone/verify/", {"code": "000000" if code != "000000" else "111111"})
    arabic.post("/accounts/phone/verify/", {"code": code})
    assert not Person.objects.filter(mobile="+201098765432", mobile_verified=True).exists()


def test_an_expired_code_is_refused(arabic: Client, settings: object) -> None:
    settings.ACCOUNT_PHONE_VERIFICATION_TIMEOUT = 0  # type: ignore[attr-defined]
    code = registered(arabic)
    arabic.post("/accounts/phone/verify/", {"code": code})
    assert not Person.objects.filter(mobile="+201098765432", mobile_verified=True).exists()


@pytest.mark.parametrize("login", ["amina", "01000000013", "٠١٠٠٠٠٠٠٠١٣", "+20 100 000 0013"])
def test_signing_in_by_name_or_by_number_in_any_spelling(arabic: Client, login: str) -> None:
    assert Person.objects.get(username="amina").mobile == "+201000000013"
    answer = arabic.post("/accounts/login/", {"login": login, "password": "warsha-demo"})
    assert answer.status_code == 302


def test_five_wrong_passwords_slow_a_person_down(arabic: Client) -> None:
    for _try in range(5):
        wrong = arabic.post("/accounts/login/", {"login": "amina", "password": "no"})
    assert "لا يتطابقان" in wrong.content.decode()
    slowed = arabic.post("/accounts/login/", {"login": "amina", "password": "warsha-demo"})
    assert "محاولات كثيرة" in slowed.content.decode()
    assert arabic.get("/ar/today/").status_code == 302


def test_a_number_that_is_no_egyptian_mobile_is_explained(arabic: Client) -> None:
    answer = arabic.post("/accounts/signup/", {**FORM, "phone": "0223456789"})
    assert "010 أو 011 أو 012 أو 015" in answer.content.decode()


def test_registering_a_number_twice_does_not_tell_that_it_is_taken(arabic: Client) -> None:
    arabic.post("/accounts/signup/", {**FORM, "phone": "01000000013"})
    assert "من قبل" in TextMessage.objects.latest("pk").text
    assert Person.objects.filter(mobile="+201000000013").count() == 1
