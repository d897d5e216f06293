"""Private keys as files: one PKCS#8 PEM for each key, readable by the signing process's user alone."""

import os
import re
import stat
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_private_key

from lms.credentials.keystore import KeyMissing
from lms.credentials.rules.keys import EDDSA, PublicKey, kid_of

KID = re.compile(r"[0-9a-f]{16}")
OTHERS = stat.S_IRWXG | stat.S_IRWXO


class FileStore:
    """A folder of private keys. Files that others could read are refused rather than used."""

    def __init__(self, folder: str) -> None:
        self.folder = Path(folder)
        self._opened: dict[str, ec.EllipticCurvePrivateKey | Ed25519PrivateKey] = {}

    def make(self, *, algorithm: str) -> PublicKey:
        """Make a key pair; its file is new, complete and closed to others before anyone learns its name."""
        private = Ed25519PrivateKey.generate() if algorithm == EDDSA else ec.generate_private_key(ec.SECP256R1())
        public = private.public_key()
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        path = self._path(kid_of(public))
        unfinished = path.with_suffix(".new")
        with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
            file.flush()
            os.fsync(file.fileno())
        unfinished.rename(path)
        return public

    def sign(self, kid: str, data: bytes) -> bytes:
        """Sign with one of our keys."""
        private = self._private(kid)
        if isinstance(private, Ed25519PrivateKey):
            return private.sign(data)
        r, s = decode_dss_signature(private.sign(data, ec.ECDSA(SHA256())))
        return r.to_bytes(32, "big") + s.to_bytes(32, "big")

    def _private(self, kid: str) -> ec.EllipticCurvePrivateKey | Ed25519PrivateKey:
        if kid not in self._opened:
            path = self._path(kid)
            try:
                if path.stat().st_mode & OTHERS:
                    raise KeyMissing(f"The private key {kid} may be read by others. Close its file: chmod 600.")
                private = load_pem_private_key(path.read_bytes(), password=None)
            except OSError as fault:
                raise KeyMissing(f"The private key {kid} cannot be read. Restore it, or run manage.py rotate_key.") from fault
            assert isinstance(private, ec.EllipticCurvePrivateKey | Ed25519PrivateKey)
            self._opened[kid] = private
        return self._opened[kid]

    def _path(self, kid: str) -> Path:
        if not KID.fullmatch(kid):
            raise KeyMissing("A key id is sixteen figures and letters from a to f.")
        return self.folder / f"{kid}.pem"
