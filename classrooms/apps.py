"""The app of the live classes."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from lms.web.navigation import CLASSES, Place, register


class ClassroomsConfig(AppConfig):
    """Live virtual classes: an ordered log of facts for each class, voice and picture beside it."""

    name = "classrooms"
    label = "classrooms"
    verbose_name = _("Live classes")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Name the place in the bar, and what is held about people."""
        from classrooms.holdings import PARTS
        from lms.people.holdings import register as register_part

        for part in PARTS:
            register_part(part)
        register(Place(order=CLASSES, label=_("Classes"), icon="presentation", url_name="classrooms:mine"))
