"""The illustrative returns: their totals are the published ones, and nothing drifts."""

from __future__ import annotations

import csv
import io
from collections import Counter
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crime.categories import HOME_OFFICE_GROUPS
from demo.illustration.crime import GROUP_WEIGHTS, WARD_WEIGHTS, YEAR_TOTALS, quarter_csv
from demo.illustration.splits import apportion
from measures.periods import Period

QUARTERS = [Period.quarter(year, number) for year in range(2018, 2023) for number in (1, 2, 3, 4)]


def rows_of(quarter):
    return list(csv.DictReader(io.StringIO(quarter_csv(quarter).decode(), newline="")))


@pytest.fixture(scope="module")
def rows():
    return [row for quarter in QUARTERS for row in rows_of(quarter)]


def calendar_year_and_month(row):
    year, month = row["Month"].split("-")
    return int(year), int(month)


def financial_year(row):
    year, month = calendar_year_and_month(row)
    return year if month >= 4 else year - 1


def test_the_years_add_up_to_the_published_totals(rows):
    totals = Counter()
    for row in rows:
        totals[financial_year(row)] += int(row["Offences"])
    assert totals[2019] == 23_069
    assert totals[2021] == 24_951
    assert totals[2022] == 26_450
    assert totals[2020] < totals[2019]
    assert totals == YEAR_TOTALS


def test_a_return_has_every_ward_month_and_group_once(rows):
    cells = Counter((row["Month"], row["Ward code"], row["Offence group"]) for row in rows)
    assert set(cells.values()) == {1}
    assert len(cells) == 60 * 20 * 11
    assert [len(rows_of(quarter)) for quarter in QUARTERS] == [660] * 20


def test_the_groups_and_wards_are_the_whole_lists():
    assert set(GROUP_WEIGHTS) == {category.slug for category in HOME_OFFICE_GROUPS}
    assert len(WARD_WEIGHTS) == 20


def test_no_count_is_below_zero_and_a_rare_offence_is_not_always_nought(rows):
    by_cell = Counter()
    for row in rows:
        assert int(row["Offences"]) >= 0
        by_cell[row["Ward"], row["Offence group"]] += int(row["Offences"])
    assert min(by_cell.values()) > 0


def test_every_year_has_the_same_plain_season(rows):
    by_month = Counter()
    for row in rows:
        by_month[financial_year(row), calendar_year_and_month(row)[1]] += int(row["Offences"])
    for month in range(1, 13):
        shares = [by_month[year, month] / YEAR_TOTALS[year] for year in YEAR_TOTALS]
        assert max(shares) - min(shares) < 0.0003


def test_the_files_are_the_same_bytes_wherever_they_are_made():
    made = sha256(b"".join(quarter_csv(quarter) for quarter in QUARTERS)).hexdigest()
    assert made == "7635447b2c205b56f598d53b81bf5d8f9b6f7eb75b892d48d520cd638c81ce4c"


@given(st.integers(0, 100_000), st.lists(st.integers(0, 1000), min_size=1, max_size=60))
def test_apportioned_numbers_add_up_and_lie_within_one_of_their_share(total, weights):
    if not sum(weights):
        weights = [*weights, 1]
    counts = apportion(total, weights)
    assert sum(counts) == total
    for count, weight in zip(counts, weights, strict=True):
        assert abs(count - total * weight / sum(weights)) < 1 + 1e-6
