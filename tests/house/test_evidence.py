"""Made-up counts are refused by type: mypy finds a plain count where evidence is asked for."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

ASKED = """
from measures.counts import Count, Evidence, Gap, Nature, evidence
from measures.funnel import in_funnel
from measures.periods import Month
from measures.ranks import rank_among, rank_rates
from measures.screening import month_p
from measures.signals import control_charts


def conclude(count: {kind}, month: Month) -> None:
    rank_among(count, [count])
    rank_rates([(count, 1_000)])
    in_funnel(count, population=1_000, area_rate=0.1)
    month_p(count, [count])
    control_charts({{month: count}})
"""
# One for each argument that takes a count.
REFUSALS = 7


def refusals(kind: str, folder: Path) -> list[str]:
    module = folder / "asking.py"
    module.write_text(ASKED.format(kind=kind), encoding="utf-8")
    command = [sys.executable, "-m", "mypy", "--config-file=", "--follow-imports=silent"]
    done = subprocess.run(
        [*command, f"--cache-dir={folder / 'cache'}", str(module)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    return [line for line in done.stdout.splitlines() if ": error:" in line]


@pytest.mark.parametrize(("kind", "expected"), [("Evidence", 0), ("int", REFUSALS)])
def test_inference_takes_evidence_alone(kind, expected, tmp_path):
    found = refusals(kind, tmp_path)
    assert len(found) == expected, found
