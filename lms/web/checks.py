"""Checks run by `manage.py check`."""

from typing import Any

from django.core.checks import CheckMessage, Warning, register

from lms.web import navigation


@register()
def every_place_leads_somewhere(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """A place whose address does not exist is left out of the frame; this says so."""
    return [
        Warning(f"The place {place.url_name!r} leads nowhere and is not shown.", id="web.W001")
        for place in navigation.registered()
        if navigation.address(place) is None
    ]
