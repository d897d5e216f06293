"""A holder's certificate as it is shown and shared; and what a link shows."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from lms.certification.models import Certificate
from lms.credentials.drawing import qr_svg, verify_address
from lms.credentials.models import Credential
from lms.people.models import Person
from lms.verification import access, actions, queries, rules
from lms.verification.forms import ShareForm
from lms.verification.models import CheckTally


@never_cache
@login_required
@require_safe
def wallet(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The certificate on a phone: its face, its code to show, its files, its links."""
    certificate = access.own_certificate(person=request.user, uuid=uuid)
    return _wallet(request, certificate, ShareForm())


@login_required
@require_POST
def share(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Make a link, with the consent that is given here."""
    certificate = access.own_certificate(person=request.user, uuid=uuid)
    assert isinstance(request.user, Person)
    form = ShareForm(request.POST)
    if not form.is_valid():
        return _wallet(request, certificate, form, status=422)
    actions.share(
        certificate=certificate,
        term=form.cleaned_data["term"],
        consent=str(form.fields["agreed"].label),
        agreed=form.cleaned_data["agreed"],
        by=request.user,
        now=timezone.now(),
    )
    messages.success(request, _("The link is ready. Copy it, or send it from here."))
    return redirect(f"{reverse('verification:wallet', args=[uuid])}#links")


@login_required
@require_POST
def withdraw(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """End a link."""
    assert isinstance(request.user, Person)
    ended = actions.withdraw(share=access.own_share(person=request.user, uuid=uuid), by=request.user, now=timezone.now())
    messages.success(request, _("The link shows nothing any more."))
    return redirect(f"{reverse('verification:wallet', args=[ended.certificate.uuid])}#links")


@never_cache
@require_safe
def shared(request: HttpRequest, token: str) -> HttpResponse:
    """What a link shows to whoever has it; after its end that it has ended (410)."""
    access.count_public_check(address=request.META.get("REMOTE_ADDR", ""))
    link, now = access.share_by_token(token), timezone.now()
    state = queries.state_of(link, now=now)
    if state != "open":
        return render(request, "verification/share_ended.html", {"state": state}, status=410)
    certificate = Certificate.objects.with_standing().select_related("replacement").get(pk=link.certificate_id)
    found = queries.face_of(certificate)
    if not request.user.is_authenticated or request.user.pk != certificate.person_id:
        actions.note_opening(share=link)
        actions.count_check(certificate_id=certificate.pk, outcome=found.status, source=CheckTally.Source.SHARE, now=now)
    context = {"found": found, "now": timezone.localtime(), "link": link}
    return render(request, "verification/shared.html", context)


def _wallet(request: HttpRequest, certificate: Certificate, form: ShareForm, *, status: int = 200) -> HttpResponse:
    now = timezone.now()
    credential = Credential.objects.filter(certificate=certificate, kind=Credential.Kind.SKILL_LEVEL).first()
    text = (credential.code if credential else "") or verify_address(certificate.serial)
    links = [
        {
            "share": link,
            "state": rules.share_state(expires_at=link.expires_at, withdrawn_at=link.withdrawn_at, now=now),
            "address": request.build_absolute_uri(reverse("shared", args=[link.token])),
        }
        for link in queries.shares_of(certificate)[:20]
    ]
    context = {
        "certificate": certificate,
        "found": queries.face_of(certificate),
        "qr": qr_svg(text),
        "credential": credential if credential and credential.document else None,
        "links": links,
        "checks": queries.checks_lately(certificate, now=now),
        "form": form,
    }
    return render(request, "verification/wallet.html", context, status=status)
