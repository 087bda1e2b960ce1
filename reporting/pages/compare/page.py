"""The page of any two figures as everything that it shows; reads through queries, draws nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from measures.change import Difference, Refusal
from measures.counts import Gap
from measures.periods import BadPeriod, Period
from partnership.models import Partnership
from partnership.people.permissions import Viewer
from reporting import narrative
from reporting.analysis.figures import Figures
from reporting.analysis.main_sources import is_shown_for, sources_of
from reporting.analysis.newest import opening_period
from reporting.analysis.pairs import Pair, Side, pair, same_months
from reporting.analysis.places import PlaceKind
from reporting.charts.origin_tables import returns as returns_table
from reporting.content.description import (
    Cell,
    Chart,
    Column,
    Entry,
    Kind,
    Role,
    Row,
    Sentence,
    Series,
    Style,
    Table,
    worked_out,
)
from reporting.content.number_formats import fine_enough
from reporting.content.selection import BadSelection, moment
from reporting.narrative import pairs as words
from reporting.narrative import verdicts
from reporting.pages.compare.asked import Asked, SideAsked
from reporting.pages.compare.forms import EmptyForm, SideForm
from reporting.queries import figures as queries
from reporting.queries.measures import NoSuch, main_measures
from reporting.queries.national import is_published
from reporting.queries.places import place_named


@dataclass(frozen=True)
class PairShown:
    """Two figures side by side, as asked for; each part is worked out once.

    `more` are the same first figure beside a third and a fourth.
    """

    made: Pair
    asked: Asked
    partnership: Partnership
    more: tuple[PairShown, ...] = ()

    @property
    def heading(self) -> Sentence:
        """What came of it; of more than two what is compared."""
        return Sentence((words.of_many(self.made, len(self.more)),)) if self.more else self.headline

    @cached_property
    def called(self) -> str:
        """The second figure by what tells it from the first."""
        return words.called(self.made.right, self.made)

    @cached_property
    def title(self) -> str:
        return words.title(self.made)

    @cached_property
    def headline(self) -> Sentence:
        return words.headline(self.made)

    @cached_property
    def verdict(self) -> Sentence | None:
        return words.verdict(self.made)

    @cached_property
    def refusal(self) -> str:
        return words.refusal(self.made)

    @cached_property
    def cautions(self) -> tuple[str, ...]:
        return words.cautions(self.made)

    @property
    def sides(self) -> tuple[Side, Side]:
        return self.made.left, self.made.right

    @cached_property
    def illustrative(self) -> str:
        left, right = self.sides
        if left.series == right.series:
            return narrative.illustrative(left.figures, [left.period, right.period])
        sentences = (narrative.illustrative(side.figures, [side.period]) for side in self.sides)
        return " ".join(dict.fromkeys(sentence for sentence in sentences if sentence))

    @cached_property
    def source_line(self) -> str:
        left, right = self.sides
        if left.series == right.series:
            return narrative.source_line(left.figures, [left.period, right.period])
        lines = (narrative.source_line(side.figures, [side.period]) for side in self.sides)
        return " ".join(lines)

    @cached_property
    def instead(self) -> str:
        """The query string of the same months of both, where one period is not finished."""
        periods = same_months(*self.sides) if self.made.refused else None
        if periods is None:
            return ""
        left, right = (
            replace(_written(side), period=period.code)
            for side, period in zip(self.sides, periods, strict=True)
        )
        return self._asked(left, right).query

    @cached_property
    def from_one_source(self) -> tuple[tuple[str, str], ...]:
        """Where the sources differ: each that has both figures, in words, with a query string."""
        if self.made.refused is not Refusal.SOURCES_DIFFER:
            return ()
        left, right = ({s.slug: s for s in sources_of(side.figures)} for side in self.sides)
        return tuple(
            (words.from_one_source(left[slug].title), self._from(slug))
            for slug in left
            if slug in right
            and left[slug].months.issuperset(self.made.left.period.each_month)
            and right[slug].months.issuperset(self.made.right.period.each_month)
        )

    def _from(self, source: str) -> str:
        left, right = (replace(_written(side), source=source) for side in self.sides)
        return self._asked(left, right).query

    @cached_property
    def query(self) -> str:
        """The query string of exactly this page, whatever was left blank."""
        left, right = map(_written, self.sides)
        return self._asked(left, right).query

    def _asked(self, left: SideAsked, right: SideAsked) -> Asked:
        """The two, with whatever else is asked for."""
        return replace(self.asked, left=left, right=right)

    # --- Tables ---
    @cached_property
    def table(self) -> Table:
        left, right = self.sides
        made = self.made
        return Table(
            slug="compared",
            title=self.title,
            columns=(
                Column("Figure"),
                Column(words.called(left, made), is_number=True),
                Column(words.called(right, made), is_number=True),
                Column("Difference", is_number=True),
                Column("Change", is_number=True),
                Column("95% interval of the change"),
                Column(verdicts.HEADING),
            ),
            rows=tuple(self._rows()),
            notes=tuple(words.residents(side) for side in self.sides if self._has_rates),
        )

    def _rows(self) -> Iterator[Row]:
        left, right = self.sides
        change = self.made.change
        counts = (words.count_cell(left), words.count_cell(right))
        has_percent = not self.made.places_differ
        yield Row(("Number", *counts, *_changed(change, counts, has_percent=has_percent)))
        if self._has_rates:
            cells = (words.rate_cell(left), words.rate_cell(right))
            title = narrative.rate_title(left.period)
            yield Row((title, *cells, *_changed(self.made.of_rates, cells, is_rate=True)))

    @property
    def _has_rates(self) -> bool:
        """Rates say something where the places differ, and are not of one length alone."""
        left, right = self.sides
        has_residents = left.residents is not None and right.residents is not None
        return self.made.places_differ and has_residents

    @cached_property
    def about_table(self) -> Table:
        """What each of the two is."""
        return Table(
            slug="what",
            title="What is compared",
            columns=(Column("What"), Column("One"), Column("The other")),
            rows=tuple(
                Row((title, *(value_of(side) for side in self.sides)))
                for title, value_of in (
                    ("Measure", lambda side: side.figures.measure.title),
                    ("Period", lambda side: side.period.label),
                    ("Area", lambda side: words.name_of(side.place, side.figures)),
                    ("Source", lambda side: side.figures.source.title),
                    ("What is counted", lambda side: side.figures.measure.definition),
                )
            ),
        )

    @property
    def counted(self) -> tuple[str, ...]:
        """What each measure counts, once where both are of one."""
        counted = {
            side.figures.measure.title: side.figures.measure.definition for side in self.sides
        }
        if len(counted) == 1:
            return tuple(counted.values())
        return tuple(f"{title}: {definition}" for title, definition in counted.items())

    @cached_property
    def returns_tables(self) -> tuple[Table, ...]:
        left, right = self.sides
        if left.series == right.series:
            return (returns_table(left.figures, [left.period, right.period]),)
        first = returns_table(left.figures, [left.period])
        other = returns_table(right.figures, [right.period])
        return (first, replace(other, slug="other-returns", title=words.OTHER_RETURNS))

    @property
    def every_table(self) -> tuple[Table, ...]:
        lines = (self.lines.table,) if self.lines else ()
        more = tuple(
            replace(shown.table, slug=f"compared-{number}")
            for number, shown in enumerate(self.more, start=2)
        )
        return (self.table, *more, self.about_table, *lines, *self.returns_tables)

    @property
    def about(self) -> tuple[str, ...]:
        """The sentences that accompany the tables in every download."""
        sentences = (self.headline.text, self.verdict.text if self.verdict else "", self.refusal)
        more = (sentence for shown in self.more for sentence in shown.about)
        return tuple(
            sentence
            for sentence in (*sentences, *self.cautions, self.illustrative, self.source_line, *more)
            if sentence
        )

    @cached_property
    def caveats(self) -> tuple[str, ...]:
        sentences = (
            caveat
            for side in self.sides
            for caveat in (
                *side.figures.source.caveats,
                *side.figures.measure.caveats,
                *side.figures.dataset.caveats,
            )
        )
        return tuple(dict.fromkeys(sentences))

    # --- The chart ---
    @cached_property
    def lines(self) -> Chart | None:
        """Both as months of their financial years; none of two sources, or without any month."""
        left, right = self.sides
        if left.series != right.series:
            return None
        drawn = [_line(left, self.made, Role.THIS), _line(right, self.made, Role.COMPARED)]
        drawn += [
            _line(shown.made.right, shown.made, role)
            for shown, role in zip(self.more, (Role.SECOND, Role.THIRD), strict=False)
            if shown.made.right.series == left.series
        ]
        if drawn[0].cells == drawn[1].cells:
            drawn = drawn[:1]
        if not any(cell.number is not None for line in drawn for cell in line.cells):
            return None
        noun = left.figures.measure.noun
        unit = noun.plural if noun == right.figures.measure.noun else left.figures.dataset.unit
        years = [Period.year(side.period.financial_year) for side in self.sides]
        return Chart(
            slug="lines",
            kind=Kind.LINES,
            title=words.title_of_all_lines([line.label for line in drawn])
            if self.more
            else words.title_of_lines(self.made),
            subtitle=f"{unit[:1].upper()}{unit[1:]} each month, {self.partnership.short_name}",
            unit=f"{unit} a month",
            at=tuple(month.label[:3] for month in years[0].each_month),
            series=tuple(drawn),
            alternative=words.instead_of_lines(unit, [series.label for series in drawn]),
            source_line=self.source_line,
        )

    # --- What may be chosen ---
    @cached_property
    def forms(self) -> tuple[SideForm | EmptyForm, ...]:
        """Four: what is chosen, and what may be chosen besides."""
        left, right = self.sides
        rights = dict(zip((name for name, _ in self.asked.more), self.more, strict=True))
        more = (
            SideForm(name, title, rights[name].made.right, getattr(self.asked, name))
            if name in rights
            else EmptyForm(name, title, left)
            for name, title in (("third", "And with"), ("fourth", "And with (fourth)"))
        )
        return (
            SideForm("left", "One figure", left, self.asked.left),
            SideForm("right", "Compared with", right, self.asked.right),
            *more,
        )


def _written(side: Side) -> SideAsked:
    """A side as written in a permanent address."""
    figures, area = side.figures, side.area
    code = area.code if area else ""
    return SideAsked(figures.measure_id, side.period.code, code, figures.source.slug)


def _changed(
    change: Difference | None,
    of: tuple[Cell, Cell],
    *,
    is_rate: bool = False,
    has_percent: bool = True,
) -> tuple[Entry, Entry, str, str]:
    """Difference, percent, interval and verdict of the two cells; counts of two places have no
    percentage, because places differ by nature."""
    if change is None:
        nothing = Cell(Gap.NOT_APPLICABLE)
        return nothing, nothing, "not given", verdicts.NOT_COMPARED
    percent = change.percent if has_percent and change.percent is not None else Gap.NOT_APPLICABLE
    return (
        _less(*of)
        if is_rate
        else worked_out(change.difference, fine_enough(change.difference, Style.DIFFERENCE), *of),
        worked_out(percent, Style.CHANGE, *of),
        words.interval(change),
        words.in_a_cell(change),
    )


def _less(cell: Cell, other: Cell) -> Cell:
    """The first less the second, written as a difference to a tenth."""
    if cell.number is None or other.number is None:
        return Cell(Gap.NOT_APPLICABLE)
    return worked_out(cell.number - other.number, Style.POINTS, cell, other)


def _line(side: Side, made: Pair, role: Role) -> Series:
    year = Period.year(side.period.financial_year)
    cells = (side.figures.cell(Period(month, 1), area=side.area) for month in year.each_month)
    label = words.called(side, made)
    if side.period != year:
        label = f"{label} ({year.label})"
    return Series(label, role, tuple(cells))


def pair_shown(partnership: Partnership, *, viewer: Viewer, asked: Asked) -> PairShown | None:
    """As asked for; what is left blank is the other's, or the latest. None without any figures.

    NoSuch for what does not exist, BadSelection for what cannot be read.
    """
    first = asked.left.measure or asked.right.measure or next(iter(main_measures()), "")
    already_read: dict[tuple[str, str], list[Figures]] = defaultdict(list)

    def figures(side_asked: SideAsked, period: Period | None, *, otherwise: str) -> Figures:
        wanted = (side_asked.measure or otherwise, side_asked.source)
        for read in already_read[wanted]:
            if is_shown_for(read, period):
                return read
        read = _figures(partnership, wanted, period, viewer=viewer, as_at=asked.as_at)
        already_read[wanted].append(read)
        return read

    asked_first = _period(asked.left.period)
    left = figures(asked.left, asked_first, otherwise=first)
    period = asked_first or opening_period(left)
    if period is None:
        return None
    other = _period(asked.right.period) or _otherwise(period, asked)
    right = figures(asked.right, other, otherwise=left.measure_id)
    sides = (
        _side(left, period, asked.left.area),
        _side(right, other, asked.right.area),
    )
    return PairShown(
        pair(*sides),
        asked,
        partnership,
        more=tuple(
            PairShown(pair(sides[0], _side(of, then, wanted.area)), asked, partnership)
            for _, wanted in asked.more
            for then in (_period(wanted.period) or period,)
            for of in (figures(wanted, then, otherwise=left.measure_id),)
        ),
    )


def _otherwise(period: Period, asked: Asked) -> Period:
    """Where only areas, measures or sources differ, the same period; else the year before."""
    left, right = asked.left, asked.right
    is_same = (left.measure, left.area, left.source) == (right.measure, right.area, right.source)
    return period.year_earlier if is_same else period


def _figures(
    partnership: Partnership,
    wanted: tuple[str, str],
    period: Period | None,
    *,
    viewer: Viewer,
    as_at: str,
) -> Figures:
    measure, source = wanted
    if is_published(measure):
        raise NoSuch("National figures of Prevent and Channel are compared on their own pages.")
    return queries.figures(
        measure,
        partnership=partnership,
        viewer=viewer,
        source=source or None,
        period=period,
        as_at=moment(as_at),
        written_as_at=as_at,
    )


def _side(figures: Figures, period: Period, area: str) -> Side:
    place = place_named(figures, area)
    return Side(figures, period, None if place.kind is PlaceKind.WHOLE else place)


def _period(written: str) -> Period | None:
    if not written:
        return None
    try:
        return Period.parse(written)
    except BadPeriod as bad:
        raise BadSelection(f"{bad} {words.WRITE}.") from None


def names(sides: Iterable[Side]) -> str:
    """The name of a file of the comparison."""
    return "-and-".join(f"{side.figures.measure.slug}-{side.period.code}" for side in sides)
