"""The service worker's parts.

The frame's own worker keeps the offline page, the style sheet and the fonts. An app that keeps more (lessons taken
offline) registers a script of its own in ``AppConfig.ready``; it is loaded into the one worker of the site:

    add_part("frontend/offline-worker.js")

Such a script pushes functions to ``self.warshaRoutes``: each takes a FetchEvent's request and returns a promise of a
Response, or undefined to pass.
"""

_parts: list[str] = []


def add_part(static_path: str) -> None:
    """Adds a script, named by its static path, to the site's worker."""
    if static_path not in _parts:
        _parts.append(static_path)


def parts() -> list[str]:
    """The scripts added so far, in order."""
    return list(_parts)
