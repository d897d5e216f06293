"""Question bank, papers, attempts, practical tasks, judgement."""

from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    name = "assessments"
    label = "assessments"
