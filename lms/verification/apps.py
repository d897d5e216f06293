"""Checking: pages, offline page, interface for machines, bulk check."""

from django.apps import AppConfig


class VerificationConfig(AppConfig):
    name = "lms.verification"
    label = "verification"

    def ready(self) -> None:
        """The checking page opens without network."""
        from lms.web.worker import add_part

        add_part("frontend/verify-worker.js")
