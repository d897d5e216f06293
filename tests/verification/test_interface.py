"""The HTTP interface: what it answers, to whom, how often, and that nothing sent to it makes a fault."""

import json
from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from lms.certification.actions import revoke
from lms.certification.models import Certificate
from lms.credentials.models import Credential
from lms.people.models import Person
from lms.verification.actions import make_key, revoke_key
from lms.verification.models import CheckTally, PartnerKey

pytestmark = pytest.mark.django_db


@pytest.fixture
def certificate() -> Certificate:
    return Certificate.objects.get(person__username="trainee24")


@pytest.fixture
def credential(certificate: Certificate) -> Credential:
    return Credential.objects.get(certificate=certificate)


def key(*scopes: str, a_minute: int = 300) -> tuple[PartnerKey, dict[str, str]]:
    admin = Person.objects.get(username="admin")
    made, text = make_key(name="نسيج النيل", scopes=list(scopes), checks_a_minute=a_minute, by=admin)
    return made, {"Authorization": f"Bearer {text}"}


def look_up(client: Client, serial: str, **headers: str) -> Any:
    return client.get(
        f"/api/v1/certificates/{serial}", headers={name.replace("_", "-"): value for name, value in headers.items()}
    )


def send(client: Client, body: Any, **headers: str) -> Any:
    return client.post("/api/v1/check", json.dumps(body), content_type="application/json", headers=headers)


def test_a_certificate_by_its_number(client: Client, certificate: Certificate) -> None:
    found = look_up(client, certificate.serial.lower()).json()
    assert (found["outcome"], found["serial"], found["since"]) == ("valid", certificate.serial, None)
    assert found["content"]["name"] == certificate.content["name"]
    assert set(found["content"]) == {"name", "trade", "scheme", "level", "site"}, "no chair, no path, no marks"
    assert datetime.fromisoformat(found["asked_at"]).tzinfo


def test_a_revoked_certificate_says_since_when_and_why(client: Client, certificate: Certificate) -> None:
    revoke(certificate=certificate, reason="fraud", words="سر", by=Person.objects.get(username="tarek"))
    answer = look_up(client, certificate.serial, accept_language="en")
    found = answer.json()
    assert (found["outcome"], found["reason_class"], found["reason"]) == ("revoked", "fraud", "obtained by deceit")
    assert found["since"] and "سر" not in answer.content.decode().replace(json.dumps("سر"), "")


@pytest.mark.parametrize(
    ("language", "sentence"), [("ar", "لا توجد شهادة بهذا الرقم."), ("en", "There is no certificate of this number.")]
)
def test_a_problem_has_a_stable_code_and_the_language_that_was_asked_for(client: Client, language: str, sentence: str) -> None:
    answer = look_up(client, "W26-TLR1-000000-X", accept_language=language)
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json() == {
        "type": "about:blank", "title": sentence, "status": 404, "code": "certificate_not_found", "message": sentence,
    }  # fmt: skip


def test_without_a_key_one_asks_as_often_as_a_person(client: Client, certificate: Certificate) -> None:
    codes = [look_up(client, certificate.serial).status_code for _turn in range(31)]
    assert codes == [200] * 30 + [429]
    slowed = look_up(client, certificate.serial)
    assert (slowed.json()["code"], slowed.headers["Retry-After"]) == ("too_many_checks", "60")


def test_with_a_key_one_asks_as_often_as_was_agreed(client: Client, certificate: Certificate) -> None:
    made, headers = key("read", a_minute=35)
    codes = [client.get(f"/api/v1/certificates/{certificate.serial}", headers=headers).status_code for _turn in range(36)]
    assert codes == [200] * 35 + [429]
    made.refresh_from_db()
    assert made.last_used_on is not None


def test_only_the_hash_of_a_key_is_kept(client: Client) -> None:
    made, headers = key("read")
    text = headers["Authorization"].removeprefix("Bearer ")
    kept = json.dumps(list(PartnerKey.objects.values()), default=str)
    assert text not in kept and text[:9] == made.start and len(text) > 40


def test_a_key_that_is_wrong_revoked_or_for_something_else_is_refused(client: Client, certificate: Certificate) -> None:
    made, headers = key("read")
    assert send(client, {"code": "A"}, **headers).json()["code"] == "key_not_for_this"
    revoke_key(key=made, by=Person.objects.get(username="admin"))
    for given_key in (headers["Authorization"], "Bearer wk_nonsense", "Basic YTpi", "Bearer "):
        answer = look_up(client, certificate.serial, Authorization=given_key)
        assert (answer.status_code, answer.json()["code"]) == (401, "key_unknown")
        assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_the_code_the_credential_and_the_pdf_are_checked(client: Client, credential: Credential) -> None:
    _made, headers = key("check")
    found = send(client, {"code": credential.code}, **headers).json()
    assert (found["outcome"], found["certificate"]["serial"]) == ("valid", credential.serial)
    assert send(client, {"credential": json.loads(credential.document)}, **headers).json()["outcome"] == "valid"
    whole = client.post("/api/v1/check", credential.document, content_type="application/vc+ld+json", headers=headers)
    assert whole.json()["outcome"] == "valid"
    with credential.pdf.open("rb") as file:
        pdf = client.post("/api/v1/check", file.read(), content_type="application/pdf", headers=headers)
    assert pdf.json()["outcome"] == "valid"


def test_what_was_changed_is_refused_and_says_nothing_of_anybody(client: Client, credential: Credential) -> None:
    changed = json.loads(credential.document)
    changed["credentialSubject"]["achievement"]["name"] = "أستاذ"
    forged = credential.code[:-20] + "A" * 20
    for body in ({"credential": changed}, {"code": forged}):
        found = send(client, body).json()
        assert (found["outcome"], found["certificate"]) == ("bad_signature", None) or found["outcome"] == "malformed"


def test_every_check_is_counted_without_saying_who_asked(client: Client, credential: Credential) -> None:
    for _turn in range(2):
        look_up(client, credential.serial)
    send(client, {"code": "nonsense"})
    rows = CheckTally.objects.filter(source="api").values_list("certificate", "outcome", "count").order_by("outcome")
    assert list(rows) == [(None, "malformed", 1), (credential.certificate_id, "valid", 2)]
    assert {field.name for field in CheckTally._meta.fields} == {"id", "certificate", "outcome", "source", "hour", "count"}


@pytest.mark.parametrize(
    ("body", "content_type", "status", "code"),
    [
        (b"{", "application/json", 422, "not_as_described"),
        (b"[]", "application/json", 422, "not_as_described"),
        (b'{"code": 1}', "application/json", 422, "not_as_described"),
        (b'{"code": "A", "credential": {}}', "application/json", 422, "not_as_described"),
        (b'{"name": "\xd8\xb3"}', "application/json", 422, "not_as_described"),
        (b"[" * 100_000, "application/json", 422, "not_as_described"),
        (b"\xff\xfe", "application/json", 422, "not_as_described"),
        (b"code=A", "application/x-www-form-urlencoded", 415, "unknown_type"),
        (b"A" * 3_000_001, "application/pdf", 413, "too_large"),
    ],
)
def test_what_is_not_as_described(client: Client, body: bytes, content_type: str, status: int, code: str) -> None:
    answer = client.post("/api/v1/check", body, content_type=content_type)
    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_there_is_no_search_by_name(client: Client, certificate: Certificate) -> None:
    name = certificate.content["name"]["ar"]
    assert look_up(client, name).status_code == 404
    assert client.get("/api/v1/certificates", {"name": name}).status_code == 404


def test_the_description_is_whole(client: Client) -> None:
    described = client.get("/api/v1/openapi.json").json()
    assert {"/api/v1/certificates/{serial}", "/api/v1/check"} <= set(described["paths"])
    for path in described["paths"].values():
        for operation in path.values():
            assert operation["summary"] and {"200", "401", "429"} <= set(operation["responses"])
    assert "national" not in json.dumps(described["components"]).replace("never the national ID", "").lower()


TEXTS = st.text(max_size=200) | st.from_regex(r"W[0-9]{2}-[A-Z]{3}[0-9]-[0-9]{6}-[A-Z0-9]", fullmatch=True)
JSONS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=50),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=20), inner, max_size=4),
    max_leaves=12,
)
OBJECTS = st.dictionaries(st.text(), JSONS)
ANSWERS = {200, 400, 404, 413, 415, 422}
OUTCOMES = {"valid", "suspended", "revoked", "expired", "bad_signature", "unknown_key", "not_ours", "malformed"}


@pytest.fixture
def partner() -> dict[str, str]:
    return key("read", "check", a_minute=6000)[1]


def test_no_number_makes_a_fault(client: Client, partner: dict[str, str]) -> None:
    @settings(max_examples=60)
    @given(serial=TEXTS)
    def ask(serial: str) -> None:
        from urllib.parse import quote

        answer = client.get(f"/api/v1/certificates/{quote(serial, safe='')}", headers=partner)
        assert answer.status_code in ANSWERS, answer.content
        if answer.status_code != 200:
            assert answer.json()["code"]

    ask()


def test_no_body_makes_a_fault(client: Client, partner: dict[str, str]) -> None:
    @settings(max_examples=120)
    @given(
        body=JSONS
        | st.fixed_dictionaries({"code": TEXTS})
        | st.fixed_dictionaries({"credential": st.dictionaries(st.text(), JSONS)})
    )
    def ask(body: Any) -> None:
        answer = send(client, body, **partner)
        assert answer.status_code in ANSWERS, answer.content
        if answer.status_code == 200:
            assert answer.json()["outcome"] in OUTCOMES - {"valid"}

    ask()


def test_no_bytes_make_a_fault(client: Client, partner: dict[str, str]) -> None:
    @settings(max_examples=60)
    @given(body=st.binary(max_size=400), pdf=st.booleans())
    def ask(body: bytes, pdf: bool) -> None:
        kind, head = ("application/pdf", b"%PDF-1.7\n") if pdf else ("application/json", b"")
        answer = client.post("/api/v1/check", head + body, content_type=kind, headers=partner)
        assert answer.status_code in ANSWERS, answer.content

    ask()
