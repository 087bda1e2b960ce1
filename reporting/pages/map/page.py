"""The map of wards as a page: which measure, and what may be chosen; no medium."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from measures.periods import Period
from partnership.kinds import Level
from partnership.models import Partnership
from partnership.page_parts import Way
from partnership.people.permissions import Viewer
from partnership.places.followed_wards import Followed
from partnership.places.ground import Ground
from reporting.analysis.figures import Figures
from reporting.analysis.newest import newest_period
from reporting.charts.maps import Colouring, Form, WardMap, ward_map
from reporting.content.selection import BadSelection, Selection
from reporting.narrative import maps as map_words
from reporting.pages.measure import page as pages
from reporting.pages.measure.choices import Choice, Group, Option, choices
from reporting.pages.measure.page import MeasureShown
from reporting.queries import figures as queries
from reporting.queries.measures import NoSuch, all_datasets, find
from reporting.queries.places import ground_of
from reporting.queries.reading import Reading
from reporting.queries.screens import Screens
from returns.catalogue.declarations import Dataset, Measure

_TO_WARDS = (Level.WARD, Level.LSOA)


@dataclass(frozen=True)
class MapShown:
    """A measure on the map with the table beside it; `missing` says why where there is none."""

    figures: Figures
    shown: MeasureShown | None
    map: WardMap | None
    missing: tuple[str, ...]
    choices: tuple[Choice, ...]
    hidden: tuple[tuple[str, str], ...]
    summary: str
    years: Years | None

    def ways(self, base: str, mine: Followed | None) -> tuple[Way, ...]:
        """Where the page leads on to, below the partnership's address."""
        title, measure = self.figures.measure.title, self.figures.measure_id
        query = f"?{self.shown.selection.but(area='').query}" if self.shown else ""
        own = (
            Way(f"My ward: {mine.name}", f"{base}wards/{mine.code}/")
            if mine
            else Way("Choose my ward", f"{base}account/#my-ward")
        )
        return (
            own,
            Way("All wards", f"{base}wards/"),
            Way(title, f"{base}{measure}/{query}"),
            Way("Ranks and ranges", f"{base}{measure}/wards/{query}"),
            Way("Compared with others", f"{base}compare/?left={measure}"),
            Way("How we know", f"{base}{measure}/how-we-know/{query}"),
        )


@dataclass(frozen=True)
class Years:
    """The years that the map can be moved along, as a slider and as addresses beside it.

    `hidden` are the other choices, which a year leaves as they are.
    """

    first: int
    last: int
    now: int
    label: str
    earlier: str
    later: str
    hidden: tuple[tuple[str, str], ...]


def map_shown(
    partnership: Partnership,
    *,
    viewer: Viewer,
    asked: Selection,
    wanted: Mapping[str, str],
    mine: str = "",
) -> MapShown:
    """The map for the query string `wanted`, which `asked` is read from; ward `mine` outlined.

    NoSuch for a measure that does not exist or that no source has by ward.
    """
    measure_id = wanted.get("measure", "").strip() or _first()
    asked = _of_year(asked, wanted)
    _, measure = find(measure_id)
    colouring, form = _colouring(wanted.get("colour", "")), _form(wanted.get("drawn", ""))
    reading = queries.reading(
        measure_id,
        partnership=partnership,
        viewer=viewer,
        # Another measure may have been chosen since the source was.
        source=asked.source if asked.source in measure.categories else None,
        period=asked.period,
        as_at=asked.moment,
        written_as_at=asked.as_at,
        wards=asked.wards,
    )
    figures = reading.figures
    shown = pages.measure_shown(
        figures,
        period=asked.period or newest_period(figures),
        against=asked.against,
        screens=Screens(partnership, viewer, asked.moment, asked.as_at, asked.wards),
    )
    ground = ground_of(reading)
    drawn = of_measure(shown, ground, colouring=colouring, form=form, mine=mine) if shown else None
    kept = (("measure", measure_id), ("colour", colouring.value), ("drawn", form.value))
    offered = tuple(_choices(measure_id, shown, ground, colouring, form))
    return MapShown(
        figures=figures,
        shown=shown,
        map=drawn,
        missing=() if drawn else _missing(figures, shown),
        choices=offered,
        hidden=tuple(
            (name, value)
            for name, value in (("as-at", asked.as_at), ("source", asked.source))
            if value
        ),
        summary=f"{figures.measure.title}, {shown.told.label}" if shown else figures.measure.title,
        years=_years(shown, kept) if shown else None,
    )


def of_measure(
    shown: MeasureShown,
    ground: Ground,
    *,
    colouring: Colouring = Colouring.CHANGE,
    form: Form = Form.TILES,
    mine: str = "",
) -> WardMap | None:
    """The map beside the table by ward, of the same rows; None where there is no such table."""
    return ward_map(
        shown.figures, shown.ward_rows, ground, colouring=colouring, form=form, mine=mine
    )


def tiles_of_rates(shown: MeasureShown, reading: Reading, *, mine: str = "") -> WardMap | None:
    """The tiles on the page of a measure; one query, and none where nothing real is by ward."""
    if not shown.ward_rows or shown.figures.is_made_up(shown.told):
        return None
    return of_measure(shown, ground_of(reading), colouring=Colouring.RATE, mine=mine)


def _missing(figures: Figures, shown: MeasureShown | None) -> tuple[str, ...]:
    if shown is None:
        return (map_words.no_wards(figures), "No figures of this measure are in use yet.")
    return tuple(
        sentence for sentence in (map_words.no_wards(figures), shown.coarseness) if sentence
    )


# --- What is asked for -----------------------------------------------------------------------
def _of_year(asked: Selection, wanted: Mapping[str, str]) -> Selection:
    """`asked`, for the financial year of the slider where one was moved."""
    year = wanted.get("year", "")
    if asked.period or not (year.isascii() and year.isdigit() and len(year) == len("2024")):
        return asked
    return asked.but(period=Period.year(int(year)))


def _first() -> str:
    """The first measure of the overview that a source has by ward."""
    for dataset in all_datasets():
        if _is_by_ward(dataset, dataset.measures[0]):
            return f"{dataset.app}/{dataset.measures[0].slug}"
    raise NoSuch("No measure has figures by ward.")


def _is_by_ward(dataset: Dataset, measure: Measure) -> bool:
    return any(
        source.slug in measure.categories and source.area_level in _TO_WARDS
        for source in dataset.sources
    )


def _colouring(written: str) -> Colouring:
    try:
        return Colouring(written) if written else Colouring.CHANGE
    except ValueError:
        raise BadSelection(f"A map is not coloured by “{written}”: by change or rate.") from None


def _form(written: str) -> Form:
    try:
        return Form(written) if written else Form.TILES
    except ValueError:
        raise BadSelection(f"A map is not drawn as “{written}”: as tiles or outlines.") from None


# --- What may be chosen ----------------------------------------------------------------------
# The source is chosen on the measure's own page, and is kept here.
_CHOSEN = ("period", "against", "wards")


def _years(shown: MeasureShown, kept: Sequence[tuple[str, str]]) -> Years | None:
    """The years among the periods that may be chosen; None where there are not several."""
    periods = [
        Period.parse(option.value)
        for choice in choices(shown)
        if choice.name == "period"
        for group in choice.groups
        for option in group.options
    ]
    numbers = sorted({period.financial_year for period in periods if period.months == 12})
    if len(numbers) < 2:
        return None
    now = min(max(shown.told.financial_year, numbers[0]), numbers[-1])
    return Years(
        first=numbers[0],
        last=numbers[-1],
        now=now,
        label=Period.year(now).label,
        earlier=_to_year(max((each for each in numbers if each < now), default=None), kept),
        later=_to_year(min((each for each in numbers if each > now), default=None), kept),
        hidden=tuple(kept),
    )


def _to_year(number: int | None, kept: Sequence[tuple[str, str]]) -> str:
    return f"?{urlencode([*kept, ('year', number)], safe='/')}" if number else ""


def _choices(
    measure_id: str,
    shown: MeasureShown | None,
    ground: Ground,
    colouring: Colouring,
    form: Form,
) -> Iterable[Choice]:
    yield Choice("measure", "Measure", tuple(_measures(measure_id)))
    if shown:
        yield from (choice for choice in choices(shown) if choice.name in _CHOSEN)
    yield Choice("colour", "Coloured by", (_options(map_words.COLOURINGS, colouring.value),))
    if ground.outlines:
        yield Choice("drawn", "Drawn as", (_options(map_words.FORMS, form.value),))


def _measures(chosen: str) -> Iterable[Group]:
    for dataset in all_datasets():
        options = tuple(
            Option(slug, measure.title, slug == chosen)
            for measure in dataset.measures
            if _is_by_ward(dataset, measure)
            for slug in (f"{dataset.app}/{measure.slug}",)
        )
        if options:
            yield Group(dataset.title, options)


def _options(labels: Mapping[str, str], chosen: str) -> Group:
    return Group(
        "", tuple(Option(value, label, value == chosen) for value, label in labels.items())
    )
