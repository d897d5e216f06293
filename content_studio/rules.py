"""What a lesson waits for on its way from draft to release."""

from datetime import datetime

DRAFT, IN_REVIEW, CHANGES_ASKED, APPROVED, RELEASED = "draft", "in_review", "changes_asked", "approved", "released"
STAGES = (DRAFT, CHANGES_ASKED, IN_REVIEW, APPROVED, RELEASED)


def stage(
    *, live: bool, has_unpublished_changes: bool, workflow: str, approved_at: datetime | None, released_at: datetime | None
) -> str:
    """Where a lesson stands.

    ``workflow`` is the state of the review under way (``in_progress``, ``needs_changes``) or empty; ``approved_at`` when
    it was last approved, ``released_at`` when the newest release that holds it was made.
    """
    if workflow == "in_progress":
        return IN_REVIEW
    if workflow == "needs_changes":
        return CHANGES_ASKED
    if not live or has_unpublished_changes or approved_at is None:
        return DRAFT
    return RELEASED if released_at and released_at >= approved_at else APPROVED
