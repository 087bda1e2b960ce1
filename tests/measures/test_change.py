"""Change: the figures of the annual update, what is not compared, and what may be said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from measures.change import (
    Better,
    Caution,
    Change,
    Difference,
    Direction,
    Incomparable,
    Refusal,
    Verdict,
)
from measures.counts import Gap
from measures.judging import Known, judge
from tests.judged_by import SINGLE_EVENTS

counts = st.integers(0, 100_000)
exposures = st.sampled_from([1, 2, 3, 5, 12])
betters = st.sampled_from(Better)


def change(before: int, after: int, *, better: Better = Better.LOWER, years: float = 1.0) -> Change:
    return Change(
        before,
        after,
        better=better,
        before_exposure=years,
        months=12,
        basis=SINGLE_EVENTS,
    )


def judged(before, after, *, better: Better = Better.LOWER):
    return judge(Known(before), Known(after), better=better, months=12, basis=SINGLE_EVENTS)


@pytest.mark.parametrize(
    ("before", "after", "difference", "percent", "verdict"),
    [
        (24_951, 26_450, 1_499, 6.0078, Verdict.WORSE),
        (7_050, 5_475, -1_575, -22.3404, Verdict.BETTER),
        (645, 724, 79, 12.2481, Verdict.WORSE),
        (1_661, 1_668, 7, 0.4214, Verdict.WITHIN),
        (25, 36, 11, 44.0, Verdict.WITHIN),
        (10, 6, -4, -40.0, Verdict.TOO_FEW),
        (9, 30, 21, None, Verdict.WORSE),
        (4, 6, 2, None, Verdict.TOO_FEW),
        (0, 12, 12, None, Verdict.WORSE),
        (0, 0, 0, None, Verdict.NONE),
        (50, 50, 0, 0.0, Verdict.WITHIN),
    ],
)
def test_change_has_a_difference_a_percentage_and_a_verdict(
    before, after, difference, percent, verdict
):
    found = change(before, after)
    assert (found.then, found.difference, found.verdict) == (before, difference, verdict)
    assert isinstance(found.then, int)
    assert isinstance(found.difference, int)
    assert found.percent == (None if percent is None else pytest.approx(percent, abs=5e-5))
    assert found.has_small_base is (percent is None)


def test_change_tells_the_interval_and_chance_of_serious_violence():
    violence = change(645, 724)
    assert violence.ratio == pytest.approx(1.12248, abs=5e-6)
    assert violence.judged.by_counts.low == pytest.approx(1.0081, abs=5e-5)
    assert violence.judged.by_counts.high == pytest.approx(1.2501, abs=5e-5)
    assert violence.p_value == pytest.approx(0.035, abs=5e-4)
    assert violence.is_beyond


def test_change_from_nothing_has_no_ratio():
    assert change(0, 5).ratio is None


def test_change_from_a_mean_of_three_years_is_per_year():
    found = change(520 + 489 + 645, 724, years=3)
    assert found.then == pytest.approx(551.3333, abs=1e-4)
    assert found.difference == pytest.approx(172.6667, abs=1e-4)
    assert found.percent == pytest.approx(31.3180, abs=1e-4)
    assert found.ratio == pytest.approx(1.313180, abs=1e-6)
    assert found.is_beyond


def test_percentage_of_a_mean_needs_ten_a_year_and_not_ten_in_all():
    assert change(29, 12, years=3).percent is None
    assert change(30, 12, years=3).percent == 20


@pytest.mark.parametrize(
    ("better", "rise", "fall"),
    [
        (Better.LOWER, Verdict.WORSE, Verdict.BETTER),
        (Better.HIGHER, Verdict.BETTER, Verdict.WORSE),
        (Better.NEITHER, Verdict.CHANGED, Verdict.CHANGED),
    ],
)
def test_verdict_follows_what_is_better(better, rise, fall):
    assert change(100, 200, better=better).verdict is rise
    assert change(200, 100, better=better).verdict is fall
    assert change(100, 101, better=better).verdict is Verdict.WITHIN


@pytest.mark.parametrize(
    ("before", "after", "direction"),
    [(4, 6, Direction.UP), (6, 4, Direction.DOWN), (4, 4, Direction.LEVEL)],
)
def test_direction_is_told_whether_or_not_it_could_be_chance(before, after, direction):
    assert change(before, after).direction is direction


@pytest.mark.parametrize(
    ("before", "after", "reason"),
    [
        (Gap.NOT_SUPPLIED, 5, Refusal.BEFORE_GAP),
        (Gap.HIDDEN, 5, Refusal.BEFORE_GAP),
        (5, Gap.NOT_SUPPLIED, Refusal.AFTER_GAP),
        (Gap.HIDDEN, Gap.NOT_SUPPLIED, Refusal.AFTER_GAP),
        (Gap.NOT_APPLICABLE, 5, Refusal.NOT_APPLICABLE),
        (Gap.NOT_SUPPLIED, Gap.NOT_APPLICABLE, Refusal.NOT_APPLICABLE),
        (-1, 5, Refusal.BELOW_ZERO),
        (5, -1, Refusal.BELOW_ZERO),
    ],
)
def test_figures_that_cannot_be_compared_are_kept_with_the_reason(before, after, reason):
    assert judged(before, after) == Incomparable(before, after, reason)


def test_figures_that_can_be_compared_keep_their_exposures():
    compared = judge(
        Known(30, exposure=6),
        Known(12, exposure=2),
        better=Better.HIGHER,
        months=12,
        basis=SINGLE_EVENTS,
    )
    assert compared == Change(
        30,
        12,
        better=Better.HIGHER,
        before_exposure=6,
        after_exposure=2,
        months=12,
        basis=SINGLE_EVENTS,
    )
    assert isinstance(compared, Change)
    assert compared.then == 10


@pytest.mark.parametrize("impossible", [{"before": -1}, {"after": -1}, {"before_exposure": 0}])
def test_change_between_impossible_numbers_is_refused(impossible):
    with pytest.raises(ValueError, match=r"^no change"):
        Difference(**{"before": 1, "after": 1, **impossible})


@pytest.mark.parametrize("words", [reason.value for kind in (Refusal, Caution) for reason in kind])
def test_reasons_are_plain_words_that_fit_in_a_sentence(words):
    assert not words.endswith(".")
    assert words[0].islower() or words[0].isdigit()


@given(counts, counts, betters, exposures, exposures)
def test_parts_of_a_change_agree(before, after, better, before_exposure, after_exposure):
    found = judge(
        Known(before, exposure=before_exposure),
        Known(after, exposure=after_exposure),
        better=better,
        months=12,
        basis=SINGLE_EVENTS,
    )
    assert isinstance(found, Change)
    assert found.then + found.difference == pytest.approx(after)
    if found.ratio is not None:
        assert found.judged.by_counts.low <= found.ratio <= found.judged.by_counts.high
    if found.percent is not None:
        assert found.percent == pytest.approx(100 * (found.ratio - 1), abs=1e-9)
    if found.is_beyond:
        assert found.direction is not Direction.LEVEL
    is_told = found.verdict in (Verdict.BETTER, Verdict.WORSE, Verdict.CHANGED)
    assert is_told is found.is_beyond


@given(counts, counts)
def test_what_is_better_one_way_is_worse_the_other_way(before, after):
    opposite = {Verdict.BETTER: Verdict.WORSE, Verdict.WORSE: Verdict.BETTER}
    there, back = change(before, after).verdict, change(after, before).verdict
    assert back is opposite.get(there, there)
