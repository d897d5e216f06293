"""Addresses of the chains. The machine-readable one carries no language."""

from django.urls import URLPattern, path

from lms.records import views

app_name = "records"
urlpatterns: list[URLPattern] = [path("records/", views.heads, name="heads")]
bare_urlpatterns: list[URLPattern] = [path("records/heads.json", views.heads_json, name="heads_json")]
