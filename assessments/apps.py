"""Question bank, papers, attempts, practical tasks, judgement."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AssessmentsConfig(AppConfig):
    name = "assessments"
    label = "assessments"

    def ready(self) -> None:
        """Name our places in the frame, and keep running papers and sheets openable without network, and say what is recorded."""
        from assessments import records
        from assessments.access import may_keep_bank, may_mark, may_review_quality, may_see_committee
        from assessments.holdings import PARTS
        from assessments.queries import cases_waiting, sheets_waiting
        from lms.people.holdings import register as register_part
        from lms.records.registry import register as register_record
        from lms.web.navigation import MARKING, STUDIO, Place, register
        from lms.web.worker import add_part

        register(
            Place(
                order=MARKING,
                label=_("Marking"),
                icon="clipboard-check",
                url_name="assessments:desk",
                shown_to=may_mark,
                waiting=sheets_waiting,
            )
        )
        register(
            Place(
                order=MARKING + 2,
                label=_("Committee"),
                icon="stamp",
                url_name="assessments:committee",
                shown_to=may_see_committee,
                waiting=cases_waiting,
            )
        )
        register(
            Place(
                order=MARKING + 4,
                label=_("Quality of judging"),
                icon="scan-search",
                url_name="assessments:quality",
                shown_to=may_review_quality,
            )
        )
        register(
            Place(
                order=STUDIO + 2,
                label=_("Question bank"),
                icon="library",
                url_name="assessments:bank",
                shown_to=may_keep_bank,
            )
        )
        add_part("frontend/facts-worker.js")
        for part in PARTS:
            register_part(part)
        for kind in records.KINDS:
            register_record(kind)
