"""Choosing an asset inside a lesson."""

from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import ChooserBlock

from media.models import Asset


class AssetChooserBlock(ChooserBlock):  # type: ignore[misc]
    """Chooses an asset of the library; only of one `kind` (video, audio, image, document) when that is given."""

    def __init__(self, *, kind: str = "", **kwargs: Any) -> None:
        self.kind = kind
        super().__init__(**kwargs)

    @cached_property
    def target_model(self) -> type[Asset]:
        return Asset

    @cached_property
    def widget(self) -> Any:
        from media.viewsets import asset_chooser_widget  # Wagtail's views need the apps to be loaded

        return asset_chooser_widget(self.kind)

    class Meta:
        icon = "media"
        label = _("File from the library")
