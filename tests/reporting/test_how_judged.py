"""What is said of what a verdict rests on: true of few events, of quarters and of an odd month."""

from __future__ import annotations

import re

from hypothesis import example, given, settings
from hypothesis import strategies as st

from measures.change import Change
from measures.periods import Month, Period
from measures.usual_change import Outcome
from reporting.analysis.comparisons import comparisons
from reporting.narrative import verdicts
from reporting.narrative.how_judged import how_judged
from tests.reporting.making import NORTH, figures

LAST = Period.year(2022)


def of_months(counts, *, months: int = 1):
    """The change of 2022/23, of counts that end with March 2023."""
    first = Month(2023, 4).shift(-months * len(counts))
    series = {(first.shift(n * months), months): count for n, count in enumerate(counts)}
    held = figures({NORTH: series}, supplied=Period.spanning(first, Month(2023, 3)))
    change = comparisons(held, LAST)[0].change
    assert isinstance(change, Change)
    return change


@settings(max_examples=60)
@example([1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4] * 3)
@example([3, 40, 1, 0, 2, 55, 1, 3, 2, 0, 70, 1] * 3)
@example([0] * 23 + [10**6] + [1] * 12)
@given(st.lists(st.integers(0, 60) | st.integers(0, 1), min_size=24, max_size=48))
def test_what_is_said_fits_the_verdict(counts):
    change = of_months(counts)
    said = " ".join(how_judged(change))
    if change.judged.outcome is Outcome.NONE_IN_EITHER:
        assert said == ""
    if change.judged.outcome is Outcome.TOO_FEW:
        # Of next to nothing every interval is wide, and none is worth a sentence.
        assert "times the earlier" not in said
        assert "half the time" not in said
    if not change.before:
        assert "the earlier one" not in said
    assert " 0.0 times" not in said
    # A rise that no reader would call one says no more than that the counts are few.
    risen = [float(one.replace(",", "")) for one in re.findall(r"([\d,.]+|inf)% would", said)]
    assert all(percent < 1_000 for percent in risen)


def test_many_months_of_few_events_are_not_too_few_months():
    change = of_months([0] * 30 + [1, 0, 0, 0, 0, 1])
    assert change.judged.outcome is Outcome.TOO_FEW
    assert how_judged(change) == (
        "There are too few events from April 2020 to March 2023 to tell how their numbers scatter.",
    )


def test_an_exceptional_month_is_said_to_count_all_the_same():
    steady = [40, 42, 38, 41, 39, 40, 43, 40, 38, 41, 40, 39] * 3
    change = of_months([*steady[:19], 400, *steady[20:]])
    assert change.basis.exceptional == (Period(Month(2021, 11), 1),)
    assert (
        "November 2021 was left out when the scatter was worked out, as exceptional; the count of"
        " that month still stands in the figures."
    ) in how_judged(change)


def test_where_only_quarters_are_known_no_months_are_named():
    change = of_months([120, 131, 125, 118] * 4 + [240, 262, 250, 236], months=3)
    assert change.judged.outcome is Outcome.BEYOND
    assert verdicts.sentence(change) == "That is beyond the usual ups and downs of its quarters."
    assert how_judged(change)[0].startswith("It is judged by the quarters from April 2018 to March")
