"""Keep watch over judging: draw sheets to look at, look, judge anchor clips, hand a sheet to another assessor."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.models import (
    AnchorClip,
    AnchorTry,
    LevelPolicy,
    MarkSheet,
    PracticalTask,
    QualityLook,
    SamplingRule,
)
from assessments.rules.quality import Sampling, judged_anchor, why_sampled
from lms.audit.actions import record
from lms.people.models import Person
from lms.refusals import Refusal
from media.actions.assets import take_in

LEASE = timedelta(hours=8)
ANCHOR_LASTS = timedelta(days=365)


@transaction.atomic
def set_sampling(*, rule: Mapping[str, Any], first_day: date, by: Person, now: datetime) -> SamplingRule:
    """A new rule from a day on. Sheets sealed before keep what was drawn. Refuses ``share_out_of_range``."""
    if not 0 <= rule["share"] <= 100:
        raise Refusal("share_out_of_range", _("A share lies between 0 and 100 per cent."), status=422)
    made = SamplingRule.objects.create(**rule, first_day=first_day, set_by=by, set_at=now)
    record(actor=by, verb="sampling.set", target=made, detail={**rule, "first_day": first_day.isoformat()})
    return made


def sample(sheet: MarkSheet, *, now: datetime) -> QualityLook | None:
    """Draw a sheet that was just sealed for a look, by the rule in force. Part of sealing; a correction is not drawn again."""
    rule = SamplingRule.objects.all().in_force(timezone.localdate(now)).first()
    if rule is None or sheet.number > 1 or sheet.percent is None:
        return None
    trade = sheet.assignment.case.policy.trade_id
    before = MarkSheet.objects.filter(
        assessor=sheet.assessor_id, number=1, sealed_at__isnull=False, assignment__case__policy__trade=trade
    ).exclude(pk=sheet.pk)
    draw = int.from_bytes(sha256(sheet.uuid.bytes).digest()[:8], "big") / 2**64
    why = why_sampled(
        Sampling(rule.new_sheets, rule.near, rule.critical, rule.share),
        sealed_before=before.count(),
        percent=sheet.percent,
        least=sheet.assignment.case.policy.practical_least,
        critical=sheet.critical_fail,
        draw=draw,
    )
    return QualityLook.objects.create(sheet=sheet, why=why, drawn_at=now) if why else None


@transaction.atomic
def take_look(*, look: QualityLook, by: Person, now: datetime) -> QualityLook:
    """Open a look for oneself, for eight hours. Refuses ``looked_already``, ``own_judgement`` and ``leased``."""
    look = QualityLook.objects.select_for_update(of=("self",)).select_related("sheet__assignment__case").get(pk=look.pk)
    if look.looked_at is not None:
        raise Refusal("looked_already", _("Somebody has looked at this sheet."))
    _check_stranger(look, by)
    if look.leased_to_id not in (None, by.pk) and look.leased_until and look.leased_until > now:
        raise Refusal("leased", _("Another reviewer has this sheet open."))
    look.leased_to, look.leased_until = by, now + LEASE
    look.save(update_fields=["leased_to", "leased_until"])
    return look


@transaction.atomic
def say_verdict(*, look: QualityLook, verdict: str, finding: str, action: str, by: Person, now: datetime) -> QualityLook:
    """What the reviewer found. The sheet itself never changes. Refuses ``verdict_missing``, ``reason_missing``, and what
    ``take_look`` refuses."""
    look = take_look(look=look, by=by, now=now)
    if verdict not in QualityLook.Verdict.values or action not in QualityLook.Action.values:
        raise Refusal("verdict_missing", _("Say what you found, and what follows."), status=422)
    if verdict == QualityLook.Verdict.DISAGREE and not finding.strip():
        raise Refusal("reason_missing", _("Write what was not judged as the rubric says."), status=422)
    look.verdict, look.finding, look.action = verdict, finding.strip()[:1000], action
    look.looked_by, look.looked_at, look.leased_until = by, now, None
    look.save()
    record(actor=by, verb="sheet.looked_at", target=look.sheet, detail={"verdict": verdict, "action": action})
    return look


def _check_stranger(look: QualityLook, by: Person) -> None:
    """Who judged, or is judged, does not review."""
    assignment = look.sheet.assignment
    if assignment.case.person_id == by.pk or assignment.sheets.filter(assessor=by).exists():
        raise Refusal("own_judgement", _("Who marked this person does not look at the sheet. Ask another reviewer."), status=403)


def set_anchor(
    *,
    task: PracticalTask,
    title: str,
    shows: str,
    marks: Mapping[str, Decimal],
    within: int,
    clip: tuple[Path, str] | None,
    by: Person,
    now: datetime,
) -> AnchorClip:
    """An anchor clip of a task's current wording; ``clip`` is a file, used up, and its name.

    Refuses ``task_unusable``, ``aspects_missing``, ``marks_impossible``, ``clip_missing``, and what the media library refuses.
    """
    version = task.current
    if version is None:
        raise Refusal("task_unusable", _("This task has no wording yet."), status=422)
    most = {line["id"]: line["marks"] for line in version.rubric}
    if set(marks) != set(most):
        raise Refusal("aspects_missing", _("Give every line its agreed marks."), status=422)
    if any(not 0 <= given <= most[code] for code, given in marks.items()):
        raise Refusal("marks_impossible", _("Marks lie between 0 and what the line is worth."), status=422)
    if clip is None and not shows.strip():
        raise Refusal("clip_missing", _("Add a clip or a photo, or describe the work."), status=422)
    asset = take_in(path=clip[0], name=clip[1], by=by) if clip else None
    with transaction.atomic():
        made = AnchorClip.objects.create(
            task_version=version,
            title=title.strip()[:120],
            shows=shows.strip(),
            asset=asset,
            marks={code: str(given) for code, given in marks.items()},
            within=within,
            first_day=timezone.localdate(now),
            set_by=by,
        )
        record(actor=by, verb="anchor.set", target=made, detail={"task": task.code})
    return made


@transaction.atomic
def judge_anchor(*, clip: AnchorClip, marks: Mapping[str, Decimal], by: Person, now: datetime) -> AnchorTry:
    """Judge an anchor clip. Refuses ``own_anchor`` (who set it knows the marks) and ``aspects_missing``."""
    if clip.set_by_id == by.pk:
        raise Refusal("own_anchor", _("You set these marks yourself. Judge another clip."), status=403)
    rubric = clip.task_version.rubric
    if {line["id"] for line in rubric} - set(marks):
        raise Refusal("aspects_missing", _("Mark every line of the clip."), status=422)
    agreed = {code: Decimal(given) for code, given in clip.marks.items()}
    verdict = judged_anchor(marks, agreed, rubric, within=clip.within)
    made = AnchorTry.objects.create(
        clip=clip,
        assessor=by,
        marks={code: str(given) for code, given in marks.items()},
        good=verdict.good,
        off_by=verdict.off_by,
        lines_apart=verdict.lines_apart,
        at=now,
    )
    record(actor=by, verb="anchor.judged", target=clip, detail={"good": verdict.good, "off_by": str(verdict.off_by)})
    return made


def check_anchors(*, assessor: Person, policy: LevelPolicy, now: datetime) -> None:
    """Refuses ``anchors_missing`` for somebody who has not judged enough anchor clips of the trade well within a year."""
    if not policy.anchors:
        return
    day = timezone.localdate(now)
    good = AnchorTry.objects.filter(
        Q(clip__retired_on=None) | Q(clip__retired_on__gt=day),
        assessor=assessor,
        good=True,
        at__gt=now - ANCHOR_LASTS,
        clip__task_version__task__trade=policy.trade_id,
    )
    if good.values("clip").distinct().count() < policy.anchors:
        sentence = _("%(name)s has to judge anchor clips of this trade first. They wait on the marking desk.")
        raise Refusal("anchors_missing", sentence % {"name": assessor.name}, status=422)
