"""What stands on the page of a national measure: the finding, its pictures, tables beside them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from measures.change import Difference, Incomparable
from measures.counts import Gap
from measures.shares import ShareChange
from partnership.page_parts import Way
from reporting.analysis.national import Published, PublishedComparison
from reporting.charts.compared_rows import ComparedRow, reasons_once
from reporting.content.description import (
    Cell,
    Chart,
    Column,
    Entry,
    Row,
    Sentence,
    Style,
    Table,
)
from reporting.narrative import capital
from reporting.narrative import national as words
from reporting.narrative.statuses import Status
from reporting.pages.national.page import CategoryShown, PublishedShown


@dataclass(frozen=True)
class Part:
    """A breakdown: its picture, where two figures or more are known, and the table beside it.

    `is_title_said` is whether the finding of the page is the title of the picture.
    """

    chart: Chart | None
    table: Table
    is_title_said: bool = False


@dataclass(frozen=True)
class NationalPage:
    """A national measure as its page shows it; downloads and slides hold more."""

    shown: PublishedShown

    @cached_property
    def headline(self) -> Sentence:
        """The finding: of a split into shares the largest of them, where there is one."""
        return self._largest_share or self.shown.headline

    @cached_property
    def _largest_share(self) -> Sentence | None:
        found = self.shown.found
        is_split = found.is_share and not found.measure.of
        return words.largest_share(found, self.shown.when) if is_split else None

    @property
    def shares_of(self) -> Sentence | None:
        """What the shares are of, where the finding names one of them alone."""
        return words.shares_of(self.shown.found) if self._largest_share else None

    @property
    def status(self) -> Status:
        """Of the first comparison: the shape of what is not judged."""
        return words.status(self.shown.comparisons[0])

    @cached_property
    def compared(self) -> tuple[ComparedRow, ...]:
        """The year before and the year before Covid; nothing for a split into shares."""
        if self.shown.compared_table is None:
            return ()
        rows = tuple(_compared(self.shown, comparison) for comparison in self.shown.comparisons)
        return reasons_once(rows, said=words.NO_MONTHS if self.shown.verdict else "")

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """Each breakdown that has figures."""
        charts = {chart.slug: chart for chart in self.shown.category_charts}
        return tuple(
            Part(
                chart=charts.get(f"{table.slug}-chart"),
                table=_beside(self.shown, table),
                is_title_said=bool(self._largest_share),
            )
            for table in self.shown.category_tables
        )

    @property
    def findings(self) -> tuple[Sentence, ...]:
        """Those that no note under a picture tells."""
        noted = {note for chart in self._charts for note in chart.notes}
        return tuple(finding for finding in self.shown.findings if finding.text not in noted)

    @property
    def _charts(self) -> tuple[Chart, ...]:
        years = self.shown.years_chart
        return (*([years] if years else []), *self.shown.category_charts)


def other_measures(found: Published, base: str) -> tuple[Way, ...]:
    """Every measure of the dataset but `found`, each with the newest year or day held."""
    others = (
        Published(found.dataset, measure, found.by_key, found.at, found.as_at, day=found.day)
        for measure in found.dataset.published_measures
        if measure is not found.measure
    )
    return tuple(Way(of.measure.title, f"{base}{of.measure_id}/", newest(of)) for of in others)


def newest(found: Published) -> str:
    """ "Newest: 2023/24"."""
    return f"Newest: {found.whens[-1].label}" if found.whens else "No figures are in use yet"


def _compared(shown: PublishedShown, comparison: PublishedComparison) -> ComparedRow:
    label = comparison.label.partition(" (")[0]
    return ComparedRow(
        key=comparison.then_when.code,
        label=capital(label),
        note="" if label == comparison.then_when.label else comparison.then_when.label,
        now=shown.found.cell(shown.when),
        then=shown.found.cell(comparison.then_when),
        change=_change(comparison),
        status=words.status(comparison),
    )


def _change(comparison: PublishedComparison) -> Cell:
    match comparison.change:
        case Difference(percent=float() as percent):
            return Cell(percent, Style.CHANGE)
        case Difference(difference=difference):
            return Cell(difference, Style.DIFFERENCE)
        case ShareChange(points=points):
            return Cell(points, Style.POINTS)
    return Cell(Gap.NOT_APPLICABLE)


# --- The table beside a picture --------------------------------------------------------------
def _beside(shown: PublishedShown, table: Table) -> Table:
    """Each category with its share and the year before: what fits beside the picture."""
    breakdown = table.slug.removeprefix("by-")
    rows = [category for category in shown.categories if category.breakdown == breakdown]
    is_compared = any(not isinstance(row.comparison.change, Incomparable) for row in rows)
    is_count = not shown.found.is_share
    then, change = shown.comparisons[0].then_when.label, "Points" if not is_count else "Change"
    return Table(
        slug=table.slug,
        title=table.title,
        columns=(
            table.columns[0],
            Column(shown.when.label, is_number=True),
            *((Column("Share", is_number=True),) if is_count else ()),
            *((Column(then, is_number=True),) if is_compared else ()),
            *((Column(change, is_number=True),) if is_compared else ()),
        ),
        rows=tuple(
            Row(tuple(_entries(shown, row, is_count=is_count, is_compared=is_compared)))
            for row in sorted(rows, key=lambda row: -_size(shown, row))
        ),
        notes=table.notes,
    )


def _size(shown: PublishedShown, row: CategoryShown) -> float:
    number = shown.found.cell(
        shown.when, breakdown=row.breakdown, category=row.category.slug
    ).number
    return -1.0 if number is None else float(number)


def _entries(
    shown: PublishedShown, row: CategoryShown, *, is_count: bool, is_compared: bool
) -> Iterable[Entry]:
    of = {"breakdown": row.breakdown, "category": row.category.slug}
    yield row.category.label
    yield shown.found.cell(shown.when, **of)
    if is_count:
        share = shown.found.share_of_whole(shown.when, **of)
        yield Cell(share if isinstance(share, Gap) else share.percent, Style.PERCENT)
    if is_compared:
        yield shown.found.cell(row.comparison.then_when, **of)
        yield _change(row.comparison)
