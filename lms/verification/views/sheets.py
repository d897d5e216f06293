"""Check many certificates at once, from a sheet. Open to everybody, as checking one is; slowed down, and gone after a day."""

from django.http import FileResponse, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from lms.refusals import Refusal
from lms.verification import access, actions
from lms.verification.forms import SheetForm
from lms.verification.models import Sheet
from lms.verification.tables import FAULTS

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def bulk(request: HttpRequest) -> HttpResponse:
    """Hand a sheet in."""
    form = SheetForm(request.POST, request.FILES) if request.method == "POST" else SheetForm()
    if form.is_valid():
        access.count_sheet(address=request.META.get("REMOTE_ADDR", ""))
        try:
            return redirect("sheet", token=actions.take_sheet(file=form.cleaned_data["file"]).token)
        except Refusal as refusal:
            form.add_error("file", str(refusal.message))
    return render(request, "verification/bulk.html", {"form": form}, status=422 if form.is_bound else 200)


@never_cache
@require_safe
def sheet(request: HttpRequest, token: str) -> HttpResponse:
    """How far the sheet is; the page asks again by itself."""
    found = access.sheet_by_token(token)
    context = {"sheet": found, "percent": _percent(found), "fault": FAULTS.get(found.fault, ""), "now": timezone.now()}
    return render(request, "verification/sheet.html", context)


@never_cache
@require_safe
def sheet_progress(request: HttpRequest, token: str) -> JsonResponse:
    """The same as numbers."""
    found = access.sheet_by_token(token)
    return JsonResponse({"state": found.state, "rows": found.rows, "done": found.done, "percent": _percent(found)})


@never_cache
@require_safe
def sheet_result(request: HttpRequest, token: str) -> HttpResponseBase:
    """The sheet with its new columns. 404 while there is none."""
    found = access.sheet_by_token(token)
    if found.state != Sheet.State.READY:
        return redirect("sheet", token=token)
    kind = "xlsx" if _is_zip(found) else "csv"
    name = f"{found.name.rpartition('.')[0] or 'certificates'}-checked.{kind}"
    return FileResponse(found.result.open("rb"), as_attachment=True, filename=name, content_type=TYPES[kind])


def _is_zip(found: Sheet) -> bool:
    with found.result.open("rb") as file:
        return bool(file.read(2) == b"PK")


def _percent(found: Sheet) -> int:
    if found.state != Sheet.State.WAITING:
        return 100
    return round(100 * found.done / found.rows) if found.rows else 0
