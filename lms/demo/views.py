"""Developer pages."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from lms.people.queries import latest_text_messages


def text_messages(request: HttpRequest) -> HttpResponse:
    """The newest SMS: in the demo nothing is sent, so the codes are read here."""
    return render(request, "demo/text_messages.html", {"messages_sent": latest_text_messages()})
