"""Settings of the test platform with the pool of connections that production has."""

from lms.settings.test import *  # noqa: F403

if DATABASES["default"]["ENGINE"].endswith("postgresql"):  # noqa: F405
    DATABASES["default"].setdefault("OPTIONS", {})["pool"] = {  # noqa: F405
        "min_size": 2,
        "max_size": REQUESTS_AT_ONCE + 10,  # noqa: F405
        "timeout": 20,
    }
