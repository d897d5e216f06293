"""Addresses of certificates."""

from django.urls import URLPattern, path

from lms.certification import views

app_name = "certification"
urlpatterns: list[URLPattern] = [
    path("record/", views.record, name="record"),
    path("certificates/", views.register, name="register"),
    path("certificates/<uuid:uuid>/pdf/", views.pdf, name="pdf"),
    path("certificates/<uuid:uuid>/revoke/", views.revoke, name="revoke"),
]
bare_urlpatterns: list[URLPattern] = []
