"""Addresses of certification."""

from django.urls import URLPattern

app_name = "certification"
urlpatterns: list[URLPattern] = []
bare_urlpatterns: list[URLPattern] = []
