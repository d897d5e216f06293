"""Base58 as Bitcoin writes it, with the multibase sign ``z``: how Data Integrity spells keys and signatures."""

ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
ED25519, P256 = b"\xed\x01", b"\x80\x24"  # multicodec names of public keys


def base58btc(data: bytes) -> str:
    """``data`` in base58btc with its multibase sign."""
    number, signs = int.from_bytes(data, "big"), ""
    while number:
        number, rest = divmod(number, 58)
        signs = ALPHABET[rest] + signs
    zeros = len(data) - len(data.lstrip(b"\0"))
    return "z" + ALPHABET[0] * zeros + signs
