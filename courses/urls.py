"""Addresses of the public catalogue."""

from django.urls import URLPattern, path

from courses import views

app_name = "courses"
urlpatterns = [
    path("courses/", views.catalogue, name="catalogue"),
    path("courses/<slug:trade_slug>/<slug:course_slug>/", views.course, name="course"),
]
bare_urlpatterns: list[URLPattern] = []
