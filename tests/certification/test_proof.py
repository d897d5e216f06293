"""The proof page: from a certificate to each criterion, and what it says when something was changed."""

from collections.abc import Callable

import pytest
from django.test import Client

from assessments.models import MarkSheet
from lms.certification.models import AwardDecision, Certificate
from lms.certification.queries import proof_of
from lms.records.models import ChainEntry

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]


@pytest.fixture
def certificate() -> Certificate:
    return Certificate.objects.get(person__username="trainee24")


def test_everything_is_reached_and_stands_in_the_chain(signed_in: SignIn, certificate: Certificate) -> None:
    proof = proof_of(certificate)
    assert proof.digest_holds and proof.recomputes and proof.questions == 10
    assert {key.split()[0] for key in proof.places} == {
        "certificate_issued", "level_decided", "judgement_confirmed", "mark_sheet_sealed"
    }  # fmt: skip
    text = signed_in("tarek").get(f"/en/certificates/{certificate.uuid}/proof/").content.decode()
    sheet = MarkSheet.objects.get(assignment__case=certificate.decision.case_id, correction=None)
    assert certificate.digest in text and sheet.digest[:16] in text and sheet.assignment.task_version.digest[:16] in text
    assert "not in a chain" not in text and "Recomputes to the same" in text


def test_a_change_is_said(signed_in: SignIn, certificate: Certificate) -> None:
    Certificate.objects.filter(pk=certificate.pk).update(content={**certificate.content, "name": {"ar": "آخر", "en": "Other"}})
    AwardDecision.objects.filter(pk=certificate.decision_id).update(practical="10.00")
    ChainEntry.objects.filter(kind="level_decided", record_id=certificate.decision_id).delete()
    text = signed_in("tarek").get(f"/en/certificates/{certificate.uuid}/proof/").content.decode()
    assert "was changed after it was issued" in text and "Does not recompute" in text and "not in a chain" in text
