"""Totals that a file gives over hidden counts: which of them are used, and what is said of it."""

from __future__ import annotations

import itertools

import pytest

from measures.disclosure.given_totals import leaves_all_open
from returns.catalogue.findings import Check, Severity
from tests.returns_reading.conftest import GROUPS, as_csv, only

OCTOBER = "2022-10"


def hide(rows: list[list[str]], group: str, *, wards: int, sign: str = "<5") -> int:
    """The first `wards` of a group hidden; what its other wards come to."""
    of_group = [row for row in rows if row[3] == group]
    for row in of_group[:wards]:
        row[4] = sign
    return sum(int(row[4]) for row in of_group[wards:])


def total(group: str, count: int) -> list[str]:
    return [OCTOBER, "", "Middlesbrough", group, str(count)]


def said(reading) -> str:
    return only(reading, Check.COUNTS, Severity.NOTE).message


@pytest.mark.parametrize("hidden", [1, 2, 3, 4])
def test_a_total_leaves_each_count_open_as_every_way_of_adding_up_says(hidden):
    for together in range(5 * hidden):
        open_to_all = all(
            {counts[0] for counts in itertools.product(range(least, 5), repeat=hidden)}
            == {
                counts[0]
                for counts in itertools.product(range(least, 5), repeat=hidden)
                if sum(counts) == together
            }
            for least in (0, 1)
        )
        assert leaves_all_open(together, [4] * hidden) is open_to_all, together


def test_different_signs_each_stay_open():
    assert leaves_all_open(6, [2, 4, 4])
    assert not leaves_all_open(6, [2, 2, 4])
    assert not leaves_all_open(3, [])


def test_the_total_of_three_hidden_wards_is_used(sent, rows):
    shown = hide(rows, GROUPS[0], wards=3)
    reading = sent(as_csv([*rows, total(GROUPS[0], shown + 7)]))
    [given] = reading.parts[0].given
    assert (given.count, given.months) == (shown + 7, 1)
    assert given.row == len(rows) + 2
    assert list(given.categories.values()) == [
        reading.parts[0].rows.loc[reading.parts[0].rows["gap"].notna(), "offence"].iloc[0]
    ]
    assert said(reading) == (
        "3 figures are hidden in this file (“<5”), so what they are a part of can’t be added up."
        " The total of Middlesbrough for October 2022 will show as the file gives it, and will say"
        " so, unless a disclosure rule holds for this source. The hidden figures stay hidden."
    )


@pytest.mark.parametrize("row", [["Total", ""], ["Middlesbrough", "All offences"]])
def test_so_is_the_total_of_everything(sent, rows, row):
    shown = hide(rows, GROUPS[0], wards=2) + sum(
        int(each[4]) for each in rows if each[3] != GROUPS[0]
    )
    shown -= sum(int(each[4]) for each in rows if each[3] == GROUPS[1]) - hide(
        rows, GROUPS[1], wards=1
    )
    reading = sent(as_csv([*rows, [OCTOBER, "", *row, str(shown + 7)]]))
    [given] = reading.parts[0].given
    assert (given.count, given.categories) == (shown + 7, {})


@pytest.mark.parametrize(
    ("many", "together", "sign", "because"),
    [
        (1, 3, "<5", "with the figures beside it, it would narrow down what is hidden"),
        (2, 5, "<5", "with the figures beside it, it would narrow down what is hidden"),
        (3, 12, "<5", "with the figures beside it, it would narrow down what is hidden"),
        (3, 7, "*", "the file does not say below which number its counts are hidden"),
    ],
)
def test_another_is_not_and_the_reason_is_said(sent, rows, many, together, sign, because):
    shown = hide(rows, GROUPS[0], wards=many, sign=sign)
    reading = sent(as_csv([*rows, total(GROUPS[0], shown + together)]))
    assert reading.parts[0].given == ()
    assert said(reading).endswith(
        "will show as “too few to show”, and so will each quarter and year with it. All others"
        f" show. The total that the file gives for October 2022 isn’t used, because {because}."
    )


def test_nor_where_a_ward_is_missing_too(sent, rows):
    shown = hide(rows, GROUPS[0], wards=3)
    last = next(row for row in reversed(rows) if row[3] == GROUPS[0])
    shown -= int(last[4])
    rows.remove(last)
    reading = sent(as_csv([*rows, total(GROUPS[0], shown + 7)]))
    assert reading.parts[0].given == ()
    assert "because figures that it adds up are missing too" in said(reading)


def test_nor_where_the_file_gives_two(sent, rows):
    shown = hide(rows, GROUPS[0], wards=3)
    both = [total(GROUPS[0], shown + 7), total(GROUPS[0], shown + 8)]
    assert sent(as_csv([*rows, *both])).parts[0].given == ()


def test_a_total_of_what_is_told_already_adds_no_second_sum(sent, rows):
    shown = hide(rows, GROUPS[0], wards=3)
    all_of_it = shown + sum(int(row[4]) for row in rows if row[3] != GROUPS[0])
    totals = [total(GROUPS[0], shown + 7), total("", all_of_it + 7)]
    [given] = sent(as_csv([*rows, *totals])).parts[0].given
    assert given.count == shown + 7


def test_without_a_hidden_count_no_total_is_kept(sent, rows):
    count = sum(int(row[4]) for row in rows if row[3] == GROUPS[0])
    assert sent(as_csv([*rows, total(GROUPS[0], count)])).parts[0].given == ()
