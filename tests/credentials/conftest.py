"""A certificate of Amina's with all its signed forms."""

from typing import Any

import pytest

from lms.certification.models import Certificate
from lms.credentials.actions import issue
from lms.credentials.models import Credential
from tests.certification.test_award import CASE, award


@pytest.fixture(autouse=True)
def public_host(settings: Any) -> None:
    """A host with a name: did:web knows no numbers."""
    settings.PUBLIC_URL = "https://warsha.example"


@pytest.fixture
def certificate(db: None) -> Certificate:
    return award(CASE).certificates.get()


@pytest.fixture
def credential(certificate: Certificate) -> Credential:
    return issue(certificate_id=certificate.pk)
