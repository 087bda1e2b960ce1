"""The checks against the figures in use."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pandas as pd
import pytest

from measures.periods import Month
from returns.catalogue.findings import Check, Severity
from returns.catalogue.supply import Placing, PlacingInUse
from returns.checking.comparing import Named
from returns.checking.screener import MADE, screen
from returns.reading.tidy import PartReading, tidy

JANUARY = Month(2022, 1)
WARDS = {ward: f"Ward {ward:02}" for ward in range(1, 13)}
OFFENCES = {f"offence-{number}": f"Offence {number}" for number in range(1, 7)}
NAMED = Named(unit="crimes", places=WARDS, categories={"offence": OFFENCES})


def figures(counts, *, first=JANUARY, months=1):
    starts = [first.shift(number * months).first_day for number in range(len(counts))]
    rows = pd.DataFrame(
        {"area": 1, "start": starts, "months": months, "offence": "burglary", "count": counts}
    )
    return tidy(rows, dimensions=("offence",))


def part(counts, *, first):
    months = tuple(first.shift(number) for number in range(len(counts)))
    return PartReading(
        1,
        "middlesbrough",
        "crime",
        "police-uk",
        "cleveland-police",
        months,
        figures(counts, first=first),
    )


STEADY = [100, 104, 98, 101, 99, 103, 97, 102, 100, 98, 101, 99]


def told(report, check, severity=Severity.QUERY):
    every = (*report.findings, *report.not_tested)
    return [one.message for one in every if one.check is check and one.severity is severity]


@cache
def block():
    """30 months of 12 wards and 6 offences, as chance has them about uneven shares."""
    by = np.random.default_rng(7)
    sizes = np.array([2, 1, 6, 3, 5, 1.5, 4, 2, 6, 1, 5, 2.5])
    shares = np.outer(sizes, by.uniform(0.5, 2, 6))
    shares *= by.uniform(0.6, 1.5, shares.shape)
    return by.poisson(shares * 4, size=(30, 12, 6))


def rows_of(counts, at):
    """Tidy counts of `counts` (months by wards by offences), the first of them `at` months on."""
    month, ward, offence = np.nonzero(counts)
    frame = pd.DataFrame(
        {
            "area": ward + 1,
            "start": [JANUARY.shift(at + int(each)).first_day for each in month],
            "months": 1,
            "offence": [list(OFFENCES)[each] for each in offence],
            "count": counts[month, ward, offence],
        }
    )
    return tidy(frame, dimensions=("offence",))


def sent(counts, *, at=24):
    months = tuple(JANUARY.shift(at + number) for number in range(len(counts)))
    return replace(part([0], first=JANUARY), months=months, rows=rows_of(counts, at))


def screened(counts, *, at=24, before=24):
    return screen(sent(counts, at=at), in_use=rows_of(block()[:before], 0), named=NAMED)


# --- Months ----------------------------------------------------------------------------------
def test_sound_months_raise_no_question():
    report = screened(block()[24:27])
    assert not report.queries
    assert {Check.USUAL, Check.SHARES, Check.OWN_MONTHS} <= set(report.passed)


def test_a_month_far_from_the_one_before_and_a_year_before_is_asked_about_with_the_numbers():
    counts = block()[24:25] // 3
    (message,) = told(screened(counts), Check.USUAL)
    before, year_before = block()[23].sum(), block()[12].sum()
    assert message.startswith(f"January 2024: {counts.sum():,} crimes, ")
    assert f"fewer than the {before:,} of December 2023" in message
    assert f"fewer than the {year_before:,} of January 2023" in message


def test_several_such_months_are_one_question():
    counts = block()[24:29].copy()
    counts[::2] //= 3
    (message,) = told(screened(counts), Check.USUAL)
    for month in ("January", "March", "May"):
        assert f"{month} 2024: " in message
    assert "February 2024: " not in message


def test_the_month_after_a_faulty_one_is_not_asked_about():
    counts = block()[24:26].copy()
    counts[0] //= 3
    (message,) = told(screened(counts), Check.USUAL)
    assert "February 2024:" not in message


def test_figures_that_wait_count_as_the_month_before():
    lower = block()[22:24] // 3
    waiting = pd.concat([rows_of(block()[:22], 0), rows_of(lower, 22)], ignore_index=True)
    lowered = sent(block()[24:25] // 3)
    in_use = rows_of(block()[:24], 0)
    assert told(screen(lowered, in_use=in_use, named=NAMED), Check.USUAL)
    beside = screen(lowered, in_use=in_use, waiting=waiting, named=NAMED)
    assert not told(beside, Check.USUAL)


def test_too_few_months_are_not_tested():
    report = screened(block()[6:7], at=6, before=6)
    assert told(report, Check.USUAL, Severity.UNTESTED) == [
        "7 months in a row are known; 12 are needed"
    ]
    assert Check.USUAL not in report.passed


def test_quarters_are_not_tested_month_by_month():
    quarter = replace(part([300], first=JANUARY), rows=figures([300], months=3))
    report = screen(quarter, in_use=figures([]))
    for check in (Check.USUAL, Check.SHARES, Check.OWN_MONTHS):
        assert told(report, check, Severity.UNTESTED)
        assert check not in report.passed


def test_a_month_that_stays_as_it_is_in_use_is_not_asked_about_again():
    odd = block()[:24].copy()
    odd[23] //= 3
    report = screen(sent(odd[23:24], at=23), in_use=rows_of(odd, 0), named=NAMED)
    assert not report.queries
    assert Check.CHANGES in report.passed


# --- Places and types ------------------------------------------------------------------------
def test_two_wards_with_each_others_counts_are_one_question():
    counts = block()[24:25].copy()
    counts[:, [1, 10]] = counts[:, [10, 1]]
    (message,) = told(screened(counts), Check.SHARES)
    assert message.startswith("Ward 02 and Ward 11 look swapped in January 2024: ")


def test_two_wards_swapped_in_all_months_of_a_file_are_one_question():
    counts = block()[24:27].copy()
    counts[:, [1, 10]] = counts[:, [10, 1]]
    (message,) = told(screened(counts), Check.SHARES)
    assert "in all months of this file" in message


@pytest.mark.parametrize("step", [1, -1])
def test_wards_that_moved_by_a_row_are_one_question(step):
    report = screened(np.roll(block()[24:27], step, axis=1))
    (message,) = told(report, Check.SHARES)
    assert message.startswith("The wards of Q4 2023/24 have the counts of the ")


def test_a_ward_that_is_far_from_its_share_is_named():
    counts = block()[24:25].copy()
    counts[0, 7] *= 3
    (message,) = told(screened(counts), Check.SHARES)
    assert message.startswith(f"Ward 08: {counts[0, 7].sum():,} of the {counts.sum():,} crimes")


def test_another_towns_figures_are_not_our_pattern():
    counts = block()[24:25, ::-1, ::-1][:, np.random.default_rng(3).permutation(12)]
    report = screened(counts)
    assert told(report, Check.SHARES)


def test_a_source_without_wards_is_not_tested_by_ward():
    report = screen(part([100], first=Month(2023, 1)), in_use=figures(STEADY))
    assert told(report, Check.SHARES, Severity.UNTESTED)
    assert Check.USUAL in report.passed


# --- Another month's figures -----------------------------------------------------------------
def test_a_month_twice_in_a_file_is_asked_about():
    counts = np.stack([block()[24], block()[24]])
    (message,) = told(screened(counts), Check.OWN_MONTHS)
    assert message.startswith(
        "February 2024 has the figures that January 2024 has in this file: all "
    )


def test_the_figures_in_use_for_another_period_are_asked_about():
    (message,) = told(screened(block()[3:4]), Check.OWN_MONTHS)
    assert message.startswith("January 2024 has the figures that April 2022 has in use: all ")


def test_few_or_equal_figures_are_not_tested():
    report = screen(part([100], first=Month(2023, 1)), in_use=figures(STEADY))
    assert told(report, Check.OWN_MONTHS, Severity.UNTESTED)
    assert not told(report, Check.OWN_MONTHS)


def test_each_check_is_listed_as_made():
    report = screened(block()[24:25])
    assert report.made == MADE


# --- Against the rows in use -------------------------------------------------------------------
def test_one_month_of_a_quarter_in_use_cannot_be_replaced():
    quarter = figures([300], first=Month(2022, 4), months=3)
    report = screen(part([100], first=Month(2022, 5)), in_use=quarter)
    (message,) = told(report, Check.REPLACES, Severity.ERROR)
    assert "Q1 2022/23" in message
    assert "May 2022 only" in message
    assert not screen(part([100] * 3, first=Month(2022, 4)), in_use=quarter).errors


def test_no_counts_changed_is_said():
    report = screen(part(STEADY, first=JANUARY), in_use=figures(STEADY))
    (message,) = told(report, Check.CHANGES, Severity.NOTE)
    assert message == "No counts changed: the figures in use for the 12 months stay the same."


def test_how_many_figures_change_is_said_and_why_is_asked():
    report = screen(part([100, 105, 98], first=JANUARY), in_use=figures(STEADY))
    (message,) = told(report, Check.CHANGES)
    assert message.startswith("1 figure in use for the 3 months")


def test_without_figures_in_use_nothing_is_tested_against_them():
    report = screen(part([5], first=JANUARY), in_use=figures([]))
    for check in (Check.CHANGES, Check.REPLACES):
        assert told(report, check, Severity.UNTESTED)
        assert check not in report.passed


# --- Rows without a place --------------------------------------------------------------------
def listed(*shares, first=JANUARY):
    """A part whose files have 1,000 rows a month, so many of them without a place."""
    placing = {first.shift(n): Placing(1000, without) for n, without in enumerate(shares)}
    return replace(part([900] * len(shares), first=first), placing=placing)


def asked_of_places(read, in_use=None):
    report = screen(read, in_use=figures([]), named=NAMED, placed=PlacingInUse(in_use or {}))
    return told(report, Check.PLACED, Severity.QUERY)


@pytest.mark.parametrize(
    ("shares", "before", "is_asked"),
    [
        ([10], None, False),
        ([11], None, True),
        ([20], 10, False),
        ([21], 10, True),
        ([160], 150, False),
        ([5], 150, False),
        ([10, 20], None, False),
        ([10, 21], None, True),
        # The file's own months come before those that are in use.
        ([10, 20, 30], 0, False),
    ],
)
def test_a_share_without_a_place_more_than_a_point_above_the_month_before_is_asked_about(
    shares, before, is_asked
):
    in_use = {} if before is None else {JANUARY.shift(-1): Placing(1000, before)}
    assert bool(asked_of_places(listed(*shares), in_use)) is is_asked


def test_the_question_names_both_shares():
    (message,) = asked_of_places(listed(150), {JANUARY.shift(-1): Placing(2000, 3)})
    assert message == (
        "150 of the 1,000 crimes of the file for January 2022 (15.0%) have no place, against 0.1%"
        " for December 2021. They could lie anywhere and are not counted."
    )
    (first,) = asked_of_places(listed(150))
    assert "and there is no month before it to compare with" in first


def test_many_months_are_one_question():
    (message,) = asked_of_places(listed(*[0, 200] * 5))
    assert message.count("have no place") == 3
    assert "so it is in 2 more months" in message


def test_files_that_are_no_lists_of_records_are_not_asked_about_places():
    report = screen(part([1], first=JANUARY), in_use=figures([]))
    assert Check.PLACED not in report.made


# --- A lookup that is missing ----------------------------------------------------------------
@pytest.mark.parametrize("by_lookup", [True, False])
def test_rows_that_no_lookup_places_name_the_lookup_and_ask_nobody(by_lookup):
    read = sent(block()[24:25])
    # The LSOAs of the fifth ward are in none that the lookup knows.
    read = replace(read, rows=read.rows.assign(area=read.rows["area"].replace(5, 999_999)))
    named = replace(NAMED, by_lookup=by_lookup)
    report = screen(read, in_use=rows_of(block()[:24], 0), named=named)
    assert bool(told(report, Check.SHARES)) is not by_lookup
    untested = [each.message for each in report.not_tested if each.check is Check.SHARES]
    assert any("The lookup of these LSOAs is missing" in each for each in untested) is by_lookup
