"""Data Integrity proofs ``eddsa-rdfc-2022`` (W3C Recommendation vc-di-eddsa), with contexts from a package, never the network."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from lms.credentials.rules.cbor import Malformed
from lms.credentials.rules.cose import Signer
from lms.credentials.rules.keys import instant, key_of
from lms.credentials.rules.multibase import base58btc

Contexts = Mapping[str, dict[str, Any]]  # JSON-LD contexts by their address


@dataclass(frozen=True)
class Document:
    """A signed credential that was read but not yet believed."""

    values: dict[str, Any]
    issuer: str
    verification_method: str
    serial: str


def sign(document: dict[str, Any], *, verification_method: str, created: datetime, signer: Signer) -> dict[str, Any]:
    """The document with its proof. ``signer`` turns bytes into a raw Ed25519 signature."""
    proof = {
        "type": "DataIntegrityProof",
        "cryptosuite": "eddsa-rdfc-2022",
        "created": instant(created),
        "verificationMethod": verification_method,
        "proofPurpose": "assertionMethod",
    }
    return {**document, "proof": {**proof, "proofValue": base58btc(signer(hash_data(document, proof)))}}


def hash_data(document: dict[str, Any], proof: dict[str, Any], *, contexts: Contexts | None = None) -> bytes:
    """What is signed: 32 bytes for the proof's options, 32 for the document (vc-di-eddsa, 3.2.4)."""
    options = {**proof, "@context": document["@context"]}
    return b"".join(hashlib.sha256(_canonical(part, contexts)).digest() for part in (options, document))


def read(text: str, *, at_most: int) -> Document:
    """Read a signed credential; raises ``Malformed`` when it is none of any issuer."""
    if len(text) > at_most:
        raise Malformed("too long for a credential")
    try:
        values = json.loads(text, object_pairs_hook=_once)
    except (ValueError, RecursionError) as fault:
        raise Malformed("not JSON") from fault
    types, proof, subject = values.get("type"), values.get("proof"), values.get("credentialSubject")
    named = values.get("issuer")
    issuer = named.get("id") if isinstance(named, dict) else named
    method = proof.get("verificationMethod") if isinstance(proof, dict) else None
    if not (isinstance(types, list) and "VerifiableCredential" in types and isinstance(subject, dict)):
        raise Malformed("not a verifiable credential")
    if not (isinstance(issuer, str) and isinstance(method, str)):
        raise Malformed("no issuer, or no proof")
    return Document(values, issuer, method, _serial(subject))


def is_signed_by(document: Document, jwk: dict[str, str], *, contexts: Contexts | None = None) -> bool:
    """Whether the proof was made by this key over this document. ``contexts`` are known besides those of the package."""
    from openbadgeslib.errors import LibOpenBadgesException
    from openbadgeslib.ob3.ldp import verify_data_integrity_proof

    key = key_of(jwk)
    assert isinstance(key, Ed25519PublicKey)
    try:
        pem = key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        verify_data_integrity_proof(document.values, pem, extra_contexts=contexts)
    except LibOpenBadgesException:
        return False
    return True


def _serial(subject: dict[str, Any]) -> str:
    found = subject.get("licenseNumber")
    return found if isinstance(found, str) else ""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A JSON object whose names stand once: of two, readers would not agree which one counts."""
    values = dict(pairs)
    if len(values) != len(pairs):
        raise ValueError("a name stands twice")
    return values


def _canonical(document: dict[str, Any], contexts: Contexts | None) -> bytes:
    """RDF Dataset Canonicalization of the document's statements, as N-Quads."""
    from openbadgeslib.ob3._canon_guard import PYLD_LOCK
    from openbadgeslib.ob3.contexts import document_loader
    from pyld import jsonld

    options = {"algorithm": "URDNA2015", "format": "application/n-quads", "documentLoader": document_loader(contexts)}
    with PYLD_LOCK:  # pyld's caches are shared by all threads of the process
        statements: str = jsonld.normalize(document, options)
    return statements.encode()
