"""What goes into the hands of the demo's trainees: a sheet to download, and a clip beside the first step of a lesson.

Both are made on the spot from the lesson's own text and go through the media library, as an author's files would.
"""

import re
import tempfile
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string

from courses.models import LessonPage
from lms.credentials.drawing import pages_of
from lms.demo.events import HandoutsWanted
from lms.demo.films import make_lesson_film
from lms.demo.lesson_blocks import block_id
from lms.demo.lesson_films import PRIORITY, lessons_in_turn, lessons_of, release_with
from lms.demo.ministry import TRADES
from lms.demo.people import named
from lms.outbox.actions import publish
from media.actions.assets import take_in
from media.models import Asset

HOW_MANY: Final = 3  # one lesson of each trade
_NAME = re.compile(r"(?P<code>[a-z]{3}-c\d-l\d\d)-(?P<what>sheet\.pdf|step\.mp4)")


def ask_for_handouts() -> None:
    """Ask for the handouts of the first lesson of each trade, once the first films are made; none where films are not wanted."""
    for code in lessons_in_turn()[:HOW_MANY] if settings.DEMO_FILMS > 1 else []:
        publish(HandoutsWanted(lesson_code=code), priority=PRIORITY + HOW_MANY)


def make_handouts(*, lesson_code: str) -> None:
    """Make both. A second run finds the assets and makes nothing."""
    lesson = next(lesson for name in TRADES for lesson in lessons_of(name) if lesson["id"] == lesson_code)
    steps = [text for block in lesson["blocks"] if block["kind"] == "steps" for text in block["items_ar"]]
    with tempfile.TemporaryDirectory() as folder:
        for what, title in (("sheet.pdf", _title(lesson)), ("step.mp4", steps[0][:80])):
            name = f"{lesson_code.lower()}-{what}"
            if Asset.objects.filter(original_name=name).exists():
                continue
            path = Path(folder) / name
            if name.endswith(".pdf"):
                _sheet(lesson, steps, path)
            else:
                make_lesson_film(title=lesson["title"]["ar"], lines=steps[:1], path=path, trade=lesson_code[:3])
            take_in(path=path, name=name, title=title, by=named("youssef"))


@transaction.atomic
def show_handout(*, asset_id: int) -> None:
    """Put a handout of ours into its lesson and release the course; other assets are left alone."""
    asset = Asset.objects.get(pk=asset_id)
    found = _NAME.fullmatch(asset.original_name)
    page = LessonPage.objects.filter(code=found["code"].upper()).first() if found else None
    if found is None or page is None:
        return
    body = page.body.get_prep_value()
    if changed := _with_sheet(page, body, asset) if found["what"] == "sheet.pdf" else _with_clip(body, asset):
        release_with(page, changed, note=f"{asset.title}")


def _with_sheet(page: LessonPage, body: list[dict[str, Any]], asset: Asset) -> list[dict[str, Any]]:
    """The body with the sheet at its end; empty where it has one."""
    if any(block["type"] == "sheet" for block in body):
        return []
    said = {"title": asset.title, "text": "اطبعها وعلقها عند مكان عملك، وعلّم كل خطوة تتمها."}
    return [*body, {"type": "sheet", "value": said | {"sheet": asset.pk}, "id": block_id(page.code, "sheet")}]


def _with_clip(body: list[dict[str, Any]], asset: Asset) -> list[dict[str, Any]]:
    """The body with the clip beside its first step; empty where that has one, or there are no steps."""
    steps = next((block for block in body if block["type"] == "steps"), None)
    first = steps["value"]["steps"][0]["value"] if steps else None
    if first is None or first.get("clip"):
        return []
    first["clip"] = asset.pk
    return body


def _title(lesson: dict[str, Any]) -> str:
    return f"ورقة عمل: {lesson['title']['ar']}"


def _sheet(lesson: dict[str, Any], steps: list[str], path: Path) -> None:
    """One page of A4: the steps to tick, what keeps the trainee safe, and room for a name and a signature."""
    safety = [block["ar"] for block in lesson["blocks"] if block["kind"] == "safety"]
    shown = {"title": _title(lesson), "steps": steps, "safety": safety}
    path.write_bytes(pages_of([render_to_string("demo/sheet.html", shown)]))
