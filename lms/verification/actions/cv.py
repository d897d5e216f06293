"""The curriculum vitae on paper: asked for on a page, drawn by the worker, swept after a day."""

from datetime import datetime

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from lms.credentials.drawing import pages_of, qr_svg
from lms.outbox.actions import publish
from lms.people.models import Person
from lms.refusals import Refusal
from lms.verification import queries, rules
from lms.verification.events import CVAsked
from lms.verification.models import CVPaper


@transaction.atomic
def ask_for_cv(*, person: Person, language: str, now: datetime | None = None) -> CVPaper:
    """Ask for the paper as it would be now; the same content again is the same paper and no new work.

    Refuses ``language_unknown``.
    """
    if language not in dict(settings.LANGUAGES):
        raise Refusal("language_unknown", _("Choose Arabic or English."), status=422)
    cv = queries.cv_of(person)
    meant = {"person": person, "language": language, "digest": queries.cv_digest(cv)}
    if standing := CVPaper.objects.filter(**meant).first():
        return standing
    made = {"html": _page(cv, language), "asked_at": now or timezone.now()}
    paper, is_new = CVPaper.objects.get_or_create(**meant, defaults=made)
    if is_new:
        publish(CVAsked(paper_id=paper.pk))
    return paper


def _page(cv: queries.CV, language: str) -> str:
    codes = [{**row, "qr": qr_svg(row["address"])} for row in cv.certificates]
    with translation.override(language):
        return render_to_string("verification/cv_paper.html", {"cv": cv, "certificates": codes, "LANGUAGE_CODE": language})


def draw_cv(*, paper_id: int, now: datetime | None = None) -> None:
    """Draw a paper that was asked for, once. A file that a run left behind when it was stopped is replaced."""
    paper = CVPaper.objects.filter(pk=paper_id, ready_at=None).first()
    if paper is None:
        return
    drawn = pages_of([paper.html])
    with transaction.atomic():
        if not CVPaper.objects.select_for_update().filter(pk=paper_id, ready_at=None).exists():
            return
        default_storage.delete(paper.place)
        kept = default_storage.save(paper.place, ContentFile(drawn))
        CVPaper.objects.filter(pk=paper_id).update(file=kept, html="", ready_at=now or timezone.now())


def forget_cvs(*, now: datetime | None = None) -> int:
    """Remove papers whose day is over, with their files; how many."""
    old = CVPaper.objects.filter(asked_at__lt=(now or timezone.now()) - rules.CV_LIVES)
    with transaction.atomic():
        papers = list(old.select_for_update())
        for paper in papers:
            default_storage.delete(paper.place)
            paper.delete()
    return len(papers)
