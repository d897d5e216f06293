"""The demo ministry's film crew: works in the background, after the site is up."""

from lms.demo.events import FilmWanted, HandoutsWanted
from lms.demo.lesson_films import film_lesson, show_film
from lms.demo.lesson_handouts import make_handouts, show_handout
from lms.outbox.receivers import receiver
from media.events import AssetReady


@receiver(FilmWanted, lane="heavy")
def film_when_wanted(event: FilmWanted) -> None:
    """Make a lesson's film and hand it to the media library, as an author would."""
    film_lesson(lesson_code=event.lesson_code)


@receiver(HandoutsWanted, lane="heavy")
def make_when_wanted(event: HandoutsWanted) -> None:
    """Make a lesson's sheet and clip and hand them to the media library."""
    make_handouts(lesson_code=event.lesson_code)


@receiver(AssetReady)
def show_when_ready(event: AssetReady) -> None:
    """Put a finished film into its lesson and release the course."""
    show_film(asset_id=event.asset_id)
    show_handout(asset_id=event.asset_id)
