"""Make the bucket of ``UPLOADS_URL`` ready: it exists, and pages of ``PUBLIC_URL`` may read from it and send parts to it."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from media import stores
from media.stores import bucket


class Command(BaseCommand):
    """Safe to repeat."""

    help = "Makes the bucket of UPLOADS_URL and lets browsers send files to it in parts."

    def handle(self, *args: Any, **options: Any) -> None:
        if not bucket.is_used():
            raise CommandError("UPLOADS_URL names a folder, not a bucket: there is nothing to prepare.")
        try:
            bucket.prepare(settings.PUBLIC_URL)
        except stores.FAULTS as fault:
            raise CommandError(f"The bucket did not answer as it should: {fault}") from fault
        self.stdout.write(f"The bucket is ready for pages of {settings.PUBLIC_URL}.")
