"""A ward or a locality with every measure that there is: the data behind its page; no medium."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from measures.change import Change
from measures.counts import Gap
from measures.periods import Month, Period
from measures.ranks import RankOfRate, Rated, rank_of_rate
from partnership.models import Partnership
from partnership.people.permissions import Viewer
from partnership.places.ground import Ground
from reporting import narrative
from reporting.analysis.beside_rest import beside_rest
from reporting.analysis.figures import Figures
from reporting.analysis.places import Place, PlaceKind, Residents
from reporting.analysis.scatter import factor_of
from reporting.charts import maps
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
    Table,
)
from reporting.content.selection import Selection
from reporting.narrative import levels, one_place, verdicts
from reporting.narrative.one_place import Ask
from reporting.pages import not_received
from reporting.pages.measure import page as pages
from reporting.pages.measure.choices import Choice, choices
from reporting.pages.measure.page import MeasureShown
from reporting.queries import figures as queries
from reporting.queries.measures import NoSuch, all_datasets, main_measures
from reporting.queries.places import ground_of, wards_with
from reporting.queries.reading import Reading
from reporting.queries.screens import Screens
from reporting.rendering import map_layout, svg
from reporting.rendering.drawing import Canvas, Drawing
from reporting.rendering.map_layout import Inset

# Two years, as signals are judged by.
MONTHS = 24
MOST_HEADLINES = 3
SMALL = Canvas("small", width=250, size=12, plot_height=90, label_width=74, point=1.2)


@dataclass(frozen=True)
class Multiple:
    """One measure in the place: a small chart with its number, its change and its rank."""

    shown: MeasureShown
    among: tuple[Place, ...]

    @property
    def title(self) -> str:
        return self.shown.figures.measure.title

    @property
    def to(self) -> str:
        return self.shown.to

    @cached_property
    def place(self) -> Place:
        assert self.shown.area is not None  # noqa: S101 - made of a place
        return self.shown.area

    @cached_property
    def number(self) -> Sentence:
        return one_place.number(self.shown.figures, self.shown.told, self.place)

    @cached_property
    def change(self) -> Change | None:
        change = self.shown.headline_comparison.change
        return change if isinstance(change, Change) else None

    @property
    def verdict(self) -> str:
        return verdicts.style_name(self.change)

    @property
    def direction(self) -> str:
        return self.change.direction.value if self.change else "level"

    @property
    def changed(self) -> str:
        return narrative.card(
            self.shown.figures, self.shown.headline_comparison, area=self.place
        ).text

    @property
    def judged(self) -> str:
        return self.shown.verdict_in_short

    @cached_property
    def rank(self) -> RankOfRate | None:
        """By rate among places of its kind; None where any of them is not known."""
        if self.place.is_town_centre:
            return None
        figures, period = self.shown.figures, self.shown.told
        ranked = {}
        for place in self.among:
            count = figures.evidence(period, area=place)
            residents = figures.population(period, area=place)
            if place.is_town_centre:
                continue
            if isinstance(count, Gap) or count < 0 or residents is None:
                return None
            factor = factor_of(figures, period, area=place)
            ranked[place.code] = Rated(count, residents.count, factor)
        if len(ranked) < narrative.FEWEST_TO_RANK:
            return None
        return rank_of_rate(ranked[self.place.code], list(ranked.values()))

    @property
    def ranked(self) -> str:
        return one_place.rank(self.rank, self.place)

    @cached_property
    def beside_rest(self) -> str:
        """Whether its change differs from that of the partnership without it."""
        shown = self.shown
        found = beside_rest(shown.figures, shown.headline_comparison, self.place)
        return levels.beside_rest(found, shown.figures)

    @cached_property
    def chart(self) -> Chart | None:
        return _chart(self.shown.figures, self.place, self.shown.period.last)

    @cached_property
    def drawing(self) -> Drawing | None:
        return svg.draw(self.chart, SMALL) if self.chart else None


@dataclass(frozen=True)
class Headline:
    """One of the headlines, with its verdict."""

    headline: Sentence
    verdict: str


@dataclass(frozen=True)
class PlaceInFull:
    """All that there is to show of a ward or a locality."""

    place: Place
    kind: str
    headlines: tuple[Headline, ...]
    multiples: tuple[Multiple, ...]
    not_here: tuple[str, ...]
    beside: tuple[Table, ...]
    about_beside: str
    asks: tuple[Ask, ...]
    inset: Inset | None
    credit: str
    holding: tuple[Place, ...]
    residents: str
    notes: tuple[str, ...]
    illustrative: str
    not_received: tuple[str, ...]
    choices: tuple[Choice, ...]
    as_at: str
    how_we_know: tuple[str, ...]
    source_lines: tuple[str, ...]


def place_in_full(
    partnership: Partnership, kind: PlaceKind, code: str, *, viewer: Viewer, asked: Selection
) -> PlaceInFull:
    """A place for the period asked for, or each measure's latest year.

    One query for each measure and about a dozen besides, however many wards there are. NoSuch
    where the partnership has no such ward or locality.
    """
    readings = _readings(partnership, kind, code, viewer=viewer, asked=asked)
    every = tuple(reading.figures for reading in readings)
    first = with_all_residents(every)
    place = place_of(first, kind, code, partnership)
    screens = Screens(
        partnership, viewer, asked.moment, asked.as_at, _wards(partnership, kind, code, asked)
    )
    shown = _shown_in(place, every, asked, screens)
    among = first.wards if kind is PlaceKind.WARD else first.localities
    multiples = tuple(Multiple(measure, among) for measure in shown)
    main = [
        multiple for multiple in multiples if multiple.shown.figures.measure_id in main_measures()
    ]
    ground = ground_of(readings[0])
    beside = _beside(first, place, ground)
    return PlaceInFull(
        place=place,
        kind=kind.value.capitalize(),
        headlines=tuple(_headlines(main)),
        multiples=multiples,
        not_here=tuple(_not_here(every, kind)),
        beside=tuple(_table(main, title, places) for title, places in beside if main and places),
        about_beside=one_place.about_beside(place, ground),
        asks=one_place.asks(multiples, coarse(every, kind)),
        inset=inset(first, place, ground),
        credit=ground.credit,
        holding=tuple(locality for locality in first.localities if place.code in locality.made_of),
        residents=narrative.residents_of(place),
        notes=(*narrative.about_place(place), *narrative.by_wards(first)),
        illustrative=_illustrative(shown),
        not_received=not_received.weakening(shown, partnership=partnership, viewer=viewer),
        choices=_choices(main),
        as_at=asked.as_at,
        how_we_know=one_place.how_we_know(
            sum(bool(each.change and each.change.is_settled) for each in multiples)
        ),
        source_lines=tuple(dict.fromkeys(measure.source_line for measure in shown)),
    )


def _readings(
    partnership: Partnership, kind: PlaceKind, code: str, *, viewer: Viewer, asked: Selection
) -> tuple[Reading, ...]:
    """Every measure, by the wards among which the place is."""
    return tuple(
        queries.every_reading(
            all_datasets(),
            partnership=partnership,
            viewer=viewer,
            period=asked.period,
            as_at=asked.moment,
            written_as_at=asked.as_at,
            wards=_wards(partnership, kind, code, asked),
        )
    )


def _wards(partnership: Partnership, kind: PlaceKind, code: str, asked: Selection) -> str:
    """The date asked for, or that at which to show a past or future ward; blank for today's."""
    if asked.wards or kind is not PlaceKind.WARD:
        return asked.wards
    return wards_with(partnership, code)


def with_all_residents(every: Sequence[Figures]) -> Figures:
    """The first, its places with residents of every year that any of them has figures for."""
    residents: dict[tuple[PlaceKind, str], dict[int, Residents]] = defaultdict(dict)
    for figures in every:
        for place in figures.places:
            residents[place.kind, place.code] |= place.residents
    places = (
        replace(place, residents=residents[place.kind, place.code]) for place in every[0].places
    )
    return replace(every[0], places=tuple(places))


def place_of(figures: Figures, kind: PlaceKind, code: str, partnership: Partnership) -> Place:
    for place in figures.places:
        if place.kind is kind and code in (place.code, place.code.rpartition("/")[2]):
            return place
    raise NoSuch(f"{partnership.short_name} has no {kind.value} “{code}” today.")


def _shown_in(
    place: Place, every: Sequence[Figures], asked: Selection, screens: Screens
) -> list[MeasureShown]:
    """The measures that reach places of its kind, as the place has them."""
    made = (
        pages.measure_shown(
            figures, period=asked.period, against=asked.against, area=place, screens=screens
        )
        for figures in every
        if figures.reaches(place.kind)
    )
    return [measure for measure in made if measure]


# --- Parts of the page -----------------------------------------------------------------------
def _headlines(main: Iterable[Multiple]) -> Iterable[Headline]:
    """Of the main measures those with a clear change first, else in the overview's order."""
    by_strength = sorted(
        main,
        key=lambda multiple: (
            not (multiple.shown.stands_out or (multiple.change and multiple.change.is_beyond))
        ),
    )
    for multiple in by_strength[:MOST_HEADLINES]:
        verdict = multiple.shown.verdict
        yield Headline(multiple.shown.headline, verdict.text if verdict else "")


def coarse(every: Iterable[Figures], kind: PlaceKind) -> list[Figures]:
    """Figures in use that do not reach places of this kind."""
    return [figures for figures in every if figures.months_supplied and not figures.reaches(kind)]


def _not_here(every: Iterable[Figures], kind: PlaceKind) -> Iterable[str]:
    for figures in coarse(every, kind):
        yield one_place.not_here(figures, kind)


_CHOSEN = ("period", "against", "wards")


def _choices(main: Sequence[Multiple]) -> tuple[Choice, ...]:
    if not main:
        return ()
    return tuple(choice for choice in choices(main[0].shown) if choice.name in _CHOSEN)


def _illustrative(shown: Sequence[MeasureShown]) -> str:
    made_up = [measure for measure in shown if measure.illustrative]
    titles = tuple(dict.fromkeys(measure.figures.dataset.title for measure in made_up))
    if len(titles) == 1:
        return made_up[0].illustrative
    return narrative.illustrative_in_many(titles) if titles else ""


def inset(figures: Figures, place: Place, ground: Ground) -> Inset | None:
    if not ground.middles:
        return None
    return map_layout.inset(
        one_place.inset(figures, place),
        place.made_of,
        tiles=maps.tiles_of(figures.wards, ground),
        outlines=ground.outlines,
    )


def _beside(
    figures: Figures, place: Place, ground: Ground
) -> tuple[tuple[str, tuple[Place, ...]], ...]:
    """Which places stand in tables beside this one: its neighbours, or the wards it is made of."""
    if place.kind is PlaceKind.LOCALITY:
        wards = tuple(ward for ward in figures.wards if ward.code in place.made_of)
        return (
            (one_place.ITS_WARDS, wards),
            (one_place.ALL_LOCALITIES, figures.localities),
        )
    codes = ground.neighbours(place.code)
    by_code = {ward.code: ward for ward in figures.wards}
    neighbours = tuple(by_code[code] for code in codes if code in by_code)
    rows = (place, *sorted(neighbours, key=lambda neighbour: neighbour.name)) if neighbours else ()
    return ((one_place.neighbours_title(place, ground), rows),)


def _table(main: Sequence[Multiple], title: str, places: Sequence[Place]) -> Table:
    """Rates of the main measures; each in the period that the page shows of it."""
    return Table(
        slug=title.lower().replace(" ", "-").replace("’", ""),
        title=title,
        columns=(
            Column("Area"),
            *(
                Column(f"{multiple.title}, {multiple.shown.told.label}", is_number=True)
                for multiple in main
            ),
        ),
        rows=tuple(Row((_head(place), *_rates(main, place))) for place in places),
        notes=(one_place.ABOUT_RATES, *_town_centre(places)),
    )


def _head(place: Place) -> Entry:
    name = place.name + (" (town centre)" if place.is_town_centre else "")
    return Link(name, place.to) if place.to else name


def _rates(main: Iterable[Multiple], place: Place) -> Iterable[Cell]:
    for multiple in main:
        yield multiple.shown.figures.rate_cell(multiple.shown.told, area=place)


def _town_centre(places: Iterable[Place]) -> tuple[str, ...]:
    of_centre = narrative.town_centre(places)
    return (of_centre,) if of_centre else ()


# --- A small chart ---------------------------------------------------------------------------
def _chart(figures: Figures, place: Place, last: Month) -> Chart | None:
    """The months up to `last` for each 1,000 residents here and everywhere, on one scale.

    Counts of the place alone where its residents are not known; None where no month has any.
    """
    months = [Period(last.shift(n), 1) for n in range(1 - MONTHS, 1)]
    has_rates = any(figures.population(month, area=place) for month in months)
    cells = tuple(
        figures.rate_cell(month, area=place) if has_rates else figures.cell(month, area=place)
        for month in months
    )
    if all(cell.number is None for cell in cells):
        return None
    series = [Series(place.name, Role.THIS, cells)]
    if has_rates and figures.population(months[-1]):
        whole = tuple(figures.rate_cell(month) for month in months)
        series.append(Series(figures.partnership, Role.COMPARED, whole))
    subtitle = one_place.subtitle(figures, place, months, has_rates=has_rates)
    return Chart(
        slug=f"{figures.measure_id}-small".replace("/", "-"),
        kind=Kind.LINES,
        title=f"{figures.measure.title}, {place.name}",
        subtitle=subtitle,
        unit=one_place.unit(figures, has_rates=has_rates),
        at=tuple(f"{month.start.label[:3]} {month.start.year % 100:02}" for month in months),
        series=tuple(series),
        alternative=one_place.instead(subtitle, cells, months),
        source_line=narrative.source_line(figures, months),
    )
