"""The media library enters the studio."""

from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSet
from wagtail.permissions import register_permission_policy

from media.models import Asset
from media.viewsets import LibraryPolicy, asset_chooser_viewset, library_viewset

register_permission_policy(Asset, LibraryPolicy(Asset))


@hooks.register("register_admin_viewset")  # type: ignore[misc]
def media_viewsets() -> list[ViewSet]:
    """The library and its chooser."""
    return [library_viewset, asset_chooser_viewset]
