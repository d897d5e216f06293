"""The verbs of the media library, and its only writers."""
