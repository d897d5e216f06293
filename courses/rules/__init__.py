"""Pure decisions about releases, their steps and their words."""

from courses.rules.drawings import drawing_of
from courses.rules.release import asset_uuids, bytes_to_learn, canonical, digest_of, lane_files, lanes_of, steps_of

__all__ = ["asset_uuids", "bytes_to_learn", "canonical", "digest_of", "drawing_of", "lane_files", "lanes_of", "steps_of"]
