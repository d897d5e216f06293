"""The style sheets: contrast of every pair, no physical directions, and the weight of a first visit."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils.translation import override

from lms.web.context import frame

ROOT = Path(__file__).resolve().parents[2]
STYLES = ROOT / "lms/web/styles"
APPS = ("lms", "media", "courses", "content_studio", "assessments", "classrooms")
SHEETS = sorted(path for app in APPS for path in (ROOT / app).rglob("*.css"))
LEAST_FOR_TEXT, LEAST_FOR_EDGES = 4.5, 3.0
TEXT_PAIRS = [
    *[
        ("ink", ground)
        for ground in ("ground", "surface", "raised", "sunk", "nile-soft", "good-soft", "warn-soft", "danger-soft")
    ],
    *[("muted", ground) for ground in ("ground", "surface", "raised", "sunk")],
    *[(hue, ground) for hue in ("nile", "copper", "madder", "indigo", "ice") for ground in ("ground", "surface", f"{hue}-soft")],
    *[(tone, ground) for tone in ("good", "warn", "danger") for ground in ("ground", "surface", f"{tone}-soft")],
    *[("on-nile", "nile"), ("on-nile", "nile-deep"), ("on-copper", "copper"), ("on-copper", "copper-deep")],
    *[("on-danger", "danger"), ("on-good", "good"), ("on-menu", "menu"), ("on-paper", "paper")],
]
PHYSICAL = re.compile(
    r"(?<![\w.-])(?:(?:margin|padding|border)-(?:left|right|top|bottom)|left|right|top|bottom|(?:min-|max-)?(?:width|height))\s*:"
    r"|(?:text-align|float)\s*:\s*(?:left|right)"
)


def tokens(sheet: str) -> dict[str, str]:
    text = (STYLES / sheet).read_text(encoding="utf-8")
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9A-Fa-f]{6})", text))


LIGHT = tokens("tokens.css")
DARK = LIGHT | tokens("dark.css")


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_reckoned_as_the_guidelines_do():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), TEXT_PAIRS)
def test_text_can_be_read(theme, text, ground):
    colours = LIGHT if theme == "light" else DARK
    assert contrast(colours[text], colours[ground]) >= LEAST_FOR_TEXT


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ground", ["ground", "surface"])
def test_edges_of_fields_can_be_seen(colours, ground):
    assert contrast(colours["line-strong"], colours[ground]) >= LEAST_FOR_EDGES


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_physical_direction(sheet):
    # A place on a drawing or a video is the same for every reader: such a line says /* not mirrored */.
    lines = [line for line in sheet.read_text(encoding="utf-8").splitlines() if "/* not mirrored" not in line]
    text = re.sub(r"/\*.*?\*/", "", "\n".join(lines), flags=re.S)
    text = re.sub(r"@media[^{]*\{", "{", text)
    found = [match.group(0) for match in PHYSICAL.finditer(text)]
    assert not found


def test_the_dark_theme_answers_every_colour_of_the_light_one():
    kept_in_both = {"paper", "on-paper", "on-overlay"}
    assert set(LIGHT) - set(tokens("dark.css")) <= kept_in_both


def weight(path: Path) -> int:
    """Bytes as sent: text is compressed, fonts already are."""
    data = path.read_bytes()
    return len(data) if path.suffix == ".woff2" else len(gzip.compress(data))


def test_first_visit_to_the_home_page_is_light():
    request = RequestFactory().get("/ar/")
    request.user = AnonymousUser()
    with override("ar"):
        page = render_to_string("web/home.html", {"trades": [], "user": request.user, **frame(request)}, request)
    built = ROOT / "var/frontend"
    files = [built / "warsha.css", built / "frame.js", built / "icons.svg", *sorted((built / "fonts").glob("*.woff2"))]
    files += [ROOT / "lms/web/static/web/home.css", ROOT / "lms/web/static/web/mark.svg"]
    total = len(gzip.compress(page.encode())) + sum(weight(path) for path in files)
    assert total <= 60_000, f"{total} bytes"


@pytest.mark.parametrize("drawing", sorted((ROOT / "lms/web/templates/web/art").glob("*.svg")), ids=lambda path: path.name)
def test_drawings_are_small_and_call_nobody(drawing):
    text = drawing.read_text(encoding="utf-8")
    assert len(text) <= 4096
    assert "http" not in text.replace("http://www.w3.org/2000/svg", "")
