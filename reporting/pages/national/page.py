"""One national measure as everything that pages, slides, files and JSON show; no medium."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from measures.change import Difference, Incomparable
from measures.counts import Gap
from measures.periods import Period
from measures.shares import ShareChange
from reporting.analysis.national import Published, PublishedComparison, compared, comparisons
from reporting.content.description import (
    Cell,
    Chart,
    Column,
    Entry,
    Kind,
    Link,
    Role,
    Row,
    Sentence,
    Series,
    Style,
    Table,
)
from reporting.narrative import capital, verdicts
from reporting.narrative import national as words
from reporting.pages.measure.choices import Choice, Group, Option
from reporting.pages.national.vintages import VintageLine, vintage_lines
from returns.catalogue.declarations import Category
from returns.catalogue.published import When
from returns.catalogue.vintages import used


@dataclass(frozen=True)
class CategoryShown:
    """One category of a breakdown, compared with the same of the list of that time."""

    category: Category
    breakdown: str
    comparison: PublishedComparison


@dataclass(frozen=True)
class PublishedShown:
    """A national measure for a year or a day: each part is worked out once."""

    found: Published
    when: When
    against: When | None = None

    # --- Worked out ---
    @cached_property
    def comparisons(self) -> tuple[PublishedComparison, ...]:
        return comparisons(self.found, self.when, against=self.against)

    @cached_property
    def categories(self) -> tuple[CategoryShown, ...]:
        against = self.comparisons[0].then_when
        return tuple(
            CategoryShown(
                category,
                breakdown,
                compared(
                    self.found, self.when, against, breakdown=breakdown, category=category.slug
                ),
            )
            for breakdown in self.found.measure.breakdowns
            for category in self.found.categories(breakdown, self.when)
        )

    @cached_property
    def years(self) -> tuple[When, ...]:
        """Every year from the first held to the last, those that are missing too; or the days."""
        whens = self.found.whens
        years = [when.financial_year for when in whens if words.is_year(when)]
        if not years:
            return whens
        return tuple(Period.year(year) for year in range(min(years), max(years) + 1))

    # --- In words ---
    @property
    def title(self) -> str:
        return f"{self.found.measure.title}, {self.when.label}"

    @cached_property
    def headline(self) -> Sentence:
        return words.headline(self.found, self.when, self.comparisons[0])

    @cached_property
    def verdict(self) -> Sentence | None:
        is_split = self.found.is_share and not self.found.measure.of
        return None if is_split else words.verdict(self.comparisons[0])

    @property
    def findings(self) -> tuple[Sentence, ...]:
        return words.findings(self.found, self.when)

    @property
    def cautions(self) -> tuple[str, ...]:
        return self.comparisons[0].cautions

    @property
    def national(self) -> str:
        return words.NATIONAL

    @property
    def caveats(self) -> tuple[str, ...]:
        dataset = self.found.dataset
        return (*self.found.measure.caveats, *dataset.sources[0].caveats, *dataset.caveats)

    @property
    def source_line(self) -> str:
        whens = (self.when, *(comparison.then_when for comparison in self.comparisons))
        return words.source_line(
            (self.found, whens), breakdowns=("", *self.found.measure.breakdowns)
        )

    @property
    def about(self) -> tuple[str, ...]:
        """What a download says before its tables."""
        sentences = [self.headline, *([self.verdict] if self.verdict else []), *self.findings]
        return (
            *(sentence.text for sentence in sentences),
            *self.cautions,
            self.source_line,
            self.found.measure.definition,
            *self.caveats,
        )

    # --- Charts and tables ---
    @cached_property
    def years_chart(self) -> Chart | None:
        """A column for each year, never a line: nothing joins the years across a break."""
        found, years = self.found, [year for year in self.years if words.is_year(year)]
        has_whole = not found.is_share or bool(found.measure.of)
        if len(years) < 2 or not has_whole:
            return None
        labels = tuple(year.label for year in years)
        cells = tuple(found.cell(year) for year in years)
        return Chart(
            slug="years",
            kind=Kind.COLUMNS,
            title=words.title_of_years(found),
            subtitle=f"{capital(_unit(found))}, each year to 31 March",
            unit=_unit(found),
            at=labels,
            series=(Series(capital(_unit(found)), Role.BARS, cells),),
            alternative=_alternative(labels, cells),
            source_line=words.source_line((found, years)),
            highlight=self.when.label if self.when.label in labels else "",
            notes=tuple(sentence.text for sentence in words.breaks(found, years[-1])),
        )

    @cached_property
    def category_charts(self) -> tuple[Chart, ...]:
        made = (self._chart_of(breakdown) for breakdown in self.found.measure.breakdowns)
        return tuple(chart for chart in made if chart)

    def _chart_of(self, breakdown: str) -> Chart | None:
        found, category_list = self.found, self.found.list_for(breakdown, self.when)
        pairs = [
            (category.label, found.cell(self.when, breakdown=breakdown, category=category.slug))
            for category in found.categories(breakdown, self.when)
        ]
        known = [(label, cell.number) for label, cell in pairs if cell.number is not None]
        if category_list is None or len(known) < 2:
            return None
        pairs.sort(key=lambda pair: -(pair[1].number or 0))
        labels, cells = tuple(label for label, _ in pairs), tuple(cell for _, cell in pairs)
        note = words.list_note(found, breakdown, self.when)
        return Chart(
            slug=f"by-{breakdown}-chart",
            kind=Kind.BARS,
            title=words.title_of_categories(found, self.when, known),
            subtitle=(
                f"{found.series.title} by {category_list.title.lower()}"
                f" {words.during_or_at(self.when)}, {found.series.extent}"
            ),
            unit=_unit(found),
            at=labels,
            series=(Series(capital(_unit(found)), Role.BARS, cells),),
            alternative=_alternative(labels, cells),
            source_line=words.source_line((found, (self.when,)), breakdowns=(breakdown,)),
            across=category_list.title,
            notes=(note,) if note else (),
        )

    @cached_property
    def compared_table(self) -> Table | None:
        if self.found.is_share and not self.found.measure.of:
            return None
        now = self.found.cell(self.when)
        return Table(
            slug="compared-with",
            title=f"{self.found.measure.title} {words.during_or_at(self.when)}, compared",
            columns=(
                Column("Compared with"),
                Column(self.when.label, is_number=True),
                Column("Then", is_number=True),
                *self._change_columns,
            ),
            rows=tuple(
                Row(
                    (
                        comparison.label[:1].upper() + comparison.label[1:],
                        now,
                        self.found.cell(comparison.then_when),
                        *_change(comparison),
                    )
                )
                for comparison in self.comparisons
            ),
        )

    @property
    def _change_columns(self) -> tuple[Column, ...]:
        if self.found.is_share:
            return (
                Column("Difference, percentage points", is_number=True),
                Column(verdicts.HEADING),
            )
        return (
            Column("Difference", is_number=True),
            Column("Change", is_number=True),
            Column(verdicts.HEADING),
        )

    @cached_property
    def years_table(self) -> Table | None:
        """Every year held, each with its publication; the years that are missing too."""
        found = self.found
        if found.is_share and not found.measure.of:
            return None
        base = (Column("Of (n)", is_number=True),) if found.is_share else ()
        return Table(
            slug="every-year",
            title=f"{found.measure.title}, every year held",
            columns=(
                Column("Year"),
                Column(capital(_unit(found)), is_number=True),
                *base,
                Column("Published in"),
            ),
            rows=tuple(
                Row(
                    (
                        Link(year.label, self._to(year)),
                        found.cell(year),
                        *self._base(year),
                        self._publication(year),
                    )
                )
                for year in reversed(self.years)
            ),
            notes=tuple(sentence.text for sentence in words.breaks(found, self.years[-1])),
        )

    def _base(self, when: When) -> tuple[Entry, ...]:
        return (words.base_of(self.found.share(when)),) if self.found.is_share else ()

    def _publication(self, when: When) -> str:
        now = used(self.found.vintages(when))
        return now.publication if now else "no figure is held"

    @cached_property
    def category_tables(self) -> tuple[Table, ...]:
        made = (self._table_of(breakdown) for breakdown in self.found.measure.breakdowns)
        return tuple(table for table in made if table)

    def _table_of(self, breakdown: str) -> Table | None:
        rows = [category for category in self.categories if category.breakdown == breakdown]
        category_list = self.found.list_for(breakdown, self.when)
        if not rows or category_list is None:
            return None
        share = () if self.found.is_share else (Column("Share", is_number=True),)
        is_compared = any(not isinstance(row.comparison.change, Incomparable) for row in rows)
        then = (
            (Column(self.comparisons[0].then_when.label, is_number=True), *self._change_columns)
            if is_compared
            else ()
        )
        notes = (
            words.list_note(self.found, breakdown, self.when),
            "" if is_compared else words.not_compared(rows[0].comparison),
        )
        return Table(
            slug=f"by-{breakdown}",
            title=f"By {category_list.title.lower()} {words.during_or_at(self.when)}",
            columns=(
                Column(category_list.title),
                Column(self.when.label, is_number=True),
                *share,
                Column("Of (n)", is_number=True),
                *then,
            ),
            rows=tuple(
                Row(tuple(self._category_row(row, is_compared=is_compared))) for row in rows
            ),
            notes=tuple(filter(None, notes)),
        )

    def _category_row(self, category_shown: CategoryShown, *, is_compared: bool) -> Iterable[Entry]:
        found, of = (
            self.found,
            {"breakdown": category_shown.breakdown, "category": category_shown.category.slug},
        )
        share = found.share_of_whole(self.when, **of)
        yield category_shown.category.label
        yield found.cell(self.when, **of)
        if not found.is_share:
            yield Cell(share if isinstance(share, Gap) else share.percent, Style.PERCENT)
        yield words.base_of(share)
        if is_compared:
            yield found.cell(category_shown.comparison.then_when, **of)
            yield from _change(category_shown.comparison)

    @cached_property
    def vintages(self) -> tuple[VintageLine, ...]:
        """Every figure of every publication behind what is shown for this year."""
        return tuple(vintage_lines(self.found, self.when))

    @cached_property
    def vintages_table(self) -> Table:
        return Table(
            slug="publications",
            title=f"Every figure held {words.during_or_at(self.when)}, and where it was published",
            columns=(
                Column("Figure of"),
                Column("Figure", is_number=True),
                Column("Standing"),
                Column("Publication"),
                Column("When"),
                Column("Link"),
                Column("Note"),
            ),
            rows=tuple(
                Row(
                    (
                        line.of,
                        line.figure,
                        line.standing,
                        ", ".join(filter(None, (line.publication, line.table))),
                        line.said_on or "not known",
                        line.link or "none",
                        line.note or "none",
                    )
                )
                for line in self.vintages
            ),
        )

    @property
    def every_table(self) -> tuple[Table, ...]:
        """What a download holds: the tables of the page, in its order."""
        shown = (
            self.compared_table,
            self.years_table,
            *self.category_tables,
            self.vintages_table,
        )
        return tuple(table for table in shown if table)

    # --- Addresses ---
    @property
    def query(self) -> str:
        """What fixes this page: the same address shows the same thing to everybody."""
        return _query(self.found, self.when, self.against)

    def _to(self, when: When) -> str:
        return f"{self.found.measure_id}/?{_query(self.found, when)}"

    @property
    def to(self) -> str:
        return f"{self.found.measure_id}/?{self.query}"

    @property
    def choices(self) -> tuple[Choice, ...]:
        """The years or days that there are, and what to compare with."""
        whens = tuple(reversed(self.found.whens))
        then = self.comparisons[0].then_when
        offered = (
            ("period", "Year" if words.is_year(self.when) else "Day", whens, self.when),
            ("against", "Against", tuple(when for when in whens if when != self.when), then),
        )
        return tuple(
            Choice(
                name,
                label,
                (Group("", tuple(Option(o.code, o.label, o == chosen) for o in options)),),
            )
            for name, label, options, chosen in offered
            if len(options) > 1
        )


def published_shown(
    found: Published, *, when: When | None = None, against: When | None = None
) -> PublishedShown | None:
    """`found` for a year or a day, by default the latest; None where there is no figure."""
    asked = when or (found.whens[-1] if found.whens else None)
    return PublishedShown(found, asked, against) if asked else None


def _query(found: Published, when: When, against: When | None = None) -> str:
    asked = {
        "period": when.code,
        "against": against.code if against else "",
        "as-at": found.as_at,
    }
    return urlencode({name: value for name, value in asked.items() if value}, safe="/")


def _unit(found: Published) -> str:
    return "percent" if found.is_share else found.measure.noun.plural


def _alternative(labels: Iterable[str], cells: Iterable[Cell]) -> str:
    values = "; ".join(f"{label} {cell.text}" for label, cell in zip(labels, cells, strict=True))
    return f"Bars, with the number of each: {values}."


def _change(published_comparison: PublishedComparison) -> tuple[Entry, ...]:
    match published_comparison.change:
        case Difference() as change:
            percent = Gap.NOT_APPLICABLE if change.percent is None else change.percent
            return (
                Cell(change.difference, Style.DIFFERENCE),
                Cell(percent, Style.CHANGE),
                words.in_a_cell(published_comparison),
            )
        case ShareChange() as change:
            return (Cell(change.points, Style.POINTS), words.in_a_cell(published_comparison))
        case Incomparable(before=before, after=after):
            gap = next((it for it in (after, before) if isinstance(it, Gap)), Gap.NOT_APPLICABLE)
            is_share = isinstance(published_comparison.then, float)
            return (
                Cell(gap),
                *(() if is_share else (Cell(gap),)),
                words.in_a_cell(published_comparison),
            )
    raise AssertionError("unreachable")
