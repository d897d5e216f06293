"""Progress: the facts, and the summary computed from them."""

from django.db import models


class ProgressFact(models.Model):
    """One small thing a trainee did in a lesson. Append-only.

    ``uuid`` is made by the device, so the same fact received twice is one row. ``device_at`` is when it happened by the
    device's clock, ``received_at`` when the server stored it. ``step`` is the block or step id in the lesson's document.
    """

    class Kind(models.TextChoices):
        OPENED = "opened", "lesson opened"
        STEP_DONE = "step_done", "step ticked"
        STEP_UNDONE = "step_undone", "tick taken back"
        QUESTION_ANSWERED = "question_answered", "quick question answered"
        PLAYED = "played", "video played up to"
        READ = "read", "lesson finished"
        ATTENDED = "attended", "live class attended"
        NOTED = "noted", "note written"
        BOOKMARKED = "bookmarked", "place marked"
        UNBOOKMARKED = "unbookmarked", "mark taken away"
        ASKED = "asked", "instructor asked"
        ACTIVITY_DONE = "activity_done", "activity played to its end"

    uuid = models.UUIDField(unique=True)
    enrolment = models.ForeignKey("enrolment.Enrolment", on_delete=models.PROTECT, related_name="facts")
    lesson_code = models.CharField(max_length=20)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    step = models.CharField(max_length=60, blank=True)
    value = models.JSONField(default=dict)
    device_at = models.DateTimeField()
    received_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["enrolment", "lesson_code", "device_at"])]

    def __str__(self) -> str:
        return f"{self.lesson_code} {self.kind} {self.step}"


class LessonProgress(models.Model):
    """Where one trainee stands in one lesson: computed from the facts, rebuilt by ``actions.rebuild_progress``.

    ``state`` holds what the lesson page needs to open where the trainee left off:
    ``{"done": [step ids], "answers": {block id: choice index or answer}, "seconds": {asset uuid: place}, "last": step id}``,
    and where there are any ``"notes": {place: text}, "bookmarks": [places], "scores": {block id: best points}`` and
    ``"attempts": {block id: number of the next}``.
    """

    enrolment = models.ForeignKey("enrolment.Enrolment", on_delete=models.CASCADE, related_name="lessons")
    lesson_code = models.CharField(max_length=20)
    state = models.JSONField(default=dict)
    percent = models.PositiveSmallIntegerField(default=0)
    started_at = models.DateTimeField()
    touched_at = models.DateTimeField()
    completed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["enrolment", "lesson_code"], name="one_summary_per_lesson")]

    def __str__(self) -> str:
        return f"{self.lesson_code} {self.percent} %"
