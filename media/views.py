"""Addresses of files. The signature in the path is the door."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from media import access, delivery, queries
from media.models import Asset
from media.rules.captions import for_reading


@require_safe
def media_file(request: HttpRequest, *, token: str, uuid: UUID, name: str) -> HttpResponseBase:
    """One file of an asset: a rendition, a playlist over it, captions, or the document itself."""
    asset = access.asset_by_token(token=token, uuid=uuid, now=timezone.now())
    stem, _dot, suffix = name.rpartition(".")
    if suffix == "m3u8":
        return delivery.send_text(_playlist(asset, stem), name)
    if suffix == "vtt":
        return delivery.send_text(for_reading(_caption(asset, stem)), name)
    if name == "original.pdf" and asset.kind == Asset.Kind.DOCUMENT:
        download_as = f"{asset.uuid}.pdf"
        return delivery.send_file(request, str(asset.file), name=name, size=asset.bytes, download_as=download_as)
    rendition = asset.renditions.filter(name=name).first()
    if rendition is None:
        raise Http404
    return delivery.send_file(request, str(rendition.file), name=name, size=rendition.bytes)


def _playlist(asset: Asset, stem: str) -> str:
    if stem == "master":
        return queries.master_playlist_of(asset)
    rendition = asset.renditions.filter(name=f"{stem}.mp4").exclude(playlist="").first()
    if rendition is None:
        raise Http404
    return rendition.playlist


def _caption(asset: Asset, language: str) -> str:
    caption = asset.captions.filter(language=language).first()
    if caption is None:
        raise Http404
    return caption.text
