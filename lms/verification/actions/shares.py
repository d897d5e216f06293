"""Share a certificate by a link, with the holder's consent."""

import secrets
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from lms.audit.actions import record
from lms.certification.models import Certificate
from lms.people.actions import say_consent
from lms.people.models import ConsentFact, Person
from lms.refusals import Refusal
from lms.verification import rules
from lms.verification.models import Share

MOST_OPEN = 20


@transaction.atomic
def share(*, certificate: Certificate, term: str, consent: str, agreed: bool, by: Person, now: datetime) -> Share:
    """A link for a day, a week or a month; the consent stands until the holder takes it back, and every link with it.

    Refuses ``consent_missing``, ``unknown_term`` and ``too_many_shares``.
    """
    if not agreed:
        raise Refusal("consent_missing", _("Agree first that whoever has the link sees the certificate."), status=422)
    if term not in rules.TERMS:
        raise Refusal("unknown_term", _("Choose a day, a week or a month."), status=422)
    say_consent(person=certificate.person, purpose=ConsentFact.Purpose.SHARE_LINKS, given=True, now=now)
    Certificate.objects.select_for_update().get(pk=certificate.pk)
    if Share.objects.filter(certificate=certificate, withdrawn_at=None, expires_at__gt=now).count() >= MOST_OPEN:
        raise Refusal("too_many_shares", _("You have many open links already. Withdraw one that you no longer need."))
    made = Share.objects.create(
        certificate=certificate,
        token=secrets.token_urlsafe(32),
        consent=consent,
        made_at=now,
        expires_at=now + rules.TERMS[term],
    )
    record(actor=by, verb="certificate.shared", target=certificate, detail={"share": str(made.uuid), "term": term})
    return made


@transaction.atomic
def withdraw(*, share: Share, by: Person, now: datetime) -> Share:
    """End a link. Withdrawing it again changes nothing."""
    share = Share.objects.select_for_update().get(pk=share.pk)
    if share.withdrawn_at is None:
        share.withdrawn_at = now
        share.save(update_fields=["withdrawn_at"])
        record(actor=by, verb="certificate.share_withdrawn", target=share.certificate, detail={"share": str(share.uuid)})
    return share


@transaction.atomic
def withdraw_all(*, holder: Person, at: datetime) -> int:
    """The holder took the consent to links back at a moment: end every link made until then. Returns how many that were."""
    standing = Share.objects.filter(certificate__person=holder, withdrawn_at=None, made_at__lte=at, expires_at__gt=at)
    links = list(standing.select_related("certificate").order_by("pk"))
    for link in links:
        withdraw(share=link, by=holder, now=at)
    return len(links)


def note_opening(*, share: Share) -> None:
    """The holder sees how often a link was opened, and not by whom."""
    Share.objects.filter(pk=share.pk).update(opened=F("opened") + 1)
