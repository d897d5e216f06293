"""The holder's photo beside a check: with consent, with a network, for minutes, and nowhere else."""

import json
import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core import signing
from django.test import Client
from django.utils import timezone

from lms.certification.actions import reinstate, revoke, suspend
from lms.certification.models import Certificate
from lms.credentials.actions import grant_licence
from lms.credentials.models import Credential
from lms.outbox.actions import deliver_all
from lms.people.actions import anonymise, remove_photo, say_consent, set_photo
from lms.people.models import Person, Photo
from lms.verification.access import CHECKS_A_MINUTE
from lms.verification.actions import share
from lms.verification.queries import photo_token, verification
from lms.verification.queries.photos import LIVES
from tests.people.test_photo import BLUE, near, opened, picture, upload

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]


@pytest.fixture
def certificate() -> Certificate:
    """Trainee24's, with a photo and the consent to show it."""
    found = Certificate.objects.select_related("person").get(person__username="trainee24")
    set_photo(person=found.person, file=upload(picture(colour=BLUE)))
    say_consent(person=found.person, purpose="photo_on_checks", given=True)
    return found


def page_of(client: Client, serial: str, language: str = "en") -> str:
    return client.get(f"/verify/{serial}/", headers={"Accept-Language": language}).content.decode()


def address_in(text: str) -> str:
    """Where the page finds the photo; empty where it shows none."""
    found = re.search(r'<img class="photo" src="([^"]+)"', text)
    return found[1] if found else ""


def status(client: Client, address: str) -> int:
    return client.get(address).status_code


def tarek() -> Person:
    return Person.objects.get(username="tarek")


def test_the_photo_stands_beside_a_certificate_in_force(client: Client, certificate: Certificate) -> None:
    text = page_of(client, certificate.serial)
    name = certificate.content["name"]
    assert f'alt="Photo of {name["en"] or name["ar"]}"' in text and "Compare the photo with the face" in text
    assert f'alt="صورة {name["ar"]}"' in page_of(client, certificate.serial, "ar")
    answer = client.get(address_in(text))
    headers = answer.headers
    assert (answer.status_code, headers["Content-Type"], headers["Cross-Origin-Resource-Policy"]) == (
        200,
        "image/jpeg",
        "same-origin",
    )
    assert (
        "no-store" in headers["Cache-Control"] and "private" in headers["Cache-Control"] and "noindex" in headers["X-Robots-Tag"]
    )
    assert near(opened(b"".join(answer.streaming_content)).getpixel((5, 5)), BLUE)  # type: ignore[attr-defined]
    assert status(client, client.get(f"/verify/{certificate.serial}/now").json()["photo"]) == 200


def test_without_consent_or_photo_nothing_stands_there(client: Client, certificate: Certificate) -> None:
    """At once: the address of a page that is open already ends too."""
    holder, address = certificate.person, address_in(page_of(client, certificate.serial))
    say_consent(person=holder, purpose="photo_on_checks", given=False)
    text = page_of(client, certificate.serial)
    assert (status(client, address), address_in(text)) == (404, "") and "<img" not in text.split("<article")[1]
    assert "Compare the name with the ID card" in text and client.get(f"/verify/{certificate.serial}/now").json()["photo"] == ""
    say_consent(person=holder, purpose="photo_on_checks", given=True)
    assert status(client, address) == 200
    remove_photo(person=holder, by=holder)
    assert (status(client, address), address_in(page_of(client, certificate.serial))) == (404, "")


def test_the_photo_is_the_holder_s_own(client: Client, certificate: Certificate) -> None:
    """Another holder who agreed but gave none, then gave one but agreed no more; and a token opens no other certificate."""
    other = Certificate.objects.select_related("person").exclude(person=certificate.person).first()
    assert other is not None

    def shows_nothing() -> bool:
        address = f"/verify/{other.serial}/photo"
        asked = [status(client, f"{address}/{photo_token(serial)}") for serial in (certificate.serial, other.serial)]
        return (address_in(page_of(client, other.serial)), asked) == ("", [404, 404])

    say_consent(person=other.person, purpose="photo_on_checks", given=True)
    assert shows_nothing()
    say_consent(person=other.person, purpose="photo_on_checks", given=False)
    set_photo(person=other.person, file=upload(picture()))
    assert shows_nothing()
    say_consent(person=other.person, purpose="photo_on_checks", given=True)
    assert not shows_nothing()


def test_the_address_is_signed_and_lives_for_minutes(
    client: Client, certificate: Certificate, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = f"/verify/{certificate.serial}/photo"
    token = photo_token(certificate.serial)
    assert status(client, f"{address}/{token}") == 200
    for wrong in ("-", token[:-2], signing.dumps(certificate.serial), photo_token("W26-TLR1-000000-X"), "a" * 3000):
        assert status(client, f"{address}/{wrong}") == 404
    made = timezone.now().timestamp() - LIVES - 1
    with monkeypatch.context() as then:
        then.setattr("django.core.signing.time.time", lambda: made)
        old = photo_token(certificate.serial)
    assert status(client, f"{address}/{old}") == 404


def test_a_network_address_sees_no_more_photos_than_it_may_check(client: Client, certificate: Certificate) -> None:
    address = f"/verify/{certificate.serial}/photo/{photo_token(certificate.serial)}"
    codes = [status(client, address) for _look in range(CHECKS_A_MINUTE + 1)]
    assert codes == [200] * CHECKS_A_MINUTE + [429]


def test_it_is_shown_while_suspended_and_no_more_once_revoked(client: Client, certificate: Certificate) -> None:
    suspend(certificate=certificate, reason="under_review", words="-", by=tarek())
    address = address_in(page_of(client, certificate.serial))
    assert status(client, address) == 200
    reinstate(certificate=certificate, words="-", by=tarek())
    licence = grant_licence(certificate=certificate, by=tarek())
    beside = address_in(page_of(client, licence.serial))
    assert status(client, beside) == 200
    revoke(certificate=certificate, reason="fraud", words="-", by=tarek())
    for serial in (certificate.serial, licence.serial):
        assert address_in(page_of(client, serial)) == "" and client.get(f"/verify/{serial}/now").json()["photo"] == ""
    assert (status(client, address), status(client, beside)) == (404, 404)


def test_it_is_not_shown_once_expired(client: Client, certificate: Certificate) -> None:
    Certificate.objects.filter(pk=certificate.pk).update(expires_on=timezone.localdate() - timedelta(days=1))
    assert (
        'data-outcome="expired"' in page_of(client, certificate.serial) and address_in(page_of(client, certificate.serial)) == ""
    )


def test_a_forgotten_holder_has_no_photo(client: Client, certificate: Certificate) -> None:
    address = address_in(page_of(client, certificate.serial))
    anonymise(person=certificate.person, by=Person.objects.get(username="admin"))
    assert (status(client, address), address_in(page_of(client, certificate.serial))) == (404, "")


def test_it_is_nowhere_else(client: Client, certificate: Certificate) -> None:
    """Not in what is signed, printed, shared, answered to systems or kept on devices; and its bytes have no address."""
    deliver_all()
    credential = Credential.objects.get(certificate=certificate, kind=Credential.Kind.SKILL_LEVEL)
    link = share(certificate=certificate, term="day", consent="-", agreed=True, by=certificate.person, now=timezone.now())
    found = verification(certificate.serial)
    assert found is not None
    told = [
        credential.document,
        json.dumps(client.get(f"/api/v1/certificates/{certificate.serial}").json()),
        client.get(f"/share/{link.token}/").content.decode().split("<main")[1],
        client.get("/verify/?in=en").content.decode().replace("Photo of {name}", "").replace("Compare the photo", ""),
        repr(found),
    ]
    for text in told:
        assert "/photo/" not in text and '"photo"' not in text.replace('"photo": ""', ""), text[:200]
    name = Photo.objects.get(person=certificate.person).file.name
    for address in (f"/{name}", f"/media/{name}", f"/uploads/{name}"):
        assert status(client, address) == 404
