"""Addresses of the media library. All are bare: files and uploads have no language."""

from django.urls import URLPattern, URLResolver, path

from media import api, views

app_name = "media"
urlpatterns: list[URLPattern | URLResolver] = []
bare_urlpatterns: list[URLPattern | URLResolver] = [
    path("media/<str:token>/<uuid:uuid>/<str:name>", views.media_file, name="media_file"),
    path("api/v1/uploads/", api.uploads_root, name="uploads"),
    path("api/v1/uploads/<uuid:uuid>", api.upload, name="upload"),
    path("api/v1/assets/<uuid:uuid>", api.asset_state, name="asset_state"),
]
