"""Official records in chains: what was recorded cannot be changed, removed or slipped in without being found."""

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    name = "lms.records"
    label = "records"
