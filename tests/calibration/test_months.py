"""Months that are drawn, and real ones that are made unchanged, are what they are said to be."""

from __future__ import annotations

import numpy as np
import pytest

from csp_portal.calibration import simulated_months
from csp_portal.calibration.exchanged import equalised, exchanged
from csp_portal.calibration.simulated import KINDS, truth_of
from csp_portal.calibration.simulated_months import Change, Truth, drawn


@pytest.fixture
def by():
    return np.random.default_rng(1)


@pytest.fixture
def level(monkeypatch):
    """Months without a season, and so all alike."""
    monkeypatch.setattr(simulated_months, "_WAVES", (0.0, 0.0))


@pytest.mark.parametrize(("phi", "carried_over"), [(1, 0.0), (2, 0.2), (4, 0.4)])
def test_months_scatter_and_hang_together_as_they_should(by, level, phi, carried_over):
    truth = Truth(50, phi, carried_over, months=36, places=3, shared=0.2)
    strays = drawn(truth, 4000, by=by, level_from=0) - 50
    excess = 50 * (phi - 1)
    assert strays.mean() == pytest.approx(0, abs=0.15)
    assert strays.var() / 50 == pytest.approx(phi, rel=0.02)
    for lag in (1, 2):
        together = (strays[:, :, lag:] * strays[:, :, :-lag]).mean()
        assert together == pytest.approx(excess * carried_over**lag, abs=2)
    assert (strays[:, 0] * strays[:, 1]).mean() == pytest.approx(excess * 0.2, abs=2)


def test_a_whole_with_parts_scatters_as_it_should(by, level):
    kind = next(kind for kind in KINDS if kind.name == "whole with parts")
    truth = truth_of(kind, usual=2000, phi=3.7, carried_over=0.0, months=24)
    wholes = drawn(truth, 4000, by=by, level_from=0).sum(axis=1)
    assert wholes.mean() == pytest.approx(2000, rel=0.01)
    assert wholes.var() / 2000 == pytest.approx(3.7, rel=0.03)
    # As in Middlesbrough: 3.7 in the town, 2.1 in its wards.
    assert truth.phi == pytest.approx(2.1, abs=0.1)


def test_only_the_changed_months_change(by):
    truth = Truth(400, 1, 0.0, months=24)
    counts = drawn(truth, 3000, by=by, level_from=0, change=Change(1.5, 18, 24)).mean(axis=(0, 1))
    assert counts[18:].mean() / counts[:18].mean() == pytest.approx(1.5, rel=0.02)


def test_from_the_base_on_the_level_stands_still(by, level):
    counts = drawn(Truth(400, 1, 0.0, months=48), 3000, by=by, level_from=30)
    of_sets = counts[:, 0, :30:29].astype(float)
    assert counts[:, :, 30:].mean(axis=(1, 2)).std() == pytest.approx((400 / 18) ** 0.5, rel=0.1)
    assert np.abs(of_sets[:, 1] / of_sets[:, 0] - 1).mean() > 0.06


def test_years_are_made_equal_by_taking_events_out(by):
    counts = by.poisson(20, (5, 36))
    equal = equalised(counts, by=by)
    assert (equal <= counts).all()
    by_year = equal.reshape(5, 3, 12).sum(axis=2)
    assert (by_year == counts.reshape(5, 3, 12).sum(axis=2).min(axis=1)[:, None]).all()


@pytest.mark.parametrize("block", [3, 6])
def test_blocks_are_exchanged_between_years_alike_in_all_places(by, block):
    months = np.arange(36)
    counts = np.stack([months, 100 + months])
    for _ in range(20):
        found = exchanged(counts, block, by=by)
        assert (found[1] == found[0] + 100).all()
        assert sorted(found[0]) == list(months)
        # Each month stays in its place of the year, each block together.
        assert (found[0] % 12 == months % 12).all()
        taken_from = (found[0] // 12).reshape(3, 12 // block, block)
        assert (taken_from == taken_from[:, :, :1]).all()
        # And no year as a whole takes the place of another.
        assert (taken_from != taken_from[:, :1]).any()
