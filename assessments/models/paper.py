"""Blueprints, and the papers drawn from them."""

import uuid6
from django.db import models


class Blueprint(models.Model):
    """What a theory paper of one level holds. A new rule is a new version with its own first day.

    ``rules``: ``{"units": {unit: least}, "levels": {level: least}, "safety": least, "cells": [{criterion, level, difficulty,
    least}], "enemies": [[codes]], "safety_all_right": bool}``; the numbers are least numbers of questions. Enemies never stand in
    one paper. Where every safety question must be right, one that is not counts as a critical fail.
    """

    trade = models.ForeignKey("courses.Trade", on_delete=models.PROTECT, related_name="blueprints")
    level = models.CharField(max_length=10)
    version = models.PositiveSmallIntegerField(default=1)
    effective_from = models.DateField()
    questions = models.PositiveSmallIntegerField()
    minutes = models.PositiveSmallIntegerField()
    from_levels = models.JSONField()
    rules = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["trade", "level", "version"], name="one_blueprint_per_version")]

    def __str__(self) -> str:
        return f"{self.trade.code} {self.level} v{self.version}"


class Paper(models.Model):
    """A drawn paper. The draw is stored whole and never computed again: an appeal sees what the candidate saw."""

    uuid = models.UUIDField(default=uuid6.uuid7, unique=True, editable=False)
    blueprint = models.ForeignKey(Blueprint, on_delete=models.PROTECT, related_name="papers")
    seed = models.CharField(max_length=64)
    drawn_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"Paper {self.uuid}"


class PaperItem(models.Model):
    """One question of a paper: its place, its version, and the order in which its parts are shown.

    ``order`` maps a list of the content (``options``) to the ids in shown order.
    """

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="items")
    position = models.PositiveSmallIntegerField()
    version = models.ForeignKey("assessments.QuestionVersion", on_delete=models.PROTECT, related_name="paper_items")
    order = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["paper", "position"], name="one_question_per_place"),
            models.UniqueConstraint(fields=["paper", "version"], name="a_question_once_in_a_paper"),
        ]

    def __str__(self) -> str:
        return f"{self.position}: {self.version_id}"
