"""Signed addresses of a bucket (AWS Signature Version 4 in the query), equal all day so that phones may keep answers."""

import hashlib
import hmac
from datetime import datetime
from urllib.parse import quote, urlsplit, urlunsplit


def presigned(
    address: str,
    *,
    key: str,
    secret: str,
    region: str,
    at: datetime,
    seconds: int,
    token: str = "",
    more: dict[str, str] | None = None,
) -> str:
    """`address` with a signature that lets anybody read it from `at` for `seconds`. The same arguments give the same address."""
    parts, stamp = urlsplit(address), f"{at:%Y%m%dT%H%M%SZ}"
    scope = f"{at:%Y%m%d}/{region}/s3/aws4_request"
    query = {
        "X-Amz-Algorithm": "AWS4-HMAC-SHA256",
        "X-Amz-Credential": f"{key}/{scope}",
        "X-Amz-Date": stamp,
        "X-Amz-Expires": str(seconds),
        "X-Amz-SignedHeaders": "host",
        **({"X-Amz-Security-Token": token} if token else {}),
        **(more or {}),
    }
    listed = "&".join(f"{quote(name, safe='')}={quote(value, safe='')}" for name, value in sorted(query.items()))
    asked = "\n".join(["GET", parts.path, listed, f"host:{parts.netloc}", "", "host", "UNSIGNED-PAYLOAD"])
    to_sign = "\n".join(["AWS4-HMAC-SHA256", stamp, scope, hashlib.sha256(asked.encode()).hexdigest()])
    signing = f"AWS4{secret}".encode()
    for word in (f"{at:%Y%m%d}", region, "s3", "aws4_request"):
        signing = hmac.new(signing, word.encode(), hashlib.sha256).digest()
    signature = hmac.new(signing, to_sign.encode(), hashlib.sha256).hexdigest()
    return urlunsplit((parts.scheme, parts.netloc, parts.path, f"{listed}&X-Amz-Signature={signature}", ""))
