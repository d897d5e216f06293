"""The skill scheme: levels and award rules, as dated data."""

from django.conf import settings
from django.db import models


class SkillScheme(models.Model):
    """A ladder of skill levels, such as the three levels of the project or the five that a ministerial decision names.

    Never an enumeration in code: the ministry adds schemes and dates, and old certificates keep theirs.
    """

    code = models.CharField(max_length=30, unique=True)
    name_ar = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    in_force_on = models.DateField()
    source_ar = models.CharField(max_length=200, blank=True)  # the law, decree or decision it rests on
    source_en = models.CharField(max_length=200, blank=True)
    # Parts that await the official text are said so on screen.
    unconfirmed = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.name_ar


class SkillLevel(models.Model):
    """One rung of a scheme. ``order`` 1 is the lowest.

    ``nqf_level`` is the level of the national qualifications framework, 1 to 8, empty until ``nqf_source`` says who mapped it.
    """

    scheme = models.ForeignKey(SkillScheme, on_delete=models.PROTECT, related_name="levels")
    code = models.CharField(max_length=10)
    order = models.PositiveSmallIntegerField()
    name_ar = models.CharField(max_length=60)
    name_en = models.CharField(max_length=60)
    nqf_level = models.PositiveSmallIntegerField(null=True, blank=True)
    nqf_source = models.CharField(max_length=120, blank=True)
    unconfirmed = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(nqf_level=None) | models.Q(nqf_level__gte=1, nqf_level__lte=8), name="nqf_levels_are_1_to_8"
            ),
            models.UniqueConstraint(fields=["scheme", "code"], name="one_level_per_code"),
            models.UniqueConstraint(fields=["scheme", "order"], name="one_level_per_order"),
        ]

    def __str__(self) -> str:
        return self.name_ar


class AwardRule(models.Model):
    """What earns a level in a trade, from a day on. The newest rule in force on the day of confirmation decides.

    Percentages. ``validity_years`` empty means that the certificate does not run out.
    """

    level = models.ForeignKey(SkillLevel, on_delete=models.PROTECT, related_name="rules")
    trade = models.ForeignKey("courses.Trade", on_delete=models.PROTECT, related_name="award_rules")
    in_force_on = models.DateField()
    theory_weight = models.DecimalField(max_digits=5, decimal_places=2)
    practical_weight = models.DecimalField(max_digits=5, decimal_places=2)
    theory_min = models.DecimalField(max_digits=5, decimal_places=2)
    practical_min = models.DecimalField(max_digits=5, decimal_places=2)
    overall_min = models.DecimalField(max_digits=5, decimal_places=2)
    critical_fail_blocks = models.BooleanField(default=True)
    validity_years = models.PositiveSmallIntegerField(null=True, blank=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["level", "trade", "in_force_on"], name="one_rule_per_day")]

    def __str__(self) -> str:
        return f"{self.level} {self.trade} {self.in_force_on}"


class SchemeTerms(models.Model):
    """What holds for a whole scheme from a day on: fee, exemptions, committee, retests. The newest in force counts.

    The fee is in Egyptian pounds; with ``fee_first`` nothing is confirmed before it is paid or exempted. ``exempt`` is a list of
    ``{"ar", "en"}``, ``members`` of ``{"ar", "en", "count"}``: roles on the committee besides its chair and the ``assessors``,
    and how many of each. Empty numbers are not laid down yet, which is said on screen.
    """

    scheme = models.ForeignKey(SkillScheme, on_delete=models.PROTECT, related_name="terms")
    in_force_on = models.DateField()
    fee = models.DecimalField(max_digits=7, decimal_places=2, null=True, blank=True)
    fee_first = models.BooleanField(default=False)
    exempt = models.JSONField(default=list, blank=True)
    assessors = models.PositiveSmallIntegerField(default=1)
    members = models.JSONField(default=list, blank=True)
    retest_wait_days = models.PositiveSmallIntegerField(null=True, blank=True)
    retest_attempts = models.PositiveSmallIntegerField(null=True, blank=True)
    unconfirmed = models.BooleanField(default=False)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scheme", "in_force_on"], name="one_set_of_terms_per_day")]

    def __str__(self) -> str:
        return f"{self.scheme} {self.in_force_on}"
