"""Three skill schemes: the levels of the trade files, the five that the press reports, and an inspection for work abroad."""

from datetime import date
from decimal import Decimal

from courses.models import Trade
from lms.certification.models import AwardRule, SchemeTerms, SkillLevel, SkillScheme
from lms.demo.ministry import TRADES, trade_file

EXEMPT = [
    {"ar": "ذوو الإعاقة", "en": "people with disabilities"},
    {"ar": "أبناء الشهداء", "en": "children of martyrs"},
]
MEMBERS = [
    {"ar": "ممثل مديرية العمل", "en": "labour directorate", "count": 1},
    {"ar": "ممثل أصحاب الأعمال", "en": "employers", "count": 1},
    {"ar": "ممثل النقابة", "en": "trade union", "count": 1},
]
# As the press reports Ministerial Decision 266/2025; the official text was not available.
FIVE_LEVELS = [
    ("عامل مساعد", "Assistant worker"),
    ("ماهر مبتدئ", "Skilled beginner"),
    ("ماهر", "Skilled"),
    ("فني", "Technician"),
    ("فني متخصص", "Specialised technician"),
]


def load_schemes() -> None:
    """The scheme in force with its award rules, the reported one, and one that shows that a scheme is data."""
    three = SkillScheme.objects.create(
        code="three-level-v1", name_ar="نظام المستويات الثلاثة", name_en="Three-level scheme", in_force_on=date(2026, 1, 1),
        source_ar="التصنيف المعتاد قبل قرار 2025", source_en="The customary ladder before the decision of 2025",
    )  # fmt: skip
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
    SchemeTerms.objects.create(
        scheme=three, in_force_on=three.in_force_on, fee=Decimal(100), assessors=1,
        members=MEMBERS[:2], exempt=EXEMPT, retest_wait_days=30, retest_attempts=3, unconfirmed=True,
    )  # fmt: skip
    _five_levels()
    _foreign_inspection()


def _five_levels() -> None:
    """The ladder the press reports: its ends are confirmed, the steps between are not; no rules yet, so it awards nothing."""
    five = SkillScheme.objects.create(
        code="decree-266-2025",
        name_ar="مستويات القرار 266 لسنة 2025",
        name_en="Levels of Decision 266/2025",
        source_ar="القرار الوزاري 266 لسنة 2025، كما نشرته الصحف",
        source_en="Ministerial Decision 266/2025, as the press reports it",
        in_force_on=date(2027, 1, 1),
        unconfirmed=True,
    )
    SkillLevel.objects.bulk_create(
        SkillLevel(
            scheme=five,
            code=f"D{order}",
            order=order,
            name_ar=arabic,
            name_en=english,
            unconfirmed=order not in (1, len(FIVE_LEVELS)),
        )
        for order, (arabic, english) in enumerate(FIVE_LEVELS, start=1)
    )
    SchemeTerms.objects.create(
        scheme=five, in_force_on=five.in_force_on, fee_first=True, assessors=2, members=MEMBERS,
        exempt=EXEMPT, unconfirmed=True,
    )  # fmt: skip


def _foreign_inspection() -> None:
    """Another ministry programme altogether: one level, free, five years. Nothing in code knows of it."""
    scheme = SkillScheme.objects.create(
        code="foreign-inspection",
        name_ar="الفحص المهني للعمل بالخارج",
        name_en="Occupational inspection for work abroad",
        source_ar="برنامج الفحص المهني، كما نشرته الصحف",
        source_en="The occupational inspection programme, as the press reports it",
        in_force_on=date(2026, 1, 1),
    )
    level = SkillLevel.objects.create(
        scheme=scheme, code="F1", order=1, name_ar="اجتاز الفحص المهني", name_en="Inspection passed"
    )
    half = Decimal(50)
    AwardRule.objects.bulk_create(
        AwardRule(
            level=level,
            trade=trade,
            in_force_on=scheme.in_force_on,
            theory_weight=half,
            practical_weight=half,
            theory_min=half,
            practical_min=Decimal(60),
            overall_min=Decimal(60),
            validity_years=5,
        )
        for trade in Trade.objects.filter(code="RAC")
    )
    SchemeTerms.objects.create(scheme=scheme, in_force_on=scheme.in_force_on, fee=Decimal(0), assessors=2, unconfirmed=True)
