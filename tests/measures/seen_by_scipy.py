"""What a viewer can work out, by scipy: written apart from `measures`, one programme a table."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from math import inf

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import block_diag, csr_array

from measures.counts import Gap
from measures.disclosure.suppression import Equation


def ranges(
    shown: Mapping,
    equations: Sequence[Equation],
    keys: Collection,
    *,
    least_hidden: float = 0,
    within: Mapping | None = None,
    cap: float = inf,
) -> dict:
    """The least and greatest value of each key; beyond `cap` nobody looks.

    Every cell is an unknown, those shown with one value only. One block of the programme for
    each question, so that one call answers all of them.
    """
    within = within or {}
    keys = list(keys)
    if not keys:
        return {}
    cells = list(dict.fromkeys([*shown, *(k for e in equations for k in (e.total, *e.parts))]))
    limits = [_limits(cell, shown.get(cell), least_hidden, within) for cell in cells]
    place = {cell: number for number, cell in enumerate(cells)}
    matrix = np.zeros((len(equations), len(cells)))
    for number, equation in enumerate(equations):
        matrix[number, place[equation.total]] -= 1
        for part in equation.parts:
            matrix[number, place[part]] += 1
    answers = [
        _extremes(matrix, limits, [place[key] for key in keys], sign, cap) for sign in (1, -1)
    ]
    return dict(zip(keys, zip(*answers, strict=True), strict=True))


def _extremes(matrix, limits, wanted, sign, cap):
    cells = len(limits)
    costs, all_limits = np.zeros(cells * len(wanted)), []
    for block, place in enumerate(wanted):
        costs[block * cells + place] = sign
        own = list(limits)
        low, high = own[place]
        # Without this, a cell that nothing limits would leave the programme without an end.
        own[place] = (low, min(high, cap))
        all_limits += own
    blocks = block_diag([csr_array(matrix)] * len(wanted), format="csr")
    found = linprog(
        costs, A_eq=blocks, b_eq=np.zeros(blocks.shape[0]), bounds=all_limits, method="highs"
    )
    assert found.status == 0, found.message
    return [float(found.x[block * cells + place]) for block, place in enumerate(wanted)]


def _limits(cell, count, least_hidden, within):
    if cell in within:
        return within[cell]
    if isinstance(count, int):
        return count, count
    if count is Gap.NOT_APPLICABLE:
        return 0, 0
    return (least_hidden if count is Gap.HIDDEN else 0), inf
