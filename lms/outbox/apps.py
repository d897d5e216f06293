"""Facts for other apps: written in the transaction, delivered after commit."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class OutboxConfig(AppConfig):
    name = "lms.outbox"
    label = "outbox"

    def ready(self) -> None:
        """Import every app's ``receivers.py``, as Django does with ``admin.py``."""
        autodiscover_modules("receivers")
