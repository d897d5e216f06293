"""The embedded installation that ``make run`` serves: SQLite, in-memory channel layer, files under ``var/``."""

from lms.settings.base import *

DEMO = True
ALLOWED_HOSTS = ["*"]
