"""Applications, cohorts, enrolments, progress, completion."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EnrolmentConfig(AppConfig):
    name = "lms.enrolment"
    label = "enrolment"

    def ready(self) -> None:
        """Name our places in the frame."""
        from lms.enrolment.holdings import PARTS
        from lms.people.access import holds
        from lms.people.holdings import register as register_part
        from lms.people.models import Role
        from lms.web.navigation import COHORTS, COURSES, Place, register, signed_in

        for part in PARTS:
            register_part(part)
        register(Place(order=COURSES, label=_("Courses"), icon="book-open", url_name="enrolment:my_courses", shown_to=signed_in))
        register(
            Place(
                order=COHORTS,
                label=_("Groups"),
                icon="users",
                url_name="enrolment:cohorts",
                shown_to=lambda person: holds(person, Role.Kind.MANAGER, Role.Kind.INSTRUCTOR, Role.Kind.ADMINISTRATOR),
            )
        )
