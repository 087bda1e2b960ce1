"""Figures with the released tables that they were read from, for queries that read further."""

from __future__ import annotations

from dataclasses import dataclass

from partnership.places.geography import Geography
from reporting.analysis.figures import Figures
from returns.disclosure.released import Released, RevisedCell


@dataclass(frozen=True)
class Reading:
    """The figures of one measure, and what breakdowns and the rows behind them are read from."""

    figures: Figures
    tables: Released
    geography: Geography
    revised: tuple[RevisedCell, ...] = ()
