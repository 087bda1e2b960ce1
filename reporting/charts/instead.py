"""Charts in words, for who does not see the drawing."""

from __future__ import annotations

from collections.abc import Sequence

from measures.counts import Gap
from measures.periods import BadPeriod, Period, PeriodKind
from reporting import narrative
from reporting.analysis.figures import Figures
from reporting.content.description import Cell, Series


def of_lines(figures: Figures, series: Sequence[Series], *, each: PeriodKind) -> str:
    ranges = [_range(line, each=each) for line in series]
    return f"Line chart of {figures.measure.noun.plural} a {each.value}. " + " ".join(ranges)


def of_months(series: Sequence[Series]) -> str:
    """Of lines of months whose measure is named beside the chart."""
    ranges = [_range(line, each=PeriodKind.MONTH) for line in series]
    return f"Line chart of counts a month. {' '.join(ranges)}"


def _range(series: Series, *, each: PeriodKind) -> str:
    named = list(zip(series.cells, _parts_named(series, each=each), strict=True))
    known = [(cell, month) for cell, month in named if cell.number is not None]
    missing = [
        (number, month) for number, (cell, month) in enumerate(named) if isinstance(cell.value, Gap)
    ]
    if not known:
        return f"{series.label}: no {each.value} has a figure."
    what = f"{each.value} with a figure" if missing else each.value
    words = narrative.in_short(known, each=what)
    runs = "runs" if words.startswith("from ") else "has"
    sentence = f"{_capital(series.label)} {runs} {words}."
    return sentence + (f" No figure for {narrative.in_runs(missing)}." if missing else "")


def _parts_named(series: Series, *, each: PeriodKind) -> list[str]:
    """The parts of a year by name; those of a mean of years without the year."""
    try:
        return [part.label for part in Period.parse(series.label).split(into=each)]
    except BadPeriod:
        return [part.label.partition(" ")[0] for part in Period.year(2000).split(into=each)]


def of_bars(kind: str, labels: Sequence[str], cells: Sequence[Cell]) -> str:
    values = ". ".join(f"{label} {cell.text}" for label, cell in zip(labels, cells, strict=True))
    return f"{kind} chart. {values}."


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
