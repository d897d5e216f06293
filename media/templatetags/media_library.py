"""What the library's lists show beside a title."""

from django import template

from media import queries
from media.models import Asset

register = template.Library()


@register.filter
def face(asset: Asset) -> str:
    """The address of a small picture of an asset; empty where there is none."""
    return queries.face(asset)
