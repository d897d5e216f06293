"""From a certificate to the evidence of each criterion."""

from dataclasses import dataclass

from assessments.models import AssessmentCase
from assessments.queries import CaseView, case_view
from lms.certification import records, rules
from lms.certification.models import Certificate
from lms.certification.queries.recompute import recomputed_one
from lms.records.models import ChainEntry
from lms.records.queries import place_of


@dataclass(frozen=True)
class Proof:
    """A certificate with everything it stands on, and the places of it all in the chain."""

    certificate: Certificate
    digest_holds: bool
    recomputes: bool
    case: CaseView | None
    questions: int
    places: dict[str, ChainEntry]


def proof_of(certificate: Certificate) -> Proof:
    """Everything a reviewer asks for; ``digest_holds`` and ``recomputes`` are reckoned now, not kept."""
    decision = certificate.decision
    found = AssessmentCase.objects.select_related("policy__trade", "site", "person", "confirmed_by").filter(pk=decision.case_id)
    case = found.first()
    view = case_view(case) if case else None
    again = rules.certificate_digest(
        serial=certificate.serial, content=certificate.content, issued_on=certificate.issued_on, expires_on=certificate.expires_on
    )
    sheets = [sheet.sheet.pk for task in view.tasks for sheet in task.sheets] if view else []
    wanted = {
        records.CERTIFICATE: [certificate.pk],
        records.DECISION: [decision.pk],
        "judgement_confirmed": [decision.case_id],
        "mark_sheet_sealed": sheets,
        "result_revised": [decision.result_id] if decision.result_id else [],
    }
    places = {f"{kind} {entry.record_id}": entry for kind, ids in wanted.items() for entry in place_of(kind, ids)}
    questions = view.attempt.paper.items.count() if view and view.attempt else 0
    return Proof(certificate, again == certificate.digest, recomputed_one(decision) is None, view, questions, places)
