"""Tags and filters of the house, against results written by hand."""

from types import SimpleNamespace

import pytest
from django.template import Context, Template
from django.utils.translation import override

from lms.web import numerals


def drawn(source: str, **context: object) -> str:
    return Template("{% load warsha %}" + source).render(Context(context))


@pytest.fixture(autouse=True)
def _western():
    numerals.activate(numerals.WESTERN)
    yield
    numerals.activate(numerals.WESTERN)


def test_icon_is_silent_unless_it_has_a_label():
    assert 'aria-hidden="true"' in drawn('{% icon "hand" %}')
    assert 'role="img" aria-label="Raise"' in drawn('{% icon "hand" label="Raise" %}')
    assert "icons.svg#hand" in drawn('{% icon "hand" %}')


def test_only_icons_that_point_turn_with_the_page():
    assert 'class="i points"' in drawn('{% icon "arrow-right" %}')
    assert 'class="i"' in drawn('{% icon "arrow-down" %}')


@pytest.mark.parametrize(("done", "share"), [(58.4, 58), (-3, 0), (140, 100), (None, 0)])
def test_seam_stays_between_nothing_and_all(done, share):
    assert f"--v:{share}" in drawn("{% seam done %}", done=done)


def test_price_says_minutes_and_megabytes():
    with override("en"):
        html = drawn("{% price minutes=25 megabytes=18 %}")
    assert "25 minutes" in html
    assert "18 MB" in html


def test_nothing_to_pay_draws_nothing():
    assert drawn("{% price %}") == ""


@pytest.mark.parametrize(
    ("minutes", "english", "arabic"),
    [
        (1, "1 minute", "دقيقة واحدة"),
        (2, "2 minutes", "دقيقتان"),
        (5, "5 minutes", "5 دقائق"),
        (25, "25 minutes", "25 دقيقة"),
        (60, "1 hour", "ساعة واحدة"),
        (95, "1 h 35 min", "1 س 35 د"),
    ],
)
def test_minutes_in_words(minutes, english, arabic):
    with override("en"):
        assert drawn("{{ m|minutes }}", m=minutes) == english
    with override("ar"):
        assert drawn("{{ m|minutes }}", m=minutes) == arabic


@pytest.mark.parametrize(("amount", "shown"), [(18.4, "18 MB"), (0.62, "0.6 MB"), (0.01, "0.1 MB"), (0, "0 MB")])
def test_megabytes(amount, shown):
    with override("en"):
        assert drawn("{{ a|megabytes }}", a=amount) == shown


def test_a_megabyte_is_a_million_bytes():
    with override("en"):
        assert drawn("{{ a|bytes_as_megabytes }}", a=18_400_000) == "18 MB"


def test_figures_follow_the_persons_choice():
    numerals.activate(numerals.ARABIC_INDIC)
    assert drawn("{{ 2026|numerals }}") == "٢٠٢٦"
    assert "25" not in drawn("{% price minutes=25 %}")
    numerals.activate("roman")
    assert drawn("{{ 2026|numerals }}") == "2026"


def test_numerals_escapes_what_is_not_markup():
    assert drawn("{{ text|numerals }}", text="<b>1</b>") == "&lt;b&gt;1&lt;/b&gt;"


def test_isolate_keeps_a_code_whole_and_escaped():
    assert drawn("{{ code|isolate }}", code="R-410A <") == '<bdi class="ltr">R-410A &lt;</bdi>'


def test_in_language_falls_back_to_arabic():
    site = SimpleNamespace(name_ar="الجيزة", name_en="")
    with override("en"):
        assert drawn('{{ site|in_language:"name" }}', site=site) == "الجيزة"
        assert drawn('{{ site|in_language:"name" }}', site={"name": {"ar": "الجيزة", "en": "Giza"}}) == "Giza"
    with override("ar"):
        assert drawn('{{ site|in_language:"name" }}', site={"name_ar": "الجيزة", "name_en": "Giza"}) == "الجيزة"
    assert drawn('{{ nothing|in_language:"name" }}', nothing=None) == ""


@pytest.mark.parametrize(("code", "name"), [("TLR", "trade-tlr"), ("MOB-C1-L04", "trade-mob"), ("", ""), (None, "")])
def test_trade_class(code, name):
    assert drawn("{{ code|trade_class }}", code=code) == name
