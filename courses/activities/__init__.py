"""The scored activities, one file each, without database. How they are held equal to the phone's: ``contract.py``."""

from typing import Final

from courses.activities.contract import Action, Activity, BadAction, Play
from courses.activities.gauges import Gauges
from courses.activities.multimeter import Multimeter
from courses.activities.seam import Seam

ACTIVITIES: Final[dict[str, Activity]] = {one.name: one for one in (Seam(), Multimeter(), Gauges())}

__all__ = ["ACTIVITIES", "Action", "Activity", "BadAction", "Play"]
