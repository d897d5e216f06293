"""Draw papers. Part of starting an attempt; no verb of its own outside."""

import random
import secrets
from datetime import date

from django.utils.translation import gettext_lazy as _

from assessments import rules
from assessments.models import Blueprint, Paper, PaperItem, Question, QuestionVersion
from assessments.questions import question_type
from courses.models import Trade
from lms.refusals import Refusal


def blueprint_in_force(*, trade: Trade, level: str, on: date) -> Blueprint:
    """The blueprint of a level on a day; refuses ``no_blueprint``."""
    found = Blueprint.objects.filter(trade=trade, level=level, effective_from__lte=on).order_by("-effective_from", "-version")
    blueprint = found.first()
    if blueprint is None:
        raise Refusal("no_blueprint", _("There is no paper for this level yet."), status=404)
    return blueprint


def draw_paper(*, blueprint: Blueprint, seed: str = "") -> Paper:
    """Draw and store a paper: its questions, their order, the order of their options, and the seed. In a transaction."""
    seed = seed or secrets.token_hex(16)
    wanted = rules.Draw(
        questions=blueprint.questions,
        from_levels=tuple(blueprint.from_levels),
        units=blueprint.rules.get("units", {}),
        levels=blueprint.rules.get("levels", {}),
        safety=blueprint.rules.get("safety", 0),
    )
    bank = Question.objects.filter(trade=blueprint.trade_id, retired_at=None, current__isnull=False)
    rows = bank.values_list("current_id", "code", "current__level", "current__unit", "current__safety_critical")
    drawn = rules.draw([rules.Candidates(*row) for row in rows], wanted, seed=seed)
    paper = Paper.objects.create(blueprint=blueprint, seed=seed)
    versions = QuestionVersion.objects.only("pk", "type", "content").in_bulk(drawn.ids)
    dice = random.Random(f"{seed}/order")  # noqa: S311 - told again from the stored seed; guards nothing
    PaperItem.objects.bulk_create(
        PaperItem(
            paper=paper,
            position=position,
            version_id=pk,
            order=question_type(versions[pk].type).order(versions[pk].content, dice),
        )
        for position, pk in enumerate(drawn.ids, start=1)
    )
    return paper
