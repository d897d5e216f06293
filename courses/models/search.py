"""What people look for: the words of released lessons, and other names for the things of a trade."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelsearch import index
from modelsearch.queryset import SearchableQuerySetMixin

from courses.models.release import Document


class LessonWordsQuerySet(SearchableQuerySetMixin, models.QuerySet["LessonWords"]):  # type: ignore[misc]
    """Rows that the search index of the database knows."""


class LessonWords(index.Indexed, models.Model):  # type: ignore[misc]
    """The stems of a released lesson (``rules.search.indexed``) in the database's own index: what it is about, and the rest.

    ``body`` also holds what is said in its films. Made by ``actions.index_lesson``, and again when captions change.
    """

    document = models.OneToOneField(Document, on_delete=models.CASCADE, related_name="words")
    title = models.TextField()
    body = models.TextField()

    objects = LessonWordsQuerySet.as_manager()
    search_fields = [index.SearchField("title", boost=4), index.SearchField("body"), index.FilterField("document")]

    def __str__(self) -> str:
        return self.document_id[:12]


class Term(models.Model):
    """A word of a trade and the other names people give the thing: سوستة for سحاب, zip. Search takes each for all."""

    ar = models.CharField(_("Arabic"), max_length=80, unique=True)
    en = models.CharField(_("English"), max_length=80)
    also = models.JSONField(_("other names"), default=list, blank=True)

    class Meta:
        ordering = ["ar"]
        verbose_name = _("word of a trade")
        verbose_name_plural = _("words of the trades")

    def __str__(self) -> str:
        return self.ar

    @property
    def names(self) -> list[str]:
        """Everything the thing is called."""
        return [self.ar, self.en, *self.also]

    @property
    def names_in_line(self) -> str:
        """Its other names, for a list."""
        return "، ".join(self.also)
