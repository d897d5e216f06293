"""The demo's sheets and clips: made from a lesson's own text, and put into it once."""

import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from courses.models import CoursePage, LessonPage
from lms.demo import lesson_handouts
from lms.demo.lesson_handouts import show_handout
from lms.demo.ministry import trade_file
from lms.enrolment.models import Enrolment
from media.models import Asset

CODE = "TLR-C1-L01"


def lesson() -> dict[str, Any]:
    units = trade_file("tailoring")["course"]["units"]
    return next(one for unit in units for one in unit["lessons"] if one["id"] == CODE)


def ready(name: str, kind: str) -> Asset:
    return Asset.objects.create(kind=kind, state="ready", title="x", original_name=name, digest=name.ljust(64, "0"), bytes=9)


def test_the_sheet_holds_every_step_in_letters_that_can_be_searched(tmp_path: Path) -> None:
    steps = ["علّق المقص في مكانه", "اضبط الكرسي على ارتفاع 45 سنتيمترًا"]
    lesson_handouts._sheet(lesson(), steps, tmp_path / "sheet.pdf")
    pdftotext = shutil.which("pdftotext")
    assert pdftotext
    text = subprocess.run(
        [pdftotext, "-enc", "UTF-8", tmp_path / "sheet.pdf", "-"], capture_output=True, check=True
    ).stdout.decode()
    assert "45" in text and "المقص" in text
    assert (tmp_path / "sheet.pdf").stat().st_size < 80_000


@pytest.mark.django_db
def test_a_sheet_and_a_clip_go_into_their_lesson_once_and_on_to_the_groups() -> None:
    course = CoursePage.objects.get(code="TLR-101")
    sheet, clip = ready("tlr-c1-l01-sheet.pdf", "document"), ready("tlr-c1-l01-step.mp4", "video")
    foreign = ready("my-sheet.pdf", "document")
    for asset in (sheet, clip, foreign, sheet, clip):
        show_handout(asset_id=asset.pk)
    assert course.releases.count() == 3  # the first, and one for each of the two
    enrolment = Enrolment.objects.get(person__username="amina")
    assert enrolment.release == course.releases.get(number=3)
    body = enrolment.release.lessons.get(code=CODE).document.body["body"]
    assert [block["sheet"]["uuid"] for block in body if block["kind"] == "sheet"] == [str(sheet.uuid)]
    steps = next(block for block in body if block["kind"] == "steps")["steps"]
    assert steps[0]["clip"]["uuid"] == str(clip.uuid)
    assert [step["clip"] for step in steps[1:]] == [None] * (len(steps) - 1)
    assert LessonPage.objects.get(code=CODE).live
