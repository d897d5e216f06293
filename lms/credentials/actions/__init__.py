"""The verbs of credentials."""

from lms.credentials.actions.keys import make_missing_keys, mark_compromised, rotate_key

__all__ = ["make_missing_keys", "mark_compromised", "rotate_key"]
