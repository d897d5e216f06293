"""Words that templates need for codes."""

from django import template
from django.utils.translation import gettext_lazy as _

register = template.Library()

WHY = {
    "no_place": _("No open place has a station and the tools for this task. Count the stations, or open another place."),
    "no_assessors": _("Too few assessors who may judge this person. Ask for another assessor."),
    "no_room": _("The day is full. Open longer, add stations or assessors, or make another day."),
    "retest_too_early": _("The wait before a new try is not over on this day."),
    "retests_used_up": _("Every retest that the scheme allows is used."),
    "task_assigned": _("The task was planned by hand in the meantime."),
    "task_begun": _("The task was begun before it could be moved. It stays where it is."),
    "sheet_leased": _("The sheet is open on an assessor's tablet. Ask them, then plan again."),
    "case_closed": _("The case was closed in the meantime."),
    "own_trainee": _("The assessor has taught this person in the meantime."),
    "anchors_missing": _("The assessor has to judge anchor clips first."),
    "assessors_missing": _("The level asks for more assessors than were free."),
}


@register.filter
def why(code: str) -> str:
    """The sentence for what stood in the way of a slot."""
    return str(WHY.get(code, code))
