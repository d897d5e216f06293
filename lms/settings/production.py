"""Production: every secret must be set, everything is encrypted on the way, the demo cannot be loaded."""

import sentry_sdk
from django.core.exceptions import ImproperlyConfigured

from lms.settings import environment
from lms.settings.base import *

for name in ("SECRET_KEY", "ALLOWED_HOSTS", "PUBLIC_URL", "DATABASE_URL", "REDIS_URL", "SMS_URL"):
    if not environment.env.str(name, ""):
        raise ImproperlyConfigured(f"{name} is not set. Production refuses to start without it: see docs/how-to/configure.md.")

DEBUG = False
# Connections are kept and lent out: opening one costs PostgreSQL more than an answer that is saved. One is enough for each
# request that is worked on (lms/web/gate.py); the others belong to the sockets and the worker.
if DATABASES["default"]["ENGINE"].endswith("postgresql"):
    DATABASES["default"].setdefault("OPTIONS", {})["pool"] = {"min_size": 2, "max_size": REQUESTS_AT_ONCE + 10, "timeout": 20}
SIGNING_KEYS_URL = environment.SIGNING_KEYS_URL  # no default: without it nothing is signed, and the worker says so
DEMO = False
SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
CSRF_TRUSTED_ORIGINS = [environment.PUBLIC_URL]
UPLOADS_ACCELERATED = environment.UPLOADS_URL.startswith("file:")

if environment.EMAIL_URL:
    _email = environment.env.dj_email_url("EMAIL_URL")
    EMAIL_BACKEND, EMAIL_HOST, EMAIL_PORT = _email["EMAIL_BACKEND"], _email["EMAIL_HOST"], _email["EMAIL_PORT"]
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _email["EMAIL_HOST_USER"], _email["EMAIL_HOST_PASSWORD"]
    EMAIL_USE_TLS = _email["EMAIL_USE_TLS"]

if environment.SENTRY_DSN:
    sentry_sdk.init(dsn=environment.SENTRY_DSN, send_default_pii=False)
