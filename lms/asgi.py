"""The ASGI application: pages over HTTP, live classes over WebSocket."""

import os

from channels.auth import AuthMiddlewareStack
from channels.routing import ProtocolTypeRouter, URLRouter
from channels.security.websocket import AllowedHostsOriginValidator
from django.conf import settings
from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lms.settings.dev")
pages = get_asgi_application()

from classrooms.routing import websocket_urlpatterns  # noqa: E402 - needs the loaded app registry
from lms.web.gate import Gate  # noqa: E402

application = ProtocolTypeRouter(
    {
        "http": Gate(pages, at_once=settings.REQUESTS_AT_ONCE),
        "websocket": AllowedHostsOriginValidator(AuthMiddlewareStack(URLRouter(websocket_urlpatterns))),
    }
)
