"""The reader's own verdicts, by the vectors of the method and by SciPy."""

from __future__ import annotations

import csv
from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from checks.sentences import judging
from checks.sentences.chance import exact_ratio, halved_up, negative_binomial, t_quantile, t_tail

NAMES = {
    "beyond the usual ups and downs": judging.BEYOND,
    "within the usual ups and downs": judging.WITHIN,
    "too few to say": judging.TOO_FEW,
    "too early to say": judging.TOO_EARLY,
}


def rows(shared, name):
    with (shared / name).open(newline="") as file:
        return list(csv.DictReader(file))


def ints(text):
    return tuple(int(each) for each in text.split())


def close(text):
    return inf if text == "inf" else pytest.approx(float(text), rel=1e-3, abs=6e-5)


def judged(row):
    counts, first = ints(row["counts"]), int(row["first_month"]) - 1
    (since, until), (from_, to) = (map(int, row[name].split(":")) for name in ("later", "base"))
    parts = [ints(part) for part in (row["pooled_over"] or row["floor_from"]).split("|") if part]
    scatter, own, is_early = None, None, len(counts) < judging.FEWEST_MONTHS
    if not is_early:
        fits = [judging.fitted(part, first, (since, until), leave_out=True) for part in parts]
        pooled = judging.pool(fits, [sum(part) / len(part) for part in parts])
        own = judging.fitted(counts, first, (since, until), leave_out=bool(parts))
        scatter = (
            judging.of_part(own, sum(counts) / len(counts), pooled)
            if row["pooled_over"]
            else judging.of_whole(own, pooled)
        )
    verdict = judging.verdict(
        sum(counts[from_:to]),
        sum(counts[since:until]),
        then=to - from_,
        now=until - since,
        months=max(to - from_, until - since),
        scatter=scatter,
        is_early=is_early,
    )
    return verdict, own, scatter


def test_every_vector_of_changes_holds(shared_data):
    vectors = rows(shared_data.parent, "vectors-verdicts.csv")
    assert len(vectors) == 20
    for row in vectors:
        verdict, own, scatter = judged(row)
        assert verdict.name == NAMES[row["verdict"]], row["id"]
        if row["x2"]:
            assert (own.x2, own.nu) == (close(row["x2"]), int(row["nu"])), row["id"]
            assert " ".join(map(str, own.left_out)) == row["left_out"], row["id"]
        if row["phi"]:
            assert (scatter.phi, scatter.df) == (close(row["phi"]), int(row["df"])), row["id"]
            assert (verdict.low, verdict.high) == (close(row["low"]), close(row["high"])), row["id"]


def test_every_vector_of_months_holds(shared_data):
    vectors = rows(shared_data.parent, "vectors-verdicts-screen.csv")
    assert len(vectors) == 4
    for row in vectors:
        counts, town = ints(row["counts"]), ints(row["town_counts"])
        last = len(counts) - 1
        own = judging.fitted(counts, 0, (last, last + 1), leave_out=True)
        scatter = judging.of_part(own, sum(counts) / len(counts), float(row["pool"]))
        factors = judging.season(town[:last], 0)
        about = judging.usual(
            counts[last - 24 : last],
            factors,
            last % 12,
            scatter,
            [month % 12 for month in own.left_out],
        )
        assert about.mean == pytest.approx(float(row["usual"]), abs=6e-4)
        chance = judging.month_chance(counts[-1], about, scatter.df)
        assert chance == pytest.approx(float(row["p"]), rel=1e-3)


@given(st.floats(0.51, 0.9999), st.integers(1, 200))
def test_students_t_is_scipys(chance, freedom):
    value = t_quantile(chance, freedom)
    assert value == pytest.approx(stats.t.ppf(chance, freedom), rel=1e-6, abs=1e-9)
    assert t_tail(value, freedom) == pytest.approx(1 - chance, rel=1e-6)


@given(st.integers(0, 300), st.integers(0, 300), st.sampled_from([1, 3, 12]))
def test_the_exact_interval_is_scipys(before, after, then):
    if not before + after:
        return
    low, high = exact_ratio(before, after, then, 1)
    ends = [
        stats.beta.ppf(0.025, after, before + 1) if after else 0.0,
        stats.beta.ppf(0.975, after + 1, before) if before else 1.0,
    ]
    expected = [then * end / (1 - end) if end < 1 else inf for end in ends]
    assert [low, high] == pytest.approx(expected, rel=1e-6)


@given(st.integers(0, 3000), st.floats(1, 3000), st.floats(1.01, 8))
def test_the_negative_binomial_is_scipys(count, mean, phi):
    below, own, above = negative_binomial(count, mean, phi * mean)
    size = mean / (phi - 1)
    theirs = stats.nbinom(size, size / (size + mean))
    assert below == pytest.approx(theirs.cdf(count - 1) if count else 0.0, rel=1e-6, abs=1e-12)
    assert own == pytest.approx(theirs.pmf(count), rel=1e-6, abs=1e-12)
    assert above == pytest.approx(theirs.sf(count), rel=1e-6, abs=1e-12)


@pytest.mark.parametrize(
    ("value", "places", "rounded"), [(0.05, 1, 0.1), (2.25, 1, 2.3), (-0.5, 0, -1), (12.499, 0, 12)]
)
def test_a_half_is_rounded_up(value, places, rounded):
    assert halved_up(value, places) == rounded
