"""What the centres and the vans have: stations by trade, and the tools that are lent."""

from courses.models import Trade
from lms.people.models import Person, Site
from lms.test_days.actions import set_counts

# Site, stations of tailoring, mobile repair and refrigeration, lent tools.
STATIONS = [
    ("GZ-C1", (8, 6, 4), {"RAC-T04": 2, "RAC-T06": 1}),
    ("GZ-C2", (6, 0, 2), {"RAC-T04": 1}),
    ("GZ-M1", (3, 3, 0), {}),
    ("CA-C1", (8, 8, 4), {"RAC-T04": 2}),
    ("AL-C1", (6, 6, 4), {"RAC-T04": 2}),
    ("AS-C1", (6, 4, 2), {"RAC-T04": 1}),
    ("SG-M1", (3, 2, 0), {}),
]


def load_stations(*, by: Person) -> None:
    """Count the stations of every teaching site of the demo."""
    trades = [Trade.objects.get(code=code) for code in ("TLR", "MOB", "RAC")]
    for code, counts, tools in STATIONS:
        stations = dict(zip(trades, counts, strict=True))
        set_counts(site=Site.objects.get(code=code), stations=stations, tools=tools, by=by)
