"""Films for the demo's lessons: drawn and spoken from the lesson's own text, the first lesson of each trade first."""

import re
import tempfile
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from courses.actions import release_course
from courses.models import CoursePage, LessonPage
from lms.demo.events import FilmWanted
from lms.demo.films import make_lesson_film
from lms.demo.lesson_blocks import block_id, moments_of
from lms.demo.ministry import TRADES, trade_file
from lms.demo.people import named
from lms.enrolment.actions import move_to_release
from lms.enrolment.models import Cohort
from lms.outbox.actions import publish
from media.actions.assets import take_in
from media.actions.captions import write_captions
from media.models import Asset

LINES = 7
LONGEST_LINE = 120  # signs: about eight seconds of speech
# Later than an author's own upload, which must never wait for the demo.
PRIORITY = 20


def ask_for_films() -> None:
    """Ask for a film of each lesson that has a full text; ``DEMO_FILMS`` limits how many."""
    for place, code in enumerate(lessons_in_turn()[: settings.DEMO_FILMS]):
        publish(FilmWanted(lesson_code=code), priority=PRIORITY + place)


def lessons_in_turn() -> list[str]:
    """The lessons that have a full text by their codes, the first of each trade first."""
    by_trade = [[lesson["id"] for lesson in lessons_of(name) if lesson["has_full_text"]] for name in TRADES]
    return [code for turn in zip(*by_trade, strict=True) for code in turn]


def film_lesson(*, lesson_code: str) -> None:
    """Make one film. A second run finds the asset and makes nothing."""
    name = _file_name(lesson_code)
    if Asset.objects.filter(original_name=name).exists():
        return
    page = LessonPage.objects.get(code=lesson_code)
    course = page.get_parent().get_parent()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        film = make_lesson_film(
            title=page.title,
            lines=_lines(lesson_code),
            path=path,
            trade=lesson_code[:3],
            heading=course.title,
        )
        youssef = named("youssef")
        asset = take_in(path=film.path, name=name, title=page.title, by=youssef)
        write_captions(asset=asset, language="ar", text=film.captions, by=youssef)


@transaction.atomic
def show_film(*, asset_id: int) -> None:
    """Put a film of ours on top of its lesson, release the course and move its cohorts; other assets are left alone."""
    asset = Asset.objects.get(pk=asset_id)
    code = asset.original_name.removesuffix(".mp4").upper()
    page = LessonPage.objects.filter(code=code).first()
    if page is None or asset.original_name != _file_name(code) or any(block.block_type == "video" for block in page.body):
        return
    block = {
        "type": "video",
        "value": {"video": asset.pk, "title": page.title, "moments": moments_of(code)},
        "id": block_id(code, "film"),
    }
    release_with(page, [block, *page.body.get_prep_value()], note=f"فيديو درس: {page.title}")


def release_with(page: LessonPage, body: Any, *, note: str) -> None:
    """Approve a lesson with this body, release its course and move every group to the release."""
    mona = named("mona")
    page.body = body
    page.save_revision(user=mona).publish(user=mona, skip_permission_checks=True)
    course = CoursePage.objects.get(pk=page.get_parent().get_parent().pk)
    release = release_course(course=course, by=mona, note=note)
    for cohort in Cohort.objects.filter(course=course):
        move_to_release(cohort=cohort, release=release, by=mona)


def _file_name(lesson_code: str) -> str:
    return f"{lesson_code.lower()}.mp4"


def lessons_of(trade: str) -> list[dict[str, Any]]:
    return [lesson for unit in trade_file(trade)["course"]["units"] for lesson in unit["lessons"]]


def _lines(lesson_code: str) -> list[str]:
    """What the film says: the lesson's steps, then its safety note, then its points, each short enough to hear."""
    lesson = next(lesson for name in TRADES for lesson in lessons_of(name) if lesson["id"] == lesson_code)
    blocks = lesson.get("blocks", [])
    said = [text for block in blocks if block["kind"] == "steps" for text in block["items_ar"]][: LINES - 1]
    said += [block["ar"] for block in blocks if block["kind"] == "safety"]
    return [_first_sentences(text) for text in (said or lesson["key_points_ar"])[:LINES]]


def _first_sentences(text: str) -> str:
    """As many whole sentences as can be heard in one breath; at least the first."""
    sentences = re.split(r"(?<=[.؟])\s+", text)
    kept = sentences[0]
    for sentence in sentences[1:]:
        if len(kept) + len(sentence) > LONGEST_LINE:
            break
        kept = f"{kept} {sentence}"
    return kept
