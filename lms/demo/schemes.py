"""Two skill schemes: the three levels of the trade files, and the five that the press reports."""

from datetime import date
from decimal import Decimal

from courses.models import Trade
from lms.certification.models import AwardRule, SkillLevel, SkillScheme
from lms.demo.ministry import TRADES, trade_file

# As the press reports Ministerial Decision 266/2025; the official text was not available.
FIVE_LEVELS = [
    ("عامل مساعد", "Assistant worker"),
    ("ماهر مبتدئ", "Skilled beginner"),
    ("ماهر", "Skilled"),
    ("فني", "Technician"),
    ("فني متخصص", "Specialised technician"),
]


def load_schemes() -> None:
    """The scheme in force with its award rules, and the reported one, which has no rules yet and so awards nothing."""
    three = SkillScheme.objects.create(
        code="three-level-v1", name_ar="نظام المستويات الثلاثة", name_en="Three-level scheme", in_force_on=date(2026, 1, 1)
    )
    for name in TRADES:
        file = trade_file(name)
        trade = Trade.objects.get(code=file["trade"]["code"])
        for level in file["levels"]:
            row, _made = SkillLevel.objects.get_or_create(
                scheme=three,
                code=level["id"],
                defaults={"order": level["order"], "name_ar": level["name"]["ar"], "name_en": level["name"]["en"]},
            )
            passes = level["pass_rules"]
            AwardRule.objects.create(
                level=row,
                trade=trade,
                in_force_on=three.in_force_on,
                theory_weight=Decimal(level["weighting"]["theory"]),
                practical_weight=Decimal(level["weighting"]["practical"]),
                theory_min=Decimal(passes["theory_min"]),
                practical_min=Decimal(passes["practical_min"]),
                overall_min=Decimal(passes["overall_min"]),
                critical_fail_blocks=passes["any_critical_fail"] == "not_yet_competent",
                validity_years=file["assessment_policy"]["certificate_validity_years"],
            )
    five = SkillScheme.objects.create(
        code="decree-266-2025",
        name_ar="مستويات القرار 266 لسنة 2025",
        name_en="Levels of Decision 266/2025",
        in_force_on=date(2027, 1, 1),
        unconfirmed=True,
    )
    SkillLevel.objects.bulk_create(
        SkillLevel(scheme=five, code=f"D{order}", order=order, name_ar=arabic, name_en=english)
        for order, (arabic, english) in enumerate(FIVE_LEVELS, start=1)
    )
