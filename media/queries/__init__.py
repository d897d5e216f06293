"""What other apps and screens read about assets."""

from media.queries.player import (
    Lane,
    Playable,
    Track,
    asset_summary,
    library,
    master_playlist_of,
    playable,
    signed_address,
    upload_settings,
    with_files,
)
from media.queries.spoken import SpokenLine, spoken

__all__ = [
    "Lane",
    "Playable",
    "SpokenLine",
    "Track",
    "asset_summary",
    "library",
    "master_playlist_of",
    "playable",
    "signed_address",
    "spoken",
    "upload_settings",
    "with_files",
]
