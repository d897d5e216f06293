"""Addresses of files, whose door is the signature in the path; and what the library's buttons do."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from lms.refusals import Refusal
from media import access, delivery, queries
from media.actions.captions import write_captions
from media.actions.processing import convert_again, stop_conversion
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


@require_POST
def stop(request: HttpRequest, *, uuid: UUID) -> HttpResponse:
    """Stop a conversion."""
    asset = access.asset_for(request.user, uuid=uuid)
    if stop_conversion(asset=asset, by=access.uploader(request.user)):
        messages.success(request, _("The conversion is stopped."))
    return redirect("media:edit", asset.pk)


@require_POST
def again(request: HttpRequest, *, uuid: UUID) -> HttpResponse:
    """Convert a file once more."""
    asset = access.asset_for(request.user, uuid=uuid)
    convert_again(asset=asset, by=access.uploader(request.user))
    messages.success(request, _("The file waits to be converted again."))
    return redirect("media:edit", asset.pk)


def captions(request: HttpRequest, *, uuid: UUID) -> HttpResponse:
    """Write captions on the drawn sound. Without script the whole text is one field."""
    asset, person = access.asset_for(request.user, uuid=uuid), access.uploader(request.user)
    codes = [code for code, _name in settings.LANGUAGES]
    asked = request.GET.get("language", "")
    language = asked if asked in codes else codes[0]
    caption = asset.captions.filter(language=language).first()
    text, refusal = caption.text if caption else "", ""
    if request.method == "POST":
        text = request.POST.get("text", "")
        try:
            write_captions(asset=asset, language=language, text=text, by=person)
        except Refusal as refused:
            refusal = str(refused.message)
        else:
            messages.success(request, _("The captions are saved."))
            return redirect(f"{request.path}?language={language}")
    shown = queries.playable(queries.with_files().get(pk=asset.pk))
    page = {"asset": asset, "playable": shown, "language": language, "languages": settings.LANGUAGES, "text": text}
    page |= {"refusal": refusal, "settings": queries.caption_settings(shown, language)}
    return render(request, "media/studio/captions.html", page, status=422 if refusal else 200)
