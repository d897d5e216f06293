"""The curriculum vitae: drawn once for each content by the worker, for its person alone; and as data."""

import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection
from django.test import Client
from django.utils import timezone
from pypdf import PdfReader

from lms.certification.actions import revoke
from lms.certification.models import Certificate
from lms.outbox.actions import deliver_all, publish
from lms.outbox.events import DayBegan
from lms.outbox.models import Delivery
from lms.people.models import Person
from lms.verification.actions import ask_for_cv, draw_cv, forget_cvs
from lms.verification.models import CVPaper

SignIn = Callable[[str], Client]
PAGE = "/en/record/cv/"


@pytest.fixture
def certificate(db: None) -> Certificate:
    return Certificate.objects.select_related("person").get(person__username="trainee24")


def deliveries() -> int:
    return Delivery.objects.filter(kind__endswith="CVAsked").count()


def test_asked_twice_is_drawn_once_and_for_its_person_alone(signed_in: SignIn, certificate: Certificate) -> None:
    holder = signed_in("trainee24")
    for path, name in ((PAGE, certificate.person.name_en), (PAGE.replace("/en/", "/ar/"), certificate.person.name)):
        assert f"<h2>{name}</h2>" in holder.get(path).content.decode()
    assert holder.post(f"{PAGE}paper/", {"language": "fr"}).status_code == 422
    for language in ("ar", "en", "ar"):
        assert holder.post(f"{PAGE}paper/", {"language": language}).url == PAGE
    papers = {one.language: one for one in CVPaper.objects.filter(person=certificate.person)}
    assert (deliveries(), len(papers)) == (2, 2)
    page = holder.get(PAGE).content.decode()
    assert "progress.js" in page and 'http-equiv="refresh"' in page and "data-finished" not in page
    address = f"{PAGE}{papers['ar'].uuid}/cv.pdf"
    assert holder.get(address).url == PAGE
    deliver_all()
    part = holder.get(f"{PAGE}?part=progress").content.decode()
    assert (
        "data-finished" in part
        and address in part
        and "<html" not in part
        and "progress.js" not in holder.get(PAGE).content.decode()
    )
    assert holder.post(f"{PAGE}paper/", {"language": "ar"}).url == PAGE and deliveries() == 2
    for language, paper in papers.items():
        answer: Any = holder.get(f"{PAGE}{paper.uuid}/cv.pdf")
        assert answer.headers["Content-Disposition"] == f'attachment; filename="cv-{language}.pdf"'
        assert "no-store" in answer.headers["Cache-Control"]
        is_one_page_in_our_letters(b"".join(answer.streaming_content), certificate.serial)
    others = ("trainee25", "tarek", "admin")
    assert [signed_in(name).get(address).status_code for name in others] == [404] * len(others)


def is_one_page_in_our_letters(content: bytes, serial: str) -> None:
    paper = PdfReader(io.BytesIO(content))
    assert len(paper.pages) == 1 and serial in paper.pages[0].extract_text()
    fonts = {str(font.get_object()["/BaseFont"]) for font in paper.pages[0]["/Resources"]["/Font"].values()}
    assert fonts and all("Cairo" in font for font in fonts), fonts


def test_other_content_is_another_paper(signed_in: SignIn, certificate: Certificate) -> None:
    first = ask_for_cv(person=certificate.person, language="en")
    draw_cv(paper_id=first.pk)
    holder = signed_in("trainee24")
    assert "Download PDF in English" in holder.get(PAGE).content.decode()
    revoke(certificate=certificate, reason="fraud", words="-", by=Person.objects.get(username="tarek"))
    page = holder.get(PAGE).content.decode()
    assert "Prepare PDF in English" in page and str(first.uuid) not in page
    second = ask_for_cv(person=certificate.person, language="en")
    assert second.pk != first.pk and certificate.serial in first.html and certificate.serial not in second.html


def test_a_worker_that_dies_in_the_middle_leaves_one_file(certificate: Certificate) -> None:
    """It dies after the file was written, before that is noted; another worker takes the delivery over."""
    paper = ask_for_cv(person=certificate.person, language="en")

    def dies(execute: Any, sql: str, *rest: Any) -> Any:
        if sql.startswith("UPDATE") and "cvpaper" in sql:
            raise DatabaseError
        return execute(sql, *rest)

    with connection.execute_wrapper(dies), pytest.raises(DatabaseError):
        draw_cv(paper_id=paper.pk)
    paper.refresh_from_db()
    assert paper.ready_at is None and default_storage.exists(paper.place)
    deliver_all()
    drawn = CVPaper.objects.get(pk=paper.pk)
    assert (drawn.file.name, drawn.html) == (paper.place, "") and drawn.ready_at
    assert [name for name in default_storage.listdir("cv")[1] if str(paper.uuid) in name] == [f"{paper.uuid}.pdf"]
    draw_cv(paper_id=paper.pk)
    assert CVPaper.objects.get(pk=paper.pk).ready_at == drawn.ready_at


def test_papers_go_after_a_day(certificate: Certificate) -> None:
    now = timezone.now()
    old = ask_for_cv(person=certificate.person, language="en", now=now - timedelta(days=1, seconds=1))
    young = ask_for_cv(person=certificate.person, language="ar", now=now - timedelta(hours=23))
    draw_cv(paper_id=old.pk)
    publish(DayBegan(day="2026-11-22"))
    deliver_all()
    assert [one.pk for one in CVPaper.objects.all()] == [young.pk]
    assert not default_storage.exists(old.place) and default_storage.exists(young.place)
    draw_cv(paper_id=old.pk)
    assert forget_cvs(now=now) == 0 and not default_storage.exists(old.place)


def test_the_cv_as_json_resume(signed_in: SignIn, certificate: Certificate) -> None:
    resume = signed_in("trainee24").get("/en/record/cv/cv.json").json()
    assert resume["certificates"][0] == {
        "name": f"{certificate.content['trade']['en']}: {certificate.content['level']['en']}",
        "date": certificate.issued_on.isoformat(),
        "issuer": "Ministry of Labour, Egypt",
        "url": resume["certificates"][0]["url"],
    }
    assert resume["certificates"][0]["url"].endswith(f"/verify/{certificate.serial}/")
    revoke(certificate=certificate, reason="fraud", words="-", by=Person.objects.get(username="tarek"))
    assert signed_in("trainee24").get("/en/record/cv/cv.json").json()["certificates"] == []
