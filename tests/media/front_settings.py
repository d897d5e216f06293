"""Production, with static files where they lie: collecting them takes longer than the tests that need a page of a fault."""

from lms.settings.production import *  # noqa: F403
from lms.settings.production import STORAGES

STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
