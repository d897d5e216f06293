"""Addresses of the media library. All are bare: files and uploads have no language."""

from django.urls import URLPattern, URLResolver, path

from media import views
from media.api import assets, direct, tus

app_name = "media"
urlpatterns: list[URLPattern | URLResolver] = []
bare_urlpatterns: list[URLPattern | URLResolver] = [
    path("media/<str:token>/<uuid:uuid>/<str:name>", views.media_file, name="media_file"),
    path("api/v1/uploads/", tus.uploads_root, name="uploads"),
    path("api/v1/uploads/direct/", direct.direct_root, name="direct_uploads"),
    path("api/v1/uploads/direct/<uuid:uuid>", direct.direct_upload, name="direct_upload"),
    path("api/v1/uploads/<uuid:uuid>", tus.upload, name="upload"),
    path("api/v1/assets/<uuid:uuid>", assets.asset_state, name="asset_state"),
]
