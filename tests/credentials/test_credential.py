"""The JSON credential: two verifiers that share no code agree on it, and on everything that was done to it."""

import copy
import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from openvc.proof.errors import ProofError
from openvc.status import CredentialRevoked, CredentialSuspended
from openvc.verify import VerificationError

from lms.certification.actions import reinstate, revoke, suspend
from lms.credentials.actions import issue, rotate_key
from lms.credentials.keystore import KeyMissing
from lms.credentials.models import Credential
from lms.credentials.queries import check
from lms.outbox.actions import deliver_all
from lms.people.models import Person
from tests.certification.test_award import CASE, award
from tests.credentials.second_verifier import second_opinion

pytestmark = pytest.mark.django_db
Change = Callable[[dict[str, Any]], None]


def ours(document: dict[str, Any] | str) -> str:
    text = document if isinstance(document, str) else json.dumps(document)
    return check(text, now=timezone.now()).outcome


def tarek() -> Person:
    return Person.objects.get(username="tarek")


def test_both_verifiers_accept_what_was_issued(credential: Credential) -> None:
    document = json.loads(credential.document)
    assert ours(credential.document) == "valid"
    assert second_opinion(document).issuer == "did:web:warsha.example"
    assert document["credentialSubject"]["licenseNumber"] == credential.serial
    assert document["credentialSubject"]["identifier"][0]["identityHash"] == "أمينة حسن عبد الله"


def test_it_says_no_marks_and_no_national_id(credential: Credential) -> None:
    words = json.loads(credential.document)["credentialSubject"]
    assert "result" not in words
    assert not [number for number in ("82.00", "85.00", "70.00") if number in credential.document]
    assert credential.certificate.person.mobile not in credential.document


def test_it_is_valid_from_the_first_minute_of_the_day_to_the_last(credential: Credential) -> None:
    document = json.loads(credential.document)
    begin, end = (timezone.datetime.fromisoformat(document[name]) for name in ("validFrom", "validUntil"))
    first, last = timezone.localtime(begin), timezone.localtime(end)
    assert (first.date(), first.hour, first.minute) == (credential.certificate.issued_on, 0, 0)
    assert (last.date(), last.hour, last.minute, last.second) == (credential.certificate.expires_on, 23, 59, 59)


def _set(*path: Any, to: Any) -> Change:
    def change(document: dict[str, Any]) -> None:
        *way, name = path
        for step in way:
            document = document[step]
        document[name] = to

    return change


def _drop(*path: Any) -> Change:
    def change(document: dict[str, Any]) -> None:
        *way, name = path
        for step in way:
            document = document[step]
        del document[name]

    return change


TAMPERINGS = {
    "the name": _set("credentialSubject", "identifier", 0, "identityHash", to="شخص آخر"),
    "the serial": _set("credentialSubject", "licenseNumber", to="W26-TLR1-000000-0"),
    "the level": _set("credentialSubject", "achievement", "name", to="فني متخصص"),
    "the human code": _set("credentialSubject", "achievement", "humanCode", to="TLR L5"),
    "the last day": _set("validUntil", to="2099-12-31T21:59:59Z"),
    "no last day": _drop("validUntil"),
    "an earlier first day": _set("validFrom", to="2020-01-01T00:00:00Z"),
    "the status index": _set("credentialStatus", 0, "statusListIndex", to="1"),
    "another list": _set("credentialStatus", 0, "statusListCredential", to="https://warsha.example/credentials/status/999"),
    "no suspension list": _drop("credentialStatus", 1),
    "no status": _drop("credentialStatus"),
    "the evidence": _set("evidence", 0, "narrative", to="Met everything."),
    "the address": _set("id", to="https://warsha.example/credentials/00000000-0000-4000-8000-000000000000"),
    "a member that is defined": _set("description", to="With distinction"),
    "a member that no context defines": _set("honours", to="With distinction"),
    "a member inside": _set("credentialSubject", "grade", to="A"),
    "an old spelling of the last day": _set("expirationDate", to="2099-12-31T21:59:59Z"),
    "the moment of signing": _set("proof", "created", to="2020-01-01T00:00:00Z"),
    "the purpose": _set("proof", "proofPurpose", to="authentication"),
    "another suite": _set("proof", "cryptosuite", to="eddsa-jcs-2022"),
    "no value": _drop("proof", "proofValue"),
    "a value of nothing": _set("proof", "proofValue", to="z1"),
}


@pytest.mark.parametrize("change", TAMPERINGS.values(), ids=TAMPERINGS.keys())
def test_both_verifiers_refuse_every_tampering(credential: Credential, change: Change) -> None:
    document = json.loads(credential.document)
    change(document)
    assert ours(document) == "bad_signature"
    with pytest.raises((ProofError, VerificationError, ValueError, AssertionError)):
        second_opinion(document)


@pytest.mark.parametrize(
    ("change", "outcome"),
    [
        (_set("issuer", "id", to="did:web:ministry.example"), "not_ours"),
        (_set("issuer", to="did:web:ministry.example"), "not_ours"),
        (_set("proof", "verificationMethod", to="did:web:warsha.example#0000000000000000"), "unknown_key"),
        (_set("proof", "verificationMethod", to="did:key:z6MkqR1"), "unknown_key"),
        (_drop("proof"), "malformed"),
        (_drop("issuer"), "malformed"),
        (_set("type", to=["Something"]), "malformed"),
        (_set("credentialSubject", to="W26"), "malformed"),
    ],
)
def test_what_is_of_others_is_told_from_what_was_changed(credential: Credential, change: Change, outcome: str) -> None:
    document = json.loads(credential.document)
    change(document)
    assert ours(document) == outcome


def test_a_name_that_stands_twice_is_malformed(credential: Credential) -> None:
    assert ours(credential.document.replace('"name":', '"name":"فني","name":', 1)) == "malformed"


NOISE = ["", "{", "{}", "[]", "null", "hello", "{" * 3000, '{"a":' * 900 + "1" + "}" * 900, "\x00", "%PDF-"]


@pytest.mark.parametrize("text", NOISE)
def test_noise_is_malformed(db: None, text: str) -> None:
    assert ours(text) == "malformed"
    assert check(text.encode() + b"\xff", now=timezone.now()).outcome == "malformed"


def test_the_key_of_another_purpose_does_not_count(credential: Credential) -> None:
    from lms.credentials import integrity, keystore
    from lms.credentials.models import Key
    from lms.credentials.queries import issuer

    document = json.loads(credential.document)
    del document["proof"]
    key = Key.objects.get(purpose="status", algorithm="EdDSA", retired_at=None)
    store = keystore.opened()
    signed = integrity.sign(
        document,
        verification_method=f"{issuer()}#{key.kid}",
        created=timezone.now(),
        signer=lambda data: store.sign(key.kid, data),
    )
    assert ours(signed) == "unknown_key"


def test_what_was_signed_but_never_issued_is_refused(credential: Credential) -> None:
    """A thief with the key can sign anything; the register does not have it."""
    from lms.credentials import integrity, keystore
    from lms.credentials.models import Key
    from lms.credentials.queries import issuer

    key, store = Key.objects.get(purpose="credential", retired_at=None), keystore.opened()
    for change, reason in (("W26-TLR1-000000-0", "not_in_register"), (credential.serial, "changed")):
        document = copy.deepcopy(json.loads(credential.document))
        del document["proof"]
        document["credentialSubject"]["licenseNumber"] = change
        document["credentialSubject"]["identifier"][0]["identityHash"] = "شخص آخر"
        forged = integrity.sign(
            document, verification_method=f"{issuer()}#{key.kid}", created=timezone.now(),
            signer=lambda data: store.sign(key.kid, data),
        )  # fmt: skip
        found = check(json.dumps(forged), now=timezone.now())
        assert (found.outcome, found.reason_code, found.content) == ("bad_signature", reason, None)


def test_suspended_in_force_again_and_revoked_are_seen_by_everybody(credential: Credential) -> None:
    document, certificate = json.loads(credential.document), credential.certificate
    suspend(certificate=certificate, reason="under_review", words="تظلم", by=tarek())
    deliver_all()
    with pytest.raises(CredentialSuspended):
        second_opinion(document)
    assert ours(document) == ours(credential.code) == "suspended"
    reinstate(certificate=certificate, words="رُفض التظلم", by=tarek())
    deliver_all()
    second_opinion(document)
    assert ours(document) == ours(credential.code) == "valid"
    revoke(certificate=certificate, reason="fraud", words="تزوير", by=tarek())
    deliver_all()
    with pytest.raises(CredentialRevoked):
        second_opinion(document)
    found = check(credential.code, now=timezone.now())
    assert (found.outcome, found.reason_class, found.revoked_on) == ("revoked", "fraud", timezone.localdate())


def test_expired_after_the_last_day_and_not_before(credential: Credential) -> None:
    last = timezone.datetime.combine(
        credential.certificate.expires_on, timezone.datetime.max.time(), timezone.get_default_timezone()
    )
    assert check(credential.document, now=last).outcome == "valid"
    assert check(credential.document, now=last + timedelta(seconds=1)).outcome == "expired"
    with pytest.raises(ProofError):
        second_opinion(json.loads(credential.document), now=last + timedelta(hours=1))


def test_a_clock_before_the_day_of_issue_refuses(credential: Credential) -> None:
    found = check(credential.code, now=timezone.now() - timedelta(days=2))
    assert (found.outcome, found.reason_code) == ("bad_signature", "before_issue")


def test_old_certificates_outlive_their_keys(credential: Credential) -> None:
    for purpose in ("credential", "code", "status", "seal", "authority"):
        rotate_key(purpose=purpose)
    after = issue(certificate_id=award(CASE + 1).certificates.get().pk)
    pdf = credential.pdf.open("rb").read()
    for one in (credential, after):
        assert [ours(one.document), ours(one.code)] == ["valid", "valid"]
        second_opinion(json.loads(one.document))
    assert check(pdf, now=timezone.now()).outcome == "valid"
    assert (
        json.loads(after.document)["proof"]["verificationMethod"]
        != json.loads(credential.document)["proof"]["verificationMethod"]
    )


def test_a_stolen_key_counts_for_what_was_issued_before(credential: Credential) -> None:
    from lms.credentials.actions import make_missing_keys, mark_compromised
    from lms.credentials.models import Key

    stolen = {key.purpose: key.kid for key in Key.objects.filter(purpose__in=["code", "credential"], retired_at=None)}
    moment = timezone.now()
    later = issue(certificate_id=award(CASE + 1).certificates.get().pk)
    for kid in stolen.values():
        mark_compromised(kid=kid, at=moment)
    make_missing_keys()
    assert [ours(credential.document), ours(credential.code)] == ["valid", "valid"]
    for data in (later.document, later.code):
        found = check(data, now=timezone.now())
        assert (found.outcome, found.reason_code) == ("bad_signature", "key_not_trusted")


def test_who_has_the_address_reads_it(credential: Credential, client: Client) -> None:
    answer = client.get(f"/credentials/{credential.uuid}")
    assert answer["Content-Type"] == "application/vc+ld+json"
    assert answer.content.decode() == credential.document
    assert client.get(f"/credentials/{credential.certificate.uuid}").status_code == 404, "the certificate's own id opens nothing"


def test_the_web_process_needs_no_private_key(credential: Credential, client: Client, settings: Any, tmp_path: Path) -> None:
    """Everything that answers people works where the store cannot be opened; only signing does not."""
    revoke(certificate=credential.certificate, reason="fraud", words="x", by=tarek())
    settings.SIGNING_KEYS_URL = (tmp_path / "not here").as_uri()
    number = credential.status_list.number
    addresses = [
        "/.well-known/did.json", "/credentials/keys.json", "/credentials/vocabulary.json", f"/credentials/{credential.uuid}",
        f"/credentials/status/{number}", f"/credentials/status/{number}.cose", f"/verify/{credential.serial}/",
    ]  # fmt: skip
    assert [client.get(address).status_code for address in addresses] == [200] * len(addresses)
    with credential.pdf.open("rb") as file:
        held = [credential.document, credential.code, file.read()]
    assert [check(data, now=timezone.now()).outcome for data in held] == ["revoked"] * 3
    client.force_login(tarek())
    assert client.get(f"/ar/certificates/{credential.certificate.uuid}/pdf/").status_code == 200
    with pytest.raises(KeyMissing):
        issue(certificate_id=award(CASE + 1).certificates.get().pk)


def test_the_command_answers_one_line_a_file(credential: Credential, tmp_path: Path, capsys: Any) -> None:
    files = {"a.json": credential.document, "b.txt": credential.code + "\n", "c.txt": "hello"}
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    with credential.pdf.open("rb") as file:
        (tmp_path / "d.pdf").write_bytes(file.read())
    names = [str(tmp_path / name) for name in [*files, "d.pdf", "none.json"]]
    call_command("check_credential", *names, "--json")
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["file"] for line in lines] == names
    assert [line["outcome"] for line in lines] == ["valid", "valid", "malformed", "valid", "malformed"]
    assert all(line["reason"].isascii() and line["reason"].endswith(".") for line in lines)
