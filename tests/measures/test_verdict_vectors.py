"""The method of verdicts, by its vectors and by SciPy as a second opinion."""

from __future__ import annotations

import csv
from math import inf

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from scipy import optimize, stats

from measures import scatter
from measures.counts import Evidence
from measures.intervals import negative_binomial_tail, student_p, student_quantile
from measures.periods import Month
from measures.scatter import carried_over
from measures.seasonal_fit import Fit, Window, fit
from measures.usual_change import Basis, Judged, Moved, Outcome, judged, moved_otherwise
from measures.usual_month import Usual, month_p, season, usual

WITHIN_ROUNDING = 6e-5
SAID = {
    "beyond the usual ups and downs": Outcome.BEYOND,
    "within the usual ups and downs": Outcome.WITHIN,
    "too few to say": Outcome.TOO_FEW,
    "too early to say": Outcome.TOO_EARLY,
}


def ints(text: str) -> list[int]:
    return [int(count) for count in text.split()]


def span(text: str) -> tuple[int, int]:
    first, beyond = text.split(":")
    return int(first), int(beyond)


def rows(shared, name: str) -> list[dict[str, str]]:
    with (shared / name).open(newline="") as file:
        return list(csv.DictReader(file))


def close(given: str):
    """As given, to the figures that are given."""
    if given == "inf":
        return inf
    return pytest.approx(float(given), rel=1e-3, abs=WITHIN_ROUNDING)


def judge(row: dict[str, str]) -> tuple[Judged, Fit | None, scatter.Scatter | None, float | None]:
    counts, later, base = ints(row["counts"]), span(row["later"]), span(row["base"])
    window = Window(len(counts), int(row["first_month"]) - 1, later)
    found = pool = own = None
    if len(counts) >= 24:
        parts = [
            ints(part) for part in (row["pooled_over"] or row["floor_from"]).split("|") if part
        ]
        fits = fit(parts, window)
        pool = scatter.pooled(fits, [float(np.mean(part)) for part in parts])
        (own,) = fit([counts], window, leaves_out=bool(parts))
        if row["pooled_over"]:
            found = scatter.of_place(own, float(np.mean(counts)), pool)
        else:
            found = scatter.of_whole(own, pool)
    made = judged(
        sum(counts[slice(*base)]),
        sum(counts[slice(*later)]),
        basis=Basis(found, enough_with=None if len(counts) >= 24 else Month(2024, 4)),
        before_months=base[1] - base[0],
        after_months=later[1] - later[0],
    )
    return made, own, found, pool


def test_every_vector_of_changes_holds(shared_data):
    vectors = rows(shared_data.parent, "vectors-verdicts.csv")
    assert len(vectors) == 20
    for row in vectors:
        made, own, found, pool = judge(row)
        assert made.outcome is SAID[row["verdict"]], row["id"]
        assert made.by_counts.low == close(row["exact_low"]), row["id"]
        assert made.by_counts.high == close(row["exact_high"]), row["id"]
        if row["x2"]:
            assert own.chi_squared == close(row["x2"]), row["id"]
            assert own.freedom == int(row["nu"]), row["id"]
            assert " ".join(map(str, own.exceptional)) == row["left_out"], row["id"]
        if row["phi_pool"]:
            assert pool == close(row["phi_pool"]), row["id"]
        if row["phi"]:
            assert (found.phi, found.freedom) == (close(row["phi"]), int(row["df"])), row["id"]
            assert made.factor == close(row["phi_star"]), row["id"]
            assert made.interval.low == close(row["low"]), row["id"]
            assert made.interval.high == close(row["high"]), row["id"]
        else:
            assert made.interval is None


def test_every_vector_of_the_screen_holds(shared_data):
    vectors = rows(shared_data.parent, "vectors-verdicts-screen.csv")
    assert len(vectors) == 4
    for row in vectors:
        counts, town = ints(row["counts"]), ints(row["town_counts"])
        last = len(counts) - 1
        (own,) = fit([counts], Window(len(counts), 0, (last, last + 1)))
        found = scatter.of_place(own, float(np.mean(counts)), float(row["pool"]))
        assert (found.phi, found.freedom) == (close(row["phi"]), int(row["df"]))
        assert " ".join(map(str, own.exceptional)) == row["left_out"]
        factors = season(tuple(town[:last]), 0)
        assert factors[last % 12] == close(row["shape_now"])
        about = usual(
            counts[last - 24 : last],
            factors,
            now=last % 12,
            scatter=found,
            exceptional=[index % 12 for index in own.exceptional],
        )
        assert about.mean == pytest.approx(float(row["usual"]), abs=6e-4)
        assert about.variance == pytest.approx(float(row["variance"]), rel=2e-4)
        p_value = month_p(Evidence(counts[-1]), about, freedom=found.freedom)
        assert p_value == pytest.approx(float(row["p"]), rel=1e-3)


# --- The model against a general optimiser ----------------------------------------------------
histories = st.lists(st.integers(0, 90), min_size=24, max_size=60)


@settings(max_examples=40)
@given(histories, st.integers(0, 11), st.integers(1, 12))
def test_the_fit_is_the_likeliest(counts, first, later):
    window = Window(len(counts), first, (len(counts) - later, len(counts)))
    (own,) = fit([counts], window, leaves_out=False)
    months = np.arange(len(counts))
    in_year = (first + months) % 12
    used = np.array([sum(np.array(counts)[in_year == place]) > 0 for place in in_year])
    if not used.any():
        assert own.chi_squared == 0
        return
    columns = np.column_stack(
        [
            *[(in_year == place).astype(float) for place in sorted(set(in_year[used]))],
            (months - months.mean()) / 12,
            (months >= len(counts) - later).astype(float),
        ]
    )[used]
    observed = np.array(counts, dtype=float)[used]
    assert own.freedom == len(observed) - np.linalg.matrix_rank(columns)
    expected = np.array(own.expected)[used]
    # At the likeliest fit the residuals are at right angles to every column.
    slopes = columns.T @ (observed - expected)
    assert np.abs(slopes).max() < 1e-5 * max(1.0, observed.sum())
    # And no nearby fit is likelier.
    ours = (observed * np.log(expected) - expected).sum()

    def against(steps):
        near = np.log(expected) + columns @ steps
        return -(observed * near - np.exp(near)).sum()

    best = optimize.minimize(against, np.zeros(columns.shape[1]), method="BFGS")
    assert ours >= -best.fun - 1e-5 * max(1.0, abs(ours))


def test_series_fitted_together_are_fitted_as_alone():
    drawn = np.random.default_rng(1)
    several = [drawn.poisson(mean, 40).tolist() for mean in (0.2, 1, 5, 40, 300)]
    window = Window(40, 3, (28, 40))
    together = fit(several, window)
    for counts, own in zip(several, together, strict=True):
        assert own.chi_squared == pytest.approx(fit([counts], window)[0].chi_squared, rel=1e-9)


def test_a_riot_is_left_out_of_the_fit_of_a_part_and_kept_in_that_of_a_place_alone():
    counts = [20, 22, 18, 21, 19, 20, 23, 20, 18, 21, 20, 19] * 3
    counts[19] = 130
    window = Window(36, 0, (33, 36))
    (part,), (alone,) = fit([counts], window), fit([counts], window, leaves_out=False)
    assert part.exceptional == (19,)
    assert alone.exceptional == ()
    assert part.chi_squared < 5 < 50 < alone.chi_squared


def test_a_history_of_zeros_has_no_scatter():
    (own,) = fit([[0] * 36], Window(36, 0, (24, 36)))
    assert (own.chi_squared, own.freedom) == (0, 0)
    assert scatter.of_whole(own) is None


def test_other_lengths_and_counts_below_zero_are_refused():
    for counts in ([1] * 23, [1] * 23 + [-1]):
        with pytest.raises(ValueError, match="no fit"):
            fit([counts], Window(24, 0, (12, 24)))


# One count of a million among zeros is a slip of the keyboard, and no reason for an error.
slips = st.lists(
    st.sampled_from((0, 0, 0, 1, 5)) | st.integers(0, 6).map(lambda power: 10**power),
    min_size=24,
    max_size=60,
)


@settings(max_examples=100)
@example([0, 0, 0, 10**6] + [0] * 39, 9, 3)
@example([0] * 30 + [10**6] * 13, 0, 12)
@example([0] * 30 + [10**6] + [0] * 5, 0, 12)
@given(slips, st.integers(0, 11), st.sampled_from((1, 3, 6, 12)))
def test_no_counts_are_too_odd_to_be_fitted_and_judged(counts, first, later):
    window = Window(len(counts), first, (len(counts) - later, len(counts)))
    (own,) = fit([counts], window)
    assert 0 <= own.chi_squared < inf
    found = scatter.of_whole(own)
    before, after = sum(counts[-2 * later : -later]), sum(counts[-later:])
    made = judged(before, after, basis=Basis(found), before_months=later, after_months=later)
    if made.interval is not None:
        assert made.interval.low <= made.by_counts.low
        assert made.interval.high >= made.by_counts.high
    if found and before and after:
        assert found.smallest_seen(before, after, later) > 0


def test_quarters_with_a_slip_of_the_keyboard_are_fitted():
    (own,) = fit([[0, 1_000_050] + [0] * 14], Window(16, 0, (12, 16), cycle=4))
    assert 0 <= own.chi_squared < inf


# --- Spans, factors, tails ---------------------------------------------------------------------
@pytest.mark.parametrize(
    ("months", "times"), [(1, 1), (3, 1.833), (6, 2.344), (9, 2.556), (12, 2.667), (36, 2.889)]
)
def test_a_long_span_scatters_more_than_its_months(months, times):
    assert carried_over(months) == pytest.approx(times, abs=1e-3)


@pytest.mark.parametrize(("months", "times"), [(3, 1), (6, 1.279), (12, 1.455)])
def test_of_quarters_a_span_is_beside_a_quarter(months, times):
    assert carried_over(months, cycle=4) == pytest.approx(times, abs=1e-3)


@given(st.floats(0.51, 0.9999), st.integers(1, 200))
def test_the_quantile_of_t_is_scipys(chance, freedom):
    assert student_quantile(chance, freedom=freedom) == pytest.approx(
        stats.t.ppf(chance, freedom), rel=1e-8
    )
    assert student_p(stats.t.ppf(chance, freedom), freedom=freedom) == pytest.approx(
        2 * (1 - chance), rel=1e-7
    )


@given(st.integers(0, 500), st.floats(0.5, 300), st.floats(0.05, 1e5))
def test_the_tail_of_the_negative_binomial_is_scipys(count, mean, size):
    ours = negative_binomial_tail(count, mean=mean, size=size)
    theirs = stats.nbinom.sf(count - 1, size, size / (size + mean))
    assert ours == pytest.approx(theirs, rel=1e-6, abs=1e-12)


@given(st.integers(0, 200), st.floats(3, 100), st.floats(1.01, 8))
def test_a_month_is_judged_the_same_from_either_side(count, mean, phi):
    about = Usual(mean, phi * mean)
    chance = about.size / (about.size + mean)
    upper = (
        stats.nbinom.sf(count, about.size, chance) + stats.nbinom.pmf(count, about.size, chance) / 2
    )
    tail = min(upper, 1 - upper)
    expected = 2 * stats.t.sf(-stats.norm.ppf(tail), 30) if tail > 1e-9 else None
    if expected is not None:
        assert month_p(Evidence(count), about, freedom=30) == pytest.approx(expected, rel=1e-5)


# --- Laws of the verdict -----------------------------------------------------------------------
@example(1, 13, 1.0, 12, 60)
@example(0, 5, 1.0, 1, 60)
@example(3000, 1, 1e9, 12, 8)
@given(
    st.integers(0, 3000),
    st.integers(0, 3000),
    st.floats(0.2, 12),
    st.integers(1, 60),
    st.integers(8, 60),
)
def test_the_interval_contains_that_of_counts_alone(before, after, phi, months, freedom):
    found = scatter.Scatter(phi, freedom)
    made = judged(before, after, basis=Basis(found), before_months=months, after_months=months)
    if before == after == 0:
        assert made.outcome is Outcome.NONE_IN_EITHER
        return
    assert made.factor >= 1
    assert made.interval.low <= made.by_counts.low * (1 + 1e-9)
    assert made.interval.high >= made.by_counts.high * (1 - 1e-9)
    is_outside = not made.interval.low <= 1 <= made.interval.high
    assert (made.outcome is Outcome.BEYOND) is is_outside
    # What sorts the changes never disagrees with what is said of them.
    assert (made.p_value < 0.05) is is_outside


@pytest.mark.parametrize(
    ("early", "outcome"), [(True, Outcome.TOO_EARLY), (False, Outcome.TOO_FEW)]
)
def test_without_a_scatter_there_is_no_verdict(early, outcome):
    basis = Basis(None, enough_with=Month(2024, 4) if early else None)
    made = judged(100, 900, basis=basis, before_months=3, after_months=3)
    assert (made.outcome, made.interval) == (outcome, None)


def test_a_part_that_moves_as_the_rest_has_not_moved_otherwise():
    rest = Moved(20_000, 18_000, 5.0)
    assert moved_otherwise(Moved(1_000, 900, 2.0), rest) is False
    assert moved_otherwise(Moved(1_000, 1_400, 2.0), rest) is True
    assert moved_otherwise(Moved(9, 40, 2.0), rest) is None


def test_the_smallest_change_that_is_seen_is_where_half_are():
    found = scatter.Scatter(1.0, 1_000_000)
    # Of 100 and 100 single events: 1.96 times the root of 2/100, as a ratio.
    assert found.smallest_seen(100, 100, 1) == pytest.approx(
        100 * (np.exp(1.96 * np.sqrt(0.02)) - 1), rel=1e-3
    )
    assert found.smallest_seen(100, 100, 1, often=0.8) > found.smallest_seen(100, 100, 1)
