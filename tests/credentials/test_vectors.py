"""What others published: proofs of the W3C, signatures of the COSE working group. The files name their source and commit."""

import json
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from lms.credentials import integrity
from lms.credentials.rules import cbor, cose
from lms.credentials.rules.cbor import Malformed
from lms.credentials.rules.keys import jwk_of, key_of, multikey_of
from lms.credentials.rules.multibase import ALPHABET

FOLDER = Path(__file__).parent / "vectors"
W3C = json.loads((FOLDER / "eddsa-rdfc-2022.json").read_text())
COSE = json.loads((FOLDER / "cose.json").read_text())
KEY = key_of(COSE["key"])
CASES = pytest.mark.parametrize("case", COSE["cases"], ids=[case["title"] for case in COSE["cases"]])


def without_multibase(text: str) -> bytes:
    """The bytes behind base58btc, without the two that name the kind of key."""
    number = 0
    for sign in text.removeprefix("z"):
        number = number * 58 + ALPHABET.index(sign)
    return number.to_bytes((number.bit_length() + 7) // 8, "big")[2:]


PRIVATE = Ed25519PrivateKey.from_private_bytes(without_multibase(W3C["private_key"]))


def read(document: dict[str, Any]) -> integrity.Document:
    return integrity.read(json.dumps(document), at_most=10_000)


class TestDataIntegrity:
    def test_the_hashes_and_the_signature_are_those_that_were_published(self) -> None:
        document = {name: value for name, value in W3C["signed"].items() if name != "proof"}
        proof = {name: value for name, value in W3C["signed"]["proof"].items() if name != "proofValue"}
        digest = integrity.hash_data(document, proof, contexts=W3C["contexts"])
        assert digest.hex() == W3C["hash_data"]
        assert integrity.base58btc(PRIVATE.sign(digest)) == W3C["signed"]["proof"]["proofValue"]

    def test_the_published_proof_is_accepted(self) -> None:
        public = PRIVATE.public_key()
        assert multikey_of(public) == W3C["public_key"]
        assert integrity.is_signed_by(read(W3C["signed"]), jwk_of(public), contexts=W3C["contexts"])

    @pytest.mark.parametrize("where", ["name", "validFrom", "issuer", "credentialSubject", "proof"])
    def test_and_no_longer_when_a_word_of_it_is_changed(self, where: str) -> None:
        changed = {
            "name": "Another Credential",
            "validFrom": "2024-01-01T00:00:00Z",
            "issuer": "https://vc.example/issuers/5679",
            "credentialSubject": {"id": "did:example:abcdefgh", "alumniOf": "The School of Others"},
            "proof": {**W3C["signed"]["proof"], "created": "2023-02-24T23:36:39Z"},
        }
        document = read({**W3C["signed"], where: changed[where]})
        assert not integrity.is_signed_by(document, jwk_of(PRIVATE.public_key()), contexts=W3C["contexts"])

    def test_and_not_under_another_key(self) -> None:
        other = Ed25519PrivateKey.generate().public_key()
        assert not integrity.is_signed_by(read(W3C["signed"]), jwk_of(other), contexts=W3C["contexts"])


class TestCose:
    """Their messages bear the key id in the unprotected header, where ours may not be: read by hand, then judged by our code."""

    @staticmethod
    def taken_apart(case: dict[str, Any]) -> cose.Signed:
        found = cbor.decode(bytes.fromhex(case["cbor"]))
        protected, _unprotected, payload, signature = getattr(found, "value", found)
        protected = b"" if protected == b"\xa0" else protected  # RFC 9052, 4.4: no parameters are signed as no bytes
        return cose.Signed(kid=b"11", protected=protected, payload=payload, signature=signature)

    @CASES
    def test_what_they_call_good_and_bad_so_do_we(self, case: dict[str, Any]) -> None:
        assert isinstance(KEY, EllipticCurvePublicKey)
        signed = self.taken_apart(case)
        another_tag = bytes.fromhex(case["cbor"])[0] == 0xD9  # the tag is not signed; ``parse`` looks at it
        assert cose.is_signed_by(signed, KEY) == (case["good"] or another_tag)
        if case["good"]:
            assert cose.to_be_signed(signed.protected, signed.payload).hex().upper() == case["to_be_signed"]

    @CASES
    def test_none_of_them_passes_for_a_code_of_ours(self, case: dict[str, Any]) -> None:
        with pytest.raises(Malformed):
            cose.parse(bytes.fromhex(case["cbor"]))
