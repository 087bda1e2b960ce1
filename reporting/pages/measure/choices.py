"""What may be chosen on a measure's page: only what exists; knows figures, and no form."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl

from measures import baselines
from measures.baselines import Baseline
from measures.counts import Gap
from measures.periods import Period, PeriodKind
from reporting import narrative
from reporting.analysis.figures import Figures
from reporting.analysis.places import Place, PlaceKind
from reporting.analysis.supplied_months import Supplied
from reporting.pages.measure.page import MeasureShown
from returns.catalogue.main_sources import Stretch


@dataclass(frozen=True)
class Option:
    value: str
    label: str
    is_chosen: bool = False


@dataclass(frozen=True)
class Group:
    """Options under a heading; a blank label is no heading."""

    label: str
    options: tuple[Option, ...]


@dataclass(frozen=True)
class Choice:
    """One select: `name` is the word of the address."""

    name: str
    label: str
    groups: tuple[Group, ...]


def choices(shown: MeasureShown) -> tuple[Choice, ...]:
    """Period, year to compare with, area and source, each with what is chosen now."""
    figures = shown.figures
    return tuple(
        choice
        for choice in (
            Choice("period", "Period", tuple(periods(figures, shown.period))),
            Choice("against", "Compared with", tuple(_against(shown))),
            Choice("area", "Area", tuple(_areas(figures, shown.area))),
            Choice("source", "Source", (Group("", tuple(_sources(figures))),)),
            Choice("wards", "Wards", (Group("", tuple(_wards(figures))),)),
        )
        if sum(len(group.options) for group in choice.groups) > 1
    )


def summary(shown: MeasureShown) -> str:
    """What is chosen, in a line: "Q4 2024/25, all of Middlesbrough, against Q4 2023/24"."""
    figures, first = shown.figures, shown.headline_comparison
    where = shown.area.name if shown.area else figures.partnership
    return f"{_capital(first.period.label)}, {where}, against {narrative.base_named(first)}"


def in_a_line(offered: Iterable[Choice]) -> str:
    """What is chosen of some choices, in a line."""
    options = (option for choice in offered for group in choice.groups for option in group.options)
    return ", ".join(option.label for option in options if option.is_chosen)


def hidden(shown: MeasureShown, offered: Iterable[Choice]) -> tuple[tuple[str, str], ...]:
    """What is selected and is no choice of `offered`: it stays as it is."""
    named = {choice.name for choice in offered}
    selected = parse_qsl(shown.selection.but(sort="").query)
    asked = {"as-at", "wards", "area"} - named
    return tuple((name, value) for name, value in selected if name in asked)


def periods(figures: Figures, chosen: Period) -> Iterable[Group]:
    """Years with their parts, the latest first; those of every main source, each by its name."""
    if not figures.of_main:
        yield from _periods_of(figures, figures.supplied, chosen)
        return
    if not any(stretch.contains(chosen) for stretch in figures.stretches):
        yield Group("Of two main sources", (_period(chosen, chosen),))
    for stretch in reversed(figures.stretches):
        for group in _periods_of(figures, Supplied(stretch.supplied), chosen, of=stretch):
            yield replace(group, label=f"{group.label}, {stretch.title}")


def _periods_of(
    figures: Figures, supplied: Supplied, chosen: Period, *, of: Stretch | None = None
) -> Iterable[Group]:
    """The periods that `supplied` makes up and that have figures, the newest first.

    Of a stretch only those that lie within it.
    """
    for number in reversed(supplied.years):
        year = Period.year(number)
        parts = [
            part
            for kind in (PeriodKind.HALF, PeriodKind.QUARTER, PeriodKind.MONTH)
            for part in reversed(year.split(into=kind))
            if supplied.holds(part) and _has_figures(figures, part, of)
        ]
        options = [_period(p, chosen) for p in parts]
        is_chosen = chosen.financial_year == number and (of is None or of.contains(chosen))
        if of is None or of.contains(year):
            options.insert(0, _period(supplied.so_far(year), chosen, value=year))
        if is_chosen and not any(option.is_chosen for option in options):
            options.append(_period(chosen, chosen))
        if options:
            yield Group(year.label, tuple(options))


def _has_figures(figures: Figures, part: Period, of: Stretch | None) -> bool:
    """Whether figures are as fine as `part`; those of another source have not been read."""
    if of is not None and of.source != figures.source.slug:
        return True
    if figures.gate and part.months < figures.gate.months:
        return False
    return figures.count(part) is not Gap.NOT_APPLICABLE


def _period(period: Period, chosen: Period, *, value: Period | None = None) -> Option:
    return Option((value or period).code, _capital(period.label), period == chosen)


def _against(shown: MeasureShown) -> Iterable[Group]:
    """A year of its own, or a baseline that is more than one year."""
    now = shown.headline_comparison
    yield Group("Another year", tuple(_years(shown)))
    offered = tuple(
        Option(baseline.code, label, baseline is now.against)
        for baseline, label in _MORE_THAN_A_YEAR.items()
        if baselines.periods_of(baseline, shown.period)
    )
    if offered:
        yield Group("More than one year", offered)


# Short, so that the form stays small: the page lists the years.
_MORE_THAN_A_YEAR = {
    Baseline.MEAN_3: "Average of 3 years",
    Baseline.MEAN_3_WITHOUT_LOCKDOWN: "Average of 3 years, less 2020/21",
    Baseline.MEAN_5: "Average of 5 years",
    Baseline.MEAN_5_WITHOUT_LOCKDOWN: "Average of 5 years, less 2020/21",
    Baseline.ROLLING_YEAR: "12 months with 12 before",
}


def _years(shown: MeasureShown) -> Iterable[Option]:
    asked = shown.headline_comparison.against
    named = set()
    if isinstance(asked, Period):
        named = {Period.year(asked.financial_year) if asked.is_within_one_year else asked}
    available = {Period.year(year) for year in shown.figures.years}
    own = Period.year(shown.period.financial_year)
    for year in sorted((available | named) - {own}, reverse=True):
        yield Option(year.code, _named(year, shown.period), year in named)


def _named(year: Period, period: Period) -> str:
    """A year, and what it is to the period shown."""
    own = Period.year(period.financial_year)
    if year == own.year_earlier:
        return f"{year.label}, the year before"
    return f"{year.label}, before Covid" if year == baselines.PRE_COVID else year.label


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _areas(figures: Figures, chosen: Place | None) -> Iterable[Group]:
    yield Group("", (Option("", narrative.all_of(figures), chosen is None),))
    for label, kind, places in (
        ("Localities", PlaceKind.LOCALITY, figures.localities),
        ("Wards", PlaceKind.WARD, figures.wards),
    ):
        options = tuple(Option(place.code, place.name, place == chosen) for place in places)
        if options and figures.reaches(kind):
            yield Group(label, options)


def _sources(figures: Figures) -> Iterable[Option]:
    """Where the main source changes, first that of each period, and then each by itself."""
    if figures.stretches:
        yield Option("", "The main source of the period", is_chosen=figures.of_main)
    yield Option(figures.source.slug, figures.source.title, is_chosen=not figures.of_main)
    for other in figures.other_sources:
        yield Option(other.slug, other.title)


def _wards(figures: Figures) -> Iterable[Option]:
    """The wards shown by, and the sets that these cannot stand for."""
    yield Option(figures.wards_of, figures.ward_set, is_chosen=True)
    for other in figures.other_wards:
        yield Option(other.since.isoformat(), other.name)
