"""A file of the media library."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from uuid6 import uuid7

from media.rules.refusals import note, sentence


class AssetQuerySet(models.QuerySet["Asset"]):
    def ready(self) -> "AssetQuerySet":
        """Those that can be shown."""
        return self.filter(state=Asset.State.READY)


class Asset(models.Model):
    """One file that people use in lessons, known by the digest of its bytes: the same file twice is one asset.

    The file as uploaded is kept, but only documents are ever served from it; everything else is shown as renditions.
    """

    class Kind(models.TextChoices):
        VIDEO = "video", _("Video")
        AUDIO = "audio", _("Sound")
        IMAGE = "image", _("Picture")
        DOCUMENT = "document", _("Document")

    class State(models.TextChoices):
        QUEUED = "queued", _("Waiting")
        PROCESSING = "processing", _("In progress")
        READY = "ready", _("Ready")
        REFUSED = "refused", _("Refused")
        STOPPED = "stopped", _("Stopped")

    uuid = models.UUIDField(default=uuid7, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.QUEUED)
    title = models.CharField(_("title"), max_length=200)
    original_name = models.CharField(_("name of the file"), max_length=200)
    digest = models.CharField(max_length=64, unique=True)  # SHA-256 of the file as uploaded, in hexadecimal
    file = models.FileField(max_length=200)
    bytes = models.PositiveBigIntegerField(_("size"))
    seconds = models.FloatField(_("length"), null=True)
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="assets")
    uploaded_at = models.DateTimeField(_("uploaded"), auto_now_add=True)
    ready_at = models.DateTimeField(null=True)
    percent = models.PositiveSmallIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    turn = models.PositiveIntegerField(default=0)  # which run of the converter may write; an older one has been overtaken
    refusal_code = models.CharField(max_length=40, blank=True)
    notes = models.JSONField(default=list)  # codes of what is odd about an accepted file

    objects = AssetQuerySet.as_manager()

    class Meta:
        verbose_name = _("asset")
        verbose_name_plural = _("assets")

    def __str__(self) -> str:
        return self.title

    @property
    def refusal_sentence(self) -> str:
        """Why the file was refused, in the reader's language; empty when it was not."""
        return sentence(self.refusal_code)

    @property
    def note_sentences(self) -> list[str]:
        """What to know about a file that was accepted, in the reader's language."""
        return [text for text in map(note, self.notes) if text]
