"""Write practical tasks, and the rules by which papers are drawn and levels assessed.

Nothing written is ever edited: a change is a new version.
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from assessments.models import Blueprint, LevelPolicy, PracticalTask, PracticalTaskVersion
from assessments.rules.aspects import wrong_with
from courses.models import Trade
from lms.audit.actions import record
from lms.people.models import Person
from lms.refusals import Refusal


@transaction.atomic
def write_task(*, trade: Trade, source: Mapping[str, Any], by: Person | None) -> PracticalTaskVersion:
    """A new practical task, or a new version of it, from the exchange form. Refuses ``task_unusable``."""
    if sum(line["marks"] for line in source["rubric"]) != source["total_marks"]:
        raise Refusal("task_unusable", _("The marks of the rubric do not add up to the total."), status=422)
    if wrong := wrong_with(source["rubric"]):
        sentence = _("These lines of the rubric cannot be judged: %(lines)s") % {"lines": ", ".join(wrong)}
        raise Refusal("task_unusable", sentence, status=422, lines=wrong)
    fields = {
        "title": dict(source["title"]),
        "instructions": dict(source["instructions"]),
        "materials": list(source["materials"]),
        "equipment": list(source.get("equipment", [])),
        "minutes": source["minutes"],
        "total_marks": source["total_marks"],
        "rubric": list(source["rubric"]),
        "critical_fails": list(source["critical_fails"]),
    }
    task, _new = PracticalTask.objects.select_for_update().get_or_create(
        code=source["id"], defaults={"trade": trade, "level": source["level"]}
    )
    number = task.versions.count() + 1
    version = PracticalTaskVersion.objects.create(task=task, number=number, digest=digest_of(fields), **fields)
    task.current = version
    task.save(update_fields=["current"])
    record(actor=by, verb="task.written", target=task, detail={"version": number})
    return version


@transaction.atomic
def set_blueprint(
    *,
    trade: Trade,
    level: str,
    questions: int,
    minutes: int,
    from_levels: list[str],
    rules: dict[str, Any],
    effective_from: date,
    by: Person | None = None,
) -> Blueprint:
    """A new version of a level's blueprint, in force from a day on."""
    version = Blueprint.objects.filter(trade=trade, level=level).count() + 1
    made = Blueprint.objects.create(
        trade=trade,
        level=level,
        version=version,
        questions=questions,
        minutes=minutes,
        from_levels=from_levels,
        rules=rules,
        effective_from=effective_from,
    )
    record(actor=by, verb="blueprint.set", target=made, detail={"version": version, "from": effective_from.isoformat()})
    return made


@transaction.atomic
def change_policy(*, policy: LevelPolicy, by: Person) -> LevelPolicy:
    """How a level is assessed from a day on, as a new row. Refuses ``day_taken``."""
    known = LevelPolicy.objects.filter(trade=policy.trade, level=policy.level, effective_from=policy.effective_from)
    if known.exists():
        sentence = _("A rule for this level begins on that day already. Choose another day.")
        raise Refusal("day_taken", sentence, status=422)
    policy.save(force_insert=True)
    record(actor=by, verb="policy.set", target=policy, detail={"from": policy.effective_from.isoformat()})
    return policy


@transaction.atomic
def set_policy(*, trade: Trade, level: Mapping[str, Any], assessors: int, effective_from: date) -> LevelPolicy:
    """How a level is assessed from a day on; ``level`` is the standard's description of it."""
    return LevelPolicy.objects.create(
        trade=trade,
        level=level["id"],
        name=dict(level["name"]),
        effective_from=effective_from,
        tasks=list(level["practical_tasks"]),
        theory_least=level["pass_rules"]["theory_min"],
        practical_least=level["pass_rules"]["practical_min"],
        assessors=assessors,
    )


def digest_of(document: Any) -> str:
    """SHA-256 of the canonical JSON of a document, in hexadecimal."""
    written = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()
