"""The compact code in the QR: ``HTTPS://HOST/V#`` and Base32 of a signed map. Format: docs/protocol/credentials.md."""

import base64
import binascii
import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from lms.credentials.rules import cbor, cose
from lms.credentials.rules.cbor import Malformed

MAX_BYTES = 300
EPOCH = date(1970, 1, 1)
LICENCE = 1
KINDS = {"skill_level": None, "licence": LICENCE}
PATH = "/V#"
ADDRESS = re.compile(r"(?:HTTPS?://(?P<host>[A-Z0-9.:\[\]-]{1,253})/V#)?(?P<base32>[A-Z2-7]+)", re.IGNORECASE)
# Claims by key: name of the field, type. Texts first, so that the dataclass reads as the table does.
CLAIMS: dict[int, tuple[str, type]] = {
    1: ("serial", str),
    2: ("name", str),
    3: ("trade", str),
    4: ("trade_name", str),
    5: ("scheme", str),
    6: ("level", str),
    7: ("level_name", str),
    8: ("issued_on", int),
    9: ("expires_on", int),
    10: ("list_number", int),
    11: ("index", int),
    12: ("kind", int),
}
OPTIONAL = {4, 7, 9, 12}
FURTHEST_DAY = 100_000  # the year 2243: beyond it a number is not a day of ours


@dataclass(frozen=True)
class Content:
    """What a code says. Names are Arabic; ``trade_name`` and ``level_name`` may be empty where there was no room."""

    serial: str
    name: str
    trade: str
    trade_name: str
    scheme: str
    level: str
    level_name: str
    issued_on: date
    expires_on: date | None
    list_number: int
    index: int
    kind: str = "skill_level"


def payload_of(content: Content) -> bytes:
    """The content as a deterministic CBOR map."""
    values: dict[str, Any] = {
        **vars(content),
        "issued_on": (content.issued_on - EPOCH).days,
        "expires_on": (content.expires_on - EPOCH).days if content.expires_on else None,
        "kind": KINDS[content.kind],
    }
    claims = {key: values[field] for key, (field, _type) in CLAIMS.items()}
    return cbor.encode({key: value for key, value in claims.items() if key not in OPTIONAL or value})


def content_of(payload: bytes) -> Content:
    """Read a payload back; raises ``Malformed`` on a missing, unknown or mistyped claim."""
    claims = cbor.decode(payload, at_most=MAX_BYTES)
    if not isinstance(claims, dict) or not set(CLAIMS) - OPTIONAL <= set(claims) <= set(CLAIMS):
        raise Malformed("claims are missing, or there are more than a code has")
    for key, value in claims.items():
        if type(value) is not CLAIMS[key][1] or (isinstance(value, int) and not 0 <= value < 2**32):
            raise Malformed(f"claim {key} is of another type")
    fields: dict[str, Any] = {field: claims.get(key, "" if kind is str else None) for key, (field, kind) in CLAIMS.items()}
    kind = {number: name for name, number in KINDS.items()}.get(fields["kind"])
    if kind is None:
        raise Malformed("a kind that is not known")
    days = {field: None if fields[field] is None else _day(fields[field]) for field in ("issued_on", "expires_on")}
    return Content(**{**fields, **days, "kind": kind})


def fitted(content: Content, *, room: int = MAX_BYTES) -> Content:
    """The content cut to what fits: first the trade's and the level's words, which the vocabulary knows by their codes,
    then the last words of a very long name."""
    for lighter in (content, replace(content, trade_name=""), replace(content, trade_name="", level_name="")):
        if _size(lighter) <= room:
            return lighter
    words = content.name.split()
    while len(words) > 1 and _size(lighter) > room:
        words.pop()
        lighter = replace(lighter, name=" ".join(words))
    return lighter


def _size(content: Content) -> int:
    return len(cose.sign(payload_of(content), kid=b"\0" * cose.KID_BYTES, signer=lambda _bytes: b"\0" * 64))


def _day(number: int) -> date:
    if number > FURTHEST_DAY:
        raise Malformed("a day in no year of ours")
    return EPOCH + timedelta(days=number)


def text_of(signed: bytes, *, host: str) -> str:
    """The text in the QR: upper case throughout, so that a QR code needs no byte mode. Raises ``Malformed`` when too long."""
    if len(signed) > MAX_BYTES:
        raise Malformed(f"{len(signed)} bytes, where {MAX_BYTES} may be")
    return f"HTTPS://{host.upper()}{PATH}{base64.b32encode(signed).decode().rstrip('=')}"


def signed_of(text: str) -> tuple[str | None, bytes]:
    """The host, in lower case, (None where only the Base32 was given) and the signed bytes of a text; raises ``Malformed``."""
    found = ADDRESS.fullmatch(text.strip()) if len(text) <= 2 * MAX_BYTES + 300 else None
    if found is None:
        raise Malformed("not the text of a code")
    host, base32 = found["host"], found["base32"].upper()
    try:
        signed = base64.b32decode(base32 + "=" * (-len(base32) % 8))
    except (binascii.Error, ValueError) as fault:
        raise Malformed("not Base32") from fault
    if base64.b32encode(signed).decode().rstrip("=") != base32:
        raise Malformed("Base32 with loose bits at its end")
    return (host.lower() if host else None), signed
