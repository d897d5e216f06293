"""The suite's settings: as embedded, with fast password hashing; DATABASE_URL and REDIS_URL choose real servers."""

from lms.settings import environment
from lms.settings.base import *
from lms.settings.base import CACHES, STORAGES
from lms.settings.environment import VAR

DEMO = True
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", "django.contrib.auth.hashers.PBKDF2PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
if environment.UPLOADS_URL.startswith("file:"):
    STORAGES["default"]["OPTIONS"]["location"] = str(VAR / "test-uploads")
INCOMING_DIR = VAR / "test-incoming"
SIGNING_KEYS_URL = (VAR / "test-keys").as_uri()
DEMO_FILMS = environment.env.int("DEMO_FILMS", 0)
if environment.REDIS_URL:
    # Each worker of a parallel run has a Redis database of its own: emptying the cache of one must not empty another's.
    _worker = environment.env.str("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
    CACHES["default"]["LOCATION"] = f"{environment.REDIS_URL.rpartition('/')[0]}/{_worker}"
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
