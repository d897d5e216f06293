"""Persons, sites and roles."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "lms.people"
    label = "people"

    def ready(self) -> None:
        """Name the places that everyone has."""
        from lms.web.navigation import COURSES, TODAY, Place, register, signed_in, signed_out

        register(Place(order=TODAY, label=_("Today"), icon="house", url_name="today", shown_to=signed_in))
        register(Place(order=COURSES, label=_("Courses"), icon="book-open", url_name="courses:catalogue", shown_to=signed_out))
