"""The verbs of credentials."""

from lms.credentials.actions.heads import sign_heads
from lms.credentials.actions.issue import finish, issue
from lms.credentials.actions.keys import make_missing_keys, mark_compromised, rotate_key
from lms.credentials.actions.licence import grant_licence
from lms.credentials.actions.status import publish_list, publish_lists_of, publish_old_lists
from lms.credentials.actions.withdraw import withdraw_licence

__all__ = [
    "finish", "grant_licence", "issue", "make_missing_keys", "mark_compromised", "publish_list", "publish_lists_of",
    "publish_old_lists", "rotate_key", "sign_heads", "withdraw_licence",
]  # fmt: skip
