"""`manage.py calibrate` keeps the promised rates, and says so where they are not kept."""

from __future__ import annotations

import json
from io import StringIO

import numpy as np
import pytest
from django.core.management import CommandError, call_command

from csp_portal.calibration import power, rates, real, report, simulated
from csp_portal.calibration.rates import Rate
from csp_portal.calibration.real import RealMonths
from measures.intervals import Interval
from measures.scatter import Scatter
from measures.usual_change import Judged, Outcome

FEW = 48


@pytest.fixture(scope="module")
def few() -> report.Calibrated:
    """All that is simulated, with few drawn for each rate."""
    by = np.random.default_rng(1)
    return report.Calibrated(
        simulated=tuple(simulated.every_rate(by, drawn_each=FEW)),
        real=(),
        power=tuple(power.every_rate(by, drawn_each=FEW)),
    )


@pytest.fixture
def one_truth(monkeypatch):
    """One history of one scatter, so that the command ends soon."""
    monkeypatch.setattr(simulated, "MONTHS", (24,))
    monkeypatch.setattr(simulated, "SCATTERS", ((2, 0.2),))
    monkeypatch.setattr(power, "CHANGES", (-30, 100))


def run(*arguments: str) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    call_command("calibrate", "--seed=1", f"--drawn={FEW}", *arguments, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def test_the_promised_rates_are_kept_on_simulated_months(few):
    rows = report.as_json(few)["simulated"]
    changes = [row for row in rows if row["test"] == "change"]
    assert {(row["phi"], row["autocorrelation"]) for row in changes} == {
        *((1, 0.0), (2, 0.0), (2, 0.2), (2, 0.4), (4, 0.0), (4, 0.2), (4, 0.4))
    }
    assert {row["months"] for row in changes} == {24, 36, 60}
    assert {row["span"] for row in changes} == {"quarter", "half-year", "year"}
    assert len({row["judged"] for row in changes}) == 3
    assert [row for row in rows if not row["kept"]] == []
    together = sum(row["found"] for row in changes) / sum(row["n"] for row in changes)
    by_counts = np.average(
        [row["counts_alone"] for row in changes], weights=[row["n"] for row in changes]
    )
    assert together < rates.MOST_FALSE_VERDICTS < 0.2 < by_counts


def test_large_changes_are_found_and_small_ones_seldom(few):
    shares = {
        (row["judged"], row["span"], row["change"]): row["rate"]
        for row in report.as_json(few)["power"]
        if row["test"] == "change"
    }
    assert shares["town with 2,000 a month", "year", -20] > 0.9
    assert shares["ward with 100 a month", "year", -30] > 0.9
    assert shares["ward with 10 a month", "quarter", -10] < 0.2


@pytest.mark.django_db
def test_the_command_gives_three_keys_and_says_that_no_real_months_are_held(one_truth):
    out, err = run("--json")
    found = json.loads(out)
    assert set(found) == {"simulated", "real", "power"}
    assert found["real"] == []
    assert "No real months are held" in err
    assert run("--json")[0] == out


@pytest.mark.django_db
def test_the_tables_say_whether_the_promise_is_kept(one_truth):
    out, _ = run()
    assert "| place of a set | 2 | 0.2 |" in out
    assert "No real months are held" in out
    assert out.rstrip().endswith("The promised rates are kept.")


@pytest.mark.django_db
def test_counts_alone_in_place_of_the_factor_are_found(one_truth, monkeypatch):
    monkeypatch.setattr(Scatter, "factor", lambda self, months: 1.0)
    with pytest.raises(CommandError, match="NOT KEPT"):
        run()


# --- Real months -------------------------------------------------------------------------------
def town(*, phi: float, seed: int = 1) -> RealMonths:
    """Two years of a town whose months, all of them, scatter by `phi`."""
    drawn = np.random.default_rng(seed)
    shape = 40 / (phi - 1)
    wards = drawn.poisson(40 * drawn.gamma(shape, 1 / shape, (12, 24)))
    return RealMonths("Riverton", f"Measure {seed}", "A source", 3, wards.sum(axis=0) + 5, wards)


def test_real_months_are_judged_by_wards_and_as_a_whole():
    found = list(real.every_rate([town(phi=2)], by=np.random.default_rng(1)))
    assert {rate.labels["judged"] for rate in found} == {
        "whole",
        "ward",
        "ward, 10 or more a month",
    }
    assert {rate.labels["block"] for rate in found} == {3, 6}
    assert all(rate.is_kept for rate in found)


def test_a_broken_promise_on_real_months_is_said(monkeypatch):
    monkeypatch.setattr(Scatter, "factor", lambda self, months: 1.0)
    towns = [town(phi=4, seed=seed) for seed in range(8)]
    found = tuple(real.every_rate(towns, by=np.random.default_rng(1)))
    calibrated = report.Calibrated((), found, (), ("Riverton",))
    assert calibrated.not_kept
    assert "The promise is NOT KEPT on them" in report.about_real(calibrated)


def test_no_real_months_are_no_rates():
    assert list(real.every_rate([], by=np.random.default_rng(1))) == []


# --- Rates -------------------------------------------------------------------------------------
def judged(*beyond: bool) -> list[Judged]:
    by_counts = Interval(0.5, 2.0)
    return [
        Judged(Outcome.BEYOND if is_it else Outcome.WITHIN, by_counts=by_counts) for is_it in beyond
    ]


def test_the_error_is_by_sets_and_not_by_places():
    """Twenty places that say the same are one answer, not twenty."""
    sets = [judged(*[n % 4 == 0] * 20) for n in range(40)]
    together = rates.of_verdicts(sets, {}, most=None)
    alone = rates.of_verdicts([one[:1] for one in sets], {}, most=None)
    assert (together.n, together.found, together.rate) == (800, 200, 0.25)
    assert together.standard_error == pytest.approx(alone.standard_error)
    assert alone.standard_error == pytest.approx((0.25 * 0.75 / 39) ** 0.5)


@pytest.mark.parametrize(
    ("found", "n", "is_kept"),
    [(70, 1000, True), (89, 1000, True), (92, 1000, False), (2, 10, True), (0, 0, True)],
)
def test_a_rate_breaks_its_promise_beyond_luck_alone(found, n, is_kept):
    assert Rate({}, n, found, 0.0, most=0.07).is_kept is is_kept
    assert Rate({}, n, found, 0.0).is_kept


@pytest.mark.parametrize("asked", ["--seed=-1", "--drawn=0", "--drawn=-5"])
def test_numbers_that_cannot_be_are_refused_in_words(asked):
    with pytest.raises(CommandError, match="above"):
        call_command("calibrate", asked)
