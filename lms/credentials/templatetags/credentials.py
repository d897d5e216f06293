"""Words that stand on paper and so do not follow the reader's language."""

from datetime import date

from django import template
from django.utils import translation
from django.utils.formats import date_format

register = template.Library()


@register.filter
def arabic_month(day: date) -> str:
    """The month's Arabic name as used in Egypt, whatever the reader's language: the certificate is an Arabic document."""
    with translation.override("ar"):
        return date_format(day, "F")
