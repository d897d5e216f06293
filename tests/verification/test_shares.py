"""A certificate to show, share and take along; keys of partners."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from lms.audit.models import AuditEntry
from lms.certification.actions import revoke
from lms.certification.models import Certificate
from lms.outbox.actions import deliver_all
from lms.people.actions import say_consent
from lms.people.models import Person
from lms.people.queries import consents_of
from lms.refusals import Refusal
from lms.verification import rules
from lms.verification.actions import count_check, share, withdraw
from lms.verification.models import CheckTally, PartnerKey, Share
from lms.verification.queries import checks_between, checks_lately

SignIn = Callable[[str], Client]
NOW = datetime(2026, 11, 22, 10, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("expires", "withdrawn", "state"),
    [(NOW + timedelta(seconds=1), None, "open"), (NOW, None, "expired"), (NOW + timedelta(days=1), NOW, "withdrawn")],
)
def test_when_a_link_works(expires: datetime, withdrawn: datetime | None, state: str) -> None:
    assert rules.share_state(expires_at=expires, withdrawn_at=withdrawn, now=NOW) == state


def test_keys_differ_and_are_kept_as_a_hash() -> None:
    one, other = rules.new_key(), rules.new_key()
    assert one.text != other.text and one.text.startswith(one.start) and one.digest == rules.digest_of(one.text)
    assert len(one.text) == 46 and one.digest not in one.text


@pytest.fixture
def certificate(db: None) -> Certificate:
    return Certificate.objects.select_related("person").get(person__username="trainee24")


def link(certificate: Certificate, term: str = "week", *, agreed: bool = True) -> Share:
    return share(certificate=certificate, term=term, consent="I agree.", agreed=agreed, by=certificate.person, now=timezone.now())


def test_the_holder_makes_a_link_and_others_see_what_it_shows(
    client: Client, signed_in: SignIn, certificate: Certificate
) -> None:
    holder = signed_in("trainee24")
    address = f"/en/record/certificates/{certificate.uuid}/"
    assert holder.post(f"{address}share/", {"term": "day", "agreed": "on"}).status_code == 302
    made = Share.objects.get()
    assert made.consent.startswith("I agree that whoever has this link")
    assert made.expires_at - made.made_at == timedelta(days=1)
    assert AuditEntry.objects.filter(verb="certificate.shared").count() == 1
    page = holder.get(address).content.decode()
    assert f"/share/{made.token}/" in page and "opened 0 times" in page
    seen = client.get(f"/share/{made.token}/", headers={"Accept-Language": "en"}).content.decode()
    assert certificate.serial in seen and "in force today" in seen and 'name="robots" content="noindex"' in seen
    assert "opened once" in holder.get(address).content.decode()
    holder.get(f"/share/{made.token}/")
    assert "opened once" in holder.get(address).content.decode(), "the holder's own look is not counted"


def test_without_consent_there_is_no_link(signed_in: SignIn, certificate: Certificate) -> None:
    answer = signed_in("trainee24").post(
        f"/en/record/certificates/{certificate.uuid}/share/", {"term": "day"}, headers={"Accept": "application/json"}
    )
    assert (answer.status_code, answer.json()["code"]) == (422, "consent_missing")
    with pytest.raises(Refusal, match="unknown_term"):
        link(certificate, "year")
    assert not Share.objects.exists()


def test_a_withdrawn_link_and_an_old_one_say_so(client: Client, signed_in: SignIn, certificate: Certificate) -> None:
    ended, old = link(certificate), link(certificate)
    assert signed_in("trainee24").post(f"/en/record/links/{ended.uuid}/withdraw/").status_code == 302
    Share.objects.filter(pk=old.pk).update(expires_at=timezone.now())
    for made, words in ((ended, "The holder of the certificate withdrew it"), (old, "made for a limited time")):
        page = client.get(f"/share/{made.token}/", headers={"Accept-Language": "en"})
        assert page.status_code == 410 and words in page.content.decode()
        assert certificate.serial not in page.content.decode() and certificate.content["name"]["ar"] not in page.content.decode()


def test_taking_the_consent_back_ends_every_link(client: Client, signed_in: SignIn, certificate: Certificate) -> None:
    """At once, before the worker notes it; the links of a newer consent live on, however late the worker hears."""
    old, holder = link(certificate), certificate.person
    assert consents_of(holder)["share_links"]
    signed_in("trainee24").post("/en/me/data/consent/", {"purpose": "share_links", "given": "no"})
    old.refresh_from_db()
    assert old.withdrawn_at is None and client.get(f"/share/{old.token}/").status_code == 410
    new = link(certificate)
    deliver_all()
    old.refresh_from_db()
    new.refresh_from_db()
    assert old.withdrawn_at is not None and new.withdrawn_at is None
    assert client.get(f"/share/{new.token}/").status_code == 200
    say_consent(person=holder, purpose="job_platforms", given=True)
    say_consent(person=holder, purpose="job_platforms", given=False)
    deliver_all()
    assert client.get(f"/share/{new.token}/").status_code == 200


def test_withdrawing_twice_is_harmless(certificate: Certificate) -> None:
    made = link(certificate)
    first = withdraw(share=made, by=certificate.person, now=NOW)
    assert withdraw(share=made, by=certificate.person, now=NOW + timedelta(days=1)).withdrawn_at == first.withdrawn_at == NOW
    assert AuditEntry.objects.filter(verb="certificate.share_withdrawn").count() == 1


def test_a_link_shows_how_the_certificate_stands_now(client: Client, certificate: Certificate) -> None:
    made = link(certificate)
    revoke(certificate=certificate, reason="fraud", words="-", by=Person.objects.get(username="tarek"))
    page = client.get(f"/share/{made.token}/", headers={"Accept-Language": "en"}).content.decode()
    assert 'data-outcome="revoked"' in page and "obtained by deceit" in page


def test_no_more_than_twenty_open_links(certificate: Certificate) -> None:
    for _turn in range(20):
        made = link(certificate)
    with pytest.raises(Refusal, match="too_many_shares"):
        link(certificate)
    withdraw(share=made, by=certificate.person, now=timezone.now())
    link(certificate)


@pytest.mark.parametrize("login", ["amina", "tarek", "admin"])
def test_nobody_else_shares_or_withdraws(signed_in: SignIn, certificate: Certificate, login: str) -> None:
    made, other = link(certificate), signed_in(login)
    address = f"/en/record/certificates/{certificate.uuid}/"
    codes = [
        other.get(address).status_code,
        other.post(f"{address}share/", {"term": "day", "agreed": "on"}).status_code,
        other.post(f"/en/record/links/{made.uuid}/withdraw/").status_code,
    ]
    assert codes == [404, 404, 404] and Share.objects.get().withdrawn_at is None


def test_the_wallet_shows_the_code_the_files_and_how_often_it_was_checked(signed_in: SignIn, certificate: Certificate) -> None:
    for _turn in range(3):
        count_check(certificate_id=certificate.pk, outcome="valid", source=CheckTally.Source.CODE)
    page = signed_in("trainee24").get(f"/en/record/certificates/{certificate.uuid}/").content.decode()
    assert "Checked 3 times in the last 30 days" in page and "<svg" in page
    assert re.search(r"/credentials/[0-9a-f-]{36}\"", page) and f"/certificates/{certificate.uuid}/pdf/" in page
    record = signed_in("trainee24").get("/en/record/").content.decode()
    assert f"/en/record/certificates/{certificate.uuid}/" in record


def test_checks_are_counted_by_the_hour_and_summed_for_a_month(certificate: Certificate) -> None:
    for moment in (NOW, NOW + timedelta(minutes=29), NOW + timedelta(minutes=30), NOW - timedelta(days=40)):
        count_check(certificate_id=certificate.pk, outcome="valid", source="code", now=moment)
    count_check(certificate_id=None, outcome="not_found", source="number", now=NOW, times=4)
    count_check(certificate_id=None, outcome="not_found", source="number", now=NOW)
    hours = CheckTally.objects.filter(certificate=certificate).order_by("hour").values_list("hour", "count")
    ten = NOW.replace(minute=0)
    assert list(hours) == [(ten - timedelta(days=40), 1), (ten, 2), (ten + timedelta(hours=1), 1)]
    assert checks_lately(certificate, now=NOW) == 3
    assert checks_between(begin=ten, end=ten + timedelta(hours=1)) == [("not_found", "number", 5), ("valid", "code", 2)]


def test_the_administrator_makes_a_key_that_is_shown_once(signed_in: SignIn) -> None:
    admin = signed_in("admin")
    sent = {"name": "نسيج النيل", "scopes": ["read"], "checks_a_minute": "60"}
    page = admin.post("/en/partners/", sent).content.decode()
    text = re.search(r"wk_[\w-]{43}", page)
    made = PartnerKey.objects.get()
    assert text and rules.digest_of(text[0]) == made.digest and made.scopes == ["read"]
    again = admin.get("/en/partners/").content.decode()
    assert text[0] not in again and made.start in again
    assert admin.post(f"/en/partners/{made.uuid}/revoke/").status_code == 302
    assert "Taken back" in admin.get("/en/partners/").content.decode()
    verbs = AuditEntry.objects.filter(verb__startswith="partner_key").values_list("verb", flat=True).order_by("pk")
    assert list(verbs) == ["partner_key.made", "partner_key.revoked"]
    assert admin.post("/en/partners/", sent | {"checks_a_minute": "0"}).status_code == 200 and PartnerKey.objects.count() == 1
