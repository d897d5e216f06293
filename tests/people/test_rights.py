"""What a person may ask of us: consent, a copy, correction, who looked, and being forgotten where proofs stay."""

import hashlib
import json
import zipfile
from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from assessments.models import AssessmentCase, MarkSheet
from classrooms.models import Attendance, LiveClass
from lms.audit.actions import keep_looks
from lms.audit.models import AuditEntry
from lms.audit.queries import looks_at
from lms.certification.models import AwardDecision, Certificate
from lms.certification.queries import status_of
from lms.credentials.models import Credential
from lms.enrolment.models import Application, Enrolment
from lms.outbox.actions import deliver_all
from lms.people.actions import anonymise, answer_correction, ask_for_correction, ask_for_export, build_export, say_consent
from lms.people.holdings import parts
from lms.people.models import ConsentFact, CorrectionRequest, DataExport, Person, RetentionRule, TextMessage
from lms.people.queries import consents_of, past_retention
from lms.records.queries import verify_records
from lms.refusals import Refusal
from lms.verification.actions import share
from lms.verification.models import Share
from lms.verification.queries import verification

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]
Named = Callable[[str], Person]


def code_of(call: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as refused:
        call()
    return refused.value.code


def test_consent_is_kept_as_facts_and_can_be_taken_back(person: Named) -> None:
    amina = person("amina")
    assert consents_of(amina) == {"job_platforms": False, "photo_on_checks": False, "share_links": False}
    say_consent(person=amina, purpose="job_platforms", given=True)
    say_consent(person=amina, purpose="job_platforms", given=True)
    assert consents_of(amina)["job_platforms"] and not consents_of(amina)["share_links"]
    assert ConsentFact.objects.filter(person=amina).count() == 1
    say_consent(person=amina, purpose="job_platforms", given=False)
    facts = ConsentFact.objects.filter(person=amina).order_by("pk").values_list("given", "wording")
    assert list(facts) == [(True, 1), (False, 1)] and not any(consents_of(amina).values())


def test_a_copy_holds_everything_and_nothing_of_others(person: Named, signed_in: SignIn) -> None:
    trainee = person("trainee24")
    client = signed_in("trainee24")
    client.post("/ar/me/data/export/")
    client.post("/ar/me/data/export/")
    assert DataExport.objects.filter(person=trainee).count() == 1
    deliver_all()
    export = DataExport.objects.get(person=trainee)
    assert export.done == export.total > 1
    answer = client.get(f"/ar/me/data/export/{export.uuid}/")
    packed = zipfile.ZipFile(BytesIO(b"".join(answer.streaming_content)))  # type: ignore[attr-defined]
    data, page = json.loads(packed.read("data.json")), packed.read("index.html").decode()
    serial = Certificate.objects.get(person=trainee).serial
    assert serial in json.dumps(data) and serial in page and trainee.name in page
    others = Person.objects.exclude(pk=trainee.pk).filter(roles=None).exclude(name=trainee.name)
    assert not [other.name for other in others if other.name in page]
    for part in parts():
        assert part.name in data, part.name
    lessons = [row for row in data["learning"] if "lesson_code" in row]
    enrolment = Enrolment.objects.get(person=trainee)
    assert len(lessons) == enrolment.lessons.count() and len(data["learning_facts"]) == enrolment.facts.count()
    assert {row["attendance"] for row in data["attendance"]} <= {"present", "late", "left_early", "absent"}
    assert data["attendance"] and data["assessments"] and data["looks"] == []
    assert [row["state"] for row in data["learning"] if "group" in row] == [enrolment.status]
    assert str(enrolment.get_status_display()) in page  # words for people, codes for machines
    assert data["messages"] and all(trainee.mobile not in json.dumps(rows) for name, rows in data.items() if name == "looks")


def test_a_copy_carries_the_certificate_s_faces(person: Named) -> None:
    trainee = person("trainee24")
    deliver_all()
    mine = Certificate.objects.get(person=trainee)
    share(certificate=mine, term="day", consent="I agree.", agreed=True, by=trainee, now=timezone.now())
    export = ask_for_export(person=trainee)
    build_export(export_id=export.pk)
    packed = zipfile.ZipFile(DataExport.objects.get(pk=export.pk).file)
    credential = Credential.objects.get(certificate__person=trainee)
    serial = credential.serial
    assert packed.read(f"credentials/{serial}.json").decode() == credential.document
    assert packed.read(f"credentials/{serial}.qr.txt").decode() == credential.code
    assert hashlib.sha256(packed.read(f"credentials/{serial}.pdf")).hexdigest() == credential.pdf_digest
    text = packed.read("data.json").decode()
    token = Share.objects.get(certificate__person=trainee).token
    assert json.loads(text)["shares"][0]["serial"] == serial and token not in text
    assert {"consent": "share_links", "given": True}.items() <= json.loads(text)["account"][1].items()


def test_other_people_s_data_is_in_nobody_s_copy(person: Named) -> None:
    """The same number of rows about one however many others there are: no part forgets to ask whose."""
    nobody = Person.objects.create(username="nobody", name="لا أحد")
    assert {part.name: len(part.rows(nobody)) for part in parts() if part.rows(nobody)} == {"account": 1}
    assert not [name for part in parts() for name, _content in part.files(nobody)]


def test_a_copy_is_for_its_person_and_for_seven_days(person: Named, signed_in: SignIn) -> None:
    export = ask_for_export(person=person("amina"))
    address = f"/ar/me/data/export/{export.uuid}/"
    assert signed_in("amina").get(address).status_code == 409
    build_export(export_id=export.pk)
    build_export(export_id=export.pk)
    assert (signed_in("hassan").get(address).status_code, signed_in("admin").get(address).status_code) == (404, 404)
    DataExport.objects.filter(pk=export.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    assert signed_in("amina").get(address).status_code == 410


def test_who_looked_is_seen_by_the_person(person: Named, signed_in: SignIn) -> None:
    """Doors and lists note it; once a person, page and day, however often the page is opened."""
    learner = person("trainee24")
    certificate = Certificate.objects.get(person=learner)
    case = AssessmentCase.objects.get(person=learner)
    cohort = Enrolment.objects.filter(person=learner).first().cohort  # type: ignore[union-attr]
    hoda = signed_in("hoda")
    pages = {
        "certificate": f"certificates/{certificate.uuid}/",
        "proof": f"certificates/{certificate.uuid}/proof/",
        "case": f"committee/{case.uuid}/",
        "group": f"cohorts/{cohort.uuid}/",
        "committee": "committee/",
    }
    for address in [*pages.values(), "certificates/", *pages.values()]:
        assert hoda.get(f"/en/{address}").status_code == 200
    signed_in("wafaa").get(f"/en/certificates/{certificate.uuid}/")  # refused at the door: nothing was seen
    hoda.post(f"/en/committee/{case.uuid}/payment/", {})  # an act, not a look
    looks = looks_at(learner)
    assert {one.actor.username for one in looks} == {"hoda"}
    assert sorted(one.detail["page"] for one in looks) == sorted(pages)
    text = signed_in("trainee24").get("/en/me/data/").content.decode()
    assert person("hoda").name_en in text and "the proof of your certificate" in text and "the list of your group" in text
    assert "the proof of your certificate" not in signed_in("trainee25").get("/en/me/data/").content.decode()


def test_a_look_on_another_day_is_noted_again(person: Named) -> None:
    amina, hoda, now = person("amina"), person("hoda"), timezone.now()
    for _time in range(2):
        keep_looks(by=hoda, looked={(amina.pk, "case"), (hoda.pk, "case")}, now=now)
    assert looks_at(amina).count() == 1 and not looks_at(hoda).exists()
    keep_looks(by=hoda, looked={(amina.pk, "case")}, now=now + timedelta(days=1))
    keep_looks(by=person("samir"), looked={(amina.pk, "case")}, now=now)
    assert looks_at(amina).count() == 3


def test_every_door_to_a_file_leaves_a_note(person: Named, signed_in: SignIn) -> None:
    """The paper, the mark sheet, the application, the register of a class, the batch, the request for correction."""
    learner = person("trainee24")
    certificate = Certificate.objects.get(person=learner)
    deliver_all()
    sheet = MarkSheet.objects.filter(assessor__username="samir").select_related("assignment__case").order_by("pk").first()
    application = Application.objects.filter(status="waiting", site__code="GZ-C1").first()
    closed = LiveClass.objects.filter(state="closed", cohort__site__code="GZ-C1").first()
    line = Attendance.objects.filter(register__live_class=closed).first()
    ask_for_correction(person=learner, words="x")
    assert sheet and application and closed and line
    for login, address, page, whom in [
        ("hoda", f"certificates/{certificate.uuid}/pdf/", "paper", learner.pk),
        ("samir", f"marking/{sheet.uuid}/", "marking", sheet.assignment.case.person_id),
        ("hoda", f"applications/{application.uuid}/", "application", application.person_id),
        ("hoda", "cohorts/", "applications", application.person_id),
        ("hoda", f"classes/{closed.uuid}/register/", "attendance", line.person_id),
        ("hoda", "people/corrections/", "correction", learner.pk),
    ]:
        assert signed_in(login).get(f"/en/{address}").status_code == 200, address
        noted = AuditEntry.objects.filter(verb="file.looked_at", actor__username=login, detail__page=page)
        assert str(whom) in set(noted.values_list("target_id", flat=True)), address


def test_a_quality_reviewer_opens_any_proof_and_is_seen(person: Named, signed_in: SignIn) -> None:
    certificate = Certificate.objects.get(person__username="trainee24")
    magdy = signed_in("magdy")
    assert certificate.serial in magdy.get("/en/certificates/").content.decode()
    text = magdy.get(f"/en/certificates/{certificate.uuid}/proof/").content.decode()
    assert certificate.digest in text
    assert magdy.get(f"/en/certificates/{certificate.uuid}/revoke/").status_code == 403
    assert ("magdy", "proof") in [(one.actor.username, one.detail["page"]) for one in looks_at(person("trainee24"))]


def test_one_s_own_pages_are_not_looks(person: Named, signed_in: SignIn) -> None:
    signed_in("amina").get("/ar/me/data/")
    assert not looks_at(person("amina")).exists()


def test_a_correction_is_asked_answered_and_done_once(person: Named) -> None:
    amina, hoda = person("amina"), person("hoda")
    assert code_of(lambda: ask_for_correction(person=amina, words=" ")) == "words_missing"
    request = ask_for_correction(person=amina, words="عبد اللاه وليس عبد الله")
    assert code_of(lambda: ask_for_correction(person=amina, words="مرة أخرى")) == "request_waits"
    wanted = {"name": "أمينة حسن عبد اللاه", "name_en": amina.name_en}
    assert code_of(lambda: answer_correction(request=request, **wanted, answer=" ", by=hoda)) == "answer_missing"
    answer_correction(request=request, **wanted, answer="صححنا الاسم", by=hoda)
    assert person("amina").name == wanted["name"]
    assert CorrectionRequest.objects.get(pk=request.pk).state == "done"
    assert code_of(lambda: answer_correction(request=request, **wanted, answer="-", by=hoda)) == "already_answered"
    assert AuditEntry.objects.filter(verb="person.corrected", actor=hoda).count() == 1


def test_the_inbox_is_of_one_s_own_governorate(person: Named, signed_in: SignIn) -> None:
    request = ask_for_correction(person=person("amina"), words="الاسم ناقص")
    assert "الاسم ناقص" in signed_in("hoda").get("/ar/people/corrections/").content.decode()
    assert "الاسم ناقص" not in signed_in("wafaa").get("/ar/people/corrections/").content.decode()
    assert signed_in("wafaa").get(f"/ar/people/corrections/{request.uuid}/").status_code == 403


def test_a_forgotten_person_s_certificate_still_proves_itself(person: Named) -> None:
    trainee = person("trainee24")
    certificate = Certificate.objects.get(person=trainee)
    name, mobile = trainee.name, trainee.mobile
    ask_for_export(person=trainee)
    anonymise(person=trainee, by=person("admin"))
    anonymise(person=trainee, by=person("admin"))
    gone = Person.objects.get(pk=trainee.pk)
    assert (gone.name, gone.mobile, gone.is_active, gone.has_usable_password()) == ("", None, False, False)
    assert not TextMessage.objects.filter(mobile=mobile).exists() and not DataExport.objects.filter(person=gone).exists()
    assert not AuditEntry.objects.filter(target_label__contains=name).exists()
    found = verification(certificate.serial)
    assert found is not None and found.content["name"]["ar"] == name and status_of(certificate) == "valid"
    assert verify_records().outcome == "intact" and AwardDecision.objects.filter(person=gone).exists()
    assert AuditEntry.objects.filter(verb="person.anonymised").count() == 1


def test_who_is_on_duty_is_not_forgotten(person: Named) -> None:
    assert code_of(lambda: anonymise(person=person("hoda"), by=person("admin"))) == "still_on_duty"


def test_retention_is_data(person: Named, capsys: pytest.CaptureFixture[str]) -> None:
    today = timezone.localdate()
    Person.objects.filter(username="trainee40").update(joined_at=timezone.now() - timedelta(days=6 * 366), last_login=None)
    assert not past_retention(today).exists(), "no rule, nobody is forgotten"
    RetentionRule.objects.create(years=5, in_force_on=date(2026, 1, 1))
    assert [one.username for one in past_retention(today)] == ["trainee40"]
    call_command("apply_retention")
    assert Person.objects.filter(username="trainee40").exists() and "1 accounts would be blanked" in capsys.readouterr().out
    call_command("apply_retention", "--do")
    assert not Person.objects.filter(username="trainee40").exists()


def test_the_page_asks_as_often_for_many_looks_as_for_one(person: Named, signed_in: SignIn) -> None:
    certificate = Certificate.objects.get(person__username="trainee24")
    trainee, hoda = signed_in("trainee24"), signed_in("hoda")

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            trainee.get("/ar/me/data/")
        return len(queries)

    hoda.get(f"/ar/certificates/{certificate.uuid}/")
    trainee.get("/ar/me/data/")
    one = asked()
    for _time in range(2):
        hoda.get(f"/ar/certificates/{certificate.uuid}/")
    assert asked() == one
