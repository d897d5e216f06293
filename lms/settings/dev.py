"""The embedded installation that ``make run`` serves: SQLite, in-memory channel layer, files under ``var/``."""

from lms.settings.base import *  # noqa: F403

DEMO = True
ALLOWED_HOSTS = ["*"]
