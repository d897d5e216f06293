"""Addresses of people."""

from django.urls import URLPattern, path

from lms.people import views

app_name = "people"
urlpatterns = [
    path("me/", views.profile, name="profile"),
    path("me/photo/", views.photo, name="photo"),
    path("me/photo/remove/", views.remove_photo, name="remove_photo"),
    path("me/data/", views.my_data, name="my_data"),
    path("me/data/consent/", views.consent, name="consent"),
    path("me/data/export/", views.ask_export, name="ask_export"),
    path("me/data/export/<uuid:uuid>/", views.download, name="download"),
    path("me/data/correction/", views.ask_correction, name="ask_correction"),
    path("people/corrections/", views.inbox, name="corrections"),
    path("people/corrections/<uuid:uuid>/", views.answer, name="answer"),
]
bare_urlpatterns: list[URLPattern] = []
