"""How large, how long and how dense an asset may be. One place, so that the upload page, the probe and the encoder agree."""

from typing import Final

MIB: Final = 1024 * 1024
GIB: Final = 1024 * MIB

#: Largest file of each kind, in bytes.
BYTES: Final[dict[str, int]] = {"video": 4 * GIB, "audio": 1 * GIB, "image": 15 * MIB, "document": 100 * MIB}

#: Longest video or sound, in seconds.
SECONDS: Final = 4 * 60 * 60

#: Most pixels in one frame of video (4K, the cinema width included) and in one picture.
FRAME_PIXELS: Final = 4096 * 2176
IMAGE_PIXELS: Final = 40_000_000

#: Most streams in one file: a camera writes half a dozen, a file made to harm writes thousands.
TRACKS: Final = 32

#: Most pages of a document that are drawn.
PAGES: Final = 300

#: Bytes a second of the drawn sound.
WAVE_RATE: Final = 20

#: A piece of an upload: the web server holds a whole request body in memory, so pieces stay small.
CHUNK_BYTES: Final = 1 * MIB

#: Days an unfinished upload is kept.
UPLOAD_DAYS: Final = 1

#: A piece of an answer to a Range request, so that one slow phone costs the server no more than this.
RANGE_BYTES: Final = 256 * 1024

#: How often a job that dies under its worker is tried before the asset is refused.
ATTEMPTS: Final = 3
