"""What the library's forms accept."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from uuid6 import uuid7
from wagtail.admin.forms import WagtailAdminModelForm

from lms.people.models import Person
from lms.refusals import Refusal
from media import stores
from media.actions.assets import rename_asset, take_in
from media.actions.captions import write_captions
from media.models import Asset
from media.rules.limits import CHUNK_BYTES

ACCEPTED = "video/*,audio/*,image/*,application/pdf"


class UploadForm(WagtailAdminModelForm):  # type: ignore[misc]
    """A file sent whole, as the plain form does where scripts do not run. `instance` is then the asset."""

    file = forms.FileField(label=_("File"), widget=forms.FileInput(attrs={"accept": ACCEPTED}))
    title = forms.CharField(label=_("Title"), max_length=200, required=False, help_text=_("Empty: the name of the file."))

    class Meta:
        model = Asset
        fields = ("title",)

    def clean(self) -> dict[str, Any]:
        """Take the file in, so that a refusal is said beside its field."""
        cleaned: dict[str, Any] = super().clean()
        if file := cleaned.get("file"):
            try:
                self.instance = take_in(path=_kept(file), name=file.name, title=cleaned.get("title", ""), by=self._person())
            except Refusal as refusal:
                self.add_error("file", str(refusal.message))
        return cleaned

    def save(self, commit: bool = True) -> Asset:
        return self.instance

    def _post_clean(self) -> None:
        """The row was written by the action; nothing of the form goes into a model."""

    def _person(self) -> Person | None:
        return self.for_user if isinstance(self.for_user, Person) else None


class DetailForm(WagtailAdminModelForm):  # type: ignore[misc]
    """An asset's title, and captions for it."""

    title = forms.CharField(label=_("Title"), max_length=200)
    language = forms.ChoiceField(label=_("Language of the captions"), choices=settings.LANGUAGES, required=False)
    captions = forms.FileField(
        label=_("Captions (WebVTT or SRT)"), required=False, widget=forms.FileInput(attrs={"accept": ".vtt,.srt,text/vtt"})
    )

    class Meta:
        model = Asset
        fields = ("title",)

    def clean_captions(self) -> str:
        file = self.cleaned_data.get("captions")
        if not file:
            return ""
        if file.size > CHUNK_BYTES:
            raise forms.ValidationError(_("This text is larger than one megabyte."))
        try:
            return file.read().decode("utf-8-sig")
        except UnicodeDecodeError as broken:
            raise forms.ValidationError(_("This file is not text in UTF-8.")) from broken

    def _post_clean(self) -> None:
        """Nothing of the form goes into the model here; `save` asks the actions."""

    def save(self, commit: bool = True) -> Asset:
        person, cleaned = self.for_user, self.cleaned_data
        if cleaned["title"] != self.instance.title:
            rename_asset(asset=self.instance, title=cleaned["title"], by=person)
        if cleaned["captions"]:
            write_captions(asset=self.instance, language=cleaned["language"] or "ar", text=cleaned["captions"], by=person)
        return self.instance


def _kept(file: UploadedFile) -> Any:
    """The posted file on the disk, under a name of ours."""
    path = stores.incoming_path(uuid7())
    with path.open("wb") as copy:
        for piece in file.chunks(CHUNK_BYTES):
            copy.write(piece)
    return path
