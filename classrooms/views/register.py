"""The register: on the screen, on paper, in a spreadsheet, and corrected."""

import csv
import io
from collections.abc import Iterator
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from openpyxl import Workbook
from openpyxl.styles import Font

from classrooms import access, actions, queries
from classrooms.forms import CorrectionForm, RollForm
from classrooms.models import Attendance, AttendanceStatus, LiveClass
from classrooms.refusals import refuse
from classrooms.rules.register import Attended

#: Tells spreadsheets that the file is UTF-8, so that Arabic names survive.
BYTE_ORDER_MARK = "\ufeff"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: Of the columns, in characters.
WIDTHS = (32, 14, 10, 10, 9, 9, 14, 14, 40)


@login_required
@require_safe
def register(request: HttpRequest, class_uuid: UUID) -> HttpResponse:
    """The register of an ended class."""
    live_class = access.class_with_register(person=request.user, class_uuid=class_uuid)
    return _page(request, live_class)


def _page(
    request: HttpRequest, live_class: LiveClass, *, form: CorrectionForm | None = None, wrong: UUID | None = None
) -> HttpResponse:
    lines = [_with_times(line) for line in queries.register_lines(live_class)]
    counts = {status: sum(line.now == status for line in lines) for status in AttendanceStatus.values}  # type: ignore[attr-defined]
    context = {
        "live_class": live_class,
        "lines": lines,
        "called": any(line.source == Attendance.Source.ROLL for line in lines),
        "checked": any(line.checks_asked for line in lines),
        "counts": [(AttendanceStatus(status).label, status, count) for status, count in counts.items()],
        "statuses": AttendanceStatus.choices,
        "may_correct": live_class.instructor_id == request.user.pk,
        "form": form,
        "wrong": wrong,
    }
    return render(request, "classrooms/register.html", context, status=400 if form else 200)


def _with_times(line: Attendance) -> Attendance:
    """A line with what the page shows of it: the status that holds, first coming, last going, minutes."""
    stays = queries.stored_intervals(line)
    corrections = list(line.corrections.all())
    line.correction = corrections[0] if corrections else None  # type: ignore[attr-defined]
    line.now = corrections[0].status if corrections else line.status  # type: ignore[attr-defined]
    line.now_label = AttendanceStatus(line.now).label  # type: ignore[attr-defined]
    line.came_at = stays[0].came_at if stays else None  # type: ignore[attr-defined]
    line.went_at = stays[-1].went_at if stays else None  # type: ignore[attr-defined]
    line.minutes = round(line.seconds / 60)  # type: ignore[attr-defined]
    line.breaks = max(len(stays) - 1, 0)  # type: ignore[attr-defined]
    return line


@login_required
@require_safe
def register_csv(request: HttpRequest, class_uuid: UUID) -> HttpResponse:
    """The register for a spreadsheet."""
    live_class = access.class_with_register(person=request.user, class_uuid=class_uuid)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{_file_name(live_class)}.csv"'
    response.write(BYTE_ORDER_MARK)
    csv.writer(response).writerows([_cell(value) for value in row] for row in _rows(live_class))
    return response


@login_required
@require_safe
def register_xlsx(request: HttpRequest, class_uuid: UUID) -> HttpResponse:
    """The register as an Excel sheet that reads from the right in Arabic."""
    live_class = access.class_with_register(person=request.user, class_uuid=class_uuid)
    book = Workbook()
    sheet = book.active
    sheet.title = live_class.lesson_code
    sheet.sheet_view.rightToLeft = get_language_bidi()
    sheet.freeze_panes = "A2"
    for row in _rows(live_class):
        sheet.append([value if isinstance(value, int) else _cell(value) for value in row])
    for letter, width in zip("ABCDEFGHI", WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    written = io.BytesIO()
    book.save(written)
    response = HttpResponse(written.getvalue(), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{_file_name(live_class)}.xlsx"'
    return response


def _rows(live_class: LiveClass) -> Iterator[list[object]]:
    """The register as a table: the headings, then a row for each line."""
    yield [
        _("Name"), _("Status"), _("Came at"), _("Left at"), _("Minutes"), _("Breaks"),
        _("Attention checks"), _("Answered checks"), _("Correction"),
    ]  # fmt: skip
    for line in map(_with_times, queries.register_lines(live_class)):
        yield _row(line)


def _row(line: Attendance) -> list[object]:
    came, went = line.came_at, line.went_at  # type: ignore[attr-defined]
    return [
        line.person.name,
        line.now_label,  # type: ignore[attr-defined]
        f"{timezone.localtime(came):%H:%M}" if came else "",
        f"{timezone.localtime(went):%H:%M}" if went else "",
        line.minutes,  # type: ignore[attr-defined]
        line.breaks,  # type: ignore[attr-defined]
        line.checks_asked,
        line.checks_answered,
        line.correction.reason if line.correction else "",  # type: ignore[attr-defined]
    ]


def _file_name(live_class: LiveClass) -> str:
    return f"register-{live_class.lesson_code}-{live_class.starts_at:%Y-%m-%d}"


def _cell(value: object) -> str:
    """Text that a spreadsheet must not take for a formula gets an apostrophe in front."""
    text = str(value)
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


@login_required
@require_http_methods(["GET", "POST"])
def roll(request: HttpRequest, class_uuid: UUID) -> HttpResponse:
    """Call the roll of a class that is held in a classroom: a tick for each name, the register at once."""
    live_class = access.class_to_teach(person=request.user, class_uuid=class_uuid)
    people = queries.people_of(live_class)
    form = RollForm(request.POST if request.method == "POST" else None, people=people)
    if request.method == "POST":
        if not form.is_valid():
            raise refuse("unknown_person")
        actions.call_roll(
            live_class=live_class,
            present=form.ids("present"),
            late=form.ids("late"),
            actor=live_class.instructor,
            now=timezone.now(),
        )
        return redirect("classrooms:register", class_uuid)
    return render(request, "classrooms/roll.html", {"live_class": live_class, "people": people})


@login_required
@require_POST
def correct(request: HttpRequest, class_uuid: UUID, line_uuid: UUID) -> HttpResponse:
    """Correct one line, with the reason."""
    line = access.line_to_correct(person=request.user, class_uuid=class_uuid, line_uuid=line_uuid)
    form = CorrectionForm(request.POST)
    if not form.is_valid():
        return _page(request, line.register.live_class, form=form, wrong=line_uuid)
    actions.correct_attendance(
        line=line,
        status=Attended(form.cleaned_data["status"]),
        reason=form.cleaned_data["reason"],
        actor=line.register.live_class.instructor,
        now=timezone.now(),
    )
    return redirect("classrooms:register", class_uuid)
