"""An author writes a lesson with a picture and a film, an editor approves and releases it; nobody programs anything."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import files
from tests.journeys.conftest import Reader, RunningSite

pytestmark = [pytest.mark.journey, pytest.mark.timeout(420)]
UNIT, COURSE = "TLR-C1-U4", "TLR-101"
PATIENCE = 120_000  # ms: the film waits for the worker, which may be at work on another one
NOTE = "درس جديد عن إنهاء الحافة"
# What the studio says in each language; the workflow is called by its name, which is the ministry's.
WORDS = {
    "ar": {
        "library": "مكتبة الوسائط",
        "choose a file": "اختر ملفًا",
        "heading": "عنوان",
        "text": "نص",
        "steps": "خطوات",
        "safety note": "تنبيه سلامة",
        "picture": "صورة",
        "video": "فيديو",
        "quick question": "سؤال سريع",
        "preview": "تبديل المعاينة",
        "save": "حفظ المسودة",
        "submit": "تقديم إلى مراجعة الدرس",
        "approve": "موافقة ونشر",
        "release": "أصدر الدورة",
        "what is new": "ما الجديد",
        "release now": "أصدر الآن",
    },
    "en": {
        "library": "Media library",
        "choose a file": "Choose a file",
        "heading": "Heading",
        "text": "Text",
        "steps": "Steps",
        "safety note": "Safety note",
        "picture": "Picture",
        "video": "Video",
        "quick question": "Quick question",
        "preview": "Toggle preview",
        "save": "Save draft",
        "submit": "Submit to مراجعة الدرس",
        "approve": "Approve and Publish",
        "release": "Release the course",
        "what is new": "What is new, in one sentence",
        "release now": "Make the release",
    },
}
STEP = "قص الخيط الزائد وافرد الحافة على الطاولة."


class Desk:
    """The studio as somebody at a screen uses it."""

    def __init__(self, reader: Reader) -> None:
        self.page: Page = reader.page
        self.address = reader.site.address
        self.words = WORDS[reader.language]
        self.direction = "rtl" if reader.language == "ar" else "ltr"

    def open(self, path: str = "") -> None:
        self.page.goto(f"{self.address}/studio/{path}")

    def upload(self, path: Path) -> str:
        """Upload a file through the library; gives how it ended and what the page says."""
        self.open()
        library = self.page.get_by_role("link", name=self.words["library"])
        if not library.is_visible():
            self.page.locator(".sidebar-nav-toggle").click()
        library.click()
        self.page.locator("a[href$='/studio/media/new/']").first.click()
        box = self.page.locator("[data-upload]")
        box.locator(".upload-file").set_input_files(path)
        expect(box).to_have_attribute("data-state", re.compile("ready|refused"), timeout=PATIENCE)
        return f"{box.get_attribute('data-state')}: {box.locator('.upload-status').inner_text()}"

    def new_lesson(self, unit: str, *, title: str, code: str, minutes: int) -> None:
        """From the list of the unit's lessons: add one, and fill in its card."""
        self.open(f"pages/{unit}/")
        self.page.locator("a[href*='/add_subpage/']").first.click()
        self.page.fill("[name=title]", title)
        self.page.fill("[name=code]", code)
        self.page.fill("[name=minutes]", str(minutes))

    def add_block(self, label: str) -> int:
        """Choose a block by its name at the end of the lesson; gives its number."""
        count = self.page.locator("[name=body-count]")
        number = int(count.input_value())
        self.page.locator("[data-contentpath=body] button.c-sf-add-button").last.click()
        self.page.locator(".w-combobox").get_by_role("option", name=self.words[label], exact=True).click()
        expect(count).to_have_value(str(number + 1))
        return number

    def write(self, number: int, **texts: str) -> None:
        """Fill the fields of a block: ``steps__0__text`` is the text of its first step."""
        for name, text in texts.items():
            path = name.replace("__", "-").replace("-0-", "-0-value-").replace("-1-", "-1-value-")
            self.page.fill(f"[name='body-{number}-value-{path}']", text)

    def choose(self, number: int, field: str, title: str) -> None:
        """Choose a file of the library for a block."""
        self.page.locator(f"#body-{number}-value-{field}-chooser").get_by_role("button", name=self.words["choose a file"]).click()
        self.page.locator(".modal").get_by_role("link", name=title).first.click()
        expect(self.page.locator(f"[name='body-{number}-value-{field}']")).not_to_have_value("")

    def from_menu(self, name: str) -> None:
        """Press a button of the menu beside "save draft"."""
        self.page.locator("footer .w-dropdown__toggle").click()
        self.page.get_by_role("button", name=self.words[name]).click()


def write_lesson(desk: Desk, *, unit: str, code: str) -> None:
    desk.new_lesson(unit, title=f"إنهاء الحافة {code}", code=code, minutes=20)
    desk.write(desk.add_block("heading"), text="لماذا ننهي الحافة؟")
    desk.write(desk.add_block("text"), text="الحافة المنتهية لا تنسل بعد الغسيل.")
    steps = desk.add_block("steps")
    desk.page.locator("[data-contentpath=steps] button.c-sf-add-button").last.click()
    desk.write(steps, steps__0__text=STEP, steps__1__text="اثن الحافة مرتين واكوها.")
    desk.write(desk.add_block("safety note"), text="افصل المكواة قبل أن تترك مكانك.")
    picture = desk.add_block("picture")
    desk.choose(picture, "picture", f"picture-{code}")
    desk.write(picture, alternative="غرزة حافة على قماش قطني")
    video = desk.add_block("video")
    desk.choose(video, "video", f"film-{code}")
    desk.write(video, title="إنهاء الحافة في ثلاث ثوان")
    question = desk.add_block("quick question")
    desk.write(question, question="متى تكوي الحافة؟", explanation="الثنية المكوية تخاط مستقيمة.")
    desk.write(question, choices__0__text="بعد كل ثنية", choices__1__text="بعد الخياطة فقط")
    desk.page.locator(f"[name='body-{question}-value-choices-0-value-correct']").check()


def see_preview(desk: Desk) -> None:
    """The panel shows the draft at the width of a phone, drawn by the trainee's own page."""
    desk.page.get_by_role("button", name=desk.words["preview"]).click()
    frame = desk.page.locator("iframe.w-preview__iframe").first
    shown = frame.content_frame
    expect(shown.get_by_text(STEP)).to_be_visible(timeout=20_000)
    assert 340 <= frame.evaluate("frame => frame.clientWidth") <= 430
    assert shown.locator("html").evaluate("page => [page.dir, page.scrollWidth <= page.clientWidth]") == [desk.direction, True]
    expect(shown.locator("video")).to_have_count(1)
    expect(shown.get_by_text("افصل المكواة قبل أن تترك مكانك.")).to_be_visible()
    desk.page.get_by_role("button", name=desk.words["preview"]).click()


def submit(desk: Desk, code: str) -> None:
    """Save, ask for review, and find the lesson in the board's third column; there is nothing to release with."""
    desk.page.get_by_role("button", name=desk.words["save"]).click()
    expect(desk.page.locator(".messages")).to_contain_text(code)
    desk.from_menu("submit")
    desk.open()
    expect(desk.page.locator(".stage-in_review")).to_contain_text(code)
    expect(desk.page.locator("a[href*='/studio/release/']")).to_have_count(0)


def approve_and_release(desk: Desk, code: str) -> None:
    desk.open()
    desk.page.locator(".stage-in_review li", has_text=code).get_by_role("link").click()
    desk.from_menu("approve")
    expect(desk.page.locator(".messages")).to_be_visible()
    desk.open()
    expect(desk.page.locator(".stage-approved")).to_contain_text(code)
    desk.page.locator(".board-course.hue-tlr").get_by_role("link", name=desk.words["release"]).click()
    desk.page.get_by_label(desk.words["what is new"]).fill(NOTE)
    desk.page.get_by_role("button", name=desk.words["release now"]).click()
    expect(desk.page.locator("[data-finished] [role=status]")).to_be_visible(timeout=PATIENCE)
    expect(desk.page.locator(".lanes-table tbody tr").first).to_be_visible()
    desk.page.locator("[data-finished] a.button").click()
    expect(desk.page.locator(".stage-released")).to_contain_text(code)


def releases(site: RunningSite, code: str) -> list[list[object]]:
    """Number, digest, lessons, whether the new lesson is in, and note of each release, oldest first."""
    return json.loads(
        site.ask(
            "import json\nfrom courses.models import Release\n"
            f"found = Release.objects.filter(course__code='{COURSE}').order_by('number')\n"
            "print(json.dumps([[r.number, r.digest, r.lessons.count(), "
            f"r.lessons.filter(code='{code}').exists(), r.note] for r in found]))"
        )
    )


@pytest.mark.parametrize(("language", "screen"), [("ar", "laptop"), ("en", "tablet"), ("ar", "phone")])
def test_from_an_empty_page_to_a_release(
    site: RunningSite, reader: Callable[..., Reader], tmp_path: Path, language: str, screen: str
) -> None:
    unit, number = site.ask(
        "from courses.models import LessonPage, UnitPage\n"
        f"print(UnitPage.objects.get(code='{UNIT}').pk, LessonPage.objects.filter(code__startswith='TLR-C1-L').count() + 1)"
    ).split()
    code = f"TLR-C1-L{number}"
    before = releases(site, code)
    youssef = Desk(reader(screen, language).sign_in("youssef"))
    assert youssef.upload(files.picture(tmp_path, name=f"picture-{code}.png")).startswith("ready")
    assert youssef.upload(files.film(tmp_path, name=f"film-{code}.mp4")).startswith("ready")
    write_lesson(youssef, unit=unit, code=code)
    see_preview(youssef)
    submit(youssef, code)
    approve_and_release(Desk(reader(screen, language).sign_in("mona")), code)
    after = releases(site, code)
    assert after[: len(before)] == before, "earlier releases are frozen"
    last, made = after[-2:]  # the demo itself may have released a film in the meantime
    assert made[0] == last[0] + 1 and made[2:] == [last[2] + 1, True, NOTE]  # type: ignore[operator]
    amina = reader("phone").sign_in("amina")
    amina.open("learn/")
    amina.page.locator("main a[href*='/learn/']").first.click()
    expect(amina.page.locator("main")).to_contain_text("الكي وفحص الجودة والتسليم")
    expect(amina.page.get_by_text(f"إنهاء الحافة {code}")).to_have_count(0)


def test_a_text_that_says_it_is_a_film_is_refused_with_a_sentence(reader: Callable[..., Reader], tmp_path: Path) -> None:
    ended = Desk(reader("laptop").sign_in("youssef")).upload(files.text_called_film(tmp_path))
    assert ended == "refused: محتوى هذا الملف ليس كما يقول اسمه. احفظه من جديد فيديو أو صوتًا أو صورة أو PDF."
