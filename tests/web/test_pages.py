"""Error pages, preferences, headers, the worker and the frame."""

import json

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.utils.translation import override

from lms.web import navigation, views
from lms.web.middleware import SecurityHeaders


@pytest.fixture
def visitor():
    return Client()


@pytest.mark.parametrize(("language", "direction"), [("ar", "rtl"), ("en", "ltr")])
def test_nothing_at_this_address(visitor, language, direction):
    response = visitor.get(f"/{language}/no/such/page/")
    assert response.status_code == 404
    assert f'<html lang="{language}" dir="{direction}"' in response.content.decode()


def test_nothing_at_this_address_for_a_script(visitor):
    response = visitor.get("/ar/no/such/page/", headers={"accept": "application/json"})
    assert response.status_code == 404
    assert response.json()["code"] == "not_found"


def test_forbidden_offers_to_sign_in():
    request = RequestFactory().get("/ar/closed/")
    request.user = AnonymousUser()
    response = views.forbidden(request, PermissionDenied())
    assert response.status_code == 403
    assert "/accounts/login/?next=/ar/closed/" in response.content.decode()


@pytest.mark.parametrize(("language", "words"), [("ar", "حدث عطل عندنا"), ("en", "Something broke on our side")])
def test_a_fault_is_drawn_without_the_database(language, words):
    # No database mark: a query here fails the test.
    with override(language):
        response = views.server_error(RequestFactory().get("/"))
    assert response.status_code == 500
    assert words in response.content.decode()


def test_a_fault_is_told_in_plain_words_when_even_the_page_fails(monkeypatch, settings):
    settings.TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "DIRS": [], "APP_DIRS": False}]
    response = views.server_error(RequestFactory().get("/"))
    assert response.status_code == 500
    assert "A fault on our side" in response.content.decode()


def test_theme_is_kept_without_script_and_returns_to_the_page(visitor):
    response = visitor.post("/preferences/", {"theme": "dark", "next": "/ar/offline/"})
    assert response.status_code == 302
    assert response.url == "/ar/offline/"
    assert response.cookies["theme"].value == "dark"
    assert 'data-theme="dark"' in visitor.get("/ar/offline/").content.decode()


@pytest.mark.parametrize("value", ["pink", "", "dark;x"])
def test_an_unknown_theme_is_passed_over(visitor, value):
    response = visitor.post("/preferences/", {"theme": value, "next": "/ar/"})
    assert "theme" not in response.cookies
    visitor.cookies["theme"] = "pink"
    assert 'data-theme="auto"' in visitor.get("/ar/offline/").content.decode()


def test_language_switch_keeps_the_page(visitor):
    response = visitor.post("/preferences/", {"language": "en", "next": "/ar/offline/?from=x"})
    assert response.url == "/en/offline/?from=x"
    assert response.cookies["django_language"].value == "en"


@pytest.mark.parametrize("elsewhere", ["https://example.org/", "//example.org", "javascript:alert(1)"])
def test_preferences_never_send_anyone_elsewhere(visitor, elsewhere):
    assert visitor.post("/preferences/", {"theme": "dark", "next": elsewhere}).url == "/"


def test_preferences_are_not_changed_by_reading(visitor):
    assert visitor.get("/preferences/?theme=dark").status_code == 405


def test_the_language_of_a_page_is_kept_for_addresses_without_one(visitor):
    assert visitor.get("/en/offline/").cookies["django_language"].value == "en"
    assert "django_language" not in visitor.get("/en/offline/").cookies


def test_worker_keeps_the_offline_pages_and_the_fonts(visitor):
    response = visitor.get("/sw.js")
    script = response.content.decode()
    kept = json.loads(script.split("const KEPT = ")[1].split(";\n")[0])
    assert response.headers["Content-Type"] == "text/javascript"
    assert {"/ar/offline/", "/en/offline/"} <= set(kept)
    assert any("cairo-arabic" in name for name in kept)


def policy(path: str, host: str = "warsha.example") -> dict[str, str]:
    request = RequestFactory().get(path, headers={"host": host})
    response = SecurityHeaders(lambda r: HttpResponse())(request)
    return dict(part.strip().split(" ", 1) for part in response.headers["Content-Security-Policy"].split(";"))


def test_pages_run_no_inline_script_and_call_nobody():
    rules = policy("/ar/")
    assert rules["script-src"] == "'self'"
    assert rules["style-src"] == "'self'"
    assert rules["connect-src"] == "'self' ws://warsha.example wss://warsha.example"
    assert rules["frame-ancestors"] == "'self'"


def test_only_the_studio_may_run_inline_script():
    assert "'unsafe-inline'" in policy("/studio/pages/")["script-src"]
    assert "'unsafe-inline'" not in policy("/ar/studio/")["script-src"]


def test_a_strange_host_writes_nothing_into_the_policy():
    assert policy("/ar/", host="x; script-src *")["connect-src"] == "'self'"


def test_a_view_may_set_a_policy_of_its_own():
    response = HttpResponse(headers={"Content-Security-Policy": "sandbox"})
    assert SecurityHeaders(lambda r: response)(RequestFactory().get("/")).headers["Content-Security-Policy"] == "sandbox"


def test_the_nearest_place_is_marked(monkeypatch):
    monkeypatch.setattr(navigation, "_places", {})
    everyone = {"icon": "house", "shown_to": lambda person: True}
    navigation.register(navigation.Place(order=20, label="Offline", url_name="web:offline", **everyone))
    navigation.register(navigation.Place(order=10, label="Home", url_name="home", **everyone))
    navigation.register(navigation.Place(order=30, label="Nowhere", url_name="no:where", **everyone))
    navigation.register(navigation.Place(order=40, label="Signed in", icon="user", url_name="web:components"))
    request = RequestFactory().get("/ar/offline/")
    request.user = AnonymousUser()
    with override("ar"):
        shown = navigation.places_for(request)
    assert [(place.label, place.current) for place in shown] == [("Home", False), ("Offline", True)]


@pytest.mark.parametrize("language", ["ar", "en"])
def test_gallery_draws_every_component(visitor, language):
    page = visitor.get(f"/{language}/developer/components/")
    assert page.status_code == 200
    pieces = "seam units meter score options switch segments measurement judgement empty pager skeleton note chip day"
    for piece in pieces.split():
        assert f'class="{piece}' in page.content.decode(), piece


def test_gallery_is_no_part_of_a_real_installation(visitor, settings):
    settings.DEMO = False
    assert visitor.get("/ar/developer/components/").status_code == 404
