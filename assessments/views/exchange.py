"""Questions from and for other systems: look first, then take in; take back; write a file."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from assessments import access, actions
from assessments.actions.imports import import_questions
from assessments.exchange.package import LARGEST
from assessments.forms.bank import ExportForm, UploadForm, trades
from assessments.queries.bank import exported
from assessments.questions import TYPES
from assessments.views.bank import posted
from lms.refusals import Refusal


@login_required
def exchange(request: HttpRequest) -> HttpResponse:
    """Choose a file to take in, or a format to write."""
    by = access.bank_keeper(request.user)
    form = UploadForm(*posted(request))
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            file = actions.upload_questions(
                data=upload.read(LARGEST + 1), name=upload.name, trade=form.cleaned_data["trade"], by=by, now=timezone.now()
            )
            return redirect("assessments:import", file.uuid)
        except Refusal as refusal:
            form.add_error("file", str(refusal.message))
    status = 422 if form.errors else 200
    context = {"form": form, "export_form": ExportForm(), "trades": trades()}
    return render(request, "assessments/bank/exchange.html", context, status=status)


@login_required
def looked_at(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """What would become of a file, item by item; once taken in, what came of it."""
    file = access.question_file(person=request.user, uuid=uuid)
    if file.accepted_at is not None:
        return render(request, "assessments/bank/imported.html", {"file": file, "count": file.questions.count()})
    found = import_questions(data=bytes(file.data), trade=file.trade, by=None, dry_run=True)
    left_out = {note.item for note in found.notes}
    rows = [{"source": one, "kind": TYPES[one["type"]], "whole": one["item"] not in left_out} for one in found.sources]
    return render(request, "assessments/bank/import.html", {"file": file, "found": found, "rows": rows})


@login_required
@require_POST
def accept_import(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Take the file in."""
    file = access.question_file(person=request.user, uuid=uuid)
    made = actions.accept_questions(file=file, by=access.bank_keeper(request.user), now=timezone.now())
    if made is not None:
        count = len(made.sources)
        said = ngettext("%(n)s question is in the bank now.", "%(n)s questions are in the bank now.", count)
        messages.success(request, said % {"n": count})
    address = reverse("assessments:bank")
    return redirect(f"{address}?trade={file.trade.code}&state=unfinished")


@login_required
@require_POST
def take_back_import(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Remove what a file brought."""
    file = access.question_file(person=request.user, uuid=uuid)
    count = actions.take_back_import(file=file, by=access.bank_keeper(request.user))
    messages.success(request, ngettext("%(n)s question was removed.", "%(n)s questions were removed.", count) % {"n": count})
    return redirect("assessments:exchange")


@login_required
def export_questions(request: HttpRequest) -> HttpResponse:
    """A bank as a file; with ``?look=1``, what could not go along."""
    access.bank_keeper(request.user)
    form = ExportForm(request.GET)
    if not form.is_valid():
        raise Refusal("malformed", _("This could not be read. Reload the page."), status=400)
    typed = form.cleaned_data
    written = exported(trade=typed["trade"], format=typed["format"], language=typed["language"])
    if "look" in request.GET:
        query = request.GET.copy()
        del query["look"]
        context = {"written": written, "trade": typed["trade"], "address": f"{request.path}?{query.urlencode()}"}
        return render(request, "assessments/bank/export.html", context)
    response = HttpResponse(written.data, content_type=written.content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{typed["trade"].code.lower()}-{written.name}"'
    return response
