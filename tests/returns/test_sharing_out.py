"""Counts by category shared out among sets of categories, against adding up row by row."""

from __future__ import annotations

import random

import pytest

from measures.aggregation import Grouped, shared_out
from measures.counts import Gap, total

FIELDS = ("kind", "place")
SETS = (
    {},
    {"kind": ("a",)},
    {"kind": ("a", "b")},
    {"kind": ("b",), "place": ("x",)},
    {"place": ("x", "y")},
    {"kind": ("nothing is of it",)},
)


@pytest.mark.parametrize("seed", range(5))
def test_each_set_has_what_its_rows_add_up_to(seed):
    chance = random.Random(seed)
    rows = [
        Grouped(area, start, 1, (kind, place), chance.choice([0, 1, 7, *Gap]))
        for area in range(3)
        for start in (24000, 24001)
        for kind in "abc"
        for place in "xyz"
        if chance.random() < 0.7
    ]

    assert shared_out(rows, SETS, FIELDS) == [_one_by_one(rows, where) for where in SETS]


def _one_by_one(rows, where):
    spans = {(row.area, row.start, row.months): [] for row in rows}
    for row in rows:
        said = dict(zip(FIELDS, row.categories, strict=True))
        if all(said[field] in slugs for field, slugs in where.items()):
            spans[row.area, row.start, row.months].append(row.figure)
    return {span: total(counts) for span, counts in spans.items() if counts}
