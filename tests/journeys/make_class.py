"""Plans the class of the journey in the site's own database: `python -m tests.journeys.make_class`."""

import sys
from datetime import timedelta

import django

django.setup()

from django.utils import timezone  # noqa: E402

from classrooms import actions, queries  # noqa: E402
from classrooms.models import LiveClass  # noqa: E402
from lms.enrolment.models import Cohort  # noqa: E402

POLL = {
    "question": {
        "ar": "ظهرت حلقات خيط أسفل القماش. ما السبب الأقرب؟",
        "en": "Loops show under the cloth. What is the likeliest cause?",
    },
    "options": [{"ar": "السحاب قصير", "en": "The zip is short"}, {"ar": "شد الخيط العلوي ضعيف", "en": "Upper tension is weak"}],
}


def main() -> None:
    cohort = Cohort.objects.get(code="GZ-TLR-26-3")
    LiveClass.objects.filter(instructor=cohort.instructor, state=LiveClass.State.OPEN).update(state=LiveClass.State.CLOSED)
    LiveClass.objects.filter(instructor=cohort.instructor, state=LiveClass.State.SCHEDULED).delete()
    plan, lessons = queries.lessons_of_plan(cohort=cohort, code="TLR-C1-V3")
    live_class = actions.schedule_class(
        cohort=cohort,
        lesson_code="TLR-C1-V3",
        instructor=cohort.instructor,
        starts_at=timezone.now() - timedelta(minutes=1),
        minutes=120,
        title=plan["title"],
        activity=plan["activity"],
        lessons=lessons,
        polls=[POLL],
        actor=cohort.instructor,
    )
    sys.stdout.write(f"{live_class.uuid}\n")


main()
