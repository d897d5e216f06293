"""The certificate on paper: HTML drawn to PDF by WeasyPrint."""

from pathlib import Path
from urllib.parse import urlparse

import segno
from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import mark_safe

from lms.certification.models import Certificate


def verify_address(serial: str) -> str:
    """The public address that the QR code holds."""
    return f"{settings.PUBLIC_URL}{reverse('verify', args=[serial])}"


def qr_svg(text: str) -> str:
    """A QR code as inline SVG, level M: readable with a thumb print on it."""
    code = segno.make(text, error="m", micro=False)
    drawn: str = code.svg_inline(border=2, omitsize=True)
    return drawn


def certificate_html(certificate: Certificate) -> str:
    """The page that is printed: A4 across, Arabic with English lines."""
    context = {
        "certificate": certificate,
        "content": certificate.content,
        "qr": mark_safe(qr_svg(verify_address(certificate.serial))),  # noqa: S308 - drawn here from our own address
        "host": urlparse(settings.PUBLIC_URL).netloc,
    }
    return render_to_string(f"certification/{certificate.content['template']}.html", context)


def certificate_pdf(certificate: Certificate) -> bytes:
    """The certificate as PDF bytes. Reads nothing but our own static files."""
    # WeasyPrint takes half a second to load, and only the worker draws.
    from weasyprint import HTML
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

    class OwnFiles(URLFetcher):
        """Resolves ``static:name`` among our static files; refuses every other address."""

        def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
            path = finders.find(url.removeprefix("static:")) if url.startswith("static:") else None
            if path is None:
                raise FatalURLFetchingError(f"A certificate may not read {url}, or it was not built")
            return URLFetcherResponse(url, Path(str(path)).read_bytes())

    drawn: bytes = HTML(string=certificate_html(certificate), base_url="static:", url_fetcher=OwnFiles()).write_pdf()
    return drawn
