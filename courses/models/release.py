"""Releases: what trainees learn from. Frozen, content-hashed, shared where equal."""

import uuid6
from django.conf import settings
from django.db import models


class Document(models.Model):
    """A piece of released content under the SHA-256 of its canonical JSON. Never changed, never deleted.

    Two releases that share an unchanged lesson share one row.
    """

    digest = models.CharField(max_length=64, primary_key=True)
    body = models.JSONField()

    def __str__(self) -> str:
        return self.digest[:12]


class Release(models.Model):
    """One frozen version of a course.

    ``manifest`` names the course, its units and lessons, each lesson's document and assets by digest, and the planned
    live classes; ``digest`` is the SHA-256 of the manifest, so it stands for the whole content. Enrolments, classes and
    papers point at a release: an edit can never change what a trainee is in the middle of.
    """

    uuid = models.UUIDField(default=uuid6.uuid7, unique=True, editable=False)
    course = models.ForeignKey("courses.CoursePage", on_delete=models.PROTECT, related_name="releases")
    number = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    manifest = models.JSONField()
    note = models.CharField(max_length=300, blank=True)
    released_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    released_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["course", "number"], name="one_release_per_number")]

    def __str__(self) -> str:
        return f"{self.manifest['code']} · {self.number}"


class ReleaseLesson(models.Model):
    """One lesson of a release: its place in the course and its document."""

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="lessons")
    position = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=20)
    slug = models.SlugField(max_length=40)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["release", "position"], name="one_lesson_per_position"),
            models.UniqueConstraint(fields=["release", "code"], name="one_lesson_per_code"),
        ]

    def __str__(self) -> str:
        return self.code
