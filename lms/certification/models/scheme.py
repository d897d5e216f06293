"""The skill scheme: levels and award rules, as dated data."""

from django.db import models


class SkillScheme(models.Model):
    """A ladder of skill levels, such as the three levels of the project or the five that a ministerial decision names.

    Never an enumeration in code: the ministry adds schemes and dates, and old certificates keep theirs.
    """

    code = models.CharField(max_length=30, unique=True)
    name_ar = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    in_force_on = models.DateField()
    # Parts that await the official text are said so on screen.
    unconfirmed = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.name_ar


class SkillLevel(models.Model):
    """One rung of a scheme. ``order`` 1 is the lowest."""

    scheme = models.ForeignKey(SkillScheme, on_delete=models.PROTECT, related_name="levels")
    code = models.CharField(max_length=10)
    order = models.PositiveSmallIntegerField()
    name_ar = models.CharField(max_length=60)
    name_en = models.CharField(max_length=60)

    class Meta:
        constraints = [
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

    class Meta:
        constraints = [models.UniqueConstraint(fields=["level", "trade", "in_force_on"], name="one_rule_per_day")]

    def __str__(self) -> str:
        return f"{self.level} {self.trade} {self.in_force_on}"
