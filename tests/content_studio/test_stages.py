"""Where a lesson stands, worked out by hand."""

from datetime import UTC, datetime

import pytest

from content_studio.rules import stage

EARLY, LATE = datetime(2026, 11, 1, tzinfo=UTC), datetime(2026, 11, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    ("live", "changed", "workflow", "approved", "released", "expected"),
    [
        (False, True, "", None, None, "draft"),
        (True, True, "", EARLY, LATE, "draft"),  # edited after its approval
        (True, True, "in_progress", EARLY, LATE, "in_review"),
        (True, True, "needs_changes", EARLY, LATE, "changes_asked"),
        (True, False, "", LATE, EARLY, "approved"),  # approved after the newest release
        (True, False, "", LATE, None, "approved"),
        (True, False, "", EARLY, LATE, "released"),
        (True, False, "", EARLY, EARLY, "released"),
    ],
)
def test_where_a_lesson_stands(
    live: bool, changed: bool, workflow: str, approved: datetime | None, released: datetime | None, expected: str
) -> None:
    found = stage(live=live, has_unpublished_changes=changed, workflow=workflow, approved_at=approved, released_at=released)
    assert found == expected
