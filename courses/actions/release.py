"""Release courses."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses import rules
from courses.actions.search import index_lesson
from courses.documents import course_card, lesson_document, unit_card
from courses.events import CourseReleased
from courses.models import CoursePage, Document, LessonPage, Release, ReleaseLesson, UnitPage
from lms.audit.actions import record
from lms.outbox.actions import publish
from lms.people.models import Person
from lms.refusals import Refusal
from media.models import Asset
from media.queries import asset_summary

Units = list[tuple[dict[str, Any], list[dict[str, Any]]]]
Told = Callable[[int, int], None]


@dataclass(frozen=True)
class Compiled:
    """Each unit's card with the documents of its approved lessons, and the state of the drafts it was made of."""

    units: Units
    made_of: list[tuple[Any, ...]]


def compile_course(*, course: CoursePage, told: Told | None = None) -> Compiled:
    """Compile the approved lessons of a course; ``told`` hears after each how many of how many are done."""
    made_of = _drafts(course)
    return Compiled(_approved_documents(course, told), made_of)


@transaction.atomic
def release_course(*, course: CoursePage, by: Person, note: str = "", compiled: Compiled | None = None) -> Release:
    """Freeze the approved lessons of a course into its next release.

    Takes each unit and lesson that has been approved (published) and leaves out those that never were. Refuses with
    ``nothing_to_release`` when no lesson is approved, ``assets_not_ready`` when a lesson names a file that is still being
    prepared or was refused, and ``release_unchanged`` when the result equals the release in force.
    """
    course = CoursePage.objects.select_for_update().get(pk=course.pk)
    fresh = compiled is not None and compiled.made_of == _drafts(course)  # something may have been approved meanwhile
    documents = compiled.units if compiled and fresh else _approved_documents(course)
    if not documents:
        raise Refusal("nothing_to_release", _("No lesson of this course has been approved yet. Approve one, then release."))
    manifest = _manifest(course, documents)
    latest = course.releases.order_by("-number").first()
    if latest and latest.digest == rules.digest_of(manifest):
        raise Refusal("release_unchanged", _("Nothing has changed since the last release."))
    release = Release.objects.create(
        course=course,
        number=latest.number + 1 if latest else 1,
        digest=rules.digest_of(manifest),
        manifest=manifest,
        note=note,
        released_by=by,
        released_at=timezone.now(),
    )
    _store(release, [document for _unit, lessons in documents for document in lessons])
    for lesson in release.lessons.filter(document__words=None).select_related("document"):
        index_lesson(document=lesson.document)
    record(actor=by, verb="course.released", target=release, detail={"number": release.number, "digest": release.digest})
    publish(CourseReleased(release_id=release.pk, course_code=course.code, number=release.number))
    return release


def _drafts(course: CoursePage) -> list[tuple[Any, ...]]:
    """What tells one state of a course's drafts from another."""
    pages = course.get_descendants(inclusive=True).order_by("path")
    return list(pages.values_list("pk", "path", "live", "live_revision", "last_published_at"))


def _approved_documents(course: CoursePage, told: Told | None = None) -> Units:
    """Each unit's card with the documents of its approved lessons; units without one are left out."""
    units = UnitPage.objects.child_of(course).order_by("path")
    total, done = LessonPage.objects.descendant_of(course).live().count() if told else 0, 0
    compiled = []
    for unit in units:
        documents = []
        for lesson in LessonPage.objects.child_of(unit).live().order_by("path"):
            documents.append(lesson_document(lesson))
            done += 1
            if told:
                told(done, total)
        if documents:
            compiled.append((unit_card(unit), documents))
    return compiled


def _manifest(course: CoursePage, documents: Units) -> dict[str, Any]:
    trade = course.get_parent().specific.trade
    uuids = {uuid for _unit, lessons in documents for lesson in lessons for uuid in rules.asset_uuids(lesson)}
    assets = _ready_assets(uuids)
    return {
        **course_card(course),
        "trade": {"code": trade.code, "slug": trade.slug, "name": {"ar": trade.name_ar, "en": trade.name_en}},
        "units": [{**unit, "lessons": [_lesson_card(lesson, assets) for lesson in lessons]} for unit, lessons in documents],
        "assets": assets,
    }


def _ready_assets(uuids: set[str]) -> dict[str, dict[str, Any]]:
    """What the release writes down about each asset, by uuid; refuses while one of them is not ready."""
    assets = Asset.objects.filter(uuid__in=uuids).prefetch_related("renditions", "captions").order_by("uuid")
    waiting = sorted(asset.title for asset in assets if asset.state != Asset.State.READY)
    if waiting:
        raise Refusal(
            "assets_not_ready",
            _("These files are not ready yet: %(names)s. Wait for them or take them out, then release.")
            % {"names": "، ".join(waiting)},
            names=waiting,
        )
    return {str(asset.uuid): asset_summary(asset) for asset in assets}


def _lesson_card(lesson: dict[str, Any], assets: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """What lists need to know of a lesson without reading its document."""
    named = [assets[uuid] for uuid in rules.asset_uuids(lesson) if uuid in assets]
    card = {key: lesson[key] for key in ("code", "slug", "title", "summary", "minutes", "mode")}
    return {
        **card,
        "digest": rules.digest_of(lesson),
        "steps": rules.steps_of(lesson),
        "bytes": sum(rules.bytes_to_learn(asset, light=False) for asset in named),
        "light_bytes": sum(rules.bytes_to_learn(asset, light=True) for asset in named),
        "assets": [asset["uuid"] for asset in named],
        "lanes": rules.lanes_of(len(rules.canonical(lesson)), named),
        "files": rules.lane_files(named),
    }


def _store(release: Release, documents: list[dict[str, Any]]) -> None:
    Document.objects.bulk_create([Document(digest=rules.digest_of(body), body=body) for body in documents], ignore_conflicts=True)
    ReleaseLesson.objects.bulk_create(
        ReleaseLesson(release=release, position=position, code=body["code"], slug=body["slug"], document_id=rules.digest_of(body))
        for position, body in enumerate(documents, start=1)
    )
