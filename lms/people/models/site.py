"""Where the ministry works: governorates, directorates, centres, mobile units."""

from typing import Self

from django.db import models


class Governorate(models.Model):
    """One of the 27 governorates of Egypt. ``code`` is the two digits of the national ID."""

    code = models.CharField(max_length=2, primary_key=True)
    name_ar = models.CharField(max_length=40)
    name_en = models.CharField(max_length=40)
    region_ar = models.CharField(max_length=60)
    region_en = models.CharField(max_length=60)
    latitude = models.FloatField()
    longitude = models.FloatField()

    def __str__(self) -> str:
        return self.name_ar


class SiteQuerySet(models.QuerySet["Site"]):
    """Ways to choose sites."""

    def within(self, site: "Site") -> Self:
        """The site itself and everything below it in the organisation."""
        return self.filter(path__startswith=site.path)

    def teaching(self) -> Self:
        """Sites where people are taught: centres and mobile units."""
        return self.filter(kind__in=[Site.Kind.CENTRE, Site.Kind.MOBILE_UNIT])


class Site(models.Model):
    """A place of the ministry.

    ``path`` lists the codes from headquarters down, each followed by a slash (``HQ/GZ/GZ-C1/``), so that "this site and
    all below" is one indexed prefix.
    """

    class Kind(models.TextChoices):
        HEADQUARTERS = "headquarters", "headquarters"
        DIRECTORATE = "directorate", "directorate"
        CENTRE = "centre", "centre"
        MOBILE_UNIT = "mobile_unit", "mobile unit"

    code = models.CharField(max_length=20, unique=True)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    name_ar = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    path = models.CharField(max_length=200, db_index=True)
    governorate = models.ForeignKey(Governorate, null=True, blank=True, on_delete=models.PROTECT, related_name="sites")
    address_ar = models.CharField(max_length=200, blank=True)
    address_en = models.CharField(max_length=200, blank=True)
    step_free = models.BooleanField(default=False)

    objects = SiteQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name_ar
