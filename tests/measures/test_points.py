"""Months beside what is usual: outside their range, and runs to one side."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from measures.counts import Evidence
from measures.periods import Month
from measures.points import RUN, Point, Side, runs

FIRST = Month(2022, 4)


def points(counts, *, usual=10.0, gaps=()):
    return [
        Point(FIRST.shift(n), Evidence(count), usual, 4.0, 16.0)
        for n, count in enumerate(counts)
        if n not in gaps
    ]


def test_a_month_at_an_end_of_its_range_is_within_it():
    assert [point.is_outside for point in points([3, 4, 16, 17])] == [True, False, False, True]


def test_seven_months_on_one_side_are_a_run_and_six_are_none():
    assert runs(points([12] * 6 + [8] * 6)) == ()
    (found,) = runs(points([8, *[12] * 7, 8]))
    assert (found.side, found.months[0], len(found.months)) == (Side.ABOVE, FIRST.shift(1), 7)


def test_a_run_ends_at_what_is_usual_and_at_a_gap():
    assert runs(points([12] * 4 + [10] + [12] * 4)) == ()
    assert runs(points([12] * 9, gaps=(4,))) == ()


@given(st.lists(st.integers(6, 14), max_size=40))
def test_runs_are_every_stretch_of_one_side_that_is_long_enough(counts):
    sides = "".join("=" if count == 10 else "+" if count > 10 else "-" for count in counts)
    expected = [
        (start, end)
        for start in range(len(sides))
        for end in range(start + RUN, len(sides) + 1)
        if len(set(sides[start:end])) == 1
        and sides[start] != "="
        and (start == 0 or sides[start - 1] != sides[start])
        and (end == len(sides) or sides[end] != sides[start])
    ]
    found = [(run.months[0], run.months[-1]) for run in runs(points(counts))]
    assert found == [(FIRST.shift(start), FIRST.shift(end - 1)) for start, end in expected]
