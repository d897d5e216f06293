"""Persons, sites and roles."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "lms.people"
    label = "people"

    def ready(self) -> None:
        """Name the places that everyone has."""
        from lms.people.access import holds
        from lms.people.holdings import Part
        from lms.people.holdings import register as register_part
        from lms.people.models import Role
        from lms.people.queries import held, looks_held, messages_held, photo_files, photo_held
        from lms.web.navigation import COURSES, PEOPLE, TODAY, Place, register, signed_in, signed_out

        register_part(Part("account", _("Account"), held))
        register_part(Part("photo", _("Your photo"), photo_held, files=photo_files))
        register_part(Part("messages", _("Text messages to you"), messages_held))
        register_part(Part("looks", _("Who looked at your file"), looks_held, for_machines=True))
        register(
            Place(
                order=PEOPLE,
                label=_("Corrections"),
                icon="inbox",
                url_name="people:corrections",
                shown_to=lambda person: holds(person, Role.Kind.MANAGER, Role.Kind.ADMINISTRATOR),
            )
        )
        register(Place(order=TODAY, label=_("Today"), icon="house", url_name="today", shown_to=signed_in))
        register(Place(order=COURSES, label=_("Courses"), icon="book-open", url_name="courses:catalogue", shown_to=signed_out))
