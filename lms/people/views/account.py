"""A person's own account."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from lms.people import actions, queries
from lms.people.forms import PhotoForm, PreferencesForm
from lms.people.models import ConsentFact, Person
from lms.web.preferences import remember


@login_required
def profile(request: HttpRequest) -> HttpResponse:
    """Who one is to the platform, and how one likes to read."""
    assert isinstance(request.user, Person)
    form = PreferencesForm(request.POST or None, initial=_preferences(request.user))
    if request.method == "POST" and form.is_valid():
        actions.change_preferences(person=request.user, **form.cleaned_data)
        messages.success(request, _("Saved."))
        response = redirect("people:profile")
        remember(response, language=form.cleaned_data["language"], numerals=form.cleaned_data["numerals"])
        return response
    return account_page(request, request.user, form=form)


def account_page(
    request: HttpRequest, person: Person, *, form: PreferencesForm | None = None, photo_form: PhotoForm | None = None
) -> HttpResponse:
    """The page with all its forms; what one of them was not content with stands beside its field."""
    context = {
        "form": form or PreferencesForm(initial=_preferences(person)),
        "photo_form": photo_form or PhotoForm(),
        "photo": queries.photo_of(person),
        "photo_shown": queries.consents_of(person)[ConsentFact.Purpose.PHOTO_ON_CHECKS],
        "purpose": ConsentFact.Purpose.PHOTO_ON_CHECKS,
        "holdings": queries.roles_of(person),
    }
    return render(request, "people/profile.html", context, status=422 if photo_form and photo_form.errors else 200)


def _preferences(person: Person) -> dict[str, str]:
    return {"language": person.preferred_language, "numerals": person.numerals}
