"""What a supervisor asks: alive, ready, and the figures."""

from django.core.cache import cache
from django.core.files.storage import default_storage
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest


def alive(request: HttpRequest) -> HttpResponse:
    """200 while the process answers at all."""
    return JsonResponse({"status": "alive"})


def ready(request: HttpRequest) -> HttpResponse:
    """200 when the database, the cache and the file storage answer; otherwise 503 with the name of what does not."""
    checks = {"database": _database, "cache": _cache, "uploads": _uploads}
    faults = {}
    for name, check in checks.items():
        try:
            check()
        except Exception as fault:  # noqa: BLE001 - whatever is wrong with a dependency, the answer is "not ready"
            faults[name] = type(fault).__name__
    return JsonResponse({"status": "not ready" if faults else "ready", "faults": faults}, status=503 if faults else 200)


def metrics(request: HttpRequest) -> HttpResponse:
    """Prometheus metrics of this process."""
    return HttpResponse(generate_latest(), content_type=CONTENT_TYPE_LATEST)


def _database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _cache() -> None:
    cache.get("ready")


def _uploads() -> None:
    default_storage.exists("ready")
