"""Addresses of days of practical tests."""

from django.urls import URLPattern, path

from lms.test_days import views

app_name = "test_days"
urlpatterns: list[URLPattern] = [
    path("test-days/", views.days, name="days"),
    path("test-days/stations/<slug:code>/", views.counts, name="counts"),
    path("test-days/new/<slug:code>/", views.new, name="new"),
    path("test-days/<uuid:uuid>/", views.day, name="day"),
    path("test-days/<uuid:uuid>/again/", views.plan_again, name="plan_again"),
    path("test-days/<uuid:uuid>/publish/", views.publish, name="publish"),
    path("test-days/<uuid:uuid>/discard/", views.discard, name="discard"),
    path("test-days/<uuid:uuid>/close/<slug:code>/", views.close, name="close"),
]
