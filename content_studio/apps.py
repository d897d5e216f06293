"""The authors' desk."""

from django.apps import AppConfig


class ContentStudioConfig(AppConfig):
    name = "content_studio"
    label = "content_studio"
