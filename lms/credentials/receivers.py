"""What credentials does when it hears a fact. All of it runs in the worker, which alone may open private keys."""

from datetime import date

from lms.certification.events import CertificateIssued, CertificateReinstated, CertificateRevoked, CertificateSuspended
from lms.credentials.actions import finish, issue, publish_list, publish_lists_of, publish_old_lists, sign_heads
from lms.credentials.events import LicenceGranted, LicenceWithdrawn
from lms.credentials.models import Credential
from lms.outbox.events import DayBegan
from lms.outbox.receivers import receiver
from lms.records.events import HeadsPublished


@receiver(CertificateIssued)
def issue_when_decided(event: CertificateIssued) -> None:
    """A certificate exists: make its signed forms and tell its holder."""
    issue(certificate_id=event.certificate_id)


@receiver(LicenceGranted)
def finish_when_granted(event: LicenceGranted) -> None:
    """A licence was granted: make its signed forms and tell its holder."""
    finish(credential_id=event.credential_id)


@receiver(LicenceWithdrawn)
def publish_when_withdrawn(event: LicenceWithdrawn) -> None:
    """A licence was taken back: everybody sees it within the minute."""
    publish_list(number=Credential.objects.get(pk=event.credential_id).status_list.number)


@receiver(CertificateRevoked)
def publish_when_revoked(event: CertificateRevoked) -> None:
    """A certificate was taken back: everybody sees it within the minute."""
    publish_lists_of(certificate_id=event.certificate_id)


@receiver(CertificateSuspended)
def publish_when_suspended(event: CertificateSuspended) -> None:
    """A certificate does not count for the time being."""
    publish_lists_of(certificate_id=event.certificate_id)


@receiver(CertificateReinstated)
def publish_when_reinstated(event: CertificateReinstated) -> None:
    """A certificate counts again."""
    publish_lists_of(certificate_id=event.certificate_id)


@receiver(DayBegan)
def publish_daily(event: DayBegan) -> None:
    """A list that nobody touched is published again, so that those without network know that it still holds."""
    publish_old_lists()


@receiver(HeadsPublished)
def sign_when_published(event: HeadsPublished) -> None:
    """The heads of a day are public: sign them."""
    sign_heads(day=date.fromisoformat(event.day))
