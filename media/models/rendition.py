"""What is made of an asset for people to see and hear."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from media.models.asset import Asset


class Rendition(models.Model):
    """One made file. Its stored name is the digest of its bytes, so a stored file never changes.

    `name` is the last part of its address (`480.mp4`). Recordings are fragmented MP4 with the index in front; `detail`
    then holds `codecs`, `init_bytes`, `index_bytes`, `peak_bits`, `fps` and `seconds`, and `playlist` the HLS byte ranges.
    A sprite's `detail` holds its grid, a still's the second `at` which it is shown from, a page's its `number` and `text`, a
    wave's `rate` of bytes a second.
    """

    class Kind(models.TextChoices):
        VIDEO = "video", _("Video")
        AUDIO = "audio", _("Sound")
        POSTER = "poster", _("Poster")
        SPRITE = "sprite", _("Seek pictures")
        IMAGE = "image", _("Picture")
        STILL = "still", _("Picture beside the sound")
        PAGE = "page", _("Page")
        WAVE = "wave", _("Drawn sound")

    asset = models.ForeignKey(Asset, on_delete=models.CASCADE, related_name="renditions")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    name = models.CharField(max_length=40)
    codec = models.CharField(max_length=10)
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    file = models.FileField(max_length=200)
    digest = models.CharField(max_length=64)
    bytes = models.PositiveBigIntegerField()
    playlist = models.TextField(blank=True)
    detail = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["asset", "name"], name="one_rendition_per_name")]

    def __str__(self) -> str:
        return f"{self.asset}: {self.name}"

    @property
    def megabytes(self) -> float:
        """The price of this rendition, in megabytes of a data bundle."""
        return self.bytes / 1_000_000

    @property
    def side(self) -> int:
        """The shorter side in pixels: what people call 480p, upright or lying."""
        return min(self.width, self.height)
