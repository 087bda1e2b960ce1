"""`python -m tests.house.figures`: prints the measurements of the house; fails if one is too large.

Tests are not measured. Functions are counted from `def` to their last line.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from tests.house.limits import Figures, breaches, measured
from tests.house.tree import ROOT

SHOWN = 5


def main(root: Path = ROOT) -> int:
    figures = measured(root)
    for line in lines(figures):
        sys.stdout.write(f"{line}\n")
    broken = list(breaches(figures))
    for breach in broken:
        sys.stdout.write(f"  ! {breach}\n")
    return int(bool(broken))


def lines(figures: Figures) -> Iterator[str]:
    longest = max(figures.functions, key=lambda function: function.lines)
    percentiles = ", ".join(f"p{percent} {figures.percentile(percent)}" for percent in (90, 99))
    yield f"functions: {len(figures.functions)}, median {figures.median:.0f} lines, {percentiles}"
    yield f"longest function: {longest.lines} lines, {longest.name}"
    largest = sorted(figures.folders.items(), key=lambda each: (-each[1], each[0]))[:SHOWN]
    yield "modules in a folder: " + ", ".join(f"{number} {folder}/" for folder, number in largest)
    path, length = max(figures.files.items(), key=lambda each: each[1])
    yield f"files: {len(figures.files)}; longest file: {length} lines, {path}"
    yield f"import circles: {len(figures.circles)}"


if __name__ == "__main__":
    sys.exit(main())
