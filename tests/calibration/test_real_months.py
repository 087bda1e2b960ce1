"""The real months that verdicts are calibrated on: measured, in a row, in whole years."""

from __future__ import annotations

from collections import Counter

import pytest

from csp_portal import real_months
from measures.counts import Gap
from measures.periods import Month
from tests.reporting import filling

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("with_five_years")]


def test_the_months_are_those_of_the_returns():
    by_month: Counter[Month] = Counter()
    for rows in filling.rows_of_five_years().values():
        for row in rows:
            assert not isinstance(row.count, Gap)
            by_month[Month.containing(row.start)] += row.count
    (found,) = [held for held in real_months.latest() if held.measure == "All recorded crime"]
    months = sorted(by_month)[-60:]
    assert found.partnership == "Middlesbrough"
    assert found.first == months[0].number - 1
    assert found.whole.tolist() == [by_month[month] for month in months]
    assert found.wards.shape == (20, 60)
    assert (found.wards.sum(axis=0) <= found.whole).all()


def test_illustrative_months_are_left_out():
    filling.make_up()
    assert list(real_months.latest()) == []
