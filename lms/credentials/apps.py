"""The signed forms of a certificate: keys, credential, compact code, sealed PDF, status lists."""

from collections.abc import Callable, Collection

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


def counter(moment: str) -> Callable[[Collection[int]], int]:
    """Counts the certificates whose step has its moment."""

    def count(certificate_ids: Collection[int]) -> int:
        from lms.credentials.models import Credential

        done = Credential.objects.filter(certificate__in=certificate_ids, kind=Credential.Kind.SKILL_LEVEL)
        return done.filter(**{f"{moment}__isnull": False}).count()

    return count


class CredentialsConfig(AppConfig):
    name = "lms.credentials"
    label = "credentials"

    def ready(self) -> None:
        """Say what is held and recorded, name our steps in the progress of a batch, know the keys that sign the daily heads."""
        from lms.certification.queries import Stage, register_stage
        from lms.credentials import records
        from lms.credentials.holdings import PARTS
        from lms.credentials.queries.keys import chain_signature_holds
        from lms.people.holdings import register as register_part
        from lms.records.registry import check_signatures_with
        from lms.records.registry import register as register_record

        for part in PARTS:
            register_part(part)
        for kind in records.KINDS:
            register_record(kind)
        check_signatures_with(chain_signature_holds)
        register_stage(Stage(_("Signed"), "key-round", counter("signed_at")))
        register_stage(Stage(_("Drawn and sealed"), "file-text", counter("sealed_at")))
        register_stage(Stage(_("Holder told"), "message-square", counter("told_at")))
