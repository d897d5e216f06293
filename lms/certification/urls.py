"""Addresses of certificates. Checking one is public and carries no language: the address is printed on paper."""

from django.urls import URLPattern, path

from lms.certification import views

app_name = "certification"
urlpatterns: list[URLPattern] = [
    path("record/", views.record, name="record"),
    path("certificates/", views.register, name="register"),
    path("certificates/<uuid:uuid>/pdf/", views.pdf, name="pdf"),
    path("certificates/<uuid:uuid>/revoke/", views.revoke, name="revoke"),
]
bare_urlpatterns: list[URLPattern] = [
    path("verify/", views.verify_form, name="verify_form"),
    path("verify/<str:serial>/", views.verify, name="verify"),
]
