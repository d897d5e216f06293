"""A Refusal is answered as its caller can use it."""

import json

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.utils.translation import override

from lms.refusals import Refusal
from lms.web.middleware import RefusalMiddleware


def answered(refusal: Exception, **headers: str) -> HttpResponse | None:
    request: HttpRequest = RequestFactory().get("/ar/somewhere/", headers=headers)
    request.user = AnonymousUser()
    with override("en"):
        return RefusalMiddleware(lambda r: HttpResponse()).process_exception(request, refusal)


def test_a_person_gets_a_page_with_the_sentence_and_the_code():
    response = answered(Refusal("cohort_full", "This group is full.", status=409))
    page = response.content.decode()
    assert response.status_code == 409
    assert "<h1>This group is full.</h1>" in page
    assert '<bdi class="ltr">cohort_full</bdi>' in page
    assert "Nothing was changed" in page


def test_a_script_gets_json():
    response = answered(Refusal("cohort_full", "This group is full.", status=409, seats=0), accept="application/json")
    assert response.status_code == 409
    assert json.loads(response.content) == {"code": "cohort_full", "message": "This group is full.", "seats": 0}
    assert "Accept" in response.headers["Vary"]


def test_the_sentence_is_escaped():
    page = answered(Refusal("odd", "<script>alert(1)</script>")).content.decode()
    assert "<script>alert" not in page


def test_a_closed_door_offers_to_sign_in_and_come_back():
    page = answered(Refusal("not_allowed", "Not yours.", status=403)).content.decode()
    assert "/accounts/login/?next=/ar/somewhere/" in page


def test_too_many_says_when_to_come_back():
    response = answered(Refusal("too_many", "Wait.", status=429, retry_after=30))
    assert response.headers["Retry-After"] == "30"


@pytest.mark.parametrize("fault", [ValueError("a fault"), KeyError("x")])
def test_a_fault_is_not_a_refusal(fault):
    assert answered(fault) is None
