"""A person's own photo."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from lms.people import access, actions
from lms.people.forms import PhotoForm
from lms.people.models import Person
from lms.people.views.account import account_page
from lms.refusals import Refusal


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def photo(request: HttpRequest) -> HttpResponseBase:
    """The person's own photo, for them alone; a file sent here becomes it."""
    assert isinstance(request.user, Person)
    if request.method != "POST":
        return FileResponse(access.own_photo(request.user).file.open("rb"), content_type="image/jpeg")
    form = PhotoForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            actions.set_photo(person=request.user, file=form.cleaned_data["photo"])
        except Refusal as refusal:
            form.add_error("photo", ValidationError(str(refusal.message), code=refusal.code))
        else:
            messages.success(request, _("Your photo is kept."))
            return redirect("people:profile")
    return account_page(request, request.user, photo_form=form)


@login_required
@require_POST
def remove_photo(request: HttpRequest) -> HttpResponseBase:
    """Remove it."""
    assert isinstance(request.user, Person)
    actions.remove_photo(person=request.user, by=request.user)
    messages.success(request, _("Your photo is removed."))
    return redirect("people:profile")
