"""The socket addresses of the live class."""

from django.urls import path

from classrooms.consumers import ClassroomConsumer

websocket_urlpatterns = [path("ws/classes/<uuid:class_uuid>/", ClassroomConsumer.as_asgi())]
