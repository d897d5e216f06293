"""Addresses of the frame."""

from django.urls import path

from lms.web import views

app_name = "web"
urlpatterns = [
    path("offline/", views.offline, name="offline"),
    path("developer/components/", views.components, name="components"),
]
bare_urlpatterns = [
    path("preferences/", views.set_preferences, name="preferences"),
    path("sw.js", views.service_worker, name="service-worker"),
    path("manifest.webmanifest", views.manifest, name="web-manifest"),
    path("favicon.ico", views.favicon, name="favicon"),
]
