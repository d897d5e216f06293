"""Addresses of people."""

from django.urls import URLPattern, path

from lms.people import views

app_name = "people"
urlpatterns = [path("me/", views.profile, name="profile")]
bare_urlpatterns: list[URLPattern] = []
