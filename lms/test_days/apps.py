"""Days of practical tests: candidates over stations, tools, assessors, centres and vans."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TestDaysConfig(AppConfig):
    name = "lms.test_days"
    label = "test_days"

    def ready(self) -> None:
        """Name our place in the frame."""
        from lms.test_days.access import may_plan
        from lms.web.navigation import MARKING, Place, register

        register(
            Place(order=MARKING + 4, label=_("Test days"), icon="calendar-clock", url_name="test_days:days", shown_to=may_plan)
        )
