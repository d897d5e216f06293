"""X.509 certificates for the seal on PDFs (RFC 5280), signed by whatever store holds the authority's key."""

import hashlib
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta

from asn1crypto import pem, x509
from asn1crypto.algos import DSASignature, SignedDigestAlgorithm
from asn1crypto.keys import PublicKeyInfo
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

AUTHORITY_DAYS, SEAL_DAYS = 3653, 1461
# A clock that goes a little slow must still accept a certificate that was made a moment ago.
SLACK = timedelta(hours=1)


def issue(
    *,
    subject: str,
    key: EllipticCurvePublicKey,
    issuer: x509.Certificate | None,
    signer: Callable[[bytes], bytes],
    now: datetime,
    organisation: str,
) -> x509.Certificate:
    """A certificate of ``key``: an authority's own where ``issuer`` is None, otherwise one that seals documents.

    ``signer`` turns bytes into a raw 64-byte ES256 signature of the authority's key.
    """
    info = PublicKeyInfo.load(key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo))
    name = x509.Name.build({"country_name": "EG", "organization_name": organisation, "common_name": subject})
    authority = issuer is None
    tbs = x509.TbsCertificate(
        {
            "version": "v3",
            "serial_number": secrets.randbits(126) + 1,
            "signature": SignedDigestAlgorithm({"algorithm": "sha256_ecdsa"}),
            "issuer": issuer.subject if issuer else name,
            "validity": x509.Validity(
                {
                    "not_before": x509.Time({"utc_time": now - SLACK}),
                    "not_after": x509.Time({"utc_time": now + timedelta(days=AUTHORITY_DAYS if authority else SEAL_DAYS)}),
                }
            ),
            "subject": name,
            "subject_public_key_info": info,
            "extensions": _extensions(info, issuer, authority=authority),
        }
    )
    signature = DSASignature.from_p1363(signer(tbs.dump())).dump()
    return x509.Certificate(
        {"tbs_certificate": tbs, "signature_algorithm": {"algorithm": "sha256_ecdsa"}, "signature_value": signature}
    )


def _extensions(info: PublicKeyInfo, issuer: x509.Certificate | None, *, authority: bool) -> list[dict[str, object]]:
    usage = {"key_cert_sign", "crl_sign"} if authority else {"digital_signature", "non_repudiation"}
    parent = issuer.public_key if issuer else info
    return [
        {"extn_id": "basic_constraints", "critical": True, "extn_value": {"ca": authority}},
        {"extn_id": "key_usage", "critical": True, "extn_value": usage},
        {"extn_id": "key_identifier", "critical": False, "extn_value": _identifier(info)},
        {"extn_id": "authority_key_identifier", "critical": False, "extn_value": {"key_identifier": _identifier(parent)}},
    ]


def _identifier(info: PublicKeyInfo) -> bytes:
    return hashlib.sha1(info["public_key"].native, usedforsecurity=False).digest()


def as_pem(certificate: x509.Certificate) -> str:
    """The certificate as text."""
    text: bytes = pem.armor("CERTIFICATE", certificate.dump())
    return text.decode()


def from_pem(text: str) -> x509.Certificate:
    """A certificate from its text; raises ``ValueError`` when it is none."""
    _kind, _headers, der = pem.unarmor(text.encode())
    return x509.Certificate.load(der)
