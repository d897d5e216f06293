"""What checking does when it hears a fact."""

from datetime import datetime

from lms.outbox.events import DayBegan
from lms.outbox.receivers import receiver
from lms.people.events import ConsentWithdrawn
from lms.people.models import ConsentFact, Person
from lms.verification.actions import check_sheet, draw_cv, forget_cvs, forget_sheet, withdraw_all
from lms.verification.events import CVAsked, SheetExpired, SheetTaken


@receiver(ConsentWithdrawn)
def end_links_when_withdrawn(event: ConsentWithdrawn) -> None:
    """A holder took the consent to links back: the links made until then end; those of a newer consent stay."""
    if event.purpose == ConsentFact.Purpose.SHARE_LINKS:
        withdraw_all(holder=Person.objects.get(pk=event.person_id), at=datetime.fromisoformat(event.at))


@receiver(SheetTaken)
def check_when_taken(event: SheetTaken) -> None:
    """Somebody handed in a sheet: check each of its rows."""
    check_sheet(sheet_id=event.sheet_id)


@receiver(SheetExpired)
def forget_when_expired(event: SheetExpired) -> None:
    """The day is over: the sheet and its result are removed."""
    forget_sheet(sheet_id=event.sheet_id)


@receiver(CVAsked)
def draw_when_asked(event: CVAsked) -> None:
    """Somebody wants their curriculum vitae on paper: draw it."""
    draw_cv(paper_id=event.paper_id)


@receiver(DayBegan)
def sweep_papers(event: DayBegan) -> None:
    """A new day: yesterday's papers go."""
    forget_cvs()
