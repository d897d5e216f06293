"""Order a release, and make what was ordered."""

from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from courses.actions.release import compile_course, release_course
from courses.events import ReleaseOrdered
from courses.models import CoursePage, ReleaseOrder
from lms.outbox.actions import publish
from lms.people.models import Person
from lms.refusals import Refusal

OPEN = (ReleaseOrder.State.WAITING, ReleaseOrder.State.AT_WORK)


def order_release(*, course: CoursePage, by: Person, note: str = "") -> ReleaseOrder:
    """Have a course released by the worker; the order that is open already, where there is one."""
    try:
        with transaction.atomic():
            order = ReleaseOrder.objects.create(course=course, ordered_by=by, note=note, ordered_at=timezone.now())
            publish(ReleaseOrdered(order_id=order.pk))
    except IntegrityError:
        return ReleaseOrder.objects.get(course=course, state__in=OPEN)
    return order


def fulfil_order(*, order_id: int) -> None:
    """Compile and freeze what was ordered, telling how far it is. Safe to run twice: a finished order is left alone."""
    order = ReleaseOrder.objects.select_related("course", "ordered_by").get(pk=order_id)
    if not order.open:
        return
    mine = ReleaseOrder.objects.filter(pk=order.pk)

    def told(done: int, total: int) -> None:
        mine.update(state=ReleaseOrder.State.AT_WORK, done=done, total=total)

    try:
        compiled = compile_course(course=order.course, told=told)  # outside the transaction, so that others see how far it is
        with transaction.atomic():
            release = release_course(course=order.course, by=order.ordered_by, note=order.note, compiled=compiled)
            mine.update(state=ReleaseOrder.State.MADE, release=release, finished_at=timezone.now())
    except Refusal as refusal:
        mine.update(state=ReleaseOrder.State.REFUSED, code=refusal.code, reason=_in_both(refusal), finished_at=timezone.now())


def _in_both(refusal: Refusal) -> dict[str, str]:
    said = {}
    for language in ("ar", "en"):
        with translation.override(language):
            said[language] = str(refusal.message)
    return said
