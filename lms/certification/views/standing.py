"""What the chair does with one certificate: suspend, reinstate, correct, revoke."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lms.certification import access, actions, queries
from lms.certification.forms import CorrectionForm, ReinstatementForm, RevocationForm, SuspensionForm
from lms.certification.models import Certificate
from lms.people.access import holds
from lms.people.models import Person, Role


@login_required
def certificate(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Where one certificate stands, what happened to it, and what may be done."""
    found = access.certificate_for_staff(person=request.user, uuid=uuid)
    context = {
        "certificate": found,
        "status": queries.status_of(found),
        "history": queries.history_of(found),
        "may_change": holds(request.user, Role.Kind.CHAIR, Role.Kind.ADMINISTRATOR),
    }
    return render(request, "certification/certificate.html", context)


@dataclass(frozen=True)
class Change:
    """One thing a chair does to a certificate: its page, what is typed, the verb, and what is said afterwards."""

    template: str
    form: type[forms.Form]
    action: Callable[..., Any]
    done: str | Promise


REVOKE = Change("revoke", RevocationForm, actions.revoke, _("Certificate %(serial)s is revoked."))
SUSPEND = Change("suspend", SuspensionForm, actions.suspend, _("Certificate %(serial)s is suspended."))
REINSTATE = Change("reinstate", ReinstatementForm, actions.reinstate, _("Certificate %(serial)s is in force again."))
CORRECT = Change(
    "correct",
    CorrectionForm,
    actions.reissue_corrected,
    _("Issued again under %(serial)s. The old number says that it was replaced."),
)


@login_required
def change(request: HttpRequest, uuid: UUID, what: Change) -> HttpResponse:
    """Ask, then do: the form of one change and what follows from it."""
    found = access.certificate_for_chair(person=request.user, uuid=uuid)
    form = what.form(request.POST if request.method == "POST" else None, initial=_initial(found))
    if request.method == "POST" and form.is_valid():
        assert isinstance(request.user, Person)
        made = what.action(certificate=found, by=request.user, **form.cleaned_data)
        standing = made if isinstance(made, Certificate) else found
        messages.success(request, str(what.done) % {"serial": standing.serial})
        return redirect("certification:certificate", standing.uuid)
    context = {"certificate": found, "form": form}
    return render(request, f"certification/{what.template}.html", context, status=422 if form.errors else 200)


def _initial(found: Certificate) -> dict[str, str]:
    """A correction begins with the name as the account has it today."""
    return {"name_ar": found.person.name, "name_en": found.person.name_en}
