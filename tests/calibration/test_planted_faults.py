"""Faults planted into the committed real months, a few of each kind; the command plants 200."""

from __future__ import annotations

from io import StringIO

import numpy as np
import pytest
from django.core.management import CommandError, call_command

from csp_portal import real_files
from csp_portal.planted_faults import report, trials
from csp_portal.planted_faults.planting import Fault, planted, sound
from csp_portal.planted_faults.trials import MEASURED, Rate

SOME = 12


@pytest.fixture(scope="module")
def months():
    return real_files.street_months(None)


def test_the_months_are_those_of_four_towns_whole(months):
    assert [each.town for each in months] == [
        "Hartlepool",
        "Middlesbrough",
        "Redcar and Cleveland",
        "Stockton-on-Tees",
    ]
    assert sum(series.counts.sum() for series in months[1].series) == 66_473
    assert all(len(each.months) == 27 for each in months)


@pytest.mark.parametrize("fault", Fault, ids=lambda fault: fault.name)
def test_a_planted_fault_changes_the_return_and_nearly_always_raises_a_question(fault, months):
    by = np.random.default_rng(5)
    drawn = [trials._drawn(fault, months, by) for _ in range(SOME)]
    for real, faulty in drawn:
        true = [series.counts[list(faulty.at)] for series in real.series]
        assert any((now != was).any() for now, was in zip(faulty.counts, true, strict=True))
    asked = [bool(trials.questions(real, faulty)) for real, faulty in drawn]
    assert sum(asked) >= SOME - 1


def test_of_real_months_few_raise_a_question(months):
    returns = [(real, sent) for real in months for sent in trials._returns(real)][::5]
    asked = [bool(trials.questions(*each)) for each in returns]
    assert sum(asked) <= 0.2 * len(returns)


def test_a_return_that_cannot_have_a_fault_has_none_planted(months):
    hartlepool = months[0]
    alone = sound(hartlepool, [26], [])
    by = np.random.default_rng(1)
    assert planted(Fault.OTHER_PERIOD, hartlepool, alone, others=months, by=by) is None
    assert planted(Fault.TWICE, hartlepool, alone, others=months, by=by) is None
    assert planted(Fault.OTHER_TOWN, hartlepool, alone, others=[hartlepool], by=by) is None


def test_the_command_fails_where_a_goal_is_missed(monkeypatch):
    rates = [Rate("a month twice", MEASURED, 20, 18, is_kept=False)]
    monkeypatch.setattr(real_files, "street_months", lambda folder: [object()])
    monkeypatch.setattr(real_files, "months_in_use", list)
    monkeypatch.setattr(trials, "asked_about", lambda *args, **more: rates)
    monkeypatch.setattr(trials, "false_questions", lambda months: [])
    out = StringIO()
    with pytest.raises(CommandError, match="Missed: a month twice, real months"):
        call_command("check_planted_faults", stdout=out)
    assert "| a month twice, real months | 20 | 18 | 90.0% | missed |" in out.getvalue()
    assert report.as_row(rates[0])["rate"] == 0.9
