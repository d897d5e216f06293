"""Who looked at whose file: doors and lists say whom a page is about, and each answered page leaves one note a person and day.

Doors decide and do not write; so they put what they opened into the notebook of the request, and the middleware writes it down
once the page has been answered. Outside a request (the worker, commands) there is no notebook, and nothing is noted.
"""

from contextvars import ContextVar

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.deprecation import MiddlewareMixin

from lms.audit.actions import keep_looks

Notebook = set[tuple[int, str]]
_notebook: ContextVar[Notebook | None] = ContextVar("looks", default=None)


def note(page: str, *person_ids: int | None) -> None:
    """This page (``case``, ``certificate`` …) shows something about these persons."""
    notebook = _notebook.get()
    if notebook is not None:
        notebook.update((pk, page) for pk in person_ids if pk is not None)


class NoteLooks(MiddlewareMixin):
    """Keeps what was looked at, when a page was read: an answer to a form is in the audit as the act that it is."""

    def process_request(self, request: HttpRequest) -> None:
        request.looks = set()  # type: ignore[attr-defined]
        _notebook.set(request.looks)  # type: ignore[attr-defined]

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        looked: Notebook = getattr(request, "looks", set())
        if looked and request.method == "GET" and response.status_code == 200 and request.user.is_authenticated:
            keep_looks(by=request.user, looked=looked)
        return response
