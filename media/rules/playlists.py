"""HLS playlists over one file a rendition, by byte ranges. Addresses are relative, so the signed path before them holds."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from media.rules.boxes import FragmentIndex


@dataclass(frozen=True)
class Variant:
    """One line of the master playlist. `width` and `height` are 0 for sound alone."""

    playlist: str
    codecs: str
    peak_bits: int
    mean_bits: int
    width: int
    height: int
    fps: float


def media_playlist(index: FragmentIndex, file_name: str) -> str:
    """The playlist of one rendition: header, then every fragment as a byte range of `file_name`."""
    longest = max((segment.seconds for segment in index.segments), default=0)
    lines = [
        "#EXTM3U",
        "#EXT-X-VERSION:7",
        f"#EXT-X-TARGETDURATION:{math.ceil(longest)}",
        "#EXT-X-MEDIA-SEQUENCE:0",
        "#EXT-X-PLAYLIST-TYPE:VOD",
        "#EXT-X-INDEPENDENT-SEGMENTS",
        f'#EXT-X-MAP:URI="{file_name}",BYTERANGE="{index.init_bytes}@0"',
    ]
    for segment in index.segments:
        lines += [f"#EXTINF:{segment.seconds:.5f},", f"#EXT-X-BYTERANGE:{segment.bytes}@{segment.offset}", file_name]
    return "\n".join([*lines, "#EXT-X-ENDLIST", ""])


def master_playlist(variants: Sequence[Variant]) -> str:
    """Every rendition with its measured rates, smallest last tried first by players, and the sound alone."""
    lines = ["#EXTM3U", "#EXT-X-VERSION:7", "#EXT-X-INDEPENDENT-SEGMENTS"]
    for variant in sorted(variants, key=lambda v: v.mean_bits):
        fields = [f"BANDWIDTH={variant.peak_bits}", f"AVERAGE-BANDWIDTH={variant.mean_bits}", f'CODECS="{variant.codecs}"']
        if variant.height:
            fields += [f"RESOLUTION={variant.width}x{variant.height}", f"FRAME-RATE={variant.fps:.3f}"]
        lines += ["#EXT-X-STREAM-INF:" + ",".join(fields), variant.playlist]
    return "\n".join([*lines, ""])
