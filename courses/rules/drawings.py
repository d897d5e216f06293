"""The house's line drawings, and small ones for steps that have none."""

import re
from functools import lru_cache
from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).resolve().parents[1] / "drawings"
LARGEST: Final = 4_000  # bytes of one drawing


# What hands do in a step, by the word it begins with: a small drawing until the step has a picture of its own.
_DRAWINGS = {
    "ruler": "قس طول الطول الوسط الأرداف الصدر",
    "calculator": "احسب اضرب اجمع اطرح اقسم الكمية",
    "scissors": "قص اقطع",
    "pencil": "علم ارسم حدد",
    "notebook-pen": "سجل اكتب املأ",
    "search-check": "افحص راقب تأكد راجع قارن جرب انظر",
    "gauge": "اختبر اقرأ قراءة القراءة",
    "power": "شغل",
    "unplug": "أطفئ افصل فرغ",
    "plug": "وصل اشحن",
    "puzzle": "ركب جمع",
    "pin": "ثبت",
    "wrench": "اربط أحكم أكمل شد",
    "rotate-cw": "لف أدر وجه اقلب",
    "brush-cleaning": "نظف أزل امسح",
    "camera": "صور",
    "list-checks": "اختر جهز رتب",
    "sliders-horizontal": "اضبط",
    "repeat": "أعد غير استبدل",
    "plus": "أضف",
    "flame": "سخن اكو",
    "lock": "أغلق اقفل",
    "lock-open": "افتح فك",
    "hard-hat": "البس",
    "message-circle": "أخبر اشرح رحب اسأل",
}
_DRAWING_BY_WORD = {word: name for name, words in _DRAWINGS.items() for word in words.split()}


def drawing_of(step: str) -> str:
    """The icon that stands for a step without a picture: by its first word, an open hand for any other."""
    first = step.split(maxsplit=1)[0].rstrip(":،.") if step.strip() else ""
    return _DRAWING_BY_WORD.get(first, "hand")


@lru_cache(maxsize=1)
def drawing_names() -> tuple[str, ...]:
    """Every drawing of the house, by name."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.svg")))


@lru_cache(maxsize=256)
def drawing_source(name: str) -> str:
    """A drawing as markup, on one line; empty for no name. Two colours: the text's own and ``--tint``.

    A release holds the markup itself, so a drawing that is mended later does not change what was released.
    """
    if not name or name not in drawing_names():
        return ""
    source = (FOLDER / f"{name}.svg").read_text(encoding="utf-8")
    return re.sub(r">\s+<", "><", source.strip()).replace(' xmlns="http://www.w3.org/2000/svg"', "")
