"""A person's curriculum vitae, to take to an employer: to look at, as PDF, as data."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from lms.credentials.drawing import pages_of, qr_svg
from lms.people.models import Person
from lms.verification import queries
from lms.web import numerals


@never_cache
@login_required
@require_safe
def cv(request: HttpRequest) -> HttpResponse:
    """What will stand in it, and the ways to take it along."""
    assert isinstance(request.user, Person)
    return render(request, "verification/cv.html", {"cv": queries.cv_of(request.user)})


@never_cache
@login_required
@require_safe
def cv_pdf(request: HttpRequest) -> HttpResponse:
    """One page, in the language of the address."""
    assert isinstance(request.user, Person)
    found = queries.cv_of(request.user)
    codes = [{**row, "qr": qr_svg(row["address"])} for row in found.certificates]
    numerals.activate(numerals.WESTERN)  # a paper for others
    html = render_to_string("verification/cv_paper.html", {"cv": found, "certificates": codes, "LANGUAGE_CODE": get_language()})
    response = HttpResponse(pages_of([html]), content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="cv-{get_language()}.pdf"'
    return response


@never_cache
@login_required
@require_safe
def cv_json(request: HttpRequest) -> JsonResponse:
    """The same as JSON Resume."""
    assert isinstance(request.user, Person)
    language = get_language() or "ar"
    found = queries.json_resume(queries.cv_of(request.user), language=language)
    response = JsonResponse(found, json_dumps_params={"ensure_ascii": False, "indent": 1})
    response.headers["Content-Disposition"] = f'attachment; filename="resume-{language}.json"'
    return response
