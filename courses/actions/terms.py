"""Words of the trades and their other names."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from courses.models import Term
from lms.audit.actions import record
from lms.people.models import Person
from lms.refusals import Refusal


@transaction.atomic
def write_term(*, term: Term | None = None, ar: str, en: str, also: list[str], by: Person | None) -> Term:
    """Write a word down, or change one. Search takes each of its names for all at once. Refuses with ``term_exists``."""
    term = term or Term()
    if Term.objects.filter(ar=ar).exclude(pk=term.pk).exists():
        raise Refusal("term_exists", _("This word is written down already. Open it and add the other name there."))
    term.ar, term.en, term.also = ar, en, also
    term.save()
    record(actor=by, verb="term.written", target=term, detail={"names": term.names})
    return term


@transaction.atomic
def delete_term(*, term: Term, by: Person | None) -> None:
    """Take a word out; lessons keep it in their text."""
    record(actor=by, verb="term.deleted", target=term, detail={"names": term.names})
    term.delete()
