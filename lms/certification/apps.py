"""Skill schemes, award rules, certificates, verification."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CertificationConfig(AppConfig):
    name = "lms.certification"
    label = "certification"

    def ready(self) -> None:
        """Name our places in the frame, and say what is recorded."""
        from assessments.schemes import keep
        from lms.certification import records
        from lms.certification.access import READERS, SCHEME_EDITORS
        from lms.certification.holdings import PARTS
        from lms.certification.queries.asked import AskedBySchemes
        from lms.people.access import holds
        from lms.people.holdings import register as register_part
        from lms.people.models import Role
        from lms.records.registry import register as register_record
        from lms.web.navigation import MARKING, RECORD, Place, register, signed_in

        keep(AskedBySchemes())
        for part in PARTS:
            register_part(part)
        for kind in records.KINDS:
            register_record(kind)
        register(Place(order=RECORD, label=_("My record"), icon="id-card", url_name="certification:record", shown_to=signed_in))
        register(
            Place(
                order=MARKING + 6,
                label=_("Skill schemes"),
                icon="layers",
                url_name="certification:schemes",
                shown_to=lambda person: holds(person, *SCHEME_EDITORS, Role.Kind.CHAIR),
            )
        )
        register(
            Place(
                order=MARKING + 5,
                label=_("Certificates"),
                icon="badge-check",
                url_name="certification:register",
                shown_to=lambda person: holds(person, *READERS),
            )
        )
