"""A licence withdrawn alone: the certificate stands, everybody sees the difference, in every form and every list."""

import json

import pytest
from django.test import Client
from django.utils import timezone
from openvc.status import CredentialRevoked

from lms.audit.models import AuditEntry
from lms.certification.actions import revoke
from lms.credentials.actions import grant_licence, withdraw_licence
from lms.credentials.models import Credential, LicenceWithdrawal, StatusList
from lms.credentials.queries import check
from lms.credentials.rules import bits, cbor, cose
from lms.outbox.actions import deliver_all
from lms.outbox.models import Delivery
from lms.people.holdings import parts
from lms.people.models import Person, TextMessage
from lms.records.models import ChainEntry
from lms.records.queries import verify_records
from lms.refusals import Refusal
from tests.credentials.second_verifier import second_opinion

pytestmark = pytest.mark.django_db


def tarek() -> Person:
    return Person.objects.get(username="tarek")


@pytest.fixture
def licence(credential: Credential) -> Credential:
    made = grant_licence(certificate=credential.certificate, by=tarek())
    deliver_all()
    made.refresh_from_db()
    return made


def test_the_licence_falls_and_the_certificate_stands(credential: Credential, licence: Credential, client: Client) -> None:
    withdraw_licence(licence=licence, reason="rules_broken", words=" شكوى ", by=tarek())
    deliver_all()
    now = timezone.now()
    found = check(licence.code, now=now)
    assert (found.outcome, found.reason_class, found.revoked_on) == ("revoked", "rules_broken", timezone.localdate())
    assert check(licence.document, now=now).outcome == "revoked"
    assert [check(text, now=now).outcome for text in (credential.code, credential.document)] == ["valid", "valid"]
    with pytest.raises(CredentialRevoked):
        second_opinion(json.loads(licence.document))
    second_opinion(json.loads(credential.document))
    payload = cbor.decode(cose.parse(bytes(StatusList.objects.get(pk=licence.status_list_id).compact)).payload)
    places = [bits.is_set(payload[bits.REVOKED], one.status_index) for one in (licence, credential)]
    assert places == [True, False]
    said = client.get(f"/api/v1/certificates/{licence.serial}").json()
    assert (said["outcome"], said["reason_class"], said["rests_on"]) == ("revoked", "rules_broken", credential.serial)
    assert client.get(f"/verify/{credential.serial}/now").json()["outcome"] == "valid"
    page = client.get(f"/verify/{licence.serial}/", headers={"Accept-Language": "en"}).content.decode()
    assert 'data-outcome="revoked"' in page and "the rules of the trade were broken" in page and "شكوى" not in page


def test_it_is_noted_and_its_holder_told_once(licence: Credential) -> None:
    before = TextMessage.objects.count()
    withdraw_licence(licence=licence, reason="holder_asked", words="طلبه", by=tarek())
    with pytest.raises(Refusal) as refused:
        withdraw_licence(licence=licence, reason="holder_asked", words="طلبه", by=tarek())
    assert refused.value.code == "already_withdrawn"
    [entry] = AuditEntry.objects.filter(verb="licence.withdrawn")
    assert entry.detail == {"reason": "holder_asked"}
    assert TextMessage.objects.count() == before + 1
    assert licence.serial in TextMessage.objects.latest("pk").text
    assert Delivery.objects.filter(kind__endswith="LicenceWithdrawn").count() == 1


def test_it_is_an_official_record_and_in_the_holder_s_copy(licence: Credential) -> None:
    withdrawal = withdraw_licence(licence=licence, reason="rules_broken", words="شكوى", by=tarek())
    entry = ChainEntry.objects.get(kind="licence_withdrawn", record_id=withdrawal.pk)
    assert entry.site_code == licence.certificate.content["site"]["code"] and verify_records().outcome == "intact"
    [row] = {part.name: part for part in parts()}["licences_withdrawn"].rows(licence.certificate.person)
    assert row == {"serial": licence.serial, "withdrawn_at": withdrawal.withdrawn_at, "reason": "rules_broken"}
    LicenceWithdrawal.objects.update(words="شكوي")
    [broken] = verify_records().breaks
    assert (broken.what, broken.kind, broken.record) == ("record_changed", "licence_withdrawn", withdrawal.pk)


def test_words_are_needed_and_a_certificate_is_no_licence(credential: Credential, licence: Credential) -> None:
    with pytest.raises(Refusal) as refused:
        withdraw_licence(licence=licence, reason="rules_broken", words="  ", by=tarek())
    assert refused.value.code == "reason_missing"
    with pytest.raises(Credential.DoesNotExist):
        withdraw_licence(licence=credential, reason="rules_broken", words="x", by=tarek())


def test_a_revoked_certificate_takes_its_own_reason_to_the_licence(credential: Credential, licence: Credential) -> None:
    withdraw_licence(licence=licence, reason="holder_asked", words="x", by=tarek())
    revoke(certificate=credential.certificate, reason="fraud", words="x", by=tarek())
    assert check(licence.code, now=timezone.now()).reason_class == "fraud"


def test_the_chair_does_it_on_a_page(licence: Credential, client: Client) -> None:
    address = f"/en/certificates/{licence.certificate.uuid}/licence/"
    client.force_login(tarek())
    assert "withdraw/" in client.get(address).content.decode()
    form = client.get(f"{address}withdraw/").content.decode()
    assert "the certificate stands as before" in form and licence.serial in form
    assert client.post(f"{address}withdraw/", {"reason": "nonsense", "words": "x"}).status_code == 422
    assert client.post(f"{address}withdraw/", {"reason": "granted_in_error", "words": "نسخة"}).url == address
    page = client.get(address).content.decode()
    assert "Withdrawn on" in page and "granted in error" in page and "نسخة" in page and "withdraw/" not in page
    client.force_login(Person.objects.get(username="hoda"))
    assert client.post(f"{address}withdraw/", {"reason": "granted_in_error", "words": "x"}).status_code == 403
