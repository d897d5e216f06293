"""Words for the codes of a compact code, in both languages."""

from typing import Any

from courses.models import Trade
from lms.certification.models import SkillScheme


def vocabulary() -> dict[str, Any]:
    """``/credentials/vocabulary.json``: trades by code; schemes by code, each with its levels by code."""
    schemes = SkillScheme.objects.prefetch_related("levels").order_by("pk")
    return {
        "trades": {trade.code: _pair(trade) for trade in Trade.objects.order_by("code")},
        "schemes": {
            scheme.code: {**_pair(scheme), "levels": {level.code: _pair(level) for level in scheme.levels.all()}}
            for scheme in schemes
        },
    }


def _pair(thing: Any) -> dict[str, str]:
    return {"ar": thing.name_ar, "en": thing.name_en}
