"""Pages of people."""

from lms.people.views.account import profile
from lms.people.views.photo import photo, remove_photo
from lms.people.views.rights import answer, ask_correction, ask_export, consent, download, inbox, my_data

__all__ = [
    "answer", "ask_correction", "ask_export", "consent", "download", "inbox", "my_data", "photo", "profile", "remove_photo",
]  # fmt: skip
