"""Assets and what is made of them."""

from media.models.asset import Asset
from media.models.caption import Caption
from media.models.rendition import Rendition
from media.models.upload import Upload

__all__ = ["Asset", "Caption", "Rendition", "Upload"]
