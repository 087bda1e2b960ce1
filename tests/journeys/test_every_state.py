"""Every state of a page in a browser: axe, at 400%, by keyboard only, whole without script."""

from __future__ import annotations

from datetime import date

import pytest

from tests.journeys import states

pytestmark = pytest.mark.django_db(transaction=True)
DEMONSTRATED = date(2025, 6, 12)


@pytest.fixture(autouse=True)
def day(settings):
    settings.CSP_TODAY = DEMONSTRATED


@pytest.mark.slow("three minutes: every state of pages by every role in a browser")
def test_every_state(visitor, with_demonstration):
    states.make_updates(with_demonstration)
    found = _visited(visitor, states.states())
    assert not found, found


@pytest.mark.slow("a minute: every page of a partnership on its first day in a browser")
def test_the_first_day(visitor, with_people):
    found = _visited(visitor, states.first_day())
    assert not found, found


def _visited(visitor, those) -> str:
    for state in those:
        visitor.visit(
            state.address,
            as_=state.as_,
            status=state.status,
            then=state.then,
            named=state.name,
            keyboard_at_desk=state.keyboard_at_desk,
        )
    return visitor.found
