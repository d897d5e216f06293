"""Facts about credentials."""

from dataclasses import dataclass

from lms.outbox.events import Event


@dataclass(frozen=True, kw_only=True)
class LicenceGranted(Event):
    """A licence was granted; its signed forms are still to be made and its holder to be told."""

    credential_id: int


@dataclass(frozen=True, kw_only=True)
class LicenceWithdrawn(Event):
    """A licence was taken back: the list that holds it is to be published, and its certificate stands as before."""

    credential_id: int
