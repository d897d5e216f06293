"""Whose turn it is: the one who has been silent longest speaks first."""

from classrooms.rules.room import Room


def in_turn(room: Room) -> list[str]:
    """Give the people with a raised hand, in the order in which they should be called.

    Whoever has not spoken yet in this class comes first; then whoever spoke longest ago. Between equals, the hand that
    went up first. Times are ISO 8601 strings in UTC, so that their order is the order of time.
    """

    def silence(person: str) -> tuple[str, str, str]:
        spoke_at = room["people"].get(person, {}).get("spoke_at") or ""
        return (spoke_at, room["hands"][person], person)

    return sorted(room["hands"], key=silence)
