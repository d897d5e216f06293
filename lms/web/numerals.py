"""The figures a person reads: 123 or ١٢٣.

The choice holds for one request, as the active language does, so that template filters need no request to hand.
"""

from contextvars import ContextVar

WESTERN, ARABIC_INDIC = "western", "arabic"
STYLES = (WESTERN, ARABIC_INDIC)

_style: ContextVar[str] = ContextVar("numerals", default=WESTERN)
_TO_ARABIC_INDIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


def activate(style: str) -> None:
    """Sets the style for the rest of this request; anything unknown means western figures."""
    _style.set(style if style in STYLES else WESTERN)


def current() -> str:
    """The active style."""
    return _style.get()


def shown(text: object) -> str:
    """The text with its figures in the active style."""
    written = str(text)
    return written.translate(_TO_ARABIC_INDIC) if current() == ARABIC_INDIC else written
