"""The first person of an installation, made in the browser by whoever has its key."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.utils.crypto import constant_time_compare

from partnership.models import User
from partnership.people import memberships
from partnership.refusals import Refused
from partnership.setup import words

# A shorter one could be guessed.
SHORTEST_KEY = 20


def is_nobody_there() -> bool:
    """Whether the portal knows no person at all: only then can the first be made in a browser."""
    return not User.objects.exists()


def has_key() -> bool:
    """Whether the settings have a key that nobody could guess."""
    return len(settings.FIRST_HOST_KEY) >= SHORTEST_KEY


@transaction.atomic
def make_first(*, key: str, email: str, name: str, password: str) -> User:
    """A person who may set up partnerships. Refused for another key, and once anybody is there.

    The key works once: with the first person nobody can be made so any more.
    """
    if not is_nobody_there():
        raise Refused(words.FIRST_NOT_SET_UP)
    if not has_key() or not constant_time_compare(key.strip(), settings.FIRST_HOST_KEY):
        raise Refused(words.FIRST_KEY_WRONG, field="key")
    user = memberships.add_user(
        email=email, name=name, password=password, partnership=None, by=None
    )
    return memberships.let_host(user=user)
