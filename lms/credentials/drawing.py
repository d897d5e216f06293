"""The certificate on paper: HTML drawn to PDF/A-3u by WeasyPrint, with the signed credential attached."""

import atexit
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlparse

import segno
from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from lms.credentials.art import CODE, LEVEL, QUIET, drawings
from lms.credentials.models import Credential
from lms.credentials.queries.standing import rests_on
from lms.credentials.rules.credential import KINDS
from lms.credentials.seal import ATTACHMENT

VARIANT = "pdf/a-3u"
NILE, HUES = "#0b6a66", {"TLR": "#9b3350", "MOB": "#3c4c9a", "RAC": "#17708f"}
STATEMENTS: dict[str, dict[str, str]] = {
    Credential.Kind.SKILL_LEVEL: {
        "lead": "تشهد وزارة العمل لحامل هذه الشهادة",
        "ar": "باستيفاء متطلبات المعيار المهني للمهنة، في اختبار نظري وآخر عملي أمام لجنة القياس",
        "en": "has met the occupational standard, by theory and practical tests before the measuring committee",
    },
    Credential.Kind.LICENCE: {
        "lead": "ترخص وزارة العمل لحامل هذا الترخيص",
        "ar": "بمزاولة المهنة المبينة أدناه، بناءً على شهادة قياس مستوى المهارة المذكورة هنا",
        "en": "is licensed to practise the trade below, on the strength of the skill-level certificate named here",
    },
}


def verify_address(serial: str) -> str:
    """The public address of a serial."""
    return f"{settings.PUBLIC_URL}{reverse('verify', args=[serial])}"


def qr_svg(text: str) -> SafeString:
    """A QR code as inline SVG."""
    drawn: str = segno.make(text, error=LEVEL, micro=False).svg_inline(border=QUIET, omitsize=True)
    return mark_safe(drawn)  # noqa: S308 - drawn here from our own text


def html_of(credential: Credential) -> str:
    """The page that is printed: A4 across, Arabic with English lines. Templates have versions; a version never changes."""
    certificate, first = credential.certificate, rests_on(credential)
    trade = certificate.content["trade"]["code"]
    tool, place = f"credentials/trade-{trade}.svg", urlparse(settings.PUBLIC_URL).netloc
    context = {
        "certificate": certificate,
        "credential": credential,
        "content": certificate.content,
        "code": f"{CODE}{credential.code}",
        "host": place,
        "title": dict(zip(("ar", "en"), KINDS[credential.kind][1:], strict=True)),
        "statement": STATEMENTS[credential.kind],
        "rests_on": first.serial if first else "",
        "hue": HUES.get(trade, NILE),
        "tool": tool if finders.find(tool) else "",
        "micro": f"{credential.serial} MINISTRY OF LABOUR {place} " * 14,
    }
    return render_to_string(f"credentials/{credential.template}.html", context)


def pdf_of(credential: Credential) -> bytes:
    """The certificate as PDF, not yet sealed."""
    from weasyprint import Attachment

    attachment = Attachment(
        string=credential.document, name=ATTACHMENT, description="Verifiable credential", relationship="Source"
    )
    return _drawn([html_of(credential)], attachments=[attachment], pdf_variant=VARIANT)


def print_sheet(credentials: list[Credential]) -> bytes:
    """Several certificates in one file for the printer, a page each. It carries no seal: paper has none."""
    return _drawn([html_of(credential) for credential in credentials])


def pages_of(html: list[str]) -> bytes:
    """Any pages of ours as one PDF, such as a curriculum vitae; they read nothing but our own static files."""
    return _drawn(html)


def _drawn(pages: list[str], **options: Any) -> bytes:
    """The pages as one PDF. Reads nothing but our own static files."""
    # WeasyPrint takes half a second to load, and only the worker draws.
    from weasyprint import HTML

    kept = {"font_config": _fonts(), "cache": drawings(_own_files())}
    documents = [HTML(string=page, base_url="static:", url_fetcher=_own_files()).render(**kept, **options) for page in pages]
    every = [page for document in documents for page in document.pages]
    drawn: bytes = documents[0].copy(every).write_pdf(**options)
    return drawn


@cache
def _fonts() -> Any:
    """One set of fonts for all drawings: reading them costs more than drawing."""
    from weasyprint.text.fonts import FontConfiguration

    atexit.register(_fonts.cache_clear)  # its folder of fonts goes with it, while the interpreter still can
    return FontConfiguration()


@cache
def _own_files() -> Any:
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

    class OwnFiles(URLFetcher):
        """Resolves ``static:name`` among our static files; refuses every other address."""

        def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
            path = finders.find(url.removeprefix("static:")) if url.startswith("static:") else None
            if path is None:
                raise FatalURLFetchingError(f"A certificate may not read {url}, or it was not built")
            return URLFetcherResponse(url, Path(str(path)).read_bytes())

    return OwnFiles()
