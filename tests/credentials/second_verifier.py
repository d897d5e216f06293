"""The second opinion: openvc-core, which shares no code with us, given nothing but our public addresses."""

import json
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.test import Client
from openbadgeslib.ob3.contexts import load_context
from openvc.did.base import DidResolverRegistry
from openvc.did.did_web import DidWebResolver
from openvc.verify import VerificationPolicy, VerificationResult, verify_credential

BADGES = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"


def published(address: str) -> Any:
    """What stands at an address of ours."""
    parts = urlsplit(address)
    answer = Client().get(parts.path + (f"?{parts.query}" if parts.query else ""))
    assert answer.status_code == 200, address
    return json.loads(answer.content)


def second_opinion(document: dict[str, Any], *, now: datetime | None = None) -> VerificationResult:
    """Proof, issuer, dates and both status lists; raises when any of them does not hold."""
    resolver = DidResolverRegistry([DidWebResolver(published)])

    def status_list(address: str) -> dict[str, Any]:
        found: dict[str, Any] = published(address)
        policy = VerificationPolicy(expected_types=["BitstringStatusListCredential"])
        verify_credential(found, resolver=resolver, policy=policy)
        return found

    policy = VerificationPolicy(expected_types=["OpenBadgeCredential"], now=now, require_status_issuer_binding=True)
    contexts = {BADGES: load_context(BADGES)}
    return verify_credential(document, resolver=resolver, policy=policy, resolve_status_list=status_list, extra_contexts=contexts)
