"""Tables that are a layout but for a heading or two: which columns could be the ones missing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from returns.catalogue.declarations import Column, Dataset, Fills, Source
from returns.catalogue.findings import Check, Finding, Severity, Wrong
from returns.catalogue.headings import plain
from returns.files.raw_tables import RawTable
from returns.reading.places import Places
from returns.reading.recognise import Nearly, Unrecognised
from returns.reading.spellings import count_of, known_labels, period_of

# From this share of its first cells on a column looks like what is missing.
MOST = 0.5
NAMED = 3


@dataclass(frozen=True)
class Eye:
    """What cells mean, for the sources that the layout feeds."""

    places: Places
    today: date
    fed: Sequence[tuple[Dataset, Source]]

    @property
    def may_be_mapped(self) -> bool:
        """Whether an officer may say what columns are: not of a file that all download alike."""
        return any(not source.published for _, source in self.fed)

    def looks_like(self, column: Column) -> Callable[[str], bool]:
        """Whether a cell could be of the column."""
        match column.fills:
            case Fills.MONTH:
                return self._is_period(is_day=column.is_day)
            case Fills.AREA | Fills.AREA_NAME:
                return lambda text: self.places.ward(text) is not None
            case Fills.COUNT:
                return lambda text: isinstance(count_of(text), int)
            case str() as dimension:
                known = known_labels(dimension, self.fed)
                return lambda text: plain(text) in known
            case _:
                return lambda _: False

    def _is_period(self, *, is_day: bool) -> Callable[[str], bool]:
        return lambda text: not isinstance(period_of(text, today=self.today, is_day=is_day), Wrong)


def looked_at(table: RawTable, outcome: Unrecognised, eye: Eye) -> Unrecognised:
    """`outcome` with the columns that could be what is missing, and a sentence that names them."""
    if outcome.but_for is None:
        return outcome
    below = table.top[outcome.but_for.heading_row :]
    could_be = {
        column.fills: tuple(
            at for at in outcome.but_for.unread if _is_most(below, at, eye.looks_like(column))
        )
        for column in outcome.but_for.missing
    }
    nearly = replace(outcome.but_for, could_be=could_be)
    return replace(
        outcome,
        finding=_said(nearly, eye),
        but_for=nearly,
        known=not eye.may_be_mapped,
    )


def _is_most(rows: Sequence[Sequence[str]], at: int, is_it: Callable[[str], bool]) -> bool:
    cells = [row[at] for row in rows if at < len(row) and row[at]]
    return sum(map(is_it, cells)) > MOST * len(cells)


def _said(nearly: Nearly, eye: Eye) -> Finding:
    wanted = [f"“{column.heading}”" for column in nearly.missing]
    title = f"This looks like {nearly.layout.title}"
    guesses = [
        f"{_headings(nearly, could_be)} may be its “{column.heading}”"
        for column in nearly.missing
        if (could_be := nearly.could_be[column.fills])
    ]
    if len(nearly.unread) < len(wanted):
        message, todo = f"{title}, but it has no column {' and '.join(wanted)}.", "Add the column."
    elif len(guesses) == len(wanted):
        message, todo = f"{title} under another heading: {'; '.join(guesses)}.", ""
    else:
        message, todo = f"{title}, but it is not clear which column is {_its(wanted)}.", ""
    return Finding(
        Check.HEADINGS,
        Severity.ERROR,
        message,
        todo=f"{todo or _todo(wanted, eye)}{_others(nearly.missing)}",
        file=nearly.file,
        sheet=nearly.sheet,
        row=nearly.heading_row,
    )


def _headings(nearly: Nearly, positions: Sequence[int]) -> str:
    return " or ".join(f"“{nearly.headings[at]}”" for at in positions[:NAMED])


def _its(wanted: Sequence[str]) -> str:
    return f"its {' and '.join(wanted)}"


def _todo(wanted: Sequence[str], eye: Eye) -> str:
    if not eye.may_be_mapped:
        return "Download the file again, and send it as it is."
    return (
        f"Say which column it is: the rest is filled in. Or head it {' and '.join(wanted)}, and"
        " send the file again."
    )


def _others(missing: Sequence[Column]) -> str:
    others = ", ".join(f"“{name}”" for column in missing for name in column.also_called)
    return f" It may also be called {others}." if others else ""
