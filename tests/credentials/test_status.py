"""Status lists: bits in their places, published on change and daily, the same in both forms."""

import base64
import gzip
import json
import secrets
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from openvc.status.bitstring import decode_bitstring, get_status_bit

from lms.certification.actions import revoke
from lms.credentials.actions import publish_list, publish_old_lists, rotate_key
from lms.credentials.models import Credential, Key, StatusList
from lms.credentials.rules import bits, cbor, cose
from lms.credentials.rules.cbor import Malformed
from lms.credentials.rules.keys import key_of
from lms.outbox.actions import begin_day, deliver_all
from lms.people.models import Person

# Bitstring Status List 1.0, the example of the Recommendation: 131,072 bits, none of them set.
PUBLISHED = "uH4sIAAAAAAAAA-3BMQEAAADCoPVPbQwfoAAAAAAAAAAAAAAAAAAAAIC3AYbSVKsAQAAA"
# https://dhs-svip.github.io/ns/uscis/status/3, the interoperability list of another issuer: entry 4,000 is revoked.
ANOTHERS, REVOKED = "uH4sIAAAAAAAAA-3OMQEAAAgDoEU3ugEWwENIQMI3cx0AAAAAAAAAAAAAAAAAAACgLGiNcIEAQAAA", 4_000


@pytest.mark.parametrize(("published", "revoked"), [(PUBLISHED, []), (ANOTHERS, [REVOKED])])
def test_published_lists_are_ours(published: str, revoked: list[int]) -> None:
    theirs = base64.urlsafe_b64decode(published[1:] + "=" * (-len(published[1:]) % 4))
    assert gzip.decompress(theirs) == gzip.decompress(bits.compressed(revoked))
    assert [index for index in (0, REVOKED - 1, REVOKED, REVOKED + 1, 94_567) if bits.is_set(theirs, index)] == revoked


@pytest.mark.parametrize("index", [0, 1, 7, 8, 94_567, bits.SIZE - 1])
def test_a_bit_is_where_another_reader_looks_for_it(index: int) -> None:
    data = bits.compressed([index])
    other = decode_bitstring("u" + base64.urlsafe_b64encode(data).decode().rstrip("="))
    assert get_status_bit(other, index) == 1 and sum(byte.bit_count() for byte in other) == 1
    assert bits.is_set(data, index) and not bits.is_set(data, (index + 1) % bits.SIZE)


def test_bit_nought_is_the_highest_of_the_first_byte() -> None:
    assert gzip.decompress(bits.compressed([0, 9]))[:2] == b"\x80\x40"


OTHERS = [b"", b"noise", gzip.compress(b"\0" * 16_383, mtime=0), gzip.compress(b"\0" * 16_385, mtime=0), bits.compressed([])[:-9]]


@pytest.mark.parametrize("data", OTHERS, ids=["nothing", "noise", "too short", "too long", "cut off"])
def test_a_list_of_another_length_is_refused(data: bytes) -> None:
    with pytest.raises(Malformed):
        bits.is_set(data, 0)


@pytest.mark.parametrize("index", [-1, bits.SIZE])
def test_an_index_outside_is_refused(index: int) -> None:
    with pytest.raises(ValueError, match="outside"):
        bits.compressed([index])
    with pytest.raises(Malformed):
        bits.is_set(bits.compressed([]), index)


def compact(client: Client, number: int) -> dict[int, object]:
    """The compact list, its signature checked with the published key."""
    parsed = cose.parse(client.get(f"/credentials/status/{number}.cose").content)
    listed = client.get("/credentials/keys.json").json()["keys"]
    key = next(key for key in listed if key["kid"] == parsed.kid.hex() and key["purpose"] == "status")
    assert cose.is_signed_by(parsed, key_of(key["jwk"]))
    found: dict[int, object] = cbor.decode(parsed.payload)
    return found


@pytest.mark.django_db
class TestPublication:
    def test_both_forms_say_the_same_after_a_revocation(self, credential: Credential, client: Client) -> None:
        number, index = credential.status_list.number, credential.status_index
        assert not bits.is_set(compact(client, number)[bits.REVOKED], index)
        revoke(certificate=credential.certificate, reason="fraud", words="x", by=Person.objects.get(username="tarek"))
        deliver_all()
        found = compact(client, number)
        encoded = client.get(f"/credentials/status/{number}").json()["credentialSubject"]["encodedList"]
        assert bits.is_set(found[bits.REVOKED], index) and not bits.is_set(found[bits.SUSPENDED], index)
        assert base64.urlsafe_b64decode(encoded[1:] + "=" * (-len(encoded[1:]) % 4)) == found[bits.REVOKED]
        suspension = client.get(f"/credentials/status/{number}?purpose=suspension").json()
        assert suspension["credentialSubject"]["statusPurpose"] == "suspension"
        assert suspension["id"].endswith(f"/{number}?purpose=suspension")

    def test_it_holds_for_seven_days_and_says_so(self, credential: Credential, client: Client) -> None:
        found = compact(client, credential.status_list.number)
        assert found[bits.VALID_UNTIL] - found[bits.PUBLISHED_AT] == 7 * 86_400

    def test_a_list_is_asked_for_again_cheaply(self, credential: Credential, client: Client) -> None:
        address = f"/credentials/status/{credential.status_list.number}.cose"
        first = client.get(address)
        assert first["Cache-Control"] == "public, max-age=60" and first["Last-Modified"]
        assert client.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 304
        assert client.get(address, headers={"If-Modified-Since": first["Last-Modified"]}).status_code == 304

    def test_it_is_published_again_when_old_and_not_before(self, credential: Credential) -> None:
        kept, now = credential.status_list, timezone.now()
        publish_old_lists(now=now)
        assert not publish_list(number=kept.number, now=now + timedelta(hours=19))
        assert publish_list(number=kept.number, now=now + timedelta(hours=21))
        kept.refresh_from_db()
        assert kept.published_at == now + timedelta(hours=21)

    def test_a_day_begins_once_and_the_lists_are_renewed(self, credential: Credential) -> None:
        old = timezone.now() - timedelta(days=2)
        StatusList.objects.update(published_at=old)
        day = timezone.localdate() + timedelta(days=400)
        assert [begin_day(today=day) for _worker in range(3)] == [True, False, False]
        deliver_all()
        assert not StatusList.objects.filter(published_at=old).exists()

    def test_a_new_key_is_used_at_the_next_publication(self, credential: Credential, client: Client) -> None:
        before = cose.parse(client.get(f"/credentials/status/{credential.status_list.number}.cose").content).kid
        rotate_key(purpose="status")
        assert publish_list(number=credential.status_list.number)
        after = cose.parse(client.get(f"/credentials/status/{credential.status_list.number}.cose").content).kid
        assert before != after and Key.objects.filter(kid=before.hex()).exists()
        assert compact(client, credential.status_list.number)

    def test_a_full_list_is_followed_by_a_new_one(self, credential: Credential, monkeypatch: pytest.MonkeyPatch) -> None:
        from lms.credentials.actions import issue
        from tests.certification.test_award import CASE, award

        monkeypatch.setattr(bits, "FULL", credential.status_list.credentials.count())
        second = issue(certificate_id=award(CASE + 1).certificates.get().pk)
        assert second.status_list.number == credential.status_list.number + 1
        assert second.status_list.published_at is not None

    def test_a_taken_place_is_drawn_anew(self, credential: Credential, monkeypatch: pytest.MonkeyPatch) -> None:
        from lms.credentials.actions import issue
        from tests.certification.test_award import CASE, award

        drawn = iter([credential.status_index, credential.status_index, 77_777])
        certificate = award(CASE + 1).certificates.get()
        monkeypatch.setattr(secrets, "randbelow", lambda _limit: next(drawn))
        assert issue(certificate_id=certificate.pk).status_index == 77_777

    def test_an_unknown_list_is_not_there(self, client: Client) -> None:
        assert client.get("/credentials/status/999").status_code == 404
        assert client.get("/credentials/status/999.cose").status_code == 404

    def test_list_documents_carry_their_proof(self, credential: Credential) -> None:
        document = json.loads(StatusList.objects.get(pk=credential.status_list.pk).revocation)
        assert document["proof"]["cryptosuite"] == "eddsa-rdfc-2022" and document["validUntil"] > document["validFrom"]
