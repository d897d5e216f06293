"""Words of the trades enter the studio."""

from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSet
from wagtail.permissions import register_permission_policy

from courses.models import Term
from courses.viewsets import TermPolicy, term_viewset

register_permission_policy(Term, TermPolicy(Term))


@hooks.register("register_admin_viewset")  # type: ignore[misc]
def term_viewsets() -> list[ViewSet]:
    """Their list and forms."""
    return [term_viewset]
