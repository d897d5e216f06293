"""Released content by its digest. It never changes, so a process reads each piece once and keeps those it reads most.

What these functions return is shared by all requests of the process: nobody may change it.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from courses.models import Document, Release
from courses.rules import asset_uuids


@lru_cache(maxsize=128)
def released_document(digest: str) -> dict[str, Any]:
    """A lesson's document. One query for each process."""
    body: dict[str, Any] = Document.objects.values_list("body", flat=True).get(pk=digest)
    return body


@lru_cache(maxsize=128)
def files_named(digest: str) -> list[str]:
    """The files that a lesson's document names, by uuid."""
    return asset_uuids(released_document(digest))


@lru_cache(maxsize=64)
def released_manifest(digest: str) -> dict[str, Any]:
    """The manifest of a release. One query for each process."""
    found = Release.objects.filter(digest=digest).values_list("manifest", flat=True)[:1]
    manifest: dict[str, Any] = found.get()
    return manifest


@dataclass(frozen=True)
class ReleasedLesson:
    """One lesson of a release."""

    code: str
    slug: str
    digest: str

    @property
    def document(self) -> dict[str, Any]:
        return released_document(self.digest)


def released_lesson(release: Release, slug: str) -> ReleasedLesson | None:
    """A lesson of a release by its address; None where the release holds no such lesson."""
    cards = (card for unit in released_manifest(release.digest)["units"] for card in unit["lessons"])
    return next((ReleasedLesson(card["code"], slug, card["digest"]) for card in cards if card["slug"] == slug), None)
