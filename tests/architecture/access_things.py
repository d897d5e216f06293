"""The things of the demo ministry that the table of doors stands before: one of each kind, by name."""

from collections.abc import Callable
from datetime import time
from io import BytesIO
from typing import Any
from uuid import UUID

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from assessments.actions import claim_unit, file_appeal, start_practice, upload_questions
from assessments.models import Accommodation, AnchorClip, AssessmentCase, Attempt, CommitteeMember, MarkSheet, QualityLook
from classrooms.models import Attendance, LiveClass
from courses.actions import order_release
from courses.models import CoursePage, Release, ReleaseOrder, Trade
from lms.certification.actions import confirm_batch
from lms.certification.models import AwardRule, Certificate, IssueBatch, SchemeTerms
from lms.enrolment.actions import apply_for_course
from lms.enrolment.models import Application, Cohort, LearnerQuestion
from lms.people.actions import ask_for_correction, ask_for_export, build_export, say_consent, set_photo
from lms.people.models import CorrectionRequest, DataExport, Person, Site
from lms.test_days.actions import make_day
from lms.test_days.models import TestDay
from lms.verification.actions import ask_for_cv, make_key, share, take_sheet
from lms.verification.models import CVPaper, Share
from lms.verification.queries import photo_token
from media.access import token_for
from media.actions.uploads import start_upload
from media.models import Asset, Rendition

NOBODY = UUID(int=0)
Words = dict[str, Any]


def _course(code: str = "TLR-101") -> Words:
    manifest = Release.objects.filter(course__code=code).latest("number").manifest
    return {"trade_slug": manifest["trade"]["slug"], "course_slug": CoursePage.objects.get(code=code).slug}


def _lesson() -> Words:
    release = Release.objects.filter(course__code="TLR-101").latest("number")
    return {"course_slug": release.course.slug, "lesson_slug": release.lessons.order_by("position").first().slug}


def _activity() -> Words:
    """The scored activity of the course's last lesson."""
    release = Release.objects.filter(course__code="TLR-101").latest("number")
    found = release.lessons.select_related("document").get(code="TLR-C1-L12")
    block = next(one["id"] for one in found.document.body["body"] if one["kind"] == "activity")
    return {"course_slug": release.course.slug, "lesson_slug": found.slug, "block": block}


def _document() -> Words:
    release = Release.objects.filter(course__code="TLR-101").latest("number")
    return {"course_slug": release.course.slug, "digest": release.lessons.order_by("position").first().document_id}


def _test_day() -> TestDay:
    """A day of the centre at Giza whose timetable is not made yet."""
    giza, tarek = Site.objects.get(code="GZ-C1"), Person.objects.get(username="tarek")
    samir, today = Person.objects.get(username="samir"), timezone.localdate()
    return make_day(
        site=giza, date=today, opens=time(9), closes=time(15), places=[giza], assessors={samir: 1}, by=tarek, today=today
    )


def _order() -> ReleaseOrder:
    return order_release(course=CoursePage.objects.get(code="TLR-101"), by=Person.objects.get(username="mona"))


def _class(state: str, cohort: str = "GZ-TLR-26-3") -> LiveClass:
    return LiveClass.objects.filter(cohort__code=cohort, state=state).order_by("starts_at").first()


def _karims_application() -> Words:
    """Karim asks for a place in another course."""
    karim, course = Person.objects.get(username="karim"), CoursePage.objects.get(code="MOB-101")
    return {"uuid": apply_for_course(person=karim, course=course, site=Site.objects.get(code="AS-C1"), note="").uuid}


def _line() -> Words:
    line = Attendance.objects.filter(register__live_class=_class("closed")).order_by("pk").first()
    return {"class_uuid": line.register.live_class.uuid, "line_uuid": line.uuid}


def _attempt(kind: str) -> UUID:
    return Attempt.objects.get(person__username="amina", kind=kind).uuid


def _running() -> UUID:
    """Amina has begun another practice paper."""
    amina, trade = Person.objects.get(username="amina"), Trade.objects.get(code="TLR")
    return start_practice(person=amina, trade=trade, level="L1", now=timezone.now()).uuid


def _case(login: str) -> AssessmentCase:
    return AssessmentCase.objects.filter(person__username=login).order_by("pk").first()


def _sheet(*, sealed: bool) -> UUID:
    sheets = MarkSheet.objects.filter(assessor__username="samir", sealed_at__isnull=not sealed)
    return sheets.order_by("pk").first().uuid


def _asset() -> Asset:
    """A picture of the library, with its one file in the storage."""
    asset, made = Asset.objects.get_or_create(
        title="door",
        defaults={"kind": "image", "state": "ready", "uploaded_by": Person.objects.get(username="youssef"), "bytes": 4},
    )
    if made:
        name = default_storage.save(f"door/{asset.uuid}.webp", ContentFile(b"door"))
        Rendition.objects.create(asset=asset, name="640.webp", file=name, bytes=4)
    return asset


def _upload() -> UUID:
    """Youssef's upload that is under way."""
    youssef = Person.objects.get(username="youssef")
    return start_upload(by=youssef, name="lesson.mp4", title="", length=1000, now=timezone.now()).uuid


def _token() -> Words:
    asset = _asset()
    return {"token": token_for(asset.uuid, now=timezone.now()), "uuid": asset.uuid, "name": "640.webp"}


def _certificate() -> Certificate:
    return Certificate.objects.filter(person__username="trainee24").get()


def _batch() -> IssueBatch:
    """Tarek confirms one case."""
    case = _case("trainee28")
    return confirm_batch(site=case.site, cases=[case], by=Person.objects.get(username="tarek"))


def _share() -> Share:
    """Trainee24 shares a certificate for a week."""
    certificate, now = _certificate(), timezone.now()
    return share(certificate=certificate, term="week", consent="-", agreed=True, by=certificate.person, now=now)


def _amina_s_photo() -> Words:
    _give_photo(Person.objects.get(username="amina"))
    return {}


def _give_photo(person: Person) -> None:
    made = BytesIO()
    Image.new("RGB", (160, 160)).save(made, "PNG")
    set_photo(person=person, file=SimpleUploadedFile("me.png", made.getvalue()))


def _photo_beside(*, agreed: bool) -> Words:
    """Trainee24's photo, as a page that checks their certificate asks for it."""
    certificate = _certificate()
    _give_photo(certificate.person)
    say_consent(person=certificate.person, purpose="photo_on_checks", given=agreed)
    return {"serial": certificate.serial, "token": photo_token(certificate.serial)}


def _sheet_of_numbers() -> Words:
    return {"token": take_sheet(file=SimpleUploadedFile("numbers.csv", b"W26-TLR1-000000-X")).token}


def _partner_key() -> Words:
    admin = Person.objects.get(username="admin")
    return {"uuid": make_key(name="-", scopes=["read"], checks_a_minute=1, by=admin)[0].uuid}


def _copy() -> DataExport:
    export = ask_for_export(person=Person.objects.get(username="amina"))
    build_export(export_id=export.pk)
    return export


def _cv() -> CVPaper:
    return ask_for_cv(person=Person.objects.get(username="amina"), language="ar")


def _correction() -> CorrectionRequest:
    return ask_for_correction(person=Person.objects.get(username="amina"), words="...")


def _question_file() -> UUID:
    author, trade = Person.objects.get(username="youssef"), Trade.objects.get(code="TLR")
    return upload_questions(data=b"Is it so? {T}", name="one.gift", trade=trade, by=author, now=timezone.now()).uuid


def _appeal() -> UUID:
    now, attempt = timezone.now(), Attempt.objects.get(person__username="trainee24", kind="official")
    return file_appeal(attempt=attempt, position=None, reason="...", now=now).uuid


def _claim() -> UUID:
    case = _case("trainee07")
    return claim_unit(case=case, unit="TLR-U01", basis="evidence", words="...", now=timezone.now()).uuid


def _chair() -> Words:
    seat = _case("hassan").seats.first()
    return {"uuid": seat.sitting.uuid, "pk": seat.pk}


THINGS: dict[str, Callable[[], Words]] = {
    "": dict,
    "course": _course,
    "lesson of TLR-101": _lesson,
    "activity of TLR-101": _activity,
    "document of TLR-101": _document,
    "amina's question to nadia": lambda: {"uuid": LearnerQuestion.objects.get(enrolment__person__username="amina").uuid},
    "own course TLR-101": lambda: {"course_slug": CoursePage.objects.get(code="TLR-101").slug},
    "application at Giza": lambda: {"uuid": Application.objects.get(person__username="trainee37").uuid},
    "karim's application": _karims_application,
    "cohort at Giza": lambda: {"uuid": Cohort.objects.get(code="GZ-TLR-26-3").uuid},
    "cohort at Asyut": lambda: {"uuid": Cohort.objects.get(code="AS-TLR-26-1").uuid},
    "open class": lambda: {"class_uuid": _class("open").uuid},
    "ended class": lambda: {"class_uuid": _class("closed").uuid},
    "ended class at Asyut": lambda: {"class_uuid": _class("closed", "AS-TLR-26-1").uuid},
    "line of a register": _line,
    "amina's running paper": lambda: {"uuid": _running()},
    "amina's question": lambda: {"uuid": _running(), "position": 1},
    "amina's official paper": lambda: {"uuid": _attempt("official")},
    "hassan's sitting": lambda: {"uuid": _case("hassan").seats.first().sitting.uuid},
    "hassan's chair": _chair,
    "trainee12's task": lambda: {"uuid": _case("trainee12").assignments.first().uuid},
    "trainee12's signature": lambda: {"uuid": _case("trainee12").assignments.first().uuid, "number": 1},
    "trainee24's task": lambda: {"uuid": _case("trainee24").assignments.first().uuid},
    "anchor clip": lambda: {"uuid": AnchorClip.objects.first().uuid},
    "task RAC-P1": lambda: {"code": "RAC-P1"},
    "look at a sheet": lambda: {"uuid": QualityLook.objects.filter(looked_at=None).first().uuid},
    "trainee07's claim": lambda: {"uuid": _claim()},
    "trainee16's need": lambda: {"pk": Accommodation.objects.get(person__username="trainee16").pk},
    "amina's case": lambda: {"uuid": _case("amina").uuid},
    "confirmed case at Giza": lambda: {"uuid": _case("trainee24").uuid},
    "member at Giza": lambda: {"pk": CommitteeMember.objects.get(role="employers").pk},
    "waiting case at Giza": lambda: {"uuid": _case("trainee28").uuid},
    "karim's case at Asyut": lambda: {"uuid": _case("karim").uuid},
    "appeal at Giza": lambda: {"uuid": _appeal()},
    "level L1 of TLR": lambda: {"trade": "TLR", "level": "L1"},
    "bank of TLR": lambda: {"trade": "TLR"},
    "question type": lambda: {"trade": "TLR", "kind": "single_choice"},
    "question TLR-Q01": lambda: {"code": "TLR-Q01"},
    "youssef's question file": lambda: {"uuid": _question_file()},
    "samir's sheet": lambda: {"uuid": _sheet(sealed=False)},
    "samir's sealed sheet": lambda: {"uuid": _sheet(sealed=True)},
    "aspect of samir's sheet": lambda: {"uuid": _sheet(sealed=False), "aspect": "TLR-P1-A1"},
    "fact of samir's sheet": lambda: {"uuid": _sheet(sealed=False), "fact_uuid": NOBODY},
    "amina's CV": lambda: {"uuid": _cv().uuid},
    "amina's copy": lambda: {"uuid": _copy().uuid},
    "amina's correction": lambda: {"uuid": _correction().uuid},
    "site GZ-C1": lambda: {"code": "GZ-C1"},
    "directorate of Giza": lambda: {"code": "D-GZ"},
    "test day at Giza": lambda: {"uuid": _test_day().uuid},
    "place of a test day": lambda: {"uuid": _test_day().uuid, "code": "GZ-C1"},
    "batch at Giza": lambda: {"uuid": _batch().uuid},
    "scheme": lambda: {"code": "three-level-v1"},
    "award rule": lambda: {"code": "three-level-v1", "level": "L1", "trade": "TLR"},
    "award rule in force": lambda: {"pk": AwardRule.objects.get(level__code="L1", trade__code="TLR").pk},
    "terms in force": lambda: {"pk": SchemeTerms.objects.get(scheme__code="three-level-v1").pk},
    "certificate of trainee24": lambda: {"uuid": _certificate().uuid},
    "serial of trainee24": lambda: {"serial": _certificate().serial},
    "unknown serial": lambda: {"serial": "W26-0000-0000"},
    "unknown credential": lambda: {"uuid": NOBODY},
    "unknown list": lambda: {"number": 999},
    "link of trainee24": lambda: {"token": _share().token},
    "share of trainee24": lambda: {"uuid": _share().uuid},
    "sheet of a stranger": _sheet_of_numbers,
    "amina's photo": _amina_s_photo,
    "photo of a check": lambda: _photo_beside(agreed=True),
    "photo without consent": lambda: _photo_beside(agreed=False),
    "key of a partner": _partner_key,
    "signed address": _token,
    "address signed wrongly": lambda: _token() | {"token": "20990101-wrong"},
    "youssef's upload": lambda: {"uuid": _upload()},
    "asset": lambda: {"uuid": _asset().uuid},
    "release order": lambda: {"uuid": _order().uuid},
    "course page": lambda: {"pk": CoursePage.objects.get(code="TLR-101").pk},
}
