"""The table of partnerships on the page of benchmarks: its last column is their rates as dots."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite

from measures.counts import Gap
from reporting.analysis.benchmarks import Benchmarked, Benchmarks
from reporting.charts.dots import Dot, Dots
from reporting.content.description import Cell, Style
from reporting.narrative import benchmarks as words


@dataclass(frozen=True)
class PartnershipRow:
    """A partnership; `otherwise` is how its change stands beside the others'."""

    key: str
    name: str
    is_ours: bool
    number: Cell
    residents: Cell
    rate: Cell
    rank: str
    change: Cell
    otherwise: str


def rows(benchmarks: Benchmarks) -> tuple[PartnershipRow, ...]:
    """The highest rate first, those without one last."""
    return tuple(row(benchmarks, standing) for standing in benchmarks.standings)


def row(benchmarks: Benchmarks, benchmarked: Benchmarked) -> PartnershipRow:
    provenance = benchmarks.figures.provenance(benchmarks.period) if benchmarked.is_ours else None
    residents = benchmarked.residents
    return PartnershipRow(
        key=benchmarked.code,
        name=f"{benchmarked.name} (here)" if benchmarked.is_ours else benchmarked.name,
        is_ours=benchmarked.is_ours,
        number=Cell(benchmarked.count, provenance=provenance),
        residents=Cell(residents.count if residents else Gap.NOT_SUPPLIED),
        rate=words.rate(benchmarks, benchmarked)
        if benchmarked.is_ranked
        else nothing(benchmarks, benchmarked),
        rank=words.rank(benchmarked.rank),
        change=Cell(_percent(benchmarked), Style.CHANGE),
        otherwise=words.otherwise(benchmarked) if benchmarks.compares_changes else "",
    )


def nothing(benchmarks: Benchmarks, benchmarked: Benchmarked) -> Cell:
    """Instead of the rate, or of an end of its interval, of one that is not ranked."""
    gap = benchmarked.count if isinstance(benchmarked.count, Gap) else Gap.NOT_APPLICABLE
    return Cell(gap, words.style_of_rates(benchmarks))


def dots(benchmarks: Benchmarks) -> Dots | None:
    """Every rate with its interval, ours in dark blue; None where there is none to draw."""
    ranked = benchmarks.ranked
    if not ranked:
        return None
    style = words.style_of_rates(benchmarks)
    return Dots(
        {
            one.code: Dot(
                one.name,
                words.rate(benchmarks, one),
                one.interval if one.interval and isfinite(one.interval.high) else None,
                one.is_ours,
            )
            for one in ranked
        },
        None if benchmarks.rate is None else Cell(benchmarks.rate, style),
        words.TOGETHER if benchmarks.rate is not None else "",
    )


def _percent(benchmarked: Benchmarked) -> float | Gap:
    """The change since the year before, as it is told; none from few."""
    percent = benchmarked.change.told_percent if benchmarked.change else None
    return Gap.NOT_APPLICABLE if percent is None else percent
