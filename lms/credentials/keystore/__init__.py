"""Where private keys are: behind one small contract, with two doors. Only the worker and key commands open it."""

from functools import lru_cache
from typing import Protocol
from urllib.parse import urlparse

from django.conf import settings

from lms.credentials.rules.keys import PublicKey


class KeyMissing(RuntimeError):
    """A private key, or the whole store, is not where it should be; the message says what to do."""


class KeyStore(Protocol):
    """Makes keys and signs with them. A private key never leaves a store."""

    def make(self, *, algorithm: str) -> PublicKey:
        """Make a key pair of ``ES256`` or ``EdDSA``, kept under its kid; the public half."""

    def sign(self, kid: str, data: bytes) -> bytes:
        """A raw 64-byte signature of ``data``; raises ``KeyMissing``."""


def opened() -> KeyStore:
    """The store that ``SIGNING_KEYS_URL`` names; raises ``KeyMissing`` when it cannot be opened."""
    return _opened(settings.SIGNING_KEYS_URL)


@lru_cache(maxsize=4)
def _opened(address: str) -> KeyStore:
    scheme = urlparse(address).scheme
    if scheme == "pkcs11":
        from lms.credentials.keystore.pkcs11 import TokenStore

        return TokenStore(address)
    if scheme == "file":
        from lms.credentials.keystore.files import FileStore

        return FileStore(urlparse(address).path)
    raise KeyMissing("SIGNING_KEYS_URL is not set. Signing needs it: see docs/how-to/configure.md.")
