"""A person's curriculum vitae, to take to an employer: to look at, as PDF, as data."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from lms.people.models import Person
from lms.verification import access, actions, queries


@never_cache
@login_required
@require_safe
def cv(request: HttpRequest) -> HttpResponse:
    """What will stand in it, and the ways to take it along. ``?part=progress`` answers with how far the papers are."""
    assert isinstance(request.user, Person)
    found = queries.cv_of(request.user)
    context = {"cv": found, "papers": queries.cv_papers(found)}
    part = request.GET.get("part") == "progress"
    return render(request, "verification/parts/cv_papers.html" if part else "verification/cv.html", context)


@login_required
@require_POST
def ask_cv(request: HttpRequest) -> HttpResponse:
    """Ask for it on paper, in a language."""
    assert isinstance(request.user, Person)
    actions.ask_for_cv(person=request.user, language=request.POST.get("language", ""))
    return redirect("verification:cv")


@never_cache
@login_required
@require_safe
def cv_pdf(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """One page, for the person alone. While it is being drawn: the page that says so."""
    paper = access.own_cv_paper(person=request.user, uuid=uuid)
    if paper.ready_at is None:
        return redirect("verification:cv")
    return FileResponse(
        paper.file.open("rb"), as_attachment=True, filename=f"cv-{paper.language}.pdf", content_type="application/pdf"
    )


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
