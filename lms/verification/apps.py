"""Checking: pages, offline page, interface for machines, bulk check."""

from django.apps import AppConfig


class VerificationConfig(AppConfig):
    name = "lms.verification"
    label = "verification"
