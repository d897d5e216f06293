"""Private keys in a token or HSM, by PKCS#11. The address is of RFC 7512:

``pkcs11:token=warsha?module-path=/usr/lib/softhsm/libsofthsm2.so&pin-source=file:/run/secrets/pin``.
"""

import hashlib
import threading
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlparse

import pkcs11
from asn1crypto.core import OctetString, PrintableString
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from pkcs11 import Attribute, KeyType, Mechanism, ObjectClass
from pkcs11.util.ec import encode_named_curve_parameters

from lms.credentials.keystore import KeyMissing
from lms.credentials.rules.keys import EDDSA, PublicKey, kid_of

FAULTS = (pkcs11.PKCS11Error, OSError, RuntimeError)


class TokenStore:
    """Keys in a PKCS#11 token: made there, never extractable, found by their id. A session serves one thread at a time."""

    def __init__(self, address: str) -> None:
        parts = urlparse(address)
        self.lock = threading.Lock()
        path = dict(pair.split("=", 1) for pair in parts.path.split(";"))
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        try:
            token = pkcs11.lib(query["module-path"]).get_token(token_label=unquote(path["token"]))
            pin = Path(urlparse(query["pin-source"]).path).read_text().strip()
            self.session = token.open(rw=True, user_pin=pin)
        except (*FAULTS, KeyError) as fault:
            raise KeyMissing(f"The token of SIGNING_KEYS_URL cannot be opened ({type(fault).__name__}).") from fault

    def make(self, *, algorithm: str) -> PublicKey:
        """Make a key pair in the token. Its id is known only when the public half is, so it is named afterwards."""
        edwards = algorithm == EDDSA
        curve = PrintableString("edwards25519").dump() if edwards else encode_named_curve_parameters("secp256r1")
        kind = KeyType.EC_EDWARDS if edwards else KeyType.EC
        parameters = self.session.create_domain_parameters(kind, {Attribute.EC_PARAMS: curve}, local=True)
        public, private = parameters.generate_keypair(
            store=True,
            mechanism=Mechanism.EC_EDWARDS_KEY_PAIR_GEN if edwards else Mechanism.EC_KEY_PAIR_GEN,
            private_template={Attribute.SENSITIVE: True, Attribute.EXTRACTABLE: False},
        )
        point = OctetString.load(public[Attribute.EC_POINT]).native
        key: PublicKey = (
            Ed25519PublicKey.from_public_bytes(point)
            if edwards
            else EllipticCurvePublicKey.from_encoded_point(SECP256R1(), point)
        )
        for half in (public, private):
            half[Attribute.ID], half[Attribute.LABEL] = bytes.fromhex(kid_of(key)), f"warsha {kid_of(key)}"
        return key

    def sign(self, kid: str, data: bytes) -> bytes:
        """Sign in the token."""
        try:
            with self.lock:
                private = self.session.get_key(object_class=ObjectClass.PRIVATE_KEY, id=bytes.fromhex(kid))
                if private.key_type == KeyType.EC_EDWARDS:
                    return bytes(private.sign(data, mechanism=Mechanism.EDDSA))
                return bytes(private.sign(hashlib.sha256(data).digest(), mechanism=Mechanism.ECDSA))
        except FAULTS as fault:
            raise KeyMissing(f"The token does not sign with the key {kid} ({type(fault).__name__}).") from fault
