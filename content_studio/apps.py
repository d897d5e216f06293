"""The authors' desk."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContentStudioConfig(AppConfig):
    name = "content_studio"
    label = "content_studio"

    def ready(self) -> None:
        """Name our place in the frame."""
        from lms.people.access import holds
        from lms.people.models import Role
        from lms.web.navigation import STUDIO, Place, register

        register(
            Place(
                order=STUDIO,
                label=_("Studio"),
                icon="pencil-line",
                url_name="wagtailadmin_home",
                shown_to=lambda person: holds(person, Role.Kind.AUTHOR, Role.Kind.EDITOR),
            )
        )
