"""The page of benchmarks as everything that it shows; reads through queries, draws nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from measures.periods import Month, Period, PeriodKind
from measures.whole_numbers import whole_number
from partnership.models import Partnership
from partnership.models.peers import ComparisonGroup
from partnership.people.permissions import Permission, Viewer, may
from partnership.places import peers
from partnership.places.peers import Peer
from reporting import narrative
from reporting.analysis.benchmarks import Benchmarked, Benchmarks, benchmarks
from reporting.analysis.figures import Figures
from reporting.analysis.peers import Counted
from reporting.analysis.places import Residents
from reporting.charts.dots import Dots
from reporting.charts.origin_tables import returns as returns_table
from reporting.content import number_formats
from reporting.content.description import Cell, Column, Row, Sentence, Table
from reporting.content.selection import Selection
from reporting.narrative import benchmarks as words
from reporting.pages.benchmarks.rows import PartnershipRow, dots, nothing, row, rows
from reporting.pages.measure.choices import Choice, Group, Option
from reporting.queries import figures as queries
from reporting.queries.benchmarks import by_partnership, comparable, with_figures
from reporting.queries.measures import NoSuch
from reporting.queries.reading import Reading
from reporting.rendering.picture import Around
from returns.catalogue.declarations import Source

FORCE = "force"


@dataclass(frozen=True)
class Offered:
    """A group that may be shown: `value` is for the address."""

    value: str
    label: str
    about: str
    saved: ComparisonGroup | None = None


@dataclass(frozen=True)
class BenchmarksShown:
    """Partnerships side by side, as asked for; each part is worked out once."""

    benchmarks: Benchmarks
    offered: tuple[Offered, ...]
    group: Offered
    measures: tuple[tuple[str, str], ...]
    sources: tuple[Source, ...]
    selection: Selection
    periods: tuple[Period, ...]
    may_keep: bool

    @property
    def figures(self) -> Figures:
        return self.benchmarks.figures

    @cached_property
    def title(self) -> str:
        return (
            f"{self.figures.measure.title}, {self.benchmarks.period.label}:"
            f" {self.figures.partnership} beside other partnerships"
        )

    @cached_property
    def headline(self) -> Sentence:
        return words.headline(self.benchmarks, group=self.group.label)

    @cached_property
    def findings(self) -> tuple[Sentence, ...]:
        return words.findings(self.benchmarks)

    @property
    def notes(self) -> tuple[str, ...]:
        return (*words.of_period(self.benchmarks.period), *words.of_forces(self.benchmarks))

    @property
    def source_line(self) -> str:
        return words.source_line(self.benchmarks)

    @cached_property
    def rows(self) -> tuple[PartnershipRow, ...]:
        return rows(self.benchmarks)

    @cached_property
    def dots(self) -> Dots | None:
        return dots(self.benchmarks)

    @property
    def picture_words(self) -> Around:
        """What stands around the dots on their picture."""
        return Around(
            slug=words.RATES,
            title=words.title_of_dots(self.benchmarks),
            head=(self.table.title, words.ABOUT_DOTS),
            foot=(self.source_line, *self.notes, *words.about_residents(self.benchmarks)),
            description=words.alternative(self.benchmarks, "Dots with intervals"),
        )

    @property
    def about_dots(self) -> str:
        return words.ABOUT_DOTS

    # --- Tables ---
    @cached_property
    def table(self) -> Table:
        """As in a file, where the ends of an interval are two numbers."""
        columns = (
            Column("Partnership"),
            Column("Number", is_number=True),
            Column("Residents", is_number=True),
            Column(narrative.rate_title(self.benchmarks.period), is_number=True),
            Column("95% interval from", is_number=True),
            Column("95% interval to", is_number=True),
            Column("Rank, highest first"),
            Column(words.CHANGE_COLUMN, is_number=True),
            *([Column(words.OTHERWISE_COLUMN)] if self.benchmarks.compares_changes else []),
        )
        return Table(
            slug="partnerships",
            title=words.subtitle(self.benchmarks, group=self.group.label),
            columns=columns,
            rows=tuple(map(self._row, self.benchmarks.standings)),
            notes=(
                *self.notes,
                *words.about_changes(self.benchmarks),
                *words.about_residents(self.benchmarks),
                words.HOW_RANKS,
            ),
        )

    @property
    def rate_heading(self) -> str:
        return narrative.rate_in_short(self.benchmarks.period)

    def _row(self, benchmarked: Benchmarked) -> Row:
        shown, interval = row(self.benchmarks, benchmarked), benchmarked.interval
        style, none = (
            words.style_of_rates(self.benchmarks),
            nothing(self.benchmarks, benchmarked),
        )
        ends = (Cell(interval.low, style), Cell(interval.high, style)) if interval else (none, none)
        return Row(
            (
                shown.name,
                shown.number,
                shown.residents,
                shown.rate,
                *ends,
                shown.rank,
                shown.change,
                *([shown.otherwise] if self.benchmarks.compares_changes else []),
            )
        )

    @cached_property
    def returns_table(self) -> Table:
        return returns_table(self.figures, [self.benchmarks.period])

    @property
    def every_table(self) -> tuple[Table, ...]:
        return (self.table, self.returns_table)

    @property
    def about(self) -> tuple[str, ...]:
        """The sentences that accompany the tables in every download."""
        sentences = (self.headline, *self.findings)
        return (
            *(sentence.text for sentence in sentences),
            self.group.about,
            self.source_line,
        )

    @cached_property
    def caveats(self) -> tuple[str, ...]:
        figures = self.figures
        return (*figures.source.caveats, *figures.dataset.caveats, words.AS_RECORDED)

    @cached_property
    def how_we_know(self) -> tuple[str, ...]:
        return (
            self.group.about,
            f"{self.figures.measure.definition}",
            *words.about_residents(self.benchmarks),
            words.HOW_RANKS,
            words.HOW_OTHERWISE if self.benchmarks.compares_changes else words.HOW_HIGH,
        )

    # --- What may be chosen ---
    @cached_property
    def choices(self) -> tuple[Choice, ...]:
        chosen = self.figures.measure_id
        return (
            Choice(
                "measure",
                "Measure",
                (Group("", tuple(Option(to, title, to == chosen) for to, title in self.measures)),),
            ),
            *([self._of_sources()] if len(self.sources) > 1 else []),
            Choice("period", "Period", (Group("", tuple(self._periods())),)),
            Choice(
                "group",
                "Beside",
                (
                    Group(
                        "",
                        tuple(
                            Option(offer.value, offer.label, offer.value == self.group.value)
                            for offer in self.offered
                        ),
                    ),
                ),
            ),
        )

    def _of_sources(self) -> Choice:
        shown = self.figures.source.slug
        options = (Option(each.slug, each.title, each.slug == shown) for each in self.sources)
        return Choice("source", "Source", (Group("", tuple(options)),))

    def _periods(self) -> Iterator[Option]:
        for period in self.periods:
            yield Option(period.code, period.label, period == self.benchmarks.period)

    @property
    def query(self) -> str:
        """The query string of exactly this page."""
        asked = {
            "measure": self.figures.measure_id,
            "source": self.figures.source.slug if len(self.sources) > 1 else "",
            "period": self.benchmarks.period.code,
            "group": self.group.value,
            "as-at": self.selection.as_at,
        }
        return urlencode({name: value for name, value in asked.items() if value}, safe="/")


def benchmarks_shown(
    partnership: Partnership, *, viewer: Viewer, asked: Selection, measure: str, group: str
) -> BenchmarksShown | None:
    """As asked for; None where there are no figures of other partnerships, or no others.

    NoSuch for a measure, a group or a period that there is not.
    """
    _check_compared(measure)
    offered = _offered(partnership, viewer=viewer)
    beside = _chosen(partnership, offered, group, viewer=viewer)
    if beside is None:
        return None
    members = _members(partnership, beside)
    compared = with_figures(
        [member.area for member in members], but=partnership.area_id, as_at=asked.moment
    )
    named = {f"{dataset.app}/{declared.slug}": declared.title for dataset, declared, _ in compared}
    chosen = measure or next(iter(named), "")
    sources = tuple(
        source
        for dataset, declared, source in compared
        if f"{dataset.app}/{declared.slug}" == chosen
    )
    if not sources:
        return None
    reading = queries.reading(
        chosen,
        partnership=partnership,
        viewer=viewer,
        source=_source(sources, asked.source).slug,
        as_at=asked.moment,
        written_as_at=asked.as_at,
    )
    every = _counted(reading, partnership, members)
    periods = _periods_supplied(every)
    period = asked.period or _latest(periods)
    if period is None:
        return None
    return BenchmarksShown(
        benchmarks=benchmarks(reading.figures, period, _in_year(every, period)),
        offered=offered if beside in offered else (*offered, beside),
        group=beside,
        measures=tuple(named.items()),
        sources=sources,
        selection=asked,
        periods=periods if period in periods else (period, *periods),
        may_keep=may(viewer, Permission.KEEP_COMPARISON_GROUPS, partnership=partnership),
    )


def _check_compared(measure: str) -> None:
    """NoSuch for a measure that is named and that no published source of partnerships has."""
    if measure and measure not in {
        f"{dataset.app}/{declared.slug}" for dataset, declared, _ in comparable()
    }:
        raise NoSuch(f"“{measure}” is no measure that partnerships are compared by.")


def _source(sources: Sequence[Source], asked: str) -> Source:
    """The source asked for; the first where none is. NoSuch where it has no such figures."""
    for source in sources:
        if asked in ("", source.slug):
            return source
    raise NoSuch(f"Partnerships are not compared by a source “{asked}” here.")


def _offered(partnership: Partnership, *, viewer: Viewer) -> tuple[Offered, ...]:
    force = partnership.police_force
    groups = (
        []
        if force is None
        else [Offered(FORCE, words.in_force(force.name), _about_force(force.name))]
    )
    groups += [_of_group(group) for group in peers.groups(partnership, viewer=viewer)]
    return tuple(groups)


def _about_force(name: str) -> str:
    return f"Every community safety partnership of {words.in_force(name)}, by the ONS lookup."


def _of_group(comparison_group: ComparisonGroup) -> Offered:
    ended = number_formats.day(comparison_group.until) if comparison_group.until else ""
    about = words.about_group(
        comparison_group.name,
        comparison_group.source,
        number_formats.day(comparison_group.dated),
        illustrative=comparison_group.illustrative,
        ended=ended,
    )
    return Offered(str(comparison_group.pk), f"“{comparison_group.name}”", about, comparison_group)


def _chosen(
    partnership: Partnership, offered: Sequence[Offered], group: str, *, viewer: Viewer
) -> Offered | None:
    """The group asked for, including an ended one; the first where none is named."""
    if not group:
        return offered[0] if offered else None
    for offer in offered:
        if offer.value == group:
            return offer
    number = whole_number(group)
    ended = None if number is None else peers.group(partnership, number, viewer=viewer)
    if ended is None:
        raise NoSuch("There is no such comparison group.")
    return _of_group(ended)


def _members(partnership: Partnership, group: Offered) -> tuple[Peer, ...]:
    if group.saved is None:
        return peers.of_force(partnership)
    return peers.members(group.saved, partnership)


@dataclass(frozen=True)
class _Known:
    """A partnership's counts, and its residents for any year."""

    peer: Peer
    series: Mapping
    is_ours: bool


def _counted(
    reading: Reading, partnership: Partnership, members: Sequence[Peer]
) -> tuple[_Known, ...]:
    series = by_partnership(reading, [member.area for member in members])
    return tuple(
        _Known(member, series.get(member.area, {}), member.area == partnership.area_id)
        for member in members
    )


def _in_year(every: Sequence[_Known], period: Period) -> tuple[Counted, ...]:
    year = period.financial_year
    return tuple(
        Counted(
            code=known.peer.code,
            name=known.peer.name,
            is_ours=known.is_ours,
            series=known.series,
            residents=Residents(used.count, used.year, used.source)
            if (used := known.peer.population(year))
            else None,
        )
        for known in every
    )


def _periods_supplied(every: Sequence[_Known]) -> tuple[Period, ...]:
    """Whole years and quarters that anybody has figures of, the latest year first."""
    spans = {span for known in every for span in known.series}
    supplied = {month for start, months in spans for month in range(start, start + months)}
    years = sorted(
        {Month(month // 12, month % 12 + 1).financial_year for month in supplied}, reverse=True
    )
    found: list[Period] = []
    for number in years:
        year = Period.year(number)
        parts = (year, *reversed(year.split(into=PeriodKind.QUARTER)))
        found += [part for part in parts if _is_supplied(part, supplied)]
    return tuple(found)


def _is_supplied(period: Period, months: set[int]) -> bool:
    return all(month.year * 12 + month.number - 1 in months for month in period.each_month)


def _latest(periods: Sequence[Period]) -> Period | None:
    """The latest whole year; else the latest quarter."""
    years = [period for period in periods if period.kind is PeriodKind.YEAR]
    return years[0] if years else next(iter(periods), None)
