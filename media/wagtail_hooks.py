"""The media library enters the studio."""

from django.urls import URLPattern, path
from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSet
from wagtail.permissions import register_permission_policy

from media import views
from media.models import Asset
from media.viewsets import LibraryPolicy, asset_chooser_viewset, library_viewset

register_permission_policy(Asset, LibraryPolicy(Asset))


@hooks.register("register_admin_viewset")  # type: ignore[misc]
def media_viewsets() -> list[ViewSet]:
    """The library and its chooser."""
    return [library_viewset, asset_chooser_viewset]


@hooks.register("register_admin_urls")  # type: ignore[misc]
def buttons() -> list[URLPattern]:
    """What the buttons of an asset's page do."""
    return [
        path("media/<uuid:uuid>/stop/", views.stop, name="media_stop"),
        path("media/<uuid:uuid>/again/", views.again, name="media_again"),
        path("media/<uuid:uuid>/captions/", views.captions, name="media_captions"),
    ]
