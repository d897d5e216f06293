"""axe-core finds nothing on any page of the thread, and no page scrolls sideways: both languages and themes, three sizes.

Left out: Wagtail's own studio pages (its editor is audited upstream). Rules: everything tagged WCAG 2.0 to 2.2 A and AA, and
axe's best practices.
"""

import json
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.journeys.conftest import SCREENS, RunningSite
from tests.journeys.signed_in import sessions

pytestmark = [pytest.mark.journey, pytest.mark.timeout(400)]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPEN_EVERYTHING = "() => document.querySelectorAll('details').forEach(part => { part.open = true })"

# What the demo ministry has of everything, found once; a running practice paper and a revoked certificate are made.
PREPARE = """
import json
from datetime import time
from django.utils import timezone
from lms.people.models import Site
from lms.test_days.actions import make_day, plan_day
from lms.test_days.models import TestDay
from assessments.actions import start_practice, upload_questions
from assessments.models import AnchorClip, QualityLook, AssessmentCase, Attempt, MarkSheet, QuestionFile
from classrooms.models import LiveClass
from courses.models import Release, Trade
from lms.certification.actions import confirm_batch, revoke
from lms.certification.models import Certificate, IssueBatch, Revocation
from lms.enrolment.models import Application, Cohort
from lms.people.actions import ask_for_correction
from lms.people.models import CorrectionRequest, Person
from lms.credentials.models import Credential
from lms.verification.actions import share, take_sheet
from lms.verification.models import Share, Sheet
from django.core.files.uploadedfile import SimpleUploadedFile
def lesson(kind):
    for found in release.lessons.order_by("position"):
        if any(block["kind"] == kind for block in found.document.body["body"]):
            return found.slug
def activity(course, lesson):
    released = Release.objects.filter(course__code=course).latest("number")
    return next(b["id"] for b in released.lessons.get(code=lesson).document.body["body"] if b["kind"] == "activity")
learner = Person.objects.get(username="trainee30")
paper = Attempt.objects.filter(person=learner, submitted_at=None).first() or start_practice(
    person=learner, trade=Trade.objects.get(code="TLR"), level="L1", now=timezone.now())
revoked = Certificate.objects.get(person__username="trainee25")
if not Revocation.objects.filter(certificate=revoked).exists():
    revoke(certificate=revoked, reason=Revocation.Reason.values[0], words="-", by=Person.objects.get(username="tarek"))
mine, now = Certificate.objects.get(person__username="trainee24"), timezone.now()
link = Share.objects.filter(certificate=mine).first() or share(
    certificate=mine, term="week", consent="-", agreed=True, by=mine.person, now=now)
sheet = Sheet.objects.first() or take_sheet(file=SimpleUploadedFile("a.csv", mine.serial.encode()))
early = AssessmentCase.objects.get(person__username="amina")  # not ready: the batch says so, and nothing else changes
batch = IssueBatch.objects.first() or confirm_batch(site=early.site, cases=[early], by=Person.objects.get(username="tarek"))
asked = CorrectionRequest.objects.first() or ask_for_correction(person=early.person, words="-")
day = TestDay.objects.first()
if day is None:
    giza, tarek, today = Site.objects.get(code="D-GZ"), Person.objects.get(username="tarek"), timezone.localdate()
    day = make_day(site=giza, date=today, opens=time(9), closes=time(15), places=list(Site.objects.teaching().within(giza)),
        assessors={Person.objects.get(username=login): 2 for login in ("samir", "dalia")}, by=tarek, today=today)
    plan_day(day_id=day.pk, asked_at=day.asked_at.isoformat())
cohort = Cohort.objects.get(code="GZ-TLR-26-3")
release = cohort.release
typed = "What holds the needle? {=clamp ~bobbin}\\n\\nصف عملك. {}"
file = QuestionFile.objects.first() or upload_questions(
    data=typed.encode(), name="أسئلة.gift", trade=Trade.objects.get(code="TLR"), by=Person.objects.get(username="mona"), now=now)
sheets = MarkSheet.objects.filter(assessor__username="samir")
print(json.dumps({
    "trade": release.manifest["trade"]["slug"], "course": release.course.slug,
    "steps": lesson("steps"), "video": lesson("video"), "seam": activity("TLR-101", "TLR-C1-L12"),
    "board": activity("MOB-101", "MOB-C1-L05"), "gauges": activity("RAC-101", "RAC-C1-L09"),
    "cohort": cohort.uuid, "application": Application.objects.filter(status="waiting", site__code="GZ-C1").first().uuid,
    "open_class": LiveClass.objects.filter(cohort=cohort).exclude(state="closed").order_by("starts_at").first().uuid,
    "ended_class": LiveClass.objects.filter(cohort=cohort, state="closed").first().uuid,
    "test_day": day.uuid,
    "batch": batch.uuid, "correction": asked.uuid,
    "paper": paper.uuid, "official": Attempt.objects.get(person__username="amina", kind="official").uuid,
    "sitting": AssessmentCase.objects.get(person__username="hassan").seats.first().sitting.uuid,
    "import": file.uuid,
    "own_case": AssessmentCase.objects.filter(person__username="amina").first().uuid,
    "finished_case": AssessmentCase.objects.filter(person__username="trainee24").first().uuid,
    "case": AssessmentCase.objects.filter(person__username="trainee28").first().uuid,
    "marks": sheets.filter(sealed_at=None).first().uuid, "look": QualityLook.objects.first().uuid,
    "anchor": AnchorClip.objects.first().uuid, "sealed": sheets.exclude(sealed_at=None).first().uuid,
    "certificate": mine.uuid, "link": link.token, "sheet": sheet.token,
    "code": Credential.objects.get(certificate=mine).code.partition("#")[2] or "A",
    "valid": Certificate.objects.get(person__username="trainee24").serial, "revoked": revoked.serial,
}, default=str))
"""

FILM_IS_RELEASED = """
from lms.enrolment.models import Cohort
lessons = Cohort.objects.get(code="GZ-TLR-26-3").release.lessons
print(any(block["kind"] == "video" for found in lessons.all() for block in found.document.body["body"]))
"""

# Who looks at what. "open" after an address: every part that can be unfolded is unfolded.
PAGES = """
-        /
-        /courses/
-        /courses/?q=xyzxyz
-        /courses/{trade}/{course}/
-        /accounts/login/
-        /accounts/signup/
-        /offline/
-        /nowhere/
-        /verify/
-        /verify/{valid}/
-        /verify/{revoked}/
-        /verify/W26-TLR1-000000-0/
-        /verify/#{code}
-        /verify/sheets/
-        /verify/sheets/{sheet}/
-        /share/{link}/
amina    /today/
amina    /learn/
amina    /learn/{course}/
amina    /learn/{course}/{steps}/
amina    /learn/{course}/{steps}/ open
amina    /learn/{course}/{video}/
amina    /learn/{course}/{video}/ open
amina    /learn/{course}/tlr-c1-l08/ open
amina    /learn/{course}/tlr-c1-l04/
amina    /learn/{course}/tlr-c1-l05/
amina    /learn/{course}/tlr-c1-l12/try/{seam}/
hassan   /learn/mob-101/mob-c1-l05/try/{board}/
trainee24 /learn/rac-101/rac-c1-l04/ open
trainee24 /learn/rac-101/rac-c1-l09/try/{gauges}/
amina    /courses/{trade}/{course}/apply/
amina    /classes/
amina    /classes/{open_class}/
amina    /classes/{ended_class}/
amina    /exams/
amina    /exams/{official}/result/ open
amina    /exams/cases/{own_case}/
amina    /marking/
amina    /me/
trainee24 /me/data/ open
-        /records/
tarek    /batches/
hoda     /people/corrections/
hoda     /people/corrections/{correction}/
admin    /schemes/
admin    /schemes/decree-266-2025/
admin    /schemes/three-level-v1/L1/TLR/
admin    /schemes/three-level-v1/terms/
admin    /schemes/new/
admin    /schemes/what-if/?day=2027-01-01
hassan   /today/
hassan   /exams/sittings/{sitting}/
trainee30 /exams/{paper}/
trainee30 /exams/{paper}/?map=1
trainee24 /record/
trainee24 /record/certificates/{certificate}/
trainee24 /record/cv/
admin    /partners/
trainee24 /exams/cases/{finished_case}/
nadia    /today/
nadia    /classes/
nadia    /classes/new/
nadia    /classes/{open_class}/
nadia    /classes/{ended_class}/register/ open
nadia    /cohorts/
nadia    /questions/ open
youssef  /today/
mona     /bank/?trade=TLR open
mona     /bank/questions/TLR-Q27/ open
mona     /bank/questions/TLR-Q27/edit/
mona     /bank/exchange/{import}/
samir    /today/
samir    /marking/
samir    /marking/{marks}/ open
samir    /marking/{marks}/?seal=1
samir    /marking/anchors/{anchor}/
dalia    /sittings/
dalia    /sittings/{sitting}/ open
dalia    /sittings/{sitting}/plan/
magdy    /quality/
magdy    /quality/{look}/
magdy    /quality/alike/ open
magdy    /quality/sampling/
magdy    /quality/anchors/
magdy    /quality/anchors/RAC-P1/new/
mona     /bank/blueprints/TLR/L1/new/
mona     /bank/policies/TLR/L1/new/
samir    /marking/{sealed}/ open
tarek    /today/
tarek    /committee/
tarek    /committee/{case}/ open
tarek    /certificates/ open
tarek    /batches/{batch}/
tarek    /committee/members/
tarek    /certificates/{certificate}/revoke/
tarek    /certificates/{certificate}/reinstate/
magdy    /certificates/{certificate}/proof/ open
tarek    /test-days/
tarek    /test-days/{test_day}/ open
tarek    /test-days/new/D-GZ/
tarek    /test-days/stations/GZ-C1/ open
hoda     /today/
hoda     /cohorts/
hoda     /cohorts/{cohort}/
hoda     /applications/{application}/
omar     /today/
admin    /today/
"""
BARE = ("/accounts/", "/verify/", "/share/")  # addresses without a language in them


@pytest.fixture(scope="module")
def found(site: RunningSite) -> dict[str, Any]:
    logins = {line.split()[0] for line in PAGES.strip().splitlines()} - {"-"}
    for _look in range(90):  # a look takes a second or two; the first film is released while the site is young
        if site.ask(FILM_IS_RELEASED) == "True":
            break
    return json.loads(site.ask(PREPARE)) | {"sessions": sessions(site, *sorted(logins))}


def stops(found: dict[str, Any], language: str) -> Iterator[tuple[str, str, bool]]:
    """Login, address, and whether to unfold everything."""
    for line in PAGES.strip().splitlines():
        login, path, *how = line.format(**found).split()
        yield login, path if path.startswith(BARE) else f"/{language}{path}", bool(how)


@pytest.mark.parametrize(
    ("language", "theme", "screen"),
    [
        ("ar", "light", "phone"),
        ("en", "dark", "phone"),
        ("ar", "dark", "tablet"),
        ("en", "light", "tablet"),
        ("ar", "light", "laptop"),
        ("en", "dark", "laptop"),
    ],
)
def test_every_page(site: RunningSite, browser: Browser, found: dict[str, Any], language: str, theme: str, screen: str) -> None:
    width, height = SCREENS[screen]
    context = browser.new_context(viewport={"width": width, "height": height}, reduced_motion="reduce", service_workers="block")
    page = context.new_page()
    faults: dict[str, list[str]] = {}
    for login, path, unfold in stops(found, language):
        cookies = {"theme": theme, "django_language": language, "sessionid": found["sessions"].get(login, uuid4().hex)}
        context.clear_cookies()
        context.add_cookies([{"name": name, "value": value, "url": site.address} for name, value in cookies.items()])
        page.goto(site.address + path, wait_until="load")
        assert page.url.split("#")[0] == site.address + path or login == "-", f"{login} was led from {path} to {page.url}"
        if unfold:
            page.evaluate(OPEN_EVERYTHING)
        if wrong := violations(page):
            faults[f"{login} {path}"] = wrong
    context.close()
    assert faults == {}, json.dumps(faults, ensure_ascii=False, indent=1)


def violations(page: Page) -> list[str]:
    """What axe has against the page, one line for each rule with the first elements it names; and whether it scrolls sideways."""
    sideways = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    options = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
    return [f"scrolls sideways by {sideways} px"] * (sideways > 0) + [
        f"{rule['id']} ({len(rule['nodes'])}): "
        + " | ".join(
            f"{node['target'][-1]} {node['failureSummary'].splitlines()[-1].strip()[:160]}" for node in rule["nodes"][:3]
        )
        for rule in Axe().run(page, options=options).response["violations"]
    ]
