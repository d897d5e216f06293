"""The seal on a PDF: PAdES, made with a key that never leaves its store."""

from collections.abc import Callable
from io import BytesIO

from asn1crypto import x509
from asn1crypto.algos import DSASignature, SignedDigestAlgorithm
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import PdfSignatureMetadata, PdfSigner, Signer
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko_certvalidator.registry import SimpleCertificateStore

from lms.credentials.rules.cbor import Malformed

FIELD, ATTACHMENT = "WarshaSeal", "credential.json"
SIGNATURE_BYTES = 72  # the longest DER form of an ES256 signature
ROOM = 8192  # hexadecimal figures kept free for the seal, which takes half; measuring it anew is a second signing


class StoreSigner(Signer):
    """pyHanko's signer over a function that signs with a stored key."""

    def __init__(self, *, certificate: x509.Certificate, chain: list[x509.Certificate], sign: Callable[[bytes], bytes]) -> None:
        registry = SimpleCertificateStore()  # type: ignore[no-untyped-call]
        registry.register_multiple(chain)
        super().__init__(
            signing_cert=certificate,
            cert_registry=registry,
            signature_mechanism=SignedDigestAlgorithm({"algorithm": "sha256_ecdsa"}),
        )
        self._sign = sign

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        """An ES256 signature in DER; a dry run only asks for its length."""
        if dry_run:
            return bytes(SIGNATURE_BYTES)
        signature: bytes = DSASignature.from_p1363(self._sign(data)).dump()
        return signature


class UpdateInPlace(IncrementalPdfFileWriter):
    """Adds to a file without raising its version: PDF/A-3 is PDF 1.7, and a PAdES seal reads as well there."""

    output_version = (1, 7)

    def ensure_output_version(self, version: tuple[int, int]) -> None:
        """Stay with the version that PDF/A names."""


def sealed(pdf: bytes, signer: Signer, *, reason: str) -> bytes:
    """The PDF with an invisible certifying seal after which nothing may change."""
    metadata = PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        certify=True,
        docmdp_permissions=MDPPerm.NO_CHANGES,
        reason=reason,
        name="Warsha",
    )
    out = PdfSigner(metadata, signer=signer).sign_pdf(UpdateInPlace(BytesIO(pdf)), bytes_reserved=ROOM)
    data: bytes = out.getvalue()
    return data


def attached_credential(pdf: bytes) -> str:
    """The text of the credential inside a PDF; raises ``Malformed`` when it has none or cannot be read."""
    try:
        names = PdfFileReader(BytesIO(pdf)).root["/Names"]["/EmbeddedFiles"]["/Names"]
        files = {str(names[at]): names[at + 1] for at in range(0, len(names), 2)}
        found = next(spec for spec in files.values() if str(spec["/UF"]) == ATTACHMENT)
        text: str = found["/EF"]["/F"].data.decode()
    except Exception as fault:
        raise Malformed("a PDF without a credential of ours") from fault
    return text
