"""Keys of partners' systems, for the administrator."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from lms.verification import access, actions
from lms.verification.forms import PartnerKeyForm
from lms.verification.models import PartnerKey


@never_cache
@login_required
def partners(request: HttpRequest) -> HttpResponse:
    """The keys there are, and a form for a new one, which is shown once."""
    person = access.keeper_of_keys(request.user)
    form, text = PartnerKeyForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        _key, text = actions.make_key(**form.cleaned_data, by=person)
        form = PartnerKeyForm()
    keys = PartnerKey.objects.order_by("revoked_at", "name", "pk")
    return render(request, "verification/partners.html", {"form": form, "keys": keys, "text": text})


@login_required
@require_POST
def revoke_partner(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Take a key back."""
    key = access.key_to_revoke(person=request.user, uuid=uuid)
    actions.revoke_key(key=key, by=access.keeper_of_keys(request.user))
    messages.success(request, _("The key of %(name)s opens nothing any more.") % {"name": key.name})
    return redirect("verification:partners")
