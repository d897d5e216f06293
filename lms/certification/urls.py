"""Addresses of certificates."""

from django.urls import URLPattern, path

from lms.certification import views

app_name = "certification"
urlpatterns: list[URLPattern] = [
    path("record/", views.record, name="record"),
    path("certificates/", views.register, name="register"),
    path("certificates/<uuid:uuid>/", views.certificate, name="certificate"),
    path("certificates/<uuid:uuid>/revoke/", views.change, {"what": views.REVOKE}, name="revoke"),
    path("certificates/<uuid:uuid>/suspend/", views.change, {"what": views.SUSPEND}, name="suspend"),
    path("certificates/<uuid:uuid>/reinstate/", views.change, {"what": views.REINSTATE}, name="reinstate"),
    path("certificates/<uuid:uuid>/correct/", views.change, {"what": views.CORRECT}, name="correct"),
]
bare_urlpatterns: list[URLPattern] = []
