"""The demonstration's places, people and five years of police returns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pytest

from measures.periods import Period
from partnership.models import Partnership, User
from tests.reporting import filling
from tests.reporting.filling import Row


@dataclass(frozen=True)
class Filled:
    """`rows` are what was put in use, by quarter, as the `csv` module read it."""

    partnership: Partnership
    officer: User
    councillor: User
    rows: Mapping[Period, Sequence[Row]]


@pytest.fixture
def filled(with_five_years) -> Filled:
    """Five years in use, whatever the tests before have done."""
    return Filled(
        partnership=with_five_years,
        officer=User.objects.get(email="csp.officer@demo.example"),
        councillor=User.objects.get(email="councillor@demo.example"),
        rows=filling.rows_of_five_years(),
    )
