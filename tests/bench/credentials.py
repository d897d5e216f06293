"""Issuing a thousand certificates in all their forms, and the status lists of a million. A database of its own, in memory."""

import logging
import os
import random
import resource
import subprocess
import sys
import time
from typing import Any

THOUSAND, MILLION = 1_000, 1_000_000
REVOKED_SHARE = 0.01


def measure() -> dict[str, Any]:
    """Both figures, as plain numbers."""
    return {**measure_issuing(), **measure_lists()}


def measure_issuing() -> dict[str, Any]:
    """A worker's work for a thousand confirmed cases: certificate, JSON credential, code, sealed PDF, message."""
    from lms.credentials.models import Credential
    from lms.outbox.actions import deliver_all
    from tests.credentials.small_ministry import a_case_is_confirmed, make_ministry

    make_ministry()
    a_case_is_confirmed(0)
    deliver_all()
    for case in range(1, THOUSAND + 1):
        a_case_is_confirmed(case)
    begun = time.perf_counter()
    deliver_all()
    seconds = time.perf_counter() - begun
    made = Credential.objects.exclude(told_at=None).order_by("-pk")[:THOUSAND]
    sizes = {"json": 0, "code": 0, "pdf": 0}
    for one in made:
        sizes["json"] += len(one.document.encode())
        sizes["code"] += len(one.code)
        sizes["pdf"] += one.pdf.size
    return {
        "certificates": len(made),
        "seconds": round(seconds, 1),
        "certificates per second": round(len(made) / seconds, 1),
        "peak memory MB": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "stored MB": round(sum(sizes.values()) / 1e6, 1),
        **{f"bytes a {name}": round(size / len(made)) for name, size in sizes.items()},
    }


def measure_lists() -> dict[str, Any]:
    """The compact lists of a million certificates, one in a hundred revoked and one in a thousand suspended, and one check."""
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
    from django.utils import timezone

    from lms.credentials import keystore
    from lms.credentials.queries.keys import signing_key
    from lms.credentials.rules import bits, cbor, cose
    from lms.credentials.rules.keys import key_of

    key, store, choose = signing_key("status", "ES256"), keystore.opened(), random.Random(1)
    public = key_of(key.jwk)
    assert isinstance(public, EllipticCurvePublicKey)
    total, lists, left = 0, [], MILLION
    while left > 0:
        held = min(left, bits.FULL)
        marked = [choose.sample(range(bits.SIZE), round(held * share)) for share in (REVOKED_SHARE, REVOKED_SHARE / 10)]
        revoked, suspended = (bits.compressed(indexes) for indexes in marked)
        payload = bits.compact_payload(number=len(lists) + 1, revoked=revoked, suspended=suspended, now=timezone.now())
        lists.append(cose.sign(payload, kid=bytes.fromhex(key.kid), signer=lambda data: store.sign(key.kid, data)))
        total, left = total + len(lists[-1]), left - held
    begun = time.perf_counter()
    for data in lists:
        parsed = cose.parse(data)
        assert cose.is_signed_by(parsed, public)
        bits.is_set(cbor.decode(parsed.payload)[bits.REVOKED], 94_567)
    return {
        "lists of a million": len(lists),
        "KB of all lists": round(total / 1000, 1),
        "ms to verify and check one list": round((time.perf_counter() - begun) * 1000 / len(lists), 2),
    }


def report(found: dict[str, Any]) -> None:
    """Print the figures and write ``var/bench/credentials.json``."""
    import json
    from pathlib import Path

    for name, value in found.items():
        sys.stdout.write(f"{name:<36}{value:>12}\n")
    path = Path(__file__).resolve().parents[2] / "var/bench/credentials.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(found, indent=2))


def run_apart() -> None:
    """Measure in a process of its own, so that the memory is of issuing alone."""
    subprocess.run([sys.executable, "-m", "tests.bench.credentials"], check=True, env={**os.environ})


def main() -> None:
    """Make an empty database, measure, remove it."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lms.settings.test")
    django.setup()
    logging.disable(logging.INFO)  # a thousand messages to one phone are not the figures
    from django.test.utils import setup_databases, setup_test_environment, teardown_databases, teardown_test_environment

    setup_test_environment(debug=False)
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        report(measure())
    finally:
        teardown_databases(databases, verbosity=0)
        teardown_test_environment()


if __name__ == "__main__":
    main()
