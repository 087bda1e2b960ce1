"""Made-up counts are refused by type: mypy finds a plain count where evidence is asked for."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

ASKED = """
from measures.counts import Count, Evidence, Gap, Nature, evidence
from measures.periods import Month
from measures.points import Point
from measures.ranks import Rated, rank_among
from measures.usual_month import Usual, month_p


def conclude(count: {kind}, month: Month) -> None:
    rank_among(count, [count])
    Rated(count, 1_000, 1.0)
    month_p(count, Usual(3.0, 4.0), freedom=30)
    Point(month, count, 3.0, 1.0, 5.0)
"""
# One for each argument that takes a count.
REFUSALS = 5


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
