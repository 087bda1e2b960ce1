"""The demonstration's antisocial behaviour in use, loaded once a module."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import transaction

from demo import partnerships as people
from demo.datasets import asb
from partnership.models import Partnership


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker) -> Iterator[Partnership]:
    """Loaded once for the module and undone after it; each test undoes its own on top."""
    with django_db_blocker.unblock(), transaction.atomic():
        partnership = people.load()
        asb.load()
        yield partnership
        transaction.set_rollback(True)


@pytest.fixture
def middlesbrough(loaded, db) -> Partnership:
    """Five years of incidents and four of warden reports in use."""
    return loaded
