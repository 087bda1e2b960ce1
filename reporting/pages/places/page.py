"""The page of a ward or a locality: what went beyond the usual there, in short; no medium."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from measures.change import Change
from measures.periods import Period
from partnership.models import Partnership
from partnership.page_parts import Way
from partnership.people.permissions import Viewer
from partnership.places.followed_wards import Followed, followed
from partnership.places.ground import Ground
from reporting import narrative
from reporting.analysis.figures import Figures
from reporting.analysis.newest import newest_period
from reporting.analysis.places import Place, PlaceKind
from reporting.charts import dots
from reporting.charts.dots import Dots
from reporting.charts.small import small
from reporting.content.description import Cell, Chart, Link, Sentence
from reporting.content.selection import Selection
from reporting.narrative import one_place, verdicts
from reporting.narrative.one_place import Ask
from reporting.narrative.place_page import headings, words
from reporting.narrative.place_page.headings import Moved
from reporting.pages.asked import AskedAbout, asked_about
from reporting.pages.measure import page as pages
from reporting.pages.measure.choices import Choice, Group, Option, choices
from reporting.pages.measure.page import MeasureShown
from reporting.pages.places import in_full
from reporting.pages.places.in_full import Multiple
from reporting.pages.places.shapes import Shape, shape
from reporting.pages.places.types import Types, types_of
from reporting.queries import figures as queries
from reporting.queries.measures import NoSuch
from reporting.queries.places import ground_of, wards_with
from reporting.queries.reading import Reading
from reporting.queries.screens import Screens
from reporting.rendering.map_layout import Inset

MOST_ASKS = 3


@dataclass(frozen=True)
class Main:
    """A main measure in the place: its number, its verdict and a small chart."""

    multiple: Multiple

    @property
    def shown(self) -> MeasureShown:
        return self.multiple.shown

    @property
    def title(self) -> str:
        return self.multiple.title

    @cached_property
    def count(self) -> Cell:
        return self.shown.figures.cell(self.shown.told, area=self.multiple.place)

    @property
    def beside(self) -> str:
        return words.beside(self.shown.figures, self.shown.headline_comparison, self.multiple.place)

    @cached_property
    def shape(self) -> Shape:
        """The verdict; of a single month that of the screen."""
        found = shape(self.shown.headline_comparison.change)
        if self.shown.of_month is None:
            return found
        status = verdicts.CHANGED if self.shown.stands_out else verdicts.STEADY
        return replace(found, status=status, words=self.shown.of_month.in_short)

    @property
    def is_made_up(self) -> bool:
        return self.count.is_illustrative

    @cached_property
    def chart(self) -> Chart | None:
        return small(self.shown.figures, self.shown.told, area=self.multiple.place)

    @property
    def moved(self) -> Moved | None:
        """Its change, where it is judged."""
        change = self.multiple.change
        is_judged = change is not None and change.is_settled
        return Moved(self.title, change) if change is not None and is_judged else None


@dataclass(frozen=True)
class Beside:
    """Places beside one another by the rate of one measure, the highest first."""

    title: str
    about: str
    rows: tuple[tuple[Place, Cell], ...]
    dots: Dots | None
    mine: str

    @property
    def caution(self) -> str:
        """Who is harmed in a town centre, where one stands among them."""
        return narrative.town_centre([place for place, _ in self.rows])


@dataclass(frozen=True)
class PlaceShown:
    """All that the page of a ward or a locality shows."""

    place: Place
    caption: str
    heading: str
    lead: tuple[Sentence, ...]
    ranked: str
    cautions: tuple[str, ...]
    main: tuple[Main, ...]
    elsewhere: str
    made_up: str
    sources: str
    types: Types | None
    beside: Beside | None
    fellows_title: str
    fellows: tuple[Place, ...]
    holding: tuple[Place, ...]
    asks: tuple[Ask, ...]
    asked: AskedAbout | None
    inset: Inset | None
    credit: str
    choices: tuple[Choice, ...]
    summary: str
    hidden: tuple[tuple[str, str], ...]
    followed: tuple[Followed, ...]
    query: str

    @property
    def briefing(self) -> Link:
        """The briefing of its locality, or of itself; all of them where it is in none."""
        locality = self.place if not self.is_ward else next(iter(self.holding), None)
        if locality is None:
            return Link("Briefings", "packs/")
        return Link(f"Briefing of {locality.name}", f"packs/{locality.to}")

    @property
    def is_followed(self) -> bool:
        return any(ward.code == self.place.code for ward in self.followed)

    @property
    def is_ward(self) -> bool:
        return self.place.kind is PlaceKind.WARD

    def ways(self, base: str) -> tuple[Way, ...]:
        """Where the page leads on to, below the partnership's address."""
        return tuple(self._ways(base))

    def _ways(self, base: str) -> Iterator[Way]:
        here = f"{base}{self.place.to}"
        mine = next((ward for ward in self.followed if ward.is_mine), None)
        if mine is None:
            yield Way("Choose my ward", f"{base}account/#my-ward")
        elif mine.code != self.place.code:
            yield Way(f"My ward: {mine.name}", f"{base}wards/{mine.code}/")
        yield Way("All wards", f"{base}wards/")
        yield Way("Map of wards", f"{base}map/")
        yield Way("Compared with others", f"{base}compare/?area={self.place.code}")
        if self.asked:
            yield replace(self.asked.way, note="")
        yield Way("How we know", f"{here}how-we-know/{self.query}")


def place_shown(
    partnership: Partnership, kind: PlaceKind, code: str, *, viewer: Viewer, asked: Selection
) -> PlaceShown:
    """A place for the period asked for, or for each measure's newest complete one.

    NoSuch where the partnership has no such ward or locality.
    """
    readings, place = _read(partnership, kind, code, viewer=viewer, asked=asked)
    every = tuple(reading.figures for reading in readings)
    first = in_full.with_all_residents(every)
    among = first.wards if kind is PlaceKind.WARD else first.localities
    screens = Screens(partnership, viewer, asked.moment, asked.as_at, every[0].wards_of)
    main = tuple(
        Main(Multiple(shown, among)) for shown in _main_shown(every, place, asked, screens)
    )
    ground = ground_of(readings[0])
    types = _types(readings, main)
    coarse = in_full.coarse(every, kind)
    holding = tuple(locality for locality in first.localities if place.code in locality.made_of)
    fellows_title, fellows = _fellows(first, place, holding)
    multiples = tuple(each.multiple for each in main)
    return PlaceShown(
        place=place,
        caption=words.caption(place, holding, first.partnership),
        heading=_heading(place, main, types),
        lead=tuple(_lead(main)),
        ranked=main[0].multiple.ranked if main and not place.is_town_centre else "",
        cautions=_cautions(first, place),
        main=main,
        elsewhere=words.elsewhere(coarse, kind, holding),
        made_up=words.made_up([each.title for each in main if each.is_made_up], place),
        sources=words.sources([each.shown.figures for each in main]),
        types=types,
        beside=_beside(main, place, ground),
        fellows_title=fellows_title,
        fellows=fellows,
        holding=holding,
        asks=one_place.asks(multiples, coarse)[:MOST_ASKS],
        asked=asked_about(partnership, viewer=viewer, area=place.code),
        inset=in_full.inset(first, place, ground),
        credit=ground.credit,
        choices=_choices(main, asked),
        summary=_summary(asked),
        hidden=tuple((name, value) for name, value in (("as-at", asked.as_at),) if value),
        followed=followed(partnership, viewer=viewer) if kind is PlaceKind.WARD else (),
        query=f"?{asked.query}" if asked.query else "",
    )


def _read(
    partnership: Partnership, kind: PlaceKind, code: str, *, viewer: Viewer, asked: Selection
) -> tuple[tuple[Reading, ...], Place]:
    """The main measures, by the wards among which the place is; of today where it stands today."""
    wards = asked.wards
    for _ in range(2):
        readings = queries.main_readings(
            partnership=partnership,
            viewer=viewer,
            period=asked.period,
            as_at=asked.moment,
            written_as_at=asked.as_at,
            wards=wards,
        )
        first = in_full.with_all_residents([reading.figures for reading in readings])
        try:
            return readings, in_full.place_of(first, kind, code, partnership)
        except NoSuch:
            day = "" if wards or kind is not PlaceKind.WARD else wards_with(partnership, code)
            if not day:
                raise
            wards = day
    raise NoSuch(f"{partnership.short_name} has no {kind.value} “{code}”.")


def _main_shown(
    every: Iterable[Figures], place: Place, asked: Selection, screens: Screens
) -> Iterator[MeasureShown]:
    """The main measures that reach places of its kind; each in its newest period, or that asked."""
    for figures in every:
        if figures.reaches(place.kind):
            shown = pages.measure_shown(
                figures,
                period=asked.period or newest_period(figures),
                against=asked.against,
                area=place,
                screens=screens,
            )
            if shown:
                yield shown


# --- Parts of the page -----------------------------------------------------------------------
def _types(readings: Sequence[Reading], main: Sequence[Main]) -> Types | None:
    """The types of the first main measure that has any."""
    for each in main:
        reading = next(read for read in readings if read.figures is each.shown.figures)
        if each.shown.dimensions and (found := types_of(reading, each.shown)):
            return found
    return None


def _heading(place: Place, main: Sequence[Main], types: Types | None) -> str:
    """Of all changes on the page that are judged and of the first measure's period."""
    if not main:
        return f"{place.name}: {headings.NO_FIGURES}"
    period = main[0].shown.told
    if period.months == 1:
        return words.of_month(place, [each.title for each in main if each.shown.stands_out])
    judged = [each.moved for each in main if each.moved and each.shown.told == period]
    return headings.heading(place.name, (*judged, *(types.judged if types else ())), period)


def _lead(main: Sequence[Main]) -> Iterator[Sentence]:
    """The first measure with its rate, and the next that is judged."""
    if not main:
        return
    first, *others = main
    yield first.shown.headline
    rate = words.rate(first.shown.figures, first.shown.told, first.multiple.place)
    if rate and not first.is_made_up:
        yield rate
    judged = [each for each in others if isinstance(each.multiple.change, Change)]
    if judged:
        yield judged[0].shown.headline


def _cautions(figures: Figures, place: Place) -> tuple[str, ...]:
    town_centre = narrative.town_centre([place])
    return (*((town_centre,) if town_centre else ()), *narrative.by_wards(figures))


def _beside(main: Sequence[Main], place: Place, ground: Ground) -> Beside | None:
    """The neighbours of a ward, or the wards of a locality, by the first measure's rate."""
    reaching = [each for each in main if each.shown.figures.reaches(PlaceKind.WARD)]
    if not reaching:
        return None
    shown = reaching[0].shown
    figures, period = shown.figures, shown.told
    if place.kind is PlaceKind.WARD:
        codes = {place.code, *ground.neighbours(place.code)}
        title = words.BESIDE_NEIGHBOURS if ground.has_borders else words.BESIDE_NEAREST
    else:
        codes, title = set(place.made_of), words.ITS_WARDS
    wards = [ward for ward in figures.wards if ward.code in codes]
    if len(wards) < 2:
        return None
    rows = [(ward, figures.rate_cell(period, area=ward)) for ward in wards]
    rows.sort(key=lambda row: (row[1].number is None, -(row[1].number or 0), row[0].name))
    return Beside(
        title=title,
        about=words.about_dots(figures, period),
        rows=tuple(rows),
        dots=dots.of_rates(figures, wards, period, mine=place.code),
        mine=place.code,
    )


def _fellows(
    figures: Figures, place: Place, holding: Sequence[Place]
) -> tuple[str, tuple[Place, ...]]:
    """The other wards of its locality, or the other localities."""
    if place.kind is PlaceKind.LOCALITY:
        others = (one for one in figures.localities if one.code != place.code)
        return words.OTHER_LOCALITIES, tuple(others)
    if not holding:
        return "", ()
    codes = set(holding[0].made_of) - {place.code}
    wards = tuple(ward for ward in figures.wards if ward.code in codes)
    return words.fellows(holding[0]), wards


def _choices(main: Sequence[Main], asked: Selection) -> tuple[Choice, ...]:
    """The period, of those of the first measure, and the wards where there are several sets."""
    if not main:
        return ()
    return tuple(
        _with_newest(choice) if choice.name == "period" and asked.period is None else choice
        for choice in choices(main[0].shown)
        if choice.name in ("period", "wards")
    )


def _with_newest(choice: Choice) -> Choice:
    groups = tuple(
        replace(group, options=tuple(replace(option, is_chosen=False) for option in group.options))
        for group in choice.groups
    )
    newest = Group("", (Option("", words.NEWEST, is_chosen=True),))
    return replace(choice, groups=(newest, *groups))


def _summary(asked: Selection) -> str:
    period: Period | None = asked.period
    return narrative.capital(narrative.named(period)) if period else words.NEWEST
