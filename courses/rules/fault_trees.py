"""Trees that find a fault: whether every way leads on, and none in a circle."""

from collections.abc import Sequence
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


def faults_of(nodes: Sequence[dict[str, Any]]) -> list[str | Promise]:
    """What is wrong with a tree, for its author; an empty list when it can be used. The first node is the root."""
    numbers = [node["number"] for node in nodes]
    ways = {node["number"]: [way["to"] for way in node["ways"]] for node in nodes}
    found: list[str | Promise] = []
    if len(set(numbers)) < len(numbers):
        found.append(_("Two entries have the same number."))
    if missing := sorted({to for leads in ways.values() for to in leads} - set(numbers)):
        found.append(_("No entry has the number %(number)s.") % {"number": "، ".join(missing)})
        return found
    reached, circle = _walk(numbers[0], ways)
    if circle:
        found.append(_("Following the ways from number %(number)s leads back to it.") % {"number": circle})
    if lonely := [number for number in numbers if number not in reached]:
        found.append(_("No way leads to number %(number)s.") % {"number": "، ".join(lonely)})
    return found


def _walk(root: str, ways: dict[str, list[str]]) -> tuple[set[str], str]:
    """Every node that is reached, and one that leads back to itself."""
    done: set[str] = set()

    def visit(number: str, above: frozenset[str]) -> str:
        if number in above:
            return number
        if number in done:
            return ""
        done.add(number)
        return next((circle for to in ways[number] if (circle := visit(to, above | {number}))), "")

    return done, visit(root, frozenset())
