"""Give partners keys, and take them back."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.audit.actions import record
from lms.people.models import Person
from lms.refusals import Refusal
from lms.verification import rules
from lms.verification.models import PartnerKey


@transaction.atomic
def make_key(*, name: str, scopes: list[str], checks_a_minute: int, by: Person) -> tuple[PartnerKey, str]:
    """A new key and its text, which is shown now and never again."""
    new = rules.new_key()
    key = PartnerKey.objects.create(
        name=name, scopes=scopes, checks_a_minute=checks_a_minute, made_by=by, start=new.start, digest=new.digest
    )
    record(actor=by, verb="partner_key.made", target=key, detail={"scopes": scopes})
    return key, new.text


@transaction.atomic
def revoke_key(*, key: PartnerKey, by: Person) -> PartnerKey:
    """From now on the key opens nothing. Refuses ``key_revoked`` the second time."""
    key = PartnerKey.objects.select_for_update().get(pk=key.pk)
    if key.revoked_at:
        raise Refusal("key_revoked", _("This key was taken back already."))
    key.revoked_at = timezone.now()
    key.save(update_fields=["revoked_at"])
    record(actor=by, verb="partner_key.revoked", target=key)
    return key
