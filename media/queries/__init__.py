"""What other apps and screens read about assets."""

from media.queries.library import (
    Shelf,
    asset_summary,
    caption_settings,
    library,
    shelf_of,
    upload_settings,
    with_faces,
    with_files,
)
from media.queries.player import face, master_playlist_of, playable, signed_address
from media.queries.printed import PrintedPage, printed
from media.queries.shapes import Lane, Page, Playable, Still, Track
from media.queries.spoken import SpokenLine, said_in, spoken

__all__ = [
    "Lane",
    "Page",
    "Playable",
    "PrintedPage",
    "Shelf",
    "SpokenLine",
    "Still",
    "Track",
    "asset_summary",
    "caption_settings",
    "face",
    "library",
    "master_playlist_of",
    "playable",
    "printed",
    "said_in",
    "shelf_of",
    "signed_address",
    "spoken",
    "upload_settings",
    "with_faces",
    "with_files",
]
