"""Sign the daily heads of the record chains: whoever kept them can show that it was the ministry who published them."""

import base64
from datetime import date

from lms.credentials import keystore
from lms.credentials.models import Key
from lms.credentials.queries.keys import issuer, signing_key
from lms.credentials.rules.keys import EDDSA
from lms.records.actions import keep_signature
from lms.records.queries import digest_of_day, published_before
from lms.records.rules import statement


def sign_heads(*, day: date) -> bool:
    """Sign all heads of a day, once; False when they were signed before, or there are none.

    Raises ``KeyMissing`` while the key cannot be reached: the outbox tries again.
    """
    digest = digest_of_day(day)
    if digest is None:
        return False
    key = signing_key(Key.Purpose.CHAIN, EDDSA)
    text = statement(issuer=issuer(), day=day, digest=digest, previous=published_before(day))
    signature = base64.urlsafe_b64encode(keystore.opened().sign(key.kid, text.encode())).decode().rstrip("=")
    return keep_signature(day=day, statement=text, kid=key.kid, signature=signature)
