"""Facts about certificates."""

from dataclasses import dataclass

from lms.outbox.events import Event


@dataclass(frozen=True, kw_only=True)
class CertificateIssued(Event):
    """A certificate exists; its PDF is still to be drawn and its holder to be told."""

    certificate_id: int
