"""The embedded installation's settings with static files of its own: compressed and hashed, as ``make run`` serves them."""

import os

from lms.settings.dev import *  # noqa: F403

STATIC_ROOT = os.environ["STATIC_ROOT"]
