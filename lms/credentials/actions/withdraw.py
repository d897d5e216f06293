"""Take a licence to practise back, while the certificate it rests on stands."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.audit.actions import record
from lms.credentials.events import LicenceWithdrawn
from lms.credentials.models import Credential, LicenceWithdrawal
from lms.credentials.records import WITHDRAWAL
from lms.outbox.actions import publish
from lms.people.actions import write_text_message
from lms.people.models import Person
from lms.records.actions import append
from lms.refusals import Refusal

MESSAGE: Any = _("Your licence to practise %(serial)s was withdrawn. That does not change your certificate. Ask your centre.")


@transaction.atomic
def withdraw_licence(*, licence: Credential, reason: str, words: str, by: Person) -> LicenceWithdrawal:
    """Take a licence back, for good, and tell its holder. Refuses ``already_withdrawn`` and ``reason_missing``."""
    licence = Credential.objects.select_for_update().get(pk=licence.pk, kind=Credential.Kind.LICENCE)
    if LicenceWithdrawal.objects.filter(licence=licence).exists():
        raise Refusal("already_withdrawn", _("This licence was withdrawn already."))
    if not words.strip():
        raise Refusal("reason_missing", _("Write why the licence is withdrawn. It stays in the record."), status=422)
    withdrawal = LicenceWithdrawal.objects.create(
        licence=licence, reason=reason, words=words.strip(), withdrawn_by=by, withdrawn_at=timezone.now()
    )
    append(site_code=licence.certificate.content["site"]["code"], kind=WITHDRAWAL, record_id=withdrawal.pk)
    record(actor=by, verb="licence.withdrawn", target=licence, detail={"reason": reason})
    if mobile := licence.certificate.person.mobile:
        write_text_message(mobile=mobile, text=str(MESSAGE) % {"serial": licence.serial})
    publish(LicenceWithdrawn(credential_id=licence.pk), priority=-10)
    return withdrawal
