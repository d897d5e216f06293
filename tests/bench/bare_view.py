"""The limit of what Django does here: a view that inserts one row and nothing else, behind no middleware."""

import os

import dj_database_url
import django
from django.conf import settings
from django.core.asgi import get_asgi_application
from django.http import HttpRequest, JsonResponse
from django.urls import path

if not settings.configured:
    database = dj_database_url.parse(os.environ["DATABASE_URL"])
    if database["ENGINE"].endswith("sqlite3"):
        database["OPTIONS"] = {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        }
    else:
        database["OPTIONS"] = {"pool": {"min_size": 2, "max_size": 30, "timeout": 20}}
    settings.configure(
        SECRET_KEY="bench",
        ALLOWED_HOSTS=["127.0.0.1"],
        ROOT_URLCONF=__name__,
        DATABASES={"default": database},
        USE_TZ=True,
    )
    django.setup()

from django.db import connection

from lms.web.gate import Gate


def insert(request: HttpRequest) -> JsonResponse:
    """One row."""
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO bare_rows (body) VALUES (%s)", [request.body.decode()])
    return JsonResponse({"ok": True}, headers={"Content-Length": "12"})


urlpatterns = [path("", insert)]
application = Gate(get_asgi_application(), at_once=6 if connection.vendor == "sqlite" else 20)
