"""Public documents for checkers anywhere: keys, words, signed credentials, status lists. At most a minute old in a cache."""

import hashlib
import json
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag

from lms.credentials import queries
from lms.credentials.models import Credential, StatusList

JSON, DID, CREDENTIAL, COSE = "application/json", "application/did+json", "application/vc+ld+json", "application/cose"
FRESH_SECONDS = 60


def did_document(request: HttpRequest) -> HttpResponseBase:
    """The issuer's DID document."""
    return _published(request, _json(queries.did_document()), DID)


def key_list(request: HttpRequest) -> HttpResponseBase:
    """The public keys that a checking page pins."""
    found = queries.key_list(now=timezone.now())
    return _published(request, _json(found), JSON, named_by=_json(found["keys"]))


def vocabulary(request: HttpRequest) -> HttpResponseBase:
    """Words for codes."""
    return _published(request, _json(queries.vocabulary()), JSON)


def credential(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """A signed credential, to whoever knows its address."""
    found = Credential.objects.filter(uuid=uuid).first()
    if found is None or not found.document:
        raise Http404
    return _published(request, found.document.encode(), CREDENTIAL)


def status_list(request: HttpRequest, number: int) -> HttpResponseBase:
    """A status list as a credential: ``?purpose=suspension``, or revocation."""
    found = _list(number)
    text = found.suspension if request.GET.get("purpose") == "suspension" else found.revocation
    return _published(request, text.encode(), CREDENTIAL, modified=found.published_at)


def compact_status_list(request: HttpRequest, number: int) -> HttpResponseBase:
    """A status list for the page that checks without network."""
    found = _list(number)
    return _published(request, bytes(found.compact), COSE, modified=found.published_at)


def _list(number: int) -> StatusList:
    found = StatusList.objects.filter(number=number).exclude(published_at=None).first()
    if found is None:
        raise Http404
    return found


def _published(
    request: HttpRequest, body: bytes, kind: str, *, modified: datetime | None = None, named_by: bytes | None = None
) -> HttpResponseBase:
    """``body`` with its ETag, or 304 where the client has it. ``named_by`` is what the ETag is made from, if not the body."""
    etag = quote_etag(hashlib.sha256(named_by or body).hexdigest()[:32])
    moment = int(modified.timestamp()) if modified else None
    answer = get_conditional_response(request, etag=etag, last_modified=moment) or HttpResponse(body, content_type=kind)
    answer["ETag"] = etag
    if moment:
        answer["Last-Modified"] = http_date(moment)
    answer["Cache-Control"] = f"public, max-age={FRESH_SECONDS}"
    answer["Access-Control-Allow-Origin"] = "*"
    return answer


def _json(value: dict[str, Any] | list[Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
