"""Two years of made-up fires by ward under a threshold, loaded once a module."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from measures.periods import Month
from partnership.models import Partnership, User
from partnership.places.geography import geography
from returns.disclosure.actions import set_rule
from returns.models.released import DisclosureRule
from tests import starting
from tests.disclosure import filling
from tests.disclosure.filling import Counts

BEFORE, RULED, LATER = (datetime(2024, 6, day, 9, tzinfo=UTC) for day in (3, 4, 5))


@dataclass(frozen=True)
class Ruled:
    """`counts` are what is in use; `small` the wards that have small quarters."""

    partnership: Partnership
    officer: User
    second: User
    manager: User
    counts: Counts
    small: tuple[str, ...]
    rule: DisclosureRule


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker) -> Iterator[Ruled]:
    with django_db_blocker.unblock(), starting.module("with_people"):
        yield _load()


@pytest.fixture
def ruled(loaded, db) -> Ruled:
    return loaded


def _load() -> Ruled:
    partnership = Partnership.objects.get(slug="middlesbrough")
    wards = [ward.code for ward in geography(partnership).wards]
    months = filling.quarters(2021, 2022)
    small = (wards[2], wards[7], wards[11])

    def is_small(ward: str, month: Month, fire_class: str) -> bool:
        of_primary = ward in small and fire_class == "primary" and month.number in (7, 8, 9)
        return of_primary or (ward == small[0] and month.financial_year == 2022)

    counts = filling.unmistakable(wards, months, small=is_small)
    people = {
        name: User.objects.get(email=f"{name}@demo.example")
        for name in ("csp.officer", "second.officer", "manager")
    }
    filling.accepted(
        partnership,
        counts,
        by=people["csp.officer"],
        second=people["second.officer"],
        at=BEFORE,
    )
    rule = set_rule(
        partnership=partnership,
        dataset="fires",
        source="fire-return",
        kind=DisclosureRule.Kind.THRESHOLD,
        hide_below=filling.HIDE_BELOW,
        owner="Information governance officer",
        reason="Fires at a home may point at those who live there.",
        by=people["manager"],
        at=RULED,
    )
    return Ruled(
        partnership=partnership,
        officer=people["csp.officer"],
        second=people["second.officer"],
        manager=people["manager"],
        counts=counts,
        small=small,
        rule=rule,
    )
