"""Middlesbrough, a publisher's server on loopback, and a day on which to ask it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path
from shutil import rmtree

import pytest
from django.core.files.storage import default_storage

from measures.periods import Month
from partnership.models import Partnership, User
from returns.fetching import asking, running
from returns.fetching.web import Bounds
from returns.lifecycle import decisions, queries, sending
from returns.models import Return, StreetFetch
from tests.returns.conftest import (  # noqa: F401 - fixtures
    elsewhere,
    manager,
    middlesbrough,
    officer,
    police,
    second,
    somebody,
    supplier,
)
from tests.returns_fetching.server import Publisher, served

# Nothing waits in a test.
BOUNDS = partial(Bounds, pause=0.0, silence=5.0)


@pytest.fixture
def publisher(settings) -> Iterator[Publisher]:
    """A server that knows ranges and has nothing yet; it is December 2024."""
    settings.CSP_TODAY = date(2024, 12, 9)
    with served() as publisher:
        settings.STREET_FILES_ADDRESS = publisher.template
        yield publisher


@pytest.fixture
def folder() -> Iterator[Path]:
    """Where pieces are kept in the files' storage; empty before and after."""
    path = Path(default_storage.path("fetching"))
    rmtree(path, ignore_errors=True)
    yield path
    rmtree(path, ignore_errors=True)


@pytest.fixture
def fetched(middlesbrough, officer, folder) -> Callable[..., StreetFetch]:  # noqa: F811
    """`fetched(first="2024-11")` is a run to its end, by an officer."""

    def make(
        first: str = "",
        *,
        by: User = officer,
        partnership: Partnership = middlesbrough,
        **bounds,
    ) -> StreetFetch:
        fetch = asking.ask(
            partnership=partnership,
            by=by,
            first_month=Month.parse(first) if first else None,
            is_queued=False,
        )
        running.run(fetch.pk, bounds=BOUNDS(**bounds))
        fetch.refresh_from_db()
        return fetch

    return make


@pytest.fixture
def accept(middlesbrough, officer, second) -> Callable[[Return], None]:  # noqa: F811
    """Send a return and have somebody else accept it."""

    def do(of_return: Return) -> None:
        found = queries.returns(middlesbrough, viewer=officer).get(pk=of_return.pk)
        for question in queries.asked_of(found, found.here):
            sending.confirm_query(
                of_return=found, key=question.key, explanation="It is so", by=officer
            )
        sending.send(parts=found.here, by=officer)
        decisions.accept(parts=queries.open_parts(found), by=second)

    return do
