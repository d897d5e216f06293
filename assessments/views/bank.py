"""The question bank: find, look at, write, sort, retire."""

from collections.abc import Iterable
from dataclasses import fields
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from assessments import access, actions
from assessments.forms.bank import FindForm, SortForm, UseForm
from assessments.forms.question import QuestionForm, unit_of
from assessments.forms.questions import FORMS
from assessments.models import Question
from assessments.queries import questions as bank_queries
from assessments.questions import TYPES, QuestionType
from courses.models import Trade

PAGE = 40


@login_required
def bank(request: HttpRequest) -> HttpResponse:
    """The bank, filtered."""
    access.bank_keeper(request.user)
    asked = {field.name: request.GET.get(field.name, "").strip()[:100] for field in fields(bank_queries.Wanted)}
    wanted = bank_queries.Wanted(**asked)
    trade = Trade.objects.filter(code=wanted.trade).first()
    standard = bank_queries.standard_of(trade.pk) if trade else {"units": [], "levels": all_levels()}
    page = Paginator(bank_queries.found_questions(wanted), PAGE).get_page(request.GET.get("page"))
    query = urlencode({name: value for name, value in asked.items() if value})
    context = {
        "page": page,
        "find": FindForm(asked, standard=standard),
        "sort": SortForm(standard=standard) if trade else None,
        "wanted": wanted,
        "filtered": any(value for name, value in asked.items() if name != "trade"),
        "query": f"{query}&" if query else "",
        "counts": bank_queries.counts_by_state(wanted.trade),
        "kinds": TYPES,
        "trade": trade,
        "trades": Trade.objects.order_by("code"),
        "back": request.get_full_path(),
    }
    return render(request, "assessments/bank/list.html", context)


def all_levels() -> list[dict[str, Any]]:
    """The levels of every trade's standard, each code once."""
    found: dict[str, dict[str, Any]] = {}
    for trade in Trade.objects.all():
        found |= {level["id"]: level for level in bank_queries.standard_of(trade.pk).get("levels", [])}
    return [found[code] for code in sorted(found)]


@login_required
def question(request: HttpRequest, code: str) -> HttpResponse:
    """One question; ``?version=2`` an older wording."""
    access.bank_keeper(request.user)
    found = access.question_of_bank(code)
    number = request.GET.get("version", "")
    return question_page(request, found, int(number) if number.isdecimal() else None)


def question_page(request: HttpRequest, found: Question, number: int | None = None, **forms: Any) -> HttpResponse:
    """The page of a question; a form with errors takes the place of the empty one."""
    context = {
        "view": bank_queries.question_view(found, number),
        "use_form": UseForm(initial={"use": found.use, "most_papers": found.most_papers}),
        "decides": access.decides_on_questions(request.user),
    }
    return render(request, "assessments/bank/question.html", context | forms, status=422 if forms else 200)


@login_required
def new_question(request: HttpRequest, trade: str, kind: str) -> HttpResponse:
    """Write a question."""
    by = access.bank_keeper(request.user)
    found, asked = get_object_or_404(Trade, code=trade), TYPES.get(kind)
    if asked is None:
        raise Http404
    form = FORMS[kind](*posted(request), standard=bank_queries.standard_of(found.pk))
    if request.method == "POST" and form.is_valid():
        drawing = form.drawing()
        source = {**form.source(), "id": bank_queries.next_code(found), "type": kind}
        made = actions.write_question(trade=found, source=source, by=by, picture=drawing[0] if drawing else "")
        messages.success(request, _("Saved. Look at it as candidates see it, then decide which papers draw it."))
        return redirect("assessments:question", made.question.code)
    return form_page(request, form, asked, trade=found)


@login_required
def edit_question(request: HttpRequest, code: str) -> HttpResponse:
    """Change a question: its wording, or a new version of it when papers hold it."""
    by = access.bank_keeper(request.user)
    found = access.question_of_bank(code)
    version = found.current
    assert version is not None
    standard, kind = bank_queries.standard_of(found.trade_id), FORMS[version.type]
    form = kind(*posted(request), standard=standard, initial=kind.filled_in(version))
    if request.method == "POST" and form.is_valid():
        drawing = form.drawing()
        source = {**form.source(), "id": found.code, "type": version.type, "lesson": version.lesson}
        if version.type != "hotspot" and version.content.get("image"):
            source["image_of_stem"] = version.content["image"]
        picture = drawing[0] if drawing else version.picture
        made = actions.write_question(trade=found.trade, source=source, by=by, picture=picture)
        said = _("Saved as version %(number)s. Papers drawn before keep the old one.") % {"number": made.number}
        messages.success(request, said if made.number > version.number else _("Saved."))
        return redirect("assessments:question", found.code)
    return form_page(request, form, TYPES[version.type], question=found)


def posted(request: HttpRequest) -> tuple[Any, Any]:
    """What was sent with a form; nothing when it is only looked at."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def form_page(request: HttpRequest, form: QuestionForm, kind: QuestionType, **context: Any) -> HttpResponse:
    """The page on which a question is written."""
    status = 422 if form.errors else 200
    return render(request, "assessments/bank/form.html", context | {"form": form, "kind": kind}, status=status)


@login_required
@require_POST
def use_of_question(request: HttpRequest, code: str) -> HttpResponse:
    """Decide which papers draw a question."""
    by = access.bank_editor(request.user)
    found = access.question_of_bank(code)
    form = UseForm(request.POST)
    if not form.is_valid():
        return question_page(request, found, use_form=form)
    actions.decide_use(question=found, use=form.cleaned_data["use"], most_papers=form.cleaned_data["most_papers"], by=by)
    messages.success(request, _("Decided. Papers drawn from now on follow it."))
    return redirect("assessments:question", code)


@login_required
@require_POST
def retire_question(request: HttpRequest, code: str) -> HttpResponse:
    """Take a question out of papers to come, or bring it back."""
    by = access.bank_editor(request.user)
    found = access.question_of_bank(code)
    if found.retired_at is None:
        actions.retire_question(question=found, by=by, now=timezone.now())
        messages.success(request, _("Retired. No paper draws it from now on; you can bring it back on this page."))
    else:
        actions.restore_question(question=found, by=by)
        messages.success(request, _("The question is back in the bank."))
    return redirect("assessments:question", code)


@login_required
@require_POST
def sort_questions(request: HttpRequest) -> HttpResponse:
    """Give many questions of one trade a level, unit or difficulty."""
    by = access.bank_keeper(request.user)
    trade = get_object_or_404(Trade, code=request.POST.get("trade", ""))
    standard = bank_queries.standard_of(trade.pk)
    form = SortForm(request.POST, standard=standard)
    chosen = Question.objects.filter(trade=trade, code__in=request.POST.getlist("question")[: PAGE * 5])
    sorting = sorting_of(form.cleaned_data, standard) if form.is_valid() else {}
    if not sorting or not chosen:
        messages.error(request, _("Choose questions, and at least one of level, unit and difficulty."))
    else:
        changed = actions.classify_questions(questions=list(chosen), sorting=sorting, by=by)
        messages.success(request, ngettext("%(n)s question changed.", "%(n)s questions changed.", changed) % {"n": changed})
    return redirect(back_to(request.POST.get("back", "")))


def sorting_of(typed: dict[str, Any], standard: dict[str, Any]) -> dict[str, Any]:
    """What was chosen, as columns of a wording."""
    sorting = {name: typed[name] for name in ("level", "difficulty") if typed[name]}
    if typed["place"]:
        sorting["unit"], sorting["criterion"] = unit_of(standard, typed["place"])
    return sorting


def back_to(address: str) -> str:
    """The page one came from, when it is one of this site; else the bank."""
    return address if address and url_has_allowed_host_and_scheme(address, allowed_hosts=None) else reverse("assessments:bank")


@login_required
@require_POST
def statistics(request: HttpRequest, trade: str) -> HttpResponse:
    """Ask for today's figures."""
    by = access.bank_keeper(request.user)
    found = get_object_or_404(Trade, code=trade)
    actions.ask_for_statistics(trade=found, by=by)
    messages.success(request, _("The figures are being worked out. Look again in a minute."))
    return redirect("assessments:blueprints", trade)


@login_required
def blueprints(request: HttpRequest, trade: str) -> HttpResponse:
    """What papers of a trade ask for, and exactly what the bank lacks."""
    access.bank_keeper(request.user)
    found = get_object_or_404(Trade, code=trade)
    views: Iterable[Any] = bank_queries.blueprints_of(found, on=timezone.localdate())
    decides = access.decides_on_questions(request.user)
    context = {"trade": found, "views": views, "trades": Trade.objects.order_by("code"), "decides": decides}
    return render(request, "assessments/bank/blueprints.html", context)
