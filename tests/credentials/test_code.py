"""The compact code: what goes in comes out, and nothing but its one form is accepted."""

import base64
import hashlib
import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import cbor2
import pytest
from cbor2 import CBORTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from hypothesis import given
from hypothesis import strategies as st

from lms.credentials.rules import cbor, code, cose, keys, multibase
from lms.credentials.rules.cbor import Malformed

PRIVATE = ec.derive_private_key(int.from_bytes(hashlib.sha256(b"a key for tests").digest(), "big") >> 1, ec.SECP256R1())
KID = bytes.fromhex(keys.kid_of(PRIVATE.public_key()))
AMINA = code.Content(
    serial="W26-TLR1-004718-K",
    name="أمينة حسن عبد الله",
    trade="TLR",
    trade_name="التفصيل والخياطة",
    scheme="three-levels",
    level="L1",
    level_name="محدود المهارة",
    issued_on=date(2026, 11, 22),
    expires_on=date(2031, 11, 21),
    list_number=3,
    index=94_567,
)


def signer(data: bytes) -> bytes:
    r, s = decode_dss_signature(PRIVATE.sign(data, ec.ECDSA(SHA256())))
    return r.to_bytes(32, "big") + s.to_bytes(32, "big")


def signed(content: code.Content = AMINA) -> bytes:
    return cose.sign(code.payload_of(content), kid=KID, signer=signer)


def test_a_code_is_read_back_as_it_was_written() -> None:
    text = code.text_of(signed(), host="warsha.example:8443")
    host, data = code.signed_of(text)
    parsed = cose.parse(data, at_most=code.MAX_BYTES)
    assert host == "warsha.example:8443" and parsed.kid == KID
    assert cose.is_signed_by(parsed, PRIVATE.public_key())
    assert code.content_of(parsed.payload) == AMINA


def test_the_map_is_worked_out_by_hand() -> None:
    tiny = code.Content("S", "N", "T", "t", "M", "L", "l", date(1970, 1, 2), None, 0, 23, "licence")
    # map(11): 1:"S" 2:"N" 3:"T" 4:"t" 5:"M" 6:"L" 7:"l" 8:1 10:0 11:23 12:1
    expected = "ab 01 6153 02 614e 03 6154 04 6174 05 614d 06 614c 07 616c 08 01 0a 00 0b 17 0c 01"
    assert code.payload_of(tiny).hex() == expected.replace(" ", "")
    assert code.content_of(bytes.fromhex(expected.replace(" ", ""))) == tiny


def test_an_ordinary_certificate_stays_small_and_upper_case() -> None:
    text = code.text_of(signed(), host="warsha.example")
    assert len(signed()) < 260 and len(text) < 440
    assert text == text.upper()


@given(st.integers(0, 8 * 230))
def test_one_changed_bit_never_verifies(bit: int) -> None:
    data = bytearray(signed())
    data[bit // 8 % len(data)] ^= 0x80 >> bit % 8
    try:
        parsed = cose.parse(bytes(data), at_most=code.MAX_BYTES)
    except Malformed:
        return
    assert parsed.kid != KID or not cose.is_signed_by(parsed, PRIVATE.public_key())


@pytest.mark.parametrize("length", range(1, 12))
def test_a_code_that_is_cut_off_is_malformed(length: int) -> None:
    with pytest.raises(Malformed):
        cose.parse(signed()[:-length])


def parts(data: bytes) -> list[Any]:
    return list(cbor2.loads(data).value)


def wrapped(*changed: Any, tag: int = 18) -> bytes:
    return cbor2.dumps(CBORTag(tag, list(changed)), canonical=True)


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(lambda p: wrapped(p[0], {4: KID}, p[2], p[3]), id="a key id outside the protected header"),
        pytest.param(lambda p: wrapped(cbor.encode({1: -7}), {4: KID}, p[2], p[3]), id="a key id only there"),
        pytest.param(lambda p: wrapped(cbor.encode({1: -7, 4: KID, 5: 1}), {}, p[2], p[3]), id="one header more"),
        pytest.param(lambda p: wrapped(cbor.encode({1: -8, 4: KID}), {}, p[2], p[3]), id="another algorithm"),
        pytest.param(lambda p: wrapped(cbor.encode({1: -7, 4: KID[:4]}), {}, p[2], p[3]), id="a short key id"),
        pytest.param(lambda p: wrapped(b"", {}, p[2], p[3]), id="no protected header"),
        pytest.param(lambda p: wrapped(p[0], {}, p[2], p[3][:63]), id="a short signature"),
        pytest.param(lambda p: wrapped(p[0], {}, None, p[3]), id="a detached payload"),
        pytest.param(lambda p: wrapped(p[0], {}, p[2], p[3], b""), id="five parts"),
        pytest.param(lambda p: wrapped(*p, tag=17), id="another tag"),
        pytest.param(lambda p: cbor2.dumps(p, canonical=True), id="no tag"),
        pytest.param(lambda p: wrapped(*p) + b"\0", id="something after the end"),
        pytest.param(lambda p: wrapped(*p).replace(b"\xd2\x84", b"\xd8\x12\x84", 1), id="a longer encoding of the tag"),
        pytest.param(lambda p: b"", id="nothing"),
        pytest.param(lambda p: b"\xff" * 80, id="noise"),
    ],
)
def test_any_other_wrapping_is_malformed(make: Any) -> None:
    with pytest.raises(Malformed):
        cose.parse(make(parts(signed())))


@pytest.mark.parametrize(
    "payload",
    [
        "a1 01 6153",  # claims are missing
        "ab 01 6153 02 614e 03 6154 04 6174 05 614d 06 614c 07 616c 08 01 0a 00 0b 17 0d 01",  # a claim that none has
        "aa 01 6153 02 614e 03 6154 04 6174 05 614d 06 614c 07 616c 08 6131 0a 00 0b 17",  # the day as text
        "aa 01 6153 02 614e 03 6154 04 6174 05 614d 06 614c 07 616c 08 20 0a 00 0b 17",  # a day below nought
        "aa 01 6153 02 614e 03 6154 04 6174 05 614d 06 614c 07 616c 08 f5 0a 00 0b 17",  # true is no number
        "aa 01 6153 02 614e 03 6154 04 6174 05 614d 06 614c 07 616c 08 1a 7fffffff 0a 00 0b 17",  # in no year of ours
        "ab 01 6153 02 614e 03 6154 04 6174 05 614d 06 614c 07 616c 08 01 0a 00 0b 17 0c 02",  # a kind that is not known
        "aa 02 614e 01 6153 03 6154 04 6174 05 614d 06 614c 07 616c 08 01 0a 00 0b 17",  # keys out of order
        "aa 01 6153 02 614e 03 6154 04 6174 05 614d 06 614c 07 616c 08 1801 0a 00 0b 17",  # a number longer than it need be
        "aa 01 6153 01 6154 03 6154 04 6174 05 614d 06 614c 07 616c 08 01 0a 00 0b 17",  # one claim twice
        "80",
    ],
)
def test_any_other_map_is_malformed(payload: str) -> None:
    with pytest.raises(Malformed):
        code.content_of(bytes.fromhex(payload.replace(" ", "")))


@given(st.binary(max_size=320))
def test_noise_is_malformed_and_never_a_fault(data: bytes) -> None:
    for read in (cose.parse, code.content_of):
        with pytest.raises(Malformed):
            read(data)


@given(st.text(max_size=120))
def test_any_text_is_read_or_malformed(text: str) -> None:
    try:
        host, data = code.signed_of(text)
    except Malformed:
        return
    assert host is None and base64.b32encode(data).decode().rstrip("=") == text.strip().upper()


@pytest.mark.parametrize(
    "text",
    ["", "HTTPS://WARSHA.EXAMPLE/V#", "HTTPS://WARSHA.EXAMPLE/V#A", "HTTPS://WARSHA.EXAMPLE/V#AB1B", "HTTPS://X/W#ABCD",
     "HTTPS://WARSHA.EXAMPLE/V#AB======", "ftp://x/V#MFRGG", "HTTPS://X/V#MFRGH", "A" * 1000],
)  # fmt: skip
def test_what_is_no_text_of_a_code_is_malformed(text: str) -> None:
    with pytest.raises(Malformed):
        code.signed_of(text)


def test_long_names_are_fitted_into_the_room() -> None:
    long = replace(
        AMINA,
        name=" ".join(["عبدالرحمن"] * 14),
        trade_name="تركيب وصيانة أجهزة التبريد والتكييف المنزلية",
        level_name="فني متخصص",
    )
    fitted = code.fitted(long)
    assert len(signed(long)) > code.MAX_BYTES >= len(signed(fitted))
    assert (fitted.trade_name, fitted.level_name, fitted.trade, fitted.level) == ("", "", "TLR", "L1")
    assert long.name.startswith(fitted.name) and len(fitted.name.split()) >= 4
    assert code.fitted(AMINA) == AMINA
    assert code.content_of(code.payload_of(fitted)) == fitted


def test_too_long_a_code_is_refused() -> None:
    with pytest.raises(Malformed):
        code.text_of(b"\0" * 301, host="warsha.example")


@pytest.mark.parametrize("vector", json.loads((Path(__file__).parent / "vectors/cbor.json").read_text()))
def test_deterministic_encoding_as_published(vector: dict[str, Any]) -> None:
    """RFC 8949, appendix A: the encodings there of integers, texts, byte strings, arrays and maps are the shortest."""
    value = bytes.fromhex(vector["bytes"]) if "bytes" in vector else vector.get("value")
    if "map" in vector:
        value = dict(vector["map"])
    assert cbor.encode(value).hex() == vector["hex"]
    assert cbor.decode(bytes.fromhex(vector["hex"])) == value


@pytest.mark.parametrize(
    ("hexadecimal", "text"),
    [  # draft-msporny-base58-03, section 5
        ("48656c6c6f20576f726c6421", "2NEpo7TZRRrLZSi2U"),
        ("54686520717569636b2062726f776e20666f78206a756d7073206f76657220746865206c617a7920646f672e",
         "USm3fpXnKG5EUBx2ndxBDMPVciP5hGey2Jh4NDv6gmeo1LkMeiKrLJUUBk6Z"),
        ("0000287fb4cd", "11233QC4"),
    ],
)  # fmt: skip
def test_base58_as_published(hexadecimal: str, text: str) -> None:
    assert multibase.base58btc(bytes.fromhex(hexadecimal)) == f"z{text}"
