"""What other apps and screens read about assets."""

from media.queries.library import asset_summary, caption_settings, library, upload_settings, with_faces, with_files
from media.queries.player import face, master_playlist_of, playable, signed_address
from media.queries.printed import PrintedPage, printed
from media.queries.shapes import Lane, Page, Playable, Still, Track
from media.queries.spoken import SpokenLine, spoken

__all__ = [
    "Lane",
    "Page",
    "Playable",
    "PrintedPage",
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
    "signed_address",
    "spoken",
    "upload_settings",
    "with_faces",
    "with_files",
]
