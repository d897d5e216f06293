"""What happened to assets."""

from dataclasses import dataclass

from lms.outbox.events import Event


@dataclass(frozen=True, kw_only=True)
class AssetUploaded(Event):
    """A whole file has arrived and waits to be converted."""

    asset_id: int


@dataclass(frozen=True, kw_only=True)
class PartsArrived(Event):
    """A whole file lies in the bucket and waits to be looked at."""

    upload_id: int


@dataclass(frozen=True, kw_only=True)
class AssetReady(Event):
    """Every rendition is in place."""

    asset_id: int


@dataclass(frozen=True, kw_only=True)
class AssetRefused(Event):
    """The file cannot be used; `code` is one of `media.rules.refusals`."""

    asset_id: int
    code: str


@dataclass(frozen=True, kw_only=True)
class CaptionsWritten(Event):
    """The words that are said in an asset are known, or have changed."""

    asset_uuid: str
