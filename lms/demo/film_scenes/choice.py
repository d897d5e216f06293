"""Which drawing goes with a line: the first whose word the line holds."""

from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).resolve().parents[3] / "courses/drawings"

#: Parts of Arabic words, most telling first, and the drawing each calls for.
WORDS: Final = (
    ("قاطعة", "cut-pipe"), ("رايش", "deburr"), ("صامولة", "fit-nut"), ("أداة الفلير", "clamp-pipe"),
    ("المخروط", "flare-cone"), ("افحص الفلير", "inspect"), ("زيت", "oil-joint"), ("العزم", "two-spanners"),
    ("سنتيمترين", "measure-pipe"), ("مكواة", "iron"), ("المكوا", "iron"), ("دبابيس", "pins"),
    ("دبوس", "pins"), ("مقص", "shears"), ("قص ", "shears"), ("الكرسي", "chair"),
    ("الضوء", "lamp"), ("الإضاءة", "lamp"), ("باترون", "pattern"), ("جيبة", "dress-form"),
    ("العميلة", "dress-form"), ("الوسط", "tape"), ("الأرداف", "tape"), ("شريط", "tape"),
    ("مقاس", "tape"), ("إبرة", "needle"), ("الخيط", "needle"), ("غرز", "needle"),
    ("الماكينة", "machine"), ("قماش", "fabric"), ("القصاصات", "tidy"), ("سوار", "strap"),
    ("بساط", "strap"), ("بطاري", "battery"), ("مسمار", "screwdriver"), ("مفك", "screwdriver"),
    ("ملقاط", "tweezers"), ("IMEI", "phone"), ("البطاقة", "ticket"), ("العميل", "ticket"),
    ("سجل", "ticket"), ("الشاشة", "phone"), ("الهاتف", "phone"), ("القاطع", "breaker"),
    ("قفل", "breaker"), ("بطاقة", "breaker"), ("جهاز القياس", "multimeter"), ("قس على", "multimeter"),
    ("فولت", "multimeter"), ("القراءة", "gauge"), ("ضغط", "gauge"), ("تفريغ", "gauge"),
    ("النيتروجين", "gauge"), ("وسيط", "gauge"), ("ماسورة", "cut-pipe"), ("مواسير", "cut-pipe"),
    ("المكيف", "air"), ("الجهاز", "air"), ("الوحدة", "air"), ("سلك", "plug"),
    ("قابس", "plug"), ("الكهرباء", "plug"), ("نظارة", "goggles-gloves"), ("قفاز", "goggles-gloves"),
    ("نظف", "tidy"), ("رتب", "tidy"), ("افحص", "inspect"), ("انظر", "look"),
    ("تأكد", "look"), ("اختبر", "multimeter"), ("لا ", "care"),
)  # fmt: skip
USUAL: Final = {
    "TLR": ("machine", "fabric", "needle"),
    "MOB": ("phone", "screwdriver", "tweezers"),
    "RAC": ("air", "gauge", "torque-wrench"),
}


def drawing_for(line: str, *, trade: str, number: int) -> str:
    """The name of a drawing for a spoken line; the trade's usual ones in turn when no word is known."""
    usual = USUAL.get(trade, ("hand", "look", "tidy"))
    return next((name for word, name in WORDS if word in line), usual[number % len(usual)])
