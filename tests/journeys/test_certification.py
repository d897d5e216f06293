"""A chair's day, an administrator who changes tomorrow's rule, a trainee who asks what is held."""

import re
import time
import zipfile
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Reader, RunningSite

pytestmark = pytest.mark.journey
Sit = Callable[..., Reader]
WHO = "trainee28"


def serial_of_the_day(site: RunningSite) -> str:
    """The newest certificate of the person whose case the chair confirms."""
    found = f"C.objects.filter(person__username='{WHO}').latest('pk').serial"
    return site.ask(f"from lms.certification.models import Certificate as C; print({found})")


def test_1_the_chair_confirms_and_sees_it_through(reader: Sit, site: RunningSite) -> None:
    at = reader("laptop", "ar").sign_in("tarek")
    page = at.page
    case = site.ask(f"from assessments.models import AssessmentCase as A; print(A.objects.get(person__username='{WHO}').uuid)")
    at.open("batches/")
    for box in page.locator("[name=case]").all():
        box.set_checked(box.get_attribute("value") == case)
    page.get_by_role("button", name="أكد الحالات المختارة").click()
    page.wait_for_url(re.compile("/ar/batches/[0-9a-f-]{36}/"))
    # The page follows the worker by itself: no reload here.
    expect(page.locator("[data-finished]")).to_be_visible(timeout=60_000)
    expect(page.locator("main")).to_contain_text(serial_of_the_day(site))


def test_2_suspended_reinstated_corrected(reader: Sit, site: RunningSite) -> None:
    at, serial = reader("tablet", "ar").sign_in("tarek"), serial_of_the_day(site)
    page = at.page
    at.open("certificates/")
    page.get_by_role("link", name=serial).click()
    page.get_by_role("link", name="إيقاف مؤقت").click()
    page.select_option("[name=reason]", "under_review")
    page.fill("[name=words]", "بلاغ من صاحب عمل")
    page.get_by_role("button", name="أوقف الشهادة").click()
    expect(page.locator(".whose .chip")).to_contain_text("موقوفة")
    employer = reader("phone", "ar")
    employer.open(f"/verify/{serial}/")
    expect(employer.page.locator("main")).to_contain_text("موقوفة")
    expect(employer.page.locator("main")).not_to_contain_text("بلاغ من صاحب عمل")
    page.get_by_role("link", name="إعادة السريان").click()
    page.fill("[name=words]", "لم يثبت شيء")
    page.get_by_role("button", name="أعد الشهادة إلى السريان").click()
    expect(page.locator(".whose .chip")).to_contain_text("سارية")
    page.get_by_role("link", name="تصحيح الاسم").click()
    page.fill("[name=name_ar]", page.input_value("[name=name_ar]") + " علي")
    page.fill("[name=words]", "سقط اسم الجد")
    page.get_by_role("button", name="أصدر الشهادة المصححة").click()
    expect(page.locator("h1")).to_contain_text("علي")
    new = serial_of_the_day(site)
    assert new != serial
    employer.open(f"/verify/{serial}/")
    expect(employer.page.locator("main")).to_contain_text("ملغاة")
    assert '"outcome": "intact"' in site.manage("verify_records", "--json")


def test_3_the_administrator_looks_before_changing_a_rule(reader: Sit, site: RunningSite) -> None:
    at, day = reader("laptop", "en").sign_in("admin"), date.today() + timedelta(days=3)
    page = at.page
    at.open("schemes/three-level-v1/L1/RAC/")
    page.fill("[name=practical_min]", "99")
    page.fill("[name=in_force_on]", day.isoformat())
    page.get_by_role("button", name="See what would change").click()
    expect(page.locator("#preview")).to_contain_text("99")
    expect(page.locator("#preview .lose b")).not_to_have_text("0")
    page.get_by_role("button", name="Write this version").click()
    page.wait_for_url(re.compile("/en/schemes/three-level-v1/$"))
    at.open(f"schemes/what-if/?day={day.isoformat()}")
    expect(page.locator(".differ")).to_contain_text("practice below the least")
    at.open("schemes/")
    coming = page.locator(".coming li", has_text="Refrigeration").first
    coming.get_by_role("button", name="Undo").click()
    expect(page.locator("main, [role=status]").first).to_be_visible()
    left = site.ask(f"from lms.certification.models import AwardRule as R; print(R.objects.filter(in_force_on='{day}').count())")
    assert left == "0"


def test_4_a_trainee_sees_who_looked_and_takes_a_copy(reader: Sit, site: RunningSite) -> None:
    at = reader("phone", "ar").sign_in(WHO)
    page = at.page
    at.open("me/data/")
    expect(page.locator("main")).to_contain_text("طارق")  # who opened the certificate this morning
    page.get_by_role("button", name=re.compile("اطلب نسخة")).click()
    take = page.get_by_role("link", name="خذ النسخة")
    deadline = time.monotonic() + 60
    while not take.is_visible() and time.monotonic() < deadline:
        page.wait_for_timeout(500)
    with page.expect_download() as taken:
        take.click()
    with zipfile.ZipFile(taken.value.path()) as packed:
        assert serial_of_the_day(site) in packed.read("data.json").decode()
        assert "بياناتي" in packed.read("index.html").decode()
