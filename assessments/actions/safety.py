"""Papers on which every question about safety must be right. Part of other verbs; no verb of its own outside."""

from decimal import Decimal

from assessments.models import Attempt


def missed_safety(attempt: Attempt) -> list[int]:
    """Places of the questions about safety that earned less than everything, by the newest result, where the paper's rules
    ask for all of them; nothing elsewhere."""
    if not attempt.paper.blueprint.rules.get("safety_all_right"):
        return []
    newest = attempt.results.order_by("-number").first()
    if newest is None:
        return []
    asked = attempt.answers.filter(item__version__safety_critical=True).values_list("position", "item__version__marks")
    return sorted(place for place, most in asked if Decimal(newest.lines.get(str(place), "0")) < most)
