"""Chains of official records, one for each site."""

from django.db import models


class ChainEntry(models.Model):
    """One official record at its place in the chain of a site. Rows are only ever added, by ``records.actions.append``.

    ``kind`` and ``record_id`` name the row that was recorded; ``digest`` is the SHA-256 of its canonical JSON on that
    moment. ``hash`` is the SHA-256 of everything here together with the hash of the entry before (``previous``): one
    changed byte shows in every later hash.
    """

    site_code = models.CharField(max_length=20)
    position = models.PositiveBigIntegerField()  # from 1, without gaps
    kind = models.CharField(max_length=40)
    record_id = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64)
    previous = models.CharField(max_length=64)
    at = models.DateTimeField()
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["site_code", "position"], name="one_entry_per_position"),
            models.UniqueConstraint(fields=["kind", "record_id"], name="a_record_once_in_the_chains"),
        ]

    def __str__(self) -> str:
        return f"{self.site_code} #{self.position}: {self.kind} {self.record_id}"


class ChainHead(models.Model):
    """The newest entry of a site's chain, and the row that appending locks."""

    site_code = models.CharField(max_length=20, primary_key=True)
    position = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64)
    at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.site_code} #{self.position}"


class DailyHead(models.Model):
    """Where a site's chain stood when a day was over, as it was published.

    Whoever kept a published head can prove that nothing before it was changed since, not even by the ministry itself.
    """

    site_code = models.CharField(max_length=20)
    day = models.DateField()
    position = models.PositiveBigIntegerField()
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["day", "site_code"], name="one_head_per_site_and_day")]

    def __str__(self) -> str:
        return f"{self.site_code} {self.day}"


class SignedHeads(models.Model):
    """The heads of a day, all together, as the ministry signed them.

    ``statement`` is the very text that was signed (``rules.statement``), ``signature`` its Ed25519 signature in base64url,
    ``kid`` names the key of purpose ``chain`` in ``/credentials/keys.json``.
    """

    day = models.DateField(unique=True)
    statement = models.TextField()
    kid = models.CharField(max_length=16)
    signature = models.CharField(max_length=86)
    signed_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.day)
