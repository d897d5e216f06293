"""A certificate is suspended, put in force again, corrected, revoked."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from lms.audit.models import AuditEntry
from lms.certification import rules
from lms.certification.actions import reinstate, reissue_corrected, revoke, suspend
from lms.certification.models import Certificate, Reinstatement, Suspension
from lms.certification.queries import history_of, status_of
from lms.outbox.events import Event
from lms.people.models import Person
from lms.refusals import Refusal
from lms.verification.queries import verification
from tests.certification.test_award import CASE, award

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]


@pytest.fixture
def certificate() -> Certificate:
    found = award(CASE).certificate
    assert found is not None
    return found


@pytest.fixture
def tarek() -> Person:
    return Person.objects.get(username="tarek")


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the events that certification publishes from here on."""
    told: list[str] = []

    def note(event: Event, **_how: object) -> None:
        told.append(event.event_name())

    for module in ("standing", "reissue"):
        monkeypatch.setattr(f"lms.certification.actions.{module}.publish", note)
    return told


def code_of(call: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as refused:
        call()
    return refused.value.code


def test_suspended_then_in_force_again(certificate: Certificate, tarek: Person, heard: list[str]) -> None:
    suspend(certificate=certificate, reason="under_review", words=" بلاغ من صاحب عمل ", by=tarek)
    found = verification(certificate.serial)
    assert found is not None and (found.status, found.reason) == ("suspended", "النتيجة قيد المراجعة")
    reinstate(certificate=certificate, words="لم يثبت شيء", by=tarek)
    assert status_of(Certificate.objects.get(pk=certificate.pk)) == "valid"
    assert heard == ["certification.CertificateSuspended", "certification.CertificateReinstated"]
    assert [event.kind for event in history_of(certificate)] == ["reinstated", "suspended", "issued"]
    assert Suspension.objects.get().words == "بلاغ من صاحب عمل"


def test_it_can_be_suspended_a_second_time(certificate: Certificate, tarek: Person) -> None:
    for _time in range(2):
        suspend(certificate=certificate, reason="misuse_reported", words="بلاغ", by=tarek)
        reinstate(certificate=certificate, words="انتهى", by=tarek)
    suspend(certificate=certificate, reason="misuse_reported", words="بلاغ", by=tarek)
    assert status_of(certificate) == "suspended"
    assert (Suspension.objects.count(), Reinstatement.objects.count()) == (3, 2)


def test_refusals_of_standing(certificate: Certificate, tarek: Person) -> None:
    assert code_of(lambda: reinstate(certificate=certificate, words="-", by=tarek)) == "not_suspended"
    assert code_of(lambda: suspend(certificate=certificate, reason="under_review", words=" ", by=tarek)) == "reason_missing"
    suspend(certificate=certificate, reason="under_review", words="-", by=tarek)
    assert code_of(lambda: suspend(certificate=certificate, reason="under_review", words="-", by=tarek)) == "already_suspended"
    assert code_of(lambda: reinstate(certificate=certificate, words="", by=tarek)) == "reason_missing"
    revoke(certificate=certificate, reason="fraud", words="-", by=tarek)
    assert code_of(lambda: reinstate(certificate=certificate, words="-", by=tarek)) == "already_revoked"
    assert code_of(lambda: suspend(certificate=certificate, reason="under_review", words="-", by=tarek)) == "already_revoked"
    assert status_of(Certificate.objects.get(pk=certificate.pk)) == "revoked"


def test_a_correction_revokes_the_old_number_and_names_it(certificate: Certificate, tarek: Person, heard: list[str]) -> None:
    new = reissue_corrected(
        certificate=certificate, name_ar="أمينة  حسن عبدالله", name_en="Amina H. Abdallah", words="سقط حرف", by=tarek
    )
    old = Certificate.objects.get(pk=certificate.pk)
    assert (status_of(old), status_of(new)) == ("revoked", "valid")
    assert new.replaces == old and old.replacement == new and new.serial != old.serial
    assert new.content["name"] == {"ar": "أمينة حسن عبدالله", "en": "Amina H. Abdallah"}
    assert {**new.content, "name": None} == {**old.content, "name": None}
    assert (new.expires_on, new.decision) == (old.expires_on, old.decision)
    assert old.decision.certificate == new
    assert heard == ["certification.CertificateRevoked", "certification.CertificateIssued"]
    said = verification(old.serial)
    assert said is not None and (said.replaced_by, said.reason) == (new.serial, "حلت محلها شهادة مصححة")
    assert AuditEntry.objects.filter(verb="certificate.reissued", detail__replaces=old.serial).exists()


def test_refusals_of_a_correction(certificate: Certificate, tarek: Person) -> None:
    def correct(name: str = "اسم آخر", words: str = "-") -> Certificate:
        return reissue_corrected(certificate=certificate, name_ar=name, name_en="", words=words, by=tarek)

    same = certificate.content["name"]
    assert code_of(lambda: correct(words="")) == "reason_missing"
    unchanged = {"name_ar": same["ar"], "name_en": same["en"], "words": "-"}
    assert code_of(lambda: reissue_corrected(certificate=certificate, by=tarek, **unchanged)) == "nothing_to_correct"
    suspend(certificate=certificate, reason="under_review", words="-", by=tarek)
    assert code_of(correct) == "certificate_suspended"
    reinstate(certificate=certificate, words="-", by=tarek)
    correct()
    assert code_of(correct) == "already_revoked"
    assert Certificate.objects.filter(decision=certificate.decision).count() == 2


def test_a_decision_never_has_two_first_certificates(certificate: Certificate) -> None:
    again = Certificate(
        serial="W26-TLR1-000000-0",
        decision=certificate.decision,
        person=certificate.person,
        content={},
        digest="",
        issued_on=date.today(),
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        again.save()


def test_the_digest_is_of_what_it_says() -> None:
    content = {"name": {"ar": "منى"}, "level": {"order": 1}}
    # SHA-256 of the JSON text with sorted keys, reckoned by sha256sum.
    assert (
        rules.certificate_digest(serial="S", content=content, issued_on=date(2026, 11, 22), expires_on=date(2031, 11, 21))
        == "384ba04f27513090dc4d74bb756dda29d481866f05e74fd89a465b105bcc8ef1"
    )


def test_a_chair_suspends_from_the_register(signed_in: SignIn, certificate: Certificate) -> None:
    tarek = signed_in("tarek")
    page = tarek.get(f"/en/certificates/{certificate.uuid}/").content.decode()
    assert f"/en/certificates/{certificate.uuid}/suspend/" in page and "reinstate" not in page
    done = tarek.post(f"/en/certificates/{certificate.uuid}/suspend/", {"reason": "under_review", "words": "بلاغ"}, follow=True)
    text = done.content.decode()
    assert "is suspended." in text and f"/en/certificates/{certificate.uuid}/reinstate/" in text
    assert "بلاغ" not in Client().get(f"/verify/{certificate.serial}/").content.decode()
    back = tarek.post(f"/en/certificates/{certificate.uuid}/reinstate/", {"words": "لا شيء"}, follow=True)
    assert "in force again" in back.content.decode()


def test_the_correction_form_begins_with_the_account_s_name(signed_in: SignIn, certificate: Certificate) -> None:
    Person.objects.filter(username="amina").update(name="أمينة حسن عبد اللاه")
    tarek = signed_in("tarek")
    assert "أمينة حسن عبد اللاه" in tarek.get(f"/ar/certificates/{certificate.uuid}/correct/").content.decode()
    sent = {"name_ar": "أمينة حسن عبد اللاه", "name_en": "Amina", "words": "سقط حرف"}
    answer = tarek.post(f"/ar/certificates/{certificate.uuid}/correct/", sent)
    new = Certificate.objects.get(replaces=certificate)
    assert answer.headers["Location"] == f"/ar/certificates/{new.uuid}/"
