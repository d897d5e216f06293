"""What checking does when it hears a fact."""

from lms.outbox.receivers import receiver
from lms.verification.actions import check_sheet, forget_sheet
from lms.verification.events import SheetExpired, SheetTaken


@receiver(SheetTaken)
def check_when_taken(event: SheetTaken) -> None:
    """Somebody handed in a sheet: check each of its rows."""
    check_sheet(sheet_id=event.sheet_id)


@receiver(SheetExpired)
def forget_when_expired(event: SheetExpired) -> None:
    """The day is over: the sheet and its result are removed."""
    forget_sheet(sheet_id=event.sheet_id)
