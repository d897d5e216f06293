"""The demo ministry, in the order in which things come to be."""

from django.db import transaction

from courses.actions import release_course
from courses.models import CoursePage
from lms.credentials.actions import make_missing_keys
from lms.demo.assessments import load_assessments
from lms.demo.classes import load_classes
from lms.demo.cohorts import load_cohorts
from lms.demo.desk import load_desk
from lms.demo.lesson_films import ask_for_films
from lms.demo.lesson_handouts import ask_for_handouts
from lms.demo.people import load_people, named
from lms.demo.places import load_places
from lms.demo.schemes import load_schemes
from lms.demo.stations import load_stations
from lms.demo.trades import load_trades


@transaction.atomic
def load_demo() -> None:
    """Load everything in one transaction: a load that fails half-way leaves an empty database."""
    make_missing_keys()
    load_places()
    load_people()
    load_trades(author=named("youssef"), editor=named("mona"))
    load_schemes()
    for course in CoursePage.objects.order_by("path"):
        release_course(course=course, by=named("mona"), note="الإصدار الأول")
    load_cohorts(manager=named("hoda"))
    load_classes()
    load_assessments()
    load_stations(by=named("tarek"))
    load_desk()
    ask_for_films()
    ask_for_handouts()
