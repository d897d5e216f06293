"""The guarded doors to checking."""

from django.core.cache import cache
from django.utils.translation import gettext_lazy as _

from lms.refusals import Refusal

CHECKS_A_MINUTE = 30


def count_public_check(*, address: str) -> None:
    """Let a network address check thirty certificates a minute; more is refused with ``too_many_checks``."""
    key = f"verify:{address}"
    cache.add(key, 0, timeout=60)
    try:
        count = cache.incr(key)
    except ValueError:  # ran out between the two calls
        count = 1
    if count > CHECKS_A_MINUTE:
        raise Refusal(
            "too_many_checks", _("Too many checks in a short time. Wait a minute, then go on."), status=429, retry_after=60
        )
