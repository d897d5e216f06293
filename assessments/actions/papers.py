"""Draw papers. Part of starting an attempt; no verb of its own outside."""

import random
import secrets
from collections.abc import Collection
from datetime import date

from django.utils.translation import gettext_lazy as _

from assessments import rules
from assessments.models import Attempt, Blueprint, Paper, PaperItem, QuestionVersion
from assessments.queries.bank import asked_of, bank_for
from assessments.questions import question_type
from assessments.rules.plan import asked_less
from courses.models import Trade
from lms.refusals import Refusal


def blueprint_in_force(*, trade: Trade, level: str, on: date) -> Blueprint:
    """The blueprint of a level on a day; refuses ``no_blueprint``."""
    found = Blueprint.objects.filter(trade=trade, level=level, effective_from__lte=on).order_by("-effective_from", "-version")
    blueprint = found.first()
    if blueprint is None:
        raise Refusal("no_blueprint", _("There is no paper for this level yet."), status=404)
    return blueprint


def draw_paper(*, blueprint: Blueprint, kind: str, seed: str = "", without: Collection[str] = ()) -> Paper:
    """Draw and store a paper: its questions, their order, the order of their options, and the seed. In a transaction.

    ``kind`` is the attempt's. A practice paper draws from the questions for practice and may be shorter than the real one.
    ``without`` names units that the person knows already.
    """
    seed = seed or secrets.token_hex(16)
    bank, wanted = bank_for(blueprint, kind), asked_of(blueprint)
    if kind == Attempt.Kind.PRACTICE:
        wanted = rules.shrunk(bank, wanted)
    if without:
        wanted, bank = asked_less(wanted, bank, without)
    drawn = rules.draw(bank, wanted, seed=seed)
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
