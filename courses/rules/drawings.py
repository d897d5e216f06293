"""Small drawings for steps without a picture."""

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
