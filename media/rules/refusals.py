"""Why a file is refused: stable codes, and the sentence a person reads for each."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: dict[str, Promise] = {
    "not_what_it_says": _("The content of this file is not what its name says. Export it again as video, sound, picture or PDF."),
    "kind_not_accepted": _("This kind of file is not accepted. Choose a video, a sound, a picture or a PDF."),
    "too_large": _("This file is larger than allowed. Export it in a smaller size and try again."),
    "too_long": _("This recording is longer than four hours. Cut it into parts and upload each part."),
    "unreadable_media": _("This file cannot be read. It may be damaged. Export it again from the camera or editor."),
    "cut_short": _("This file ends before its end: part of it is missing. Copy it again from the camera and upload it."),
    "no_picture_or_sound": _("This file has no picture and no sound. Choose another file."),
    "processing_failed": _("This file stopped our converter several times. Export it in another format and try again."),
}


def sentence(code: str) -> str:
    """The translated sentence for a refusal code, or an empty text when there is none."""
    return str(SENTENCES.get(code, ""))
