"""Anchor clips: set by quality reviewers, judged by assessors before they score."""

import tempfile
from pathlib import Path
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments import access, actions
from assessments.forms.marks import typed_marks
from assessments.forms.quality import AnchorForm, ChooseTaskForm
from assessments.models import AnchorClip, PracticalTask
from lms.people.access import require_role
from lms.people.models import Person, Role
from media.models import Asset
from media.queries.player import playable


@login_required
def anchors(request: HttpRequest) -> HttpResponse:
    """Every clip, and the way to set another."""
    access.quality_reviewer(request.user)
    clips = AnchorClip.objects.select_related("task_version__task", "set_by").order_by("task_version__task__code", "pk")
    context = {"clips": clips, "form": ChooseTaskForm(), "tab": "anchors"}
    return render(request, "assessments/quality/anchors.html", context)


@login_required
def new_anchor(request: HttpRequest, code: str) -> HttpResponse:
    """Set an anchor clip for a task."""
    reviewer = access.quality_reviewer(request.user)
    task = get_object_or_404(PracticalTask.objects.select_related("current"), code=code, current__isnull=False)
    form = AnchorForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        with tempfile.TemporaryDirectory() as folder:
            _set(request, task, form, reviewer, Path(folder))
        messages.success(request, _("The clip is set. Assessors find it on their desk."))
        return redirect("assessments:anchors")
    context = {"form": form, "task": task}
    return render(request, "assessments/quality/new_anchor.html", context, status=422 if form.errors else 200)


def _set(request: HttpRequest, task: PracticalTask, form: AnchorForm, by: Person, folder: Path) -> None:
    file = form.cleaned_data["clip"]
    if file is not None:
        with (folder / "clip").open("wb") as target:
            for chunk in file.chunks():
                target.write(chunk)
    actions.set_anchor(
        task=task,
        title=form.cleaned_data["title"],
        shows=form.cleaned_data["shows"],
        marks=typed_marks(request.POST, "marks-"),
        within=form.cleaned_data["within"],
        clip=(folder / "clip", file.name or "clip") if file is not None else None,
        by=by,
        now=timezone.now(),
    )


@login_required
def judge_anchor(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Judge a clip as one judges a candidate. The agreed marks are shown once one's own lie beside them well."""
    person = require_role(request.user, Role.Kind.ASSESSOR)
    clips = AnchorClip.objects.select_related("task_version__task__trade", "asset")
    clip = get_object_or_404(clips, uuid=uuid)
    if request.method == "POST":
        made = actions.judge_anchor(clip=clip, marks=typed_marks(request.POST, "marks-"), by=person, now=timezone.now())
        if made.good:
            messages.success(request, _("You judge as the trade agreed."))
        else:
            messages.warning(request, _("Your marks lie too far from the agreed ones. Look at the marked lines again."))
        return redirect("assessments:judge_anchor", uuid)
    newest = clip.tries.filter(assessor=person).order_by("-pk").first()
    good = clip.tries.filter(assessor=person, good=True).exists()
    shown = playable(clip.asset) if clip.asset and clip.asset.state == Asset.State.READY else None
    context = {"clip": clip, "newest": newest, "good": good, "shown": shown}
    return render(request, "assessments/quality/judge_anchor.html", context)
