"""Every block of a lesson, drawn for trainees and for authors by the same templates."""

import json
import re
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any
from uuid import uuid4

import pytest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.utils import timezone, translation

from courses.blocks import LessonBody
from courses.documents import lesson_document
from courses.models import LessonPage
from courses.queries import shown_lesson
from courses.rules import drawing_of
from courses.templatetags.lesson import mixed
from lms.people.models import Person
from media.models import Asset, Rendition


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("وسيط R-410A في الجهاز", 'وسيط <bdi dir="ltr">R-410A</bdi> في الجهاز'),
        ("النتيجة 5/10.", 'النتيجة <bdi dir="ltr">5/10</bdi>.'),
        ("مسمار M6×1.0، طويل", 'مسمار <bdi dir="ltr">M6×1.0</bdi>، طويل'),
        ("الجهد 220 V عند القابس", 'الجهد <bdi dir="ltr">220 V</bdi> عند القابس'),
        ("اطلب *#06# ثم انتظر", 'اطلب <bdi dir="ltr">*#06#</bdi> ثم انتظر'),
        ("الشحن 85% والحرارة -5 °C", 'الشحن <bdi dir="ltr">85%</bdi> والحرارة <bdi dir="ltr">-5 °C</bdi>'),
        ("وسيطان R-32 وR-290", 'وسيطان <bdi dir="ltr">R-32</bdi> و<bdi dir="ltr">R-290</bdi>'),
        ("الفرق 8 − 5 = 3 درجات", 'الفرق <bdi dir="ltr">8 − 5 = 3</bdi> درجات'),
        ("انتظر 15 دقيقة", "انتظر 15 دقيقة"),
        ("القماش - ثم القص", "القماش - ثم القص"),
        ("شاشة <OLED & LCD>", 'شاشة <bdi dir="ltr">&lt;OLED</bdi> &amp; <bdi dir="ltr">LCD</bdi>&gt;'),
        ("Cut the pipe, 5/8 in <i>", "Cut the pipe, 5/8 in &lt;i&gt;"),
        ("", ""),
    ],
)  # fmt: skip
def test_left_to_right_runs_keep_their_order(text: str, shown: str) -> None:
    assert str(mixed(text)) == shown


def test_running_text_is_escaped_whatever_it_holds() -> None:
    hostile = "نص \" onload='x' <script>alert(1)</script> R-32<img src=x>"
    assert "<script" not in mixed(hostile)
    assert "<img" not in mixed(hostile)
    assert re.sub(r"</?bdi[^>]*>", "", mixed(hostile)).count("<") == 0


def test_a_step_is_drawn_by_what_the_hand_does() -> None:
    steps = ["قس الطول", "نظف الشاشة", "اطرح: ما بقي", "", "كلمة أخرى"]
    assert [drawing_of(step) for step in steps] == ["ruler", "brush-cleaning", "calculator", "hand", "hand"]


def picture(*, state: str = Asset.State.READY) -> Asset:
    """A picture of the library with its two smallest files."""
    asset = Asset.objects.create(
        kind="image", state=state, title="ماكينة", original_name="m.png", digest=uuid4().hex * 2, file="x", bytes=90_000,
        width=640, height=480, ready_at=timezone.now(),
    )  # fmt: skip
    for codec in ("avif", "webp"):
        Rendition.objects.create(
            asset=asset,
            kind="image",
            name=f"320.{codec}",
            codec=codec,
            width=320,
            height=240,
            file="y",
            digest="0" * 64,
            bytes=9_000,
        )
    return asset


def film() -> Asset:
    """A film of the library with one picture lane and the sound."""
    asset = Asset.objects.create(
        kind="video", state=Asset.State.READY, title="فيلم", original_name="f.mp4", digest=uuid4().hex * 2, file="x",
        bytes=9_000_000, seconds=60, width=640, height=360,
    )  # fmt: skip
    detail = {"codecs": "avc1.64001e,mp4a.40.2", "init_bytes": 1, "index_bytes": 2, "seconds": 60, "peak_bits": 1, "fps": 25}
    sound = {**detail, "codecs": "mp4a.40.2"}
    for name, kind, side, size, said in (("240.mp4", "video", 240, 3_000_000, detail), ("sound.mp4", "audio", 0, 600_000, sound)):
        Rendition.objects.create(
            asset=asset, kind=kind, name=name, codec="h264" if side else "aac", width=side * 16 // 9, height=side, file="y",
            digest="0" * 64, bytes=size, detail=said,
        )  # fmt: skip
    return asset


def sheet() -> Asset:
    """A PDF of the library."""
    return Asset.objects.create(
        kind="document", state=Asset.State.READY, title="استمارة", original_name="s.pdf", digest=uuid4().hex * 2, file="x",
        bytes=120_000,
    )  # fmt: skip


def items(*values: Any) -> list[dict[str, Any]]:
    return [{"type": "item", "value": value, "id": str(uuid4())} for value in values]


def drawing(name: str, words: str = "رسم") -> dict[str, Any]:
    return {"picture": None, "drawing": name, "alternative": words}


def more_blocks(document: Asset) -> dict[str, Any]:
    """One raw block of every kind that is looked at, worked out or answered."""
    asked = {"question": "سؤال؟", "explanation": "لأن الطرف يتسع"}
    choices = items(*({"text": text, "correct": text != "خطأ"} for text in ("أ", "ب", "خطأ")))
    spot = {"label": "القدم", "text": "تثبت القماش", "x": 20, "y": 70}
    region = {"x": 10, "y": 10, "w": 20, "h": 20}
    nodes = (
        {"number": "1", "text": "هل الإبرة سليمة؟", "detail": "", "ways": items({"text": "لا", "to": "2"})},
        {"number": "2", "text": "غير الإبرة", "detail": "ثم جرب", "ways": []},
    )
    tool = {"name": "مقص 8 بوصة", "detail": "220 V", "kind": "guard", "picture": None, "drawing": "shears"}
    measure = {"label": "الوسط", "value": "76 سم", "x1": 1, "y1": 2, "x2": 3, "y2": 4}
    return {
        "tools": {"items": items(tool)},
        "sheet": {"sheet": document.pk, "title": "استمارة المقاسات", "text": "اطبعها"},
        "compare": {
            "before": drawing("stitch-loops"),
            "before_label": "خطأ",
            "after": drawing("stitch-good"),
            "after_label": "صح",
        },
        "hotspots": {"figure": drawing("sewing-machine", "ماكينة"), "spots": items(spot)},
        "turntable": {"frames": items(*(drawing(f"flare-nut-{at}") for at in range(1, 5))), "caption": "صامولة"},
        "measured": {"figure": drawing("skirt-measures"), "measures": items(measure)},
        "fault_tree": {"title": "الغرزة ليست سليمة", "nodes": items(*nodes)},
        "calculator": {"formula": "fabric", "text": "قبل أن تشتري"},
        "activity": {"activity": "seam", "text": "ابحث عن العيب"},
        "check_many": asked | {"choices": choices},
        "check_truth": asked | {"right": False},
        "check_number": asked | {"number": "6.5", "tolerance": "0.5", "unit": "بار"},
        "check_order": asked | {"items": items("أولا", "ثانيا", "ثالثا")},
        "check_match": asked | {"pairs": items({"left": "خيط", "right": "إبرة"}, {"left": "مسمار", "right": "مفك"})},
        "check_place": asked
        | {"figure": drawing("sewing-machine"), "regions": items(*(region | {"label": n, "correct": n == "ص"} for n in "صخ"))},
    }


def blocks(**assets: Asset) -> dict[str, dict[str, Any]]:
    """One raw block of every kind, as the studio stores it."""
    steps: list[dict[str, Any]] = [
        {"type": "item", "value": {"text": "قس الطول 5/8", "picture": None}, "id": str(uuid4())} for _ in range(2)
    ]
    steps[1]["value"]["drawing"] = "shears"
    choices = [{"type": "item", "value": {"text": t, "correct": t == "نعم"}, "id": str(uuid4())} for t in ("نعم", "لا")]
    values: dict[str, Any] = {
        "heading": {"text": "عنوان"},
        "text": {"text": "سطر\nوسطر R-32"},
        "bullets": {"items": [{"type": "item", "value": "نقطة 12 V", "id": str(uuid4())}]},
        "table": {"table": {"data": [["قطر", "عزم"], ["1/4", "14"]]}},
        "steps": {"steps": steps},
        "picture": {"picture": assets["picture"].pk, "alternative": "ماكينة خياطة", "caption": "ماكينة"},
        "video": {"video": assets["video"].pk, "title": "شاهد العمل"},
        "safety": {"text": "البس القفاز"},
        "tip": {"text": "اشرب ماء"},
        "quick_question": {"question": "هل فهمت؟", "choices": choices, "explanation": "لأن الطرف يتسع"},
    } | more_blocks(assets.get("sheet") or sheet())
    return {kind: {"type": kind, "value": value, "id": str(uuid4())} for kind, value in values.items()}


def draft(*raw: dict[str, Any]) -> LessonPage:
    page = LessonPage.objects.get(code="TLR-C1-L02")
    page.body = json.dumps(raw)
    page.save()
    return LessonPage.objects.get(pk=page.pk)


def drawn(document: dict[str, Any], standing: dict[str, Any] | None, language: str = "ar") -> str:
    request = RequestFactory().get("/")
    context = {"lesson": document, "view": shown_lesson(document, standing), "standing": standing}
    context |= {"progress_url": "/p/", "fact": "f", "course": {"slug": "tlr-101"}, "LANGUAGE_CODE": language}
    with translation.override(language):
        return render_to_string("courses/lesson_content.html", context, request)


class Look(HTMLParser):
    """What a person sees of a page: words, and elements by their classes; not where a form would send them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.seen: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if tag != "form" and named.get("type") != "hidden":
            self.seen.append(f"{tag}.{(named.get('class') or '').replace('now', '').strip()}")

    def handle_data(self, data: str) -> None:
        if data.strip() and not data.lstrip().startswith("{"):
            self.seen.append(" ".join(data.split()))


@pytest.mark.django_db
@pytest.mark.parametrize("kind", list(LessonBody().child_blocks))
def test_the_preview_shows_each_block_as_the_lesson_does(kind: str) -> None:
    raw = blocks(picture=picture(), video=film())
    document = lesson_document(draft(raw["heading"], raw[kind]))
    preview, lesson = drawn(document, None), drawn(document, {})
    assert Look(preview).seen == Look(lesson).seen
    assert "<form" not in preview
    assert "unknown" not in preview
    marks = {"heading": "b-heading", "text": "b-text", "quick_question": "b-question"} | {"check": "b-check"}
    assert marks.get(kind, f"b-{kind}") in preview


@pytest.mark.django_db
def test_every_kind_of_block_has_its_template(person: Callable[[str], Person]) -> None:
    raw = blocks(picture=picture(), video=film())
    html = drawn(lesson_document(draft(*raw.values())), {})
    for text in (
        "عنوان",
        "سطر<br>وسطر",
        'scope="col">قطر',
        "320.avif",
        "data-player",
        "البس القفاز",
        "اشرب ماء",
        "<legend>هل فهمت؟",
    ):
        assert text in html
    assert html.count('data-step="') == 2
    assert "autoplay" not in html
    assert 'preload="none"' in html


@pytest.mark.django_db
def test_the_price_is_said_with_the_picture_and_with_the_sound_alone() -> None:
    document = lesson_document(draft(blocks(picture=picture(), video=film())["video"]))
    view = shown_lesson(document)
    assert (view.bytes, view.light_bytes) == (3_000_000, 600_000)
    assert view.opening is not None
    html = drawn(document, {}, "en")
    assert "3 MB" in html
    assert "sound only 0.6 MB" in html


@pytest.mark.django_db
@pytest.mark.parametrize("loss", ["deleted", "replaced", "not_ready"])
def test_a_file_that_is_not_there_leaves_a_calm_note(loss: str) -> None:
    asset = picture()
    document = lesson_document(draft(blocks(picture=asset, video=film())["picture"]))
    match loss:
        case "deleted":
            asset.delete()
        case "replaced":
            Asset.objects.filter(pk=asset.pk).update(digest="f" * 64)
        case "not_ready":
            Asset.objects.filter(pk=asset.pk).update(state=Asset.State.PROCESSING)
    html = drawn(document, {}, "en")
    assert "This file is not here at the moment." in html
    assert "<img" not in html
    assert "ماكينة خياطة" in html


def test_a_block_of_a_newer_version_does_not_break_the_lesson() -> None:
    document = {
        "code": "X",
        "title": {"ar": "درس", "en": ""},
        "summary": {"ar": "", "en": ""},
        "minutes": 5,
        "mode": "self_paced",
    }
    document |= {"outcomes": [], "key_points": [], "key_terms": [], "body": [{"id": "a", "kind": "hologram", "text": "?"}]}
    assert "newer version of Warsha" in drawn(document, {}, "en")


@pytest.mark.django_db
@pytest.mark.parametrize("files", [1, 3])
def test_files_cost_four_queries_however_many_and_one_when_they_are_drawn(files: int, django_assert_num_queries: Any) -> None:
    raw = [blocks(picture=picture(), video=film())["picture"] for _ in range(files)]
    document = lesson_document(draft(*raw))
    with django_assert_num_queries(4):
        html = drawn(document, {})
    assert html.count("<picture") == files
    with django_assert_num_queries(1):
        shown_lesson(document, {})


@pytest.mark.django_db
def test_a_lesson_without_files_asks_nothing(django_assert_num_queries: Any) -> None:
    document = lesson_document(LessonPage.objects.get(code="TLR-C1-L08"))
    with django_assert_num_queries(0):
        shown_lesson(document, {})


@pytest.mark.django_db
def test_the_studio_preview_is_served_by_the_page_itself() -> None:
    page = LessonPage.objects.get(code="TLR-C1-L08")
    answer = page.make_preview_request()
    html = answer.render().content.decode() if hasattr(answer, "render") else answer.content.decode()
    assert answer.status_code == 200
    assert page.title in html
    assert "lesson.js" not in html
    assert "<form" not in html.split('id="main"')[1]


@pytest.mark.django_db
def test_english_pages_mark_the_arabic_words(signed_in: Callable[[str], Client]) -> None:
    document = lesson_document(LessonPage.objects.get(code="TLR-C1-L08"))
    html = drawn(document, {}, "en")
    assert f"<h1>{document['title']['en']}</h1>" in html.replace("&#x27;", "'")
    assert re.search(r'<legend lang="ar" dir="rtl">', html)
    assert re.search(r'<h2 id="block-[^"]+" class="b-heading" lang="ar" dir="rtl">', html)
    assert 'lang="ar"' not in drawn(document, {}, "ar")
