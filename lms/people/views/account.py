"""A person's own account."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from lms.people import actions
from lms.people.forms import PreferencesForm
from lms.people.models import Person
from lms.people.queries import roles_of
from lms.web.preferences import remember


@login_required
def profile(request: HttpRequest) -> HttpResponse:
    """Who one is to the platform, and how one likes to read."""
    assert isinstance(request.user, Person)
    person = request.user
    form = PreferencesForm(request.POST or None, initial={"language": person.preferred_language, "numerals": person.numerals})
    if request.method == "POST" and form.is_valid():
        actions.change_preferences(person=person, **form.cleaned_data)
        messages.success(request, _("Saved."))
        response = redirect("people:profile")
        remember(response, language=form.cleaned_data["language"], numerals=form.cleaned_data["numerals"])
        return response
    return render(request, "people/profile.html", {"form": form, "holdings": roles_of(person)})
