"""The three trades: standards, and courses written as the authors' pages."""

from datetime import date
from typing import Any

from django.utils.text import slugify
from wagtail.models import Collection, Locale, Page
from wagtail.models import Site as WebSite

from courses.models import CoursePage, LessonPage, Standard, Term, Trade, TradePage, UnitPage
from lms.demo.film_scenes.choice import drawing_for
from lms.demo.lesson_blocks import block_id, checks_of, meaning_of, more_blocks
from lms.demo.ministry import TRADES, terms, trade_file
from lms.people.models import Person


def load_trades(*, author: Person, editor: Person) -> None:
    """All three trades whole, each course approved by the editor."""
    root = _root()
    WebSite.objects.all().delete()
    for page in root.get_children():
        page.delete()
    root.refresh_from_db()
    WebSite.objects.create(hostname="localhost", root_page=root, is_default_site=True)
    Term.objects.bulk_create(Term(ar=row["ar"], en=row["en"], also=row["also"].split("|")) for row in terms())
    for name in TRADES:
        _load_trade(name, root, author, editor)


def _root() -> Page:
    """The root of the page tree; made anew when the database was emptied."""
    Locale.objects.get_or_create(language_code="ar")
    if not Collection.objects.exists():
        Collection.add_root(name="Root")
    return Page.objects.filter(depth=1).first() or Page.add_root(title="Root", slug="root")


def _load_trade(name: str, root: Page, author: Person, editor: Person) -> None:
    file = trade_file(name)
    card = file["trade"]
    trade = Trade.objects.create(
        code=card["code"],
        slug=card["id"],
        name_ar=card["name"]["ar"],
        name_en=card["name"]["en"],
        summary_ar=card["summary"]["ar"],
        summary_en=card["summary"]["en"],
        aliases=card["aliases_ar"],
    )
    Standard.objects.create(
        trade=trade,
        version=file["standard"]["version"],
        document={**file["standard"], "levels": file["levels"]},
        in_force_on=date(2026, 1, 1),
    )
    shelf = root.add_child(instance=TradePage(title=trade.name_ar, slug=trade.slug, trade=trade, owner=author))
    course = _add_course(shelf, file["course"], author)
    for unit in file["course"]["units"]:
        unit_page = course.add_child(
            instance=UnitPage(
                title=unit["title"]["ar"],
                title_en=unit["title"]["en"],
                slug=slugify(unit["id"]),
                code=unit["id"],
                summary_ar=unit["summary"]["ar"],
                summary_en=unit["summary"]["en"],
                competency_units=unit["competency_units"],
                owner=author,
            )
        )
        for lesson in unit["lessons"]:
            page = unit_page.add_child(instance=_lesson(lesson, file["questions"], author))
            page.save_revision(user=author).publish(user=editor, skip_permission_checks=True)


def _add_course(shelf: TradePage, course: dict[str, Any], author: Person) -> CoursePage:
    page = CoursePage(
        title=course["title"]["ar"],
        title_en=course["title"]["en"],
        slug=slugify(course["code"]),
        code=course["code"],
        summary_ar=course["summary"]["ar"],
        summary_en=course["summary"]["en"],
        audience_ar=course["audience"]["ar"],
        audience_en=course["audience"]["en"],
        prerequisites_ar=course["prerequisites"]["ar"],
        prerequisites_en=course["prerequisites"]["en"],
        hours_self_paced=course["hours"]["self_paced"],
        hours_live=course["hours"]["live"],
        hours_workshop=course["hours"]["workshop"],
        prepares_for=course["prepares_for"],
        outcomes=_pairs(course["id"], course["outcomes"]),
        live_classes=course["live_sessions"],
        owner=author,
    )
    added: CoursePage = shelf.add_child(instance=page)
    return added


def _lesson(lesson: dict[str, Any], questions: list[dict[str, Any]], author: Person) -> LessonPage:
    return LessonPage(
        title=lesson["title"]["ar"],
        title_en=lesson["title"]["en"],
        slug=slugify(lesson["id"]),
        code=lesson["id"],
        summary_ar=lesson["summary"]["ar"],
        summary_en=lesson["summary"]["en"],
        minutes=lesson["minutes"],
        mode=lesson["mode"],
        outcomes=_pairs(lesson["id"], lesson["outcomes"]),
        key_terms=[
            {**pair, "value": pair["value"] | {"meaning": meaning_of(pair["value"]["ar"])}}
            for pair in _pairs(f"{lesson['id']}/terms", lesson["key_terms"])
        ],
        key_points=[
            {"type": "point", "value": point, "id": block_id(lesson["id"], "point", index)}
            for index, point in enumerate(lesson["key_points_ar"])
        ],
        body=_body(lesson, questions),
        owner=author,
    )


def _pairs(owner: str, pairs: list[dict[str, str]]) -> list[dict[str, Any]]:
    return [
        {"type": "pair", "value": {"ar": pair["ar"], "en": pair["en"]}, "id": block_id(owner, "pair", index)}
        for index, pair in enumerate(pairs)
    ]


def _body(lesson: dict[str, Any], questions: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The lesson's blocks as the studio stores them, with what the demo adds and quick checks from the bank."""
    texts = lesson.get("blocks", [])
    blocks = [_block(lesson["id"], index, block) for index, block in enumerate(texts)]
    more = more_blocks(lesson["id"], len(texts))
    placed = [raw for at in range(len(texts)) for raw in [*(one for where, one in more if where == at), blocks[at]]]
    last = [one for where, one in more if where >= len(texts)]
    checks = checks_of(lesson["id"], questions)
    before_activities = [one for one in last if one["type"] != "activity"]
    return [*placed, *before_activities, *checks, *(one for one in last if one["type"] == "activity")]


def _block(lesson: str, index: int, block: dict[str, Any]) -> dict[str, Any]:
    this = block_id(lesson, index)
    kinds = {"p": "text", "h": "heading", "tip": "tip", "safety": "safety"}
    match block["kind"]:
        case "steps":
            items = [
                {"type": "item", "value": _step(lesson, number, text), "id": block_id(lesson, index, number)}
                for number, text in enumerate(block["items_ar"])
            ]
            return {"type": "steps", "value": {"steps": items}, "id": this}
        case "bullets":
            items = [
                {"type": "item", "value": text, "id": block_id(lesson, index, n)} for n, text in enumerate(block["items_ar"])
            ]
            return {"type": "bullets", "value": {"items": items}, "id": this}
        case "table":
            table = {"data": [block["head_ar"], *block["rows_ar"]], "first_row_is_table_header": True}
            return {"type": "table", "value": {"table": table}, "id": this}
        case kind:
            return {"type": kinds[kind], "value": {"text": block["ar"]}, "id": this}


def _step(lesson: str, number: int, text: str) -> dict[str, Any]:
    """A step with the drawing that goes with its words."""
    return {"text": text, "picture": None, "clip": None, "drawing": drawing_for(text, trade=lesson[:3], number=number)}
