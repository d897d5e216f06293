"""How fast a page may speak."""

from collections import deque


class Pace:
    """Allows `frames` frames in any stretch of `seconds` seconds."""

    def __init__(self, *, frames: int, seconds: float) -> None:
        self._frames, self._seconds = frames, seconds
        self._times: deque[float] = deque()

    def allows(self, now: float) -> bool:
        """Tell whether one more frame may come at `now` (seconds of any steady clock), and count it if so."""
        while self._times and self._times[0] <= now - self._seconds:
            self._times.popleft()
        if len(self._times) >= self._frames:
            return False
        self._times.append(now)
        return True
