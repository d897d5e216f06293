"""Trades and the occupational standards they are taught and assessed by."""

from django.db import models


class Trade(models.Model):
    """A craft the ministry teaches and certifies, such as tailoring. ``code`` (TLR) starts every code of the trade."""

    code = models.CharField(max_length=6, unique=True)
    slug = models.SlugField(unique=True)
    name_ar = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80)
    summary_ar = models.TextField(blank=True)
    summary_en = models.TextField(blank=True)
    # Spellings people search by: ترزي for tailoring.
    aliases = models.JSONField(default=list)

    def __str__(self) -> str:
        return self.name_ar


class Standard(models.Model):
    """One version of a trade's occupational standard, never edited once used.

    ``document`` holds units > elements > criteria, knowledge, tools, safety and the levels with their entry rules, as
    described in ``lms/demo/data/trades/README.md``.
    """

    trade = models.ForeignKey(Trade, on_delete=models.PROTECT, related_name="standards")
    version = models.CharField(max_length=20)
    document = models.JSONField()
    in_force_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["trade", "version"], name="one_standard_per_version")]

    def __str__(self) -> str:
        return f"{self.trade.code} {self.version}"
