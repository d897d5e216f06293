"""What is true in every installation."""

from typing import Any

import dj_database_url
from django.utils.translation import gettext_lazy as _

from lms.settings import environment
from lms.settings.environment import ROOT, VAR

DEBUG = environment.DEBUG
SECRET_KEY = environment.SECRET_KEY or environment.local_secret_key()
ALLOWED_HOSTS = environment.ALLOWED_HOSTS or ["127.0.0.1", "localhost"]
PUBLIC_URL = environment.PUBLIC_URL or "http://127.0.0.1:8000"
# The demo ministry, its password and the developer pages exist only where this is true. Production never sets it.
DEMO = False
DEMO_FILMS = environment.DEMO_FILMS

INSTALLED_APPS = [
    "daphne",
    "lms.web",
    "lms.audit",
    "lms.outbox",
    "lms.people",
    "lms.records",
    "media",
    "courses",
    "lms.enrolment",
    "classrooms",
    "assessments",
    "lms.test_days",
    "lms.certification",
    "lms.credentials",
    "lms.verification",
    "content_studio",
    "lms.demo",
    "wagtail.contrib.table_block",
    "wagtail.users",
    "wagtail.sites",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "taggit",
    "modelcluster",
    "allauth",
    "allauth.account",
    "channels",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "lms.web.middleware.Preferences",
    "lms.web.middleware.SecurityHeaders",
    "lms.web.middleware.RefusalMiddleware",
    "lms.audit.looks.NoteLooks",
]

ROOT_URLCONF = "lms.urls"
ASGI_APPLICATION = "lms.asgi.application"
APPEND_SLASH = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "lms.web.context.frame",
            ],
        },
    }
]

# --- Data -------------------------------------------------------------------------------------------------------------

DATABASES: dict[str, Any] = {"default": dj_database_url.parse(environment.DATABASE_URL)}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # Write-ahead log: readers never wait for the worker's writes. IMMEDIATE: a transaction that will write takes its
    # lock at the start and waits, instead of failing half-way with "database is locked".
    DATABASES["default"]["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
    }

# How many requests a process works on at once (lms/web/gate.py): each may hold one connection to the database.
REQUESTS_AT_ONCE = 6 if DATABASES["default"]["ENGINE"].endswith("sqlite3") else 20

STORAGES: dict[str, Any] = {
    "default": environment.storage_of(environment.UPLOADS_URL),
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [("frontend", VAR / "frontend")]
UPLOADS_ORIGIN = environment.origin_of(environment.UPLOADS_URL)  # the bucket's host, which pages fetch from
# Unfinished uploads and the converter's scratch files. Several web machines share this folder.
INCOMING_DIR = VAR / "incoming"
UPLOADS_ACCELERATED = False  # True where nginx serves the bytes behind X-Accel-Redirect

if environment.REDIS_URL:
    CHANNEL_LAYERS: dict[str, Any] = {
        "default": {
            "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
            "CONFIG": {"hosts": [environment.REDIS_URL]},
        }
    }
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": environment.REDIS_URL}}
else:
    CHANNEL_LAYERS = {"default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}}
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

# Where private keys are. Only the worker and the key commands open it; the web process needs no right to read it.
SIGNING_KEYS_URL = environment.SIGNING_KEYS_URL or (VAR / "keys").as_uri()
JANUS_URLS = environment.JANUS_URLS
TURN_URLS = environment.TURN_URLS
SMS_URL = environment.SMS_URL
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"

# --- People -----------------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 8}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "lms.people.adapter.PeopleAdapter"
ACCOUNT_LOGIN_METHODS = {"phone", "username"}
ACCOUNT_SIGNUP_FIELDS = ["phone*", "password1*"]
ACCOUNT_SIGNUP_FORM_CLASS = "lms.people.forms.NameForm"
ACCOUNT_PHONE_VERIFICATION_ENABLED = True
ACCOUNT_PHONE_VERIFICATION_TIMEOUT = 600  # seconds
ACCOUNT_PHONE_VERIFICATION_MAX_ATTEMPTS = 5
ACCOUNT_PHONE_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_PHONE_VERIFICATION_CODE_FORMAT = {"numeric": True, "length": 6, "dashed": False}
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
# Five wrong passwords slow a person down; the network address is limited more loosely, for a centre shares one.
ACCOUNT_RATE_LIMITS = {"login_failed": "5/5m/key,60/5m/ip", "signup": "60/m/ip", "verify_phone": "1/30s/key,30/m/ip"}

# --- Language and time ------------------------------------------------------------------------------------------------

LANGUAGE_CODE = "ar"
LOCALE_PATHS = [ROOT / "lms/home/locale"]  # the only package with words that is no app
LANGUAGES = [("ar", _("Arabic")), ("en", _("English"))]
WAGTAIL_CONTENT_LANGUAGES = [("ar", _("Arabic"))]
WAGTAILADMIN_PERMITTED_LANGUAGES = [("ar", "العربية"), ("en", "English")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Africa/Cairo"

# --- Studio -----------------------------------------------------------------------------------------------------------

WAGTAIL_SITE_NAME = "ورشة"
WAGTAILADMIN_BASE_URL = PUBLIC_URL
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_AUTOSAVE_INTERVAL = 5000  # milliseconds; the default writes a revision at nearly every key
WAGTAIL_WORKFLOW_CANCEL_ON_PUBLISH = True
WAGTAIL_FRONTEND_LOGIN_URL = "/accounts/login/"
WAGTAILADMIN_LOGIN_URL = "/accounts/login/"
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # a lesson with many blocks posts several thousand fields

# --- Faults and headers -----------------------------------------------------------------------------------------------

X_FRAME_OPTIONS = "DENY"  # Wagtail itself allows its preview, the one page that is shown in a frame of ours
SECURE_CONTENT_TYPE_NOSNIFF = True
CSRF_FAILURE_VIEW = "lms.web.views.form_expired"
SECURE_REFERRER_POLICY = "same-origin"
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "django_tasks": {"level": "WARNING"},
        "wagtail": {"level": "WARNING"},
        "weasyprint": {"level": "ERROR"},
        "fontTools": {"level": "ERROR"},
    },
}
