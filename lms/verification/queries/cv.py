"""What stands in a person's curriculum vitae: certificates that count, and courses."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from lms.certification.queries import certificates_of, status_of
from lms.credentials.drawing import verify_address
from lms.enrolment.queries import learning_of
from lms.people.models import Person
from lms.records.rules import digest_of
from lms.verification.models import CVPaper

SCHEMA = "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json"


@dataclass(frozen=True)
class CV:
    """Plain values, in both languages."""

    person: Person
    certificates: list[dict[str, Any]]
    courses: list[dict[str, Any]]


def cv_of(person: Person) -> CV:
    """Certificates that are valid today, newest first, and every course with how much of it is done."""
    certificates = [
        {
            "serial": found.serial,
            "trade": found.content["trade"],
            "level": found.content["level"],
            "site": found.content["site"],
            "issued_on": found.issued_on,
            "expires_on": found.expires_on,
            "address": verify_address(found.serial),
        }
        for found in certificates_of(person)
        if status_of(found) == "valid"
    ]
    courses = [
        {
            "title": course.card["title"],
            "percent": course.percent,
            "begun_on": timezone.localdate(course.enrolment.enrolled_at),
            "site": {"ar": course.enrolment.cohort.site.name_ar, "en": course.enrolment.cohort.site.name_en},
        }
        for course in learning_of(person)
    ]
    return CV(person, certificates, courses)


@dataclass(frozen=True)
class CVPapers:
    """The papers of what stands in a curriculum vitae now, as far as they were asked for."""

    arabic: CVPaper | None
    english: CVPaper | None

    @property
    def waits(self) -> bool:
        """Whether one of them is still to be drawn."""
        return any(paper and paper.ready_at is None for paper in (self.arabic, self.english))


def cv_digest(cv: CV) -> str:
    """What tells two contents apart: everything that stands on the paper."""
    about = {"name": cv.person.name, "name_en": cv.person.name_en, "mobile": cv.person.mobile}
    return digest_of({**about, "certificates": cv.certificates, "courses": cv.courses})


def cv_papers(cv: CV) -> CVPapers:
    """The papers with exactly this content; older ones are shown to nobody."""
    found = {one.language: one for one in CVPaper.objects.filter(person=cv.person, digest=cv_digest(cv))}
    return CVPapers(found.get("ar"), found.get("en"))


def json_resume(cv: CV, *, language: str) -> dict[str, Any]:
    """The curriculum vitae as JSON Resume 1.0.0 (jsonresume.org), which job platforms read."""

    def said(words: dict[str, str]) -> str:
        return words.get(language) or words["ar"]

    name = cv.person.name_en if language == "en" and cv.person.name_en else cv.person.name
    return {
        "$schema": SCHEMA,
        "basics": {"name": name, "phone": cv.person.mobile or "", "location": {"countryCode": "EG"}},
        "certificates": [
            {
                "name": f"{said(row['trade'])}: {said(row['level'])}",
                "date": row["issued_on"].isoformat(),
                "issuer": "Ministry of Labour, Egypt" if language == "en" else "وزارة العمل، جمهورية مصر العربية",
                "url": row["address"],
            }
            for row in cv.certificates
        ],
        "education": [
            {
                "institution": said(row["site"]),
                "area": said(row["title"]),
                "studyType": "",
                "startDate": row["begun_on"].isoformat(),
                "score": f"{row['percent']}%",
            }
            for row in cv.courses
        ],
        "meta": {"lastModified": timezone.now().isoformat(timespec="seconds")},
    }
