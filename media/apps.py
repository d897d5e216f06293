"""Assets: uploads, renditions, captions, serving and the player. Code only; the files live in the uploads storage."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MediaConfig(AppConfig):
    name = "media"
    label = "media"
    verbose_name = _("Media library")
