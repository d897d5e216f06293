"""What stands on the pages of documents."""

from collections.abc import Iterable
from dataclasses import dataclass

from media.models import Rendition


@dataclass(frozen=True)
class PrintedPage:
    """The text of one page of a document, counted from 1; never empty."""

    asset_uuid: str
    number: int
    text: str


def printed(asset_uuids: Iterable[str]) -> list[PrintedPage]:
    """Every page with text of these documents, in its order. One query."""
    pages = Rendition.objects.filter(asset__uuid__in=list(asset_uuids), kind=Rendition.Kind.PAGE, codec="webp")
    found = [
        PrintedPage(str(uuid), detail["number"], detail["text"])
        for uuid, detail in pages.order_by("asset").values_list("asset__uuid", "detail")
        if detail["text"]
    ]
    return sorted(found, key=lambda page: (page.asset_uuid, page.number))
