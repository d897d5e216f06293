"""Addresses of checking. They are public and carry no language: the address is printed on paper."""

from django.urls import URLPattern, path, re_path

from lms.verification import views

app_name = "verification"
urlpatterns: list[URLPattern] = []
bare_urlpatterns: list[URLPattern] = [
    path("verify/", views.verify_form, name="verify_form"),
    # The address in a QR code is in capitals; what stands behind its # stays in the browser.
    re_path(r"^[vV]/?$", views.verify_form, name="verify_code"),
    path("verify/manifest.webmanifest", views.manifest, name="verify_manifest"),
    path("verify/<str:serial>/", views.verify, name="verify"),
    path("verify/<str:serial>/now", views.verify_now, name="verify_now"),
]
