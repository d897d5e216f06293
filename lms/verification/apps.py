"""Checking: pages, offline page, interface for machines, bulk check."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VerificationConfig(AppConfig):
    name = "lms.verification"
    label = "verification"

    def ready(self) -> None:
        """Name our place in the frame; the checking page opens without network."""
        from lms.people.access import holds
        from lms.people.holdings import register as register_part
        from lms.people.models import Role
        from lms.verification.holdings import PARTS
        from lms.web.navigation import PEOPLE, Place, register
        from lms.web.worker import add_part

        for part in PARTS:
            register_part(part)
        add_part("frontend/verify-worker.js")
        register(
            Place(
                order=PEOPLE + 5,
                label=_("Partners"),
                icon="handshake",
                url_name="verification:partners",
                shown_to=lambda person: holds(person, Role.Kind.ADMINISTRATOR),
            )
        )
