"""The authors' drafts: trade > course > unit > lesson, as Wagtail pages.

Drafts are edited, reviewed and previewed in the studio. No address serves them: trainees read releases.
"""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page

from courses.blocks import LessonBody, PairList, PointList, TermList
from courses.documents import lesson_document
from courses.fields import BlockField

# Addresses come from codes, so the title does not fill in a slug.
TITLE = [FieldPanel("title", heading=_("Title"), help_text=_("In Arabic, as trainees read it."))]


class CodedPage(Page):
    """Base of pages that people know by a code; the code, in lower case, is their address."""

    class Meta:
        abstract = True

    code: Any
    slug: Any  # Wagtail's own field; its types are unknown to mypy

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        """A new page takes its address from its code."""
        self.slug = self.slug or slugify(str(self.code))
        super().full_clean(*args, **kwargs)

    def clean(self) -> None:
        """Says beside the code that it is taken: authors never see the address that is made from it."""
        try:
            super().clean()
        except ValidationError as fault:
            if "slug" not in getattr(fault, "error_dict", {}):
                raise
            raise ValidationError({"code": _("This code is taken. Choose another.")}) from fault

    @property
    def title_ar(self) -> str:
        """The Arabic title; the pair of ``title_en``."""
        return str(self.title)


class TradePage(Page):
    """The shelf of one trade's courses."""

    trade = models.OneToOneField("courses.Trade", on_delete=models.PROTECT, related_name="page")

    content_panels = [*TITLE, FieldPanel("trade")]
    promote_panels: ClassVar[list[Any]] = []
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["courses.CoursePage"]
    preview_modes: ClassVar[list[Any]] = []

    class Meta:
        verbose_name = _("trade")


class CoursePage(CodedPage):
    """A course: what it takes and what it gives, and its units."""

    code = models.CharField(_("code"), max_length=20, unique=True, help_text=_("As people say it aloud: TLR-101."))
    title_en = models.CharField(_("title in English"), max_length=200, blank=True)
    summary_ar = models.TextField(_("summary"))
    summary_en = models.TextField(_("summary in English"), blank=True)
    audience_ar = models.TextField(_("who it is for"), blank=True)
    audience_en = models.TextField(_("who it is for, in English"), blank=True)
    prerequisites_ar = models.TextField(_("what to know before"), blank=True)
    prerequisites_en = models.TextField(_("what to know before, in English"), blank=True)
    hours_self_paced = models.PositiveSmallIntegerField(_("hours by yourself"), default=0)
    hours_live = models.PositiveSmallIntegerField(_("hours of live classes"), default=0)
    hours_workshop = models.PositiveSmallIntegerField(_("hours in the workshop"), default=0)
    prepares_for = models.JSONField(_("levels it prepares for"), default=list, blank=True)
    outcomes = BlockField(PairList(), blank=True, verbose_name=_("what you will be able to do"))
    # Live classes planned with the course: [{id, unit, minutes, title, activity, poll_questions}]
    live_classes = models.JSONField(default=list, blank=True)

    content_panels = [
        *TITLE,
        FieldPanel("title_en"),
        FieldPanel("code"),
        MultiFieldPanel([FieldPanel("summary_ar"), FieldPanel("summary_en")], heading=_("Summary")),
        MultiFieldPanel([FieldPanel("audience_ar"), FieldPanel("audience_en")], heading=_("Who it is for")),
        MultiFieldPanel([FieldPanel("prerequisites_ar"), FieldPanel("prerequisites_en")], heading=_("What to know before")),
        MultiFieldPanel(
            [FieldPanel("hours_self_paced"), FieldPanel("hours_live"), FieldPanel("hours_workshop")], heading=_("Hours")
        ),
        FieldPanel("outcomes"),
    ]
    promote_panels: ClassVar[list[Any]] = []
    parent_page_types = ["courses.TradePage"]
    subpage_types = ["courses.UnitPage"]
    preview_modes: ClassVar[list[Any]] = []

    class Meta:
        verbose_name = _("course")


class UnitPage(CodedPage):
    """A part of a course: about three lessons that belong together."""

    code = models.CharField(_("code"), max_length=20, unique=True)
    title_en = models.CharField(_("title in English"), max_length=200, blank=True)
    summary_ar = models.TextField(_("summary"), blank=True)
    summary_en = models.TextField(_("summary in English"), blank=True)
    competency_units = models.JSONField(default=list, blank=True)

    content_panels = [
        *TITLE,
        FieldPanel("title_en"),
        FieldPanel("code"),
        MultiFieldPanel([FieldPanel("summary_ar"), FieldPanel("summary_en")], heading=_("Summary")),
    ]
    promote_panels: ClassVar[list[Any]] = []
    parent_page_types = ["courses.CoursePage"]
    subpage_types = ["courses.LessonPage"]
    preview_modes: ClassVar[list[Any]] = []

    class Meta:
        verbose_name = _("unit")


class LessonPage(CodedPage):
    """A lesson as its author writes it."""

    class Mode(models.TextChoices):
        SELF_PACED = "self_paced", _("by yourself")
        LIVE_CLASS = "live_class", _("in a live class")
        WORKSHOP = "workshop", _("in the workshop")

    code = models.CharField(_("code"), max_length=20, unique=True)
    title_en = models.CharField(_("title in English"), max_length=200, blank=True)
    summary_ar = models.TextField(_("summary"), blank=True)
    summary_en = models.TextField(_("summary in English"), blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=30)
    mode = models.CharField(_("how it is learned"), max_length=20, choices=Mode.choices, default=Mode.SELF_PACED)
    outcomes = BlockField(PairList(), blank=True, verbose_name=_("what you will be able to do"))
    body = BlockField(LessonBody(), blank=True, verbose_name=_("lesson"))
    key_points = BlockField(PointList(), blank=True, verbose_name=_("points to remember"))
    key_terms = BlockField(TermList(), blank=True, verbose_name=_("words of the trade"))

    content_panels = [
        *TITLE,
        FieldPanel("title_en"),
        MultiFieldPanel([FieldPanel("code"), FieldPanel("minutes"), FieldPanel("mode")], heading=_("Lesson card")),
        MultiFieldPanel([FieldPanel("summary_ar"), FieldPanel("summary_en")], heading=_("Summary")),
        FieldPanel("outcomes"),
        FieldPanel("body"),
        FieldPanel("key_points"),
        FieldPanel("key_terms"),
    ]
    promote_panels: ClassVar[list[Any]] = []
    parent_page_types = ["courses.UnitPage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("lesson")

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """The draft as a trainee will see it: compiled and rendered by the same code as a released lesson."""
        return TemplateResponse(request, "courses/lesson_preview.html", {"lesson": lesson_document(self)})
