"""The demo ministry: data for a machine of one's own, never for production."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "lms.demo"
    label = "demo"
