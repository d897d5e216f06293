"""The words of an asset, as text."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from media.models.asset import Asset


class Caption(models.Model):
    """The captions of an asset in one language: a whole WebVTT text, stored clean; direction marks are added on serving."""

    asset = models.ForeignKey(Asset, on_delete=models.CASCADE, related_name="captions")
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES)
    text = models.TextField(_("captions"))
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["asset", "language"], name="one_caption_per_language")]

    def __str__(self) -> str:
        return f"{self.asset}: {self.language}"
