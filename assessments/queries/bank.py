"""The bank, written for other systems."""

from assessments.exchange import to_gift, to_moodle_xml, to_qti
from assessments.exchange.outgoing import Outgoing, Written
from assessments.models import Question
from courses.models import Trade

FORMATS = ("moodle_xml", "gift", "qti")


def exported(*, trade: Trade, format: str, language: str = "ar") -> Written:
    """The current wording of every question in use, as a file of ``FORMATS``. One query."""
    questions = Question.objects.filter(trade=trade, retired_at=None, current__isnull=False).select_related("current")
    outgoing = [_outgoing(question) for question in questions.order_by("code")]
    if format == "moodle_xml":
        return to_moodle_xml.write(outgoing)
    return {"gift": to_gift, "qti": to_qti}[format].write(outgoing, language=language)


def _outgoing(question: Question) -> Outgoing:
    version = question.current
    assert version is not None
    return Outgoing(
        code=question.code,
        type=version.type,
        stem=version.stem,
        content=version.content,
        answer=version.answer,
        feedback=version.feedback,
        marks=version.marks,
        picture=version.picture,
    )
