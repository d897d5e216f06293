"""People who are signed in already, for journeys that are not about signing in."""

import json

from tests.journeys.conftest import RunningSite

MAKE = """
import json
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from lms.people.models import Person
def session(login):
    person, store = Person.objects.get(username=login), SessionStore()
    store[SESSION_KEY], store[BACKEND_SESSION_KEY] = str(person.pk), settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = person.get_session_auth_hash()
    store.save()
    return store.session_key
print(json.dumps({login: session(login) for login in LOGINS}))
"""


def sessions(site: RunningSite, *logins: str) -> dict[str, str]:
    """The value of a session cookie for each person."""
    made: dict[str, str] = json.loads(site.ask(MAKE.replace("LOGINS", repr(logins))))
    return made
