"""The foreseen "no": one class for every refusal a person may meet.

A refusal is not a fault. It carries a stable ``code`` for machines and tests, and one sentence for the person, in their
language, that says what happened, what is safe, and what to do. Pages, the HTTP API and sockets all render it
(``lms.web.middleware.RefusalMiddleware``, ``classrooms.consumers``).
"""

from typing import Any

from django.utils.functional import Promise


class Refusal(Exception):
    """Raised by rules, doors and actions when the answer is a foreseen "no".

    ``status`` is the HTTP status the refusal is answered with; ``detail`` holds JSON-able facts for the client, such as
    ``{"retry_after": 30}`` in seconds.
    """

    def __init__(self, code: str, message: str | Promise, *, status: int = 409, **detail: Any) -> None:
        super().__init__(code)
        self.code = code
        self.message = message
        self.status = status
        self.detail = detail

    def as_json(self) -> dict[str, Any]:
        """The refusal as the API and the sockets send it."""
        return {"code": self.code, "message": str(self.message), **self.detail}
