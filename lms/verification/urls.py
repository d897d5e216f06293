"""Addresses of checking. They are public and carry no language: the address is printed on paper."""

from django.urls import URLPattern, path

from lms.verification import views

app_name = "verification"
urlpatterns: list[URLPattern] = []
bare_urlpatterns: list[URLPattern] = [
    path("verify/", views.verify_form, name="verify_form"),
    path("verify/<str:serial>/", views.verify, name="verify"),
]
