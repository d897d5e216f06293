"""The page frame: base templates, components, design tokens, template tags and error pages."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Registers the check that every registered place leads somewhere."""

    name = "lms.web"
    label = "web"

    def ready(self) -> None:
        from lms.web import checks  # noqa: F401  (registers itself)
