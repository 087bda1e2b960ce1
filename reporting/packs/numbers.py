"""The figures of one pack as at one moment, each read once, and figures bound into text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import Enum
from functools import cached_property, partial

from measures.baselines import Baseline
from measures.change import Difference, Incomparable
from measures.counts import Gap, Nature
from measures.periods import BadPeriod, Period, period_or_day
from measures.shares import ShareChange
from partnership.models import Partnership
from partnership.people.permissions import Viewer
from partnership.places.ground import Ground
from reporting import narrative
from reporting.analysis import comparisons, years
from reporting.analysis.figures import Figures
from reporting.analysis.main_sources import is_shown_for
from reporting.analysis.national import Published, compared
from reporting.analysis.places import Place
from reporting.content.description import Cell, Provenance, Style, worked_out
from reporting.narrative import bound as bound_words
from reporting.narrative import national as published_words
from reporting.pages.measure.in_full import with_breakdowns
from reporting.pages.measure.page import MeasureShown, measure_shown, part
from reporting.pages.national.page import PublishedShown, published_shown
from reporting.queries import figures as queries
from reporting.queries.breakdown import breakdown_by, dimension_of
from reporting.queries.measures import NoSuch
from reporting.queries.national import is_published, published
from reporting.queries.places import ground_of, place_named
from reporting.queries.reading import Reading
from reporting.queries.screens import Screens


class BadFigure(ValueError):
    """Raised for a figure in a text that cannot be shown; the message is a sentence."""


class What(Enum):
    """Which value of a measure a text shows; the enum value is the word in the token."""

    COUNT = "count"
    AVERAGE = "average"
    RATE = "rate"
    SHARE = "share"
    DIFFERENCE = "change"
    PERCENT = "percent"
    MORE_OR_FEWER = "more-or-fewer"
    MOVED = "moved"
    MOVED_BY = "moved-by"
    WARDS = "wards"
    RANK = "rank"
    TREND = "trend"

    @property
    def label(self) -> str:
        return _LABELS[self]

    @property
    def compares(self) -> bool:
        """Whether it compares two periods."""
        return self in _COMPARES

    @property
    def is_of_years(self) -> bool:
        """Whether it covers all years available up to the period."""
        return self in {What.RANK, What.TREND}


_LABELS = {
    What.COUNT: "Number: 26,450",
    What.AVERAGE: "Average a month: 2,204",
    What.RATE: "For each 1,000 residents: 183.8",
    What.SHARE: "Share: 37%",
    What.DIFFERENCE: "Difference: +1,499",
    What.PERCENT: "Change in percent: +6.0%",
    What.MORE_OR_FEWER: "More or fewer: 6.0% more",
    What.MOVED: "Rose or fell, in percent: rose 6.0%",
    What.MOVED_BY: "Rose or fell, in number: rose by 1,499",
    What.WARDS: "In how many wards: rose in 16 of 20 wards",
    What.RANK: "Place among the years: the highest of 5 years",
    What.TREND: "Over the years: risen every year since 2019/20 (720 to 930)",
}
_COMPARES = {
    What.DIFFERENCE,
    What.PERCENT,
    What.MORE_OR_FEWER,
    What.MOVED,
    What.MOVED_BY,
    What.WARDS,
}


@dataclass(frozen=True)
class Bound:
    """A figure that a text shows: `{{crime/all-crime 2022/23 percent; against=2019/20}}`.

    Blank `against` is the year before, blank `area` the whole, blank `source` the main source.
    `category` is that of a breakdown.
    """

    measure: str
    period: str
    what: What
    against: str = ""
    area: str = ""
    category: str = ""
    source: str = ""

    @classmethod
    def parse(cls, written: str) -> Bound:
        """Parse the content between the braces. BadFigure where it cannot be read."""
        first, *others = (piece.strip() for piece in written.split(";"))
        found = _FIRST.fullmatch(first)
        if not found or found["what"] not in {what.value for what in What}:
            raise BadFigure(
                f"“{{{{{written}}}}}” is not a figure: write it like"
                " {{crime/all-crime 2022/23 count}}, or pick it."
            )
        return cls(
            measure=found["measure"],
            period=found["period"],
            what=What(found["what"]),
            **_options(others),
        )

    @property
    def token(self) -> str:
        """What `parse` reads, in its braces."""
        asked = {
            "against": self.against,
            "area": self.area,
            "category": self.category,
            "source": self.source,
        }
        options = "".join(f"; {name}={value}" for name, value in asked.items() if value)
        return f"{{{{{self.measure} {self.period} {self.what.value}{options}}}}}"


_FIRST = re.compile(r"(?P<measure>[a-z0-9-]+/[a-z0-9-]+)\s+(?P<period>.+?)\s+(?P<what>[a-z-]+)")
_OPTIONS = {"against", "area", "category", "source"}


def _options(written: list[str]) -> dict[str, str]:
    options = {}
    for option in written:
        name, _, value = (side.strip() for side in option.partition("="))
        if name not in _OPTIONS or not value:
            raise BadFigure(
                f"“{option}” is not understood in a figure: it may say against, area, category or"
                " source, as in “against=2019/20”."
            )
        options[name] = value
    return options


Parts = tuple[str | Cell, ...]


@dataclass
class Numbers:
    """What the sections of one pack read their figures from."""

    partnership: Partnership
    viewer: Viewer
    at: datetime
    written_as_at: str = ""
    _readings: dict[tuple[str, str], list[Reading]] = field(default_factory=dict)
    _published: dict[str, Published] = field(default_factory=dict)
    _shown: dict[tuple, MeasureShown | None] = field(default_factory=dict)
    _bound: dict[Bound, Parts] = field(default_factory=dict)

    def figures(self, measure: str, *, source: str = "", period: Period | None = None) -> Figures:
        """The figures of a measure, for `period` where none names a source; NoSuch for neither."""
        return self._reading(measure, source, period).figures

    def _reading(self, measure: str, source: str, period: Period | None) -> Reading:
        """Each of the main sources of a measure is read once, and a source that is named once."""
        read = self._readings.setdefault((measure, source), [])
        for reading in read:
            if is_shown_for(reading.figures, period):
                return reading
        read.append(
            queries.reading(
                measure,
                partnership=self.partnership,
                viewer=self.viewer,
                source=source or None,
                period=period,
                as_at=self.at,
                written_as_at=self.written_as_at,
            )
        )
        return read[-1]

    def ground(self, measure: str, *, source: str = "", period: Period | None = None) -> Ground:
        """Where the wards lie that the figures of a measure are by; one query."""
        return ground_of(self._reading(measure, source, period))

    @cached_property
    def _screens(self) -> Screens:
        return Screens(self.partnership, self.viewer, self.at, self.written_as_at)

    @property
    def published_read(self) -> tuple[Published, ...]:
        """All national figures read so far."""
        return tuple(self._published.values())

    @property
    def read(self) -> tuple[Figures, ...]:
        """All figures read so far, except national ones."""
        return tuple(reading.figures for read in self._readings.values() for reading in read)

    def published(self, measure: str) -> Published:
        """The national figures of a measure; NoSuch where there is none."""
        if not is_published(measure):
            raise NoSuch(f"There is no national measure “{measure}”.")
        if measure not in self._published:
            self._published[measure] = published(
                measure,
                partnership=self.partnership,
                viewer=self.viewer,
                as_at=self.at,
                written_as_at=self.written_as_at,
            )
        return self._published[measure]

    def shown(
        self,
        measure: str,
        *,
        period: Period | None = None,
        against: Period | None = None,
        area: str = "",
        source: str = "",
        with_types: bool = False,
    ) -> MeasureShown | None:
        """A measure as shown on its page, worked out once; None where nothing was supplied.

        Its types and findings only `with_types`, which takes a query for each dimension.
        """
        key = (measure, period, against, area, source)
        reading = self._reading(measure, source, period)
        if key not in self._shown:
            place = place_named(reading.figures, area)
            self._shown[key] = measure_shown(
                reading.figures, period=period, against=against, area=place, screens=self._screens
            )
        shown = self._shown[key]
        if with_types and shown and not shown.breakdowns:
            shown = self._shown[key] = with_breakdowns(shown, reading)
        return shown

    def published_shown(self, measure: str, *, when: str = "") -> PublishedShown | None:
        """A national measure as shown on its page, by default for the latest year or day."""
        asked = period_or_day(when) if when else None
        return published_shown(self.published(measure), when=asked)

    def bound(self, figure: Bound) -> Parts:
        """The figure as shown in a text. BadFigure where there is no such figure."""
        if figure not in self._bound:
            self._bound[figure] = self._read(figure)
        return self._bound[figure]

    def _read(self, figure: Bound) -> Parts:
        try:
            if is_published(figure.measure):
                return _of_published(self.published(figure.measure), figure)
            if figure.what is What.WARDS and not figure.category:
                return self._in_wards(figure)
            period = Period.parse(figure.period)
            return _of_measure(self._reading(figure.measure, figure.source, period), figure)
        except (BadPeriod, NoSuch) as problem:
            raise BadFigure(str(problem)) from None

    def _in_wards(self, figure: Bound) -> Parts:
        shown = self.shown(
            figure.measure,
            period=Period.parse(figure.period),
            against=Period.parse(figure.against) if figure.against else None,
            area=figure.area,
            source=figure.source,
        )
        return bound_words.wards(shown.ward_rows if shown else ())

    def now(self, cell: Cell) -> Cell | None:
        """The same figure in this pack; None for one without provenance."""
        provenance = cell.provenance
        if provenance is None or cell.style not in _READ_AGAIN:
            return None
        try:
            if is_published(provenance.measure):
                return self._published_now(provenance, cell)
            period = Period.parse(provenance.period)
            reading = self._reading(provenance.measure, provenance.source, period)
            figures = reading.figures
            place = place_named(figures, provenance.area)
        except (BadPeriod, NoSuch):
            return None
        if provenance.category:
            return _of_category(reading, period, place, provenance.category)
        return _READ_AGAIN[cell.style](figures, period, area=place)

    def _published_now(self, provenance: Provenance, cell: Cell) -> Cell | None:
        found = self.published(provenance.measure)
        breakdown, _, category = provenance.category.partition(":")
        now = found.cell(period_or_day(provenance.period), breakdown=breakdown, category=category)
        # Other numbers of a sentence lead to the same publication: only like is held to like.
        return now if now.style is cell.style else None


_READ_AGAIN = {
    Style.COUNT: Figures.cell,
    Style.AVERAGE: Figures.average_cell,
    Style.SMALL_AVERAGE: Figures.average_cell,
    Style.RATE: Figures.rate_cell,
    Style.SHARE: Figures.cell,
}


# --- Of a measure ----------------------------------------------------------------------------
def _of_measure(reading: Reading, figure: Bound) -> Parts:
    figures = reading.figures
    period, place = Period.parse(figure.period), place_named(figures, figure.area)
    if figure.category:
        return _of_one_category(reading, figure, period, place)
    if figure.what.is_of_years:
        return _of_years(figures, figure, period, place)
    match figure.what:
        case What.COUNT:
            return (figures.cell(period, area=place),)
        case What.AVERAGE:
            return (figures.average_cell(period, area=place),)
        case What.RATE:
            return (figures.rate_cell(period, area=place),)
        case What.SHARE:
            raise BadFigure(f"{figures.measure.title}: a share is of a category; name one.")
    against = Period.parse(figure.against) if figure.against else period.year_earlier
    comparison = comparisons.compared(
        figures,
        comparisons.Counting.of(figures, part(place)),
        period,
        baseline=Baseline.CHOSEN,
        chosen=against,
    )
    provenance = figures.provenance(period, area=part(place))
    pieces = _changed(comparison.change, figure.what, provenance)
    nature = figures.nature(period, against, area=part(place))
    return _made_up(pieces) if nature is Nature.ILLUSTRATIVE else pieces


def _made_up(pieces: Parts) -> Parts:
    return tuple(
        replace(piece, nature=Nature.ILLUSTRATIVE) if isinstance(piece, Cell) else piece
        for piece in pieces
    )


def _of_years(figures: Figures, figure: Bound, period: Period, place: Place) -> Parts:
    among = years.among_years(figures, period, area=part(place))
    if figure.what is What.RANK:
        return bound_words.rank(among)
    return bound_words.trend(among, partial(figures.cell, area=place))


def _of_one_category(reading: Reading, figure: Bound, period: Period, place: Place) -> Parts:
    figures = reading.figures
    whole = figures.count(period, area=place)
    cell = _of_category(reading, period, place, figure.category)
    match figure.what:
        case What.COUNT:
            return (cell,)
        case What.SHARE if cell.number is not None and not isinstance(whole, Gap) and whole:
            share = worked_out(100 * cell.number / whole, Style.PERCENT, cell)
            return (replace(share, provenance=cell.provenance),)
        case What.SHARE:
            return (Cell(cell.value if isinstance(cell.value, Gap) else Gap.NOT_APPLICABLE),)
    raise BadFigure(f"{figures.measure.title}: of a category, a text shows its number or share.")


def _of_category(reading: Reading, period: Period, place: Place, category: str) -> Cell:
    dimension = dimension_of(reading.figures, category)
    breakdown = breakdown_by(reading, dimension, area=place, periods=(period,))
    return breakdown.cell(period, category=category)


def _changed(
    change: Difference | Incomparable | ShareChange, what: What, provenance: Provenance
) -> Parts:
    """How much it moved, leading to the rows of the later figure."""
    if isinstance(change, Difference):
        return _by(change, what, provenance)
    if isinstance(change, ShareChange):
        if what in {What.MOVED, What.MOVED_BY}:
            return bound_words.moved_points(change, provenance)
        return (Cell(change.points, Style.POINTS, provenance=provenance), " percentage points")
    gap = next(
        (cell for cell in (change.after, change.before) if isinstance(cell, Gap)),
        Gap.NOT_APPLICABLE,
    )
    return (Cell(gap, provenance=provenance),)


def _by(change: Difference, what: What, provenance: Provenance) -> Parts:
    match what:
        case What.DIFFERENCE:
            return (Cell(change.difference, Style.DIFFERENCE, provenance=provenance),)
        case What.PERCENT:
            percent = Gap.NOT_APPLICABLE if change.percent is None else change.percent
            return (Cell(percent, Style.CHANGE, provenance=provenance),)
        case What.MOVED:
            return bound_words.moved(change, provenance)
        case What.MOVED_BY:
            return bound_words.moved_by(change)
    number, words = published_words.more_or_fewer(change)
    assert isinstance(number, Cell)  # noqa: S101 - it begins with its number
    # A difference shown as a number is not the count of the period, to which it would lead.
    leads_to = provenance if number.style is Style.PERCENT else None
    return (Cell(number.value, number.style, provenance=leads_to), words)


# --- Of national figures ---------------------------------------------------------------------
def _of_published(found: Published, figure: Bound) -> Parts:
    when = period_or_day(figure.period)
    breakdown, _, category = figure.category.partition(":")
    of = {"breakdown": breakdown, "category": category}
    if bool(breakdown) != bool(category):
        raise BadFigure(
            f"{found.measure.title}: write a category with its breakdown, like “concern:incel”."
        )
    match figure.what:
        case What.COUNT:
            return (found.cell(when, **of),)
        case What.SHARE if found.is_share:
            return (found.cell(when, **of),)
        case What.SHARE:
            share = found.share_of_whole(when, **of)
            value = share if isinstance(share, Gap) else share.percent
            return (
                Cell(
                    value,
                    Style.PERCENT,
                    provenance=found.provenance(when, category=figure.category),
                ),
            )
        case What.AVERAGE | What.RATE:
            raise BadFigure(f"{found.measure.title}: national figures have no average and no rate.")
        case What.WARDS | What.RANK | What.TREND:
            raise BadFigure(
                f"{found.measure.title}: of national figures, a text tells no wards, place among"
                " the years or trend."
            )
    against = period_or_day(figure.against) if figure.against else when.year_earlier
    comparison = compared(found, when, against, **of)
    return _changed(
        comparison.change, figure.what, found.provenance(when, category=figure.category)
    )


def published_source_line(found: Published, figure: Bound) -> str:
    """Where the national figure that a text shows was read."""
    breakdown = figure.category.partition(":")[0]
    when = period_or_day(figure.period)
    return published_words.source_line((found, (when,)), breakdowns=(breakdown,))


def figures_of(numbers: Numbers, figure: Bound) -> Figures:
    """What a bound figure is read from. BadPeriod and NoSuch where there is no such figure."""
    period = Period.parse(figure.period)
    return numbers.figures(figure.measure, source=figure.source, period=period)


def where_from(numbers: Numbers, figure: Bound) -> str:
    """What a bound figure is, for the list beside the text: the measure, where and when."""
    names: Mapping[str, str] = {
        "against": f"against {figure.against}" if figure.against else "",
        "area": figure.area,
        "category": figure.category,
    }
    if is_published(figure.measure):
        found = numbers.published(figure.measure)
        title, source = found.measure.title, published_source_line(found, figure)
    else:
        figures = figures_of(numbers, figure)
        title, source = figures.measure.title, narrative.slide_source_line(figures)
    subject = ", ".join(piece for piece in (title, figure.period, *names.values()) if piece)
    return f"{subject}. {source}"
