"""Every address of the platform. With ``lms.asgi``, the only module that knows every app."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path
from wagtail.admin import urls as studio_urls

import assessments.urls
import classrooms.urls
import courses.urls
import lms.certification.urls
import lms.credentials.urls
import lms.enrolment.urls
import lms.people.urls
import lms.records.urls
import lms.verification.api
import lms.verification.urls
import lms.web.urls
import media.urls
from lms import health
from lms.home.views import home, today
from lms.web.api import api

# Routers of the one interface for other systems.
api.add_router("", lms.verification.api.router)

localised: list[URLPattern | URLResolver] = [
    path("", home, name="home"),
    path("today/", today, name="today"),
    path("", include("lms.web.urls")),
    path("", include("lms.people.urls")),
    path("", include("lms.records.urls")),
    path("", include("courses.urls")),
    path("", include("lms.enrolment.urls")),
    path("", include("classrooms.urls")),
    path("", include("assessments.urls")),
    path("", include("lms.test_days.urls")),
    path("", include("lms.certification.urls")),
    path("", include("lms.credentials.urls")),
    path("", include("lms.verification.urls")),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("metrics", health.metrics, name="metrics"),
    path("accounts/", include("allauth.account.urls")),
    path("studio/", include(studio_urls)),
    *lms.web.urls.bare_urlpatterns,
    *courses.urls.bare_urlpatterns,
    *classrooms.urls.bare_urlpatterns,
    *assessments.urls.bare_urlpatterns,
    *lms.certification.urls.bare_urlpatterns,
    *lms.credentials.urls.bare_urlpatterns,
    *lms.verification.urls.bare_urlpatterns,
    *media.urls.bare_urlpatterns,
    *lms.people.urls.bare_urlpatterns,
    path("api/v1/", api.urls),
    *lms.records.urls.bare_urlpatterns,
    *i18n_patterns(*localised, prefix_default_language=True),
]

handler400 = "lms.web.views.bad_request"
handler403 = "lms.web.views.forbidden"
handler404 = "lms.web.views.not_found"
handler500 = "lms.web.views.server_error"

if settings.DEMO:
    import lms.demo.urls

    urlpatterns += lms.demo.urls.bare_urlpatterns
