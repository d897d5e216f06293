"""Facts about certificates."""

from dataclasses import dataclass

from lms.outbox.events import Event


@dataclass(frozen=True, kw_only=True)
class CertificateIssued(Event):
    """A certificate exists; its PDF is still to be drawn and its holder to be told."""

    certificate_id: int


@dataclass(frozen=True, kw_only=True)
class CertificateRevoked(Event):
    """A certificate was taken back for good; ``revoked_at`` is ISO 8601, ``reason`` the public class."""

    certificate_id: int
    reason: str
    revoked_at: str


@dataclass(frozen=True, kw_only=True)
class CertificateSuspended(Event):
    """A certificate does not count for the time being; ``suspended_at`` is ISO 8601, ``reason`` the public class."""

    certificate_id: int
    reason: str
    suspended_at: str


@dataclass(frozen=True, kw_only=True)
class CertificateReinstated(Event):
    """A suspended certificate counts again; ``reinstated_at`` is ISO 8601."""

    certificate_id: int
    reinstated_at: str
