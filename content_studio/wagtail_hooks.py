"""The studio's faces: our tokens, the board as its home, and the release button."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.admin.widgets import Button

from content_studio import views
from content_studio.queries import board
from courses.models import CoursePage
from lms.people.access import holds
from lms.people.models import Role

STAGE_NAMES = {
    "draft": gettext_lazy("Draft"),
    "changes_asked": gettext_lazy("Changes asked for"),
    "in_review": gettext_lazy("In review"),
    "approved": gettext_lazy("Approved"),
    "released": gettext_lazy("Released"),
}
# Wagtail's own drawers that this house keeps elsewhere (media library) or does not use.
UNUSED = {"images", "documents", "snippets", "help", "redirects"}


class BoardPanel(Component):  # type: ignore[misc]
    """The board on the studio's home."""

    name = "board"
    order = 0
    template_name = "content_studio/board.html"

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        """Columns with their names, and whether the reader may release."""
        drawn = board()
        person = parent_context["request"].user
        columns = [{"stage": stage, "name": STAGE_NAMES[stage], "tickets": tickets} for stage, tickets in drawn.columns]
        may_release = person.is_superuser or holds(person, Role.Kind.EDITOR, Role.Kind.ADMINISTRATOR)
        return {"columns": columns, "courses": drawn.courses, "may_release": may_release}


@hooks.register("construct_homepage_panels")  # type: ignore[misc]
def board_is_the_home(request: HttpRequest, panels: list[Component]) -> None:
    """The board first; Wagtail's own lists of reviews under it."""
    panels.insert(0, BoardPanel())


@hooks.register("construct_homepage_summary_items")  # type: ignore[misc]
def no_summary(request: HttpRequest, items: list[Any]) -> None:
    """Counts of pages and images say nothing to an author."""
    items.clear()


@hooks.register("construct_main_menu")  # type: ignore[misc]
def only_what_is_used(request: HttpRequest, items: list[Any]) -> None:
    """Leave out the drawers that are empty here."""
    items[:] = [item for item in items if item.name not in UNUSED]


@hooks.register("register_page_header_buttons")  # type: ignore[misc]
def release_button(page: Any, user: Any, next_url: str | None = None, view_name: str = "") -> Iterator[Button]:
    """ "Release" in the header of a course."""
    if isinstance(page.specific, CoursePage) and holds(user, Role.Kind.EDITOR, Role.Kind.ADMINISTRATOR):
        yield Button(_("Release the course"), reverse("studio_release", args=[page.pk]), icon_name="check", priority=5)


@hooks.register("register_admin_urls")  # type: ignore[misc]
def addresses() -> list[Any]:
    """Our addresses under /studio/."""
    return [
        path("release/<int:pk>/", views.release, name="studio_release"),
        path("release/orders/<uuid:uuid>/", views.release_order, name="studio_release_order"),
    ]


@hooks.register("insert_global_admin_css")  # type: ignore[misc]
def tokens() -> SafeString:
    """The house's colours through Wagtail's own variables."""
    return format_html('<link rel="stylesheet" href="{}">', static("content_studio/studio.css"))
