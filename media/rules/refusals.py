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
    "wrong_length": _("This file says a length that is not true. Export it again from the camera or editor."),
    "too_many_tracks": _("This file holds more than 32 tracks. Export it with one picture and one sound."),
    "locked": _("This document asks for a password. Save it without one and upload it again."),
    "stopped": _("The conversion was stopped. You can start it again."),
    "no_picture_or_sound": _("This file has no picture and no sound. Choose another file."),
    "processing_failed": _("This file stopped our converter several times. Export it in another format and try again."),
}


#: What is said about a file that was accepted although something was wrong with it.
NOTES: dict[str, Promise] = {
    "repaired": _("Parts of this file are damaged; they were mended or left out. Look through it before you use it."),
    "picture_held": _("The picture ends before the sound; the last picture stays until the end."),
    "pages_left_out": _("Only the first 300 pages are shown; the file to download is whole."),
    "storage_away": _("The storage does not answer or is full. The conversion goes on by itself."),
}


def sentence(code: str) -> str:
    """The translated sentence for a refusal code, or an empty text when there is none."""
    return str(SENTENCES.get(code, ""))


def note(code: str) -> str:
    """The translated sentence for a note, or an empty text when there is none."""
    return str(NOTES.get(code, ""))
