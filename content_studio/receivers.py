"""What the studio does when it hears a fact."""

from content_studio.actions import admit
from lms.outbox.receivers import receiver
from lms.people.events import RoleGiven
from lms.people.models import Person


@receiver(RoleGiven)
def admit_when_role_given(event: RoleGiven) -> None:
    """Somebody became an author or an editor."""
    admit(person=Person.objects.get(pk=event.person_id), kind=event.kind)
