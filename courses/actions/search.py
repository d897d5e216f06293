"""Keep the words of released lessons findable."""

from django.db import transaction

from courses.models import Document, LessonWords
from courses.rules import asset_uuids
from courses.rules.search import indexed
from courses.rules.words import about, written
from media.queries import printed, spoken


@transaction.atomic
def index_lesson(*, document: Document) -> None:
    """Write down the words of a released lesson, or write them anew: its text, the captions of its films, and its sheets."""
    uuids = asset_uuids(document.body)
    said = [line.text for line in spoken(uuids)] + [page.text for page in printed(uuids)]
    rest = [passage.text for passage in written(document.body)]
    words = {"title": indexed(" ".join(about(document.body))), "body": indexed(" ".join([*rest, *said]))}
    LessonWords.objects.update_or_create(document=document, defaults=words)


def index_lessons_with(*, asset_uuid: str) -> None:
    """Write anew the words of every released lesson that names an asset; its captions have changed."""
    for document in Document.objects.filter(words__isnull=False).iterator():
        if asset_uuid in asset_uuids(document.body):
            index_lesson(document=document)
