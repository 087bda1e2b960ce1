"""Many measures at once: the newest figures of a partnership, and an app's measures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from partnership.models import Partnership
from partnership.people.permissions import AS_COUNCILLOR, Viewer
from partnership.places.ground import Ground
from reporting import narrative
from reporting.analysis.figures import Figures
from reporting.analysis.newest import newest_period
from reporting.charts import tables
from reporting.charts.maps import Colouring, WardMap
from reporting.content.description import Sentence, Table
from reporting.narrative.facts import who_stands_out
from reporting.pages import not_received
from reporting.pages.map import page as map_pages
from reporting.pages.measure import page as pages
from reporting.pages.measure.in_full import with_breakdowns
from reporting.pages.measure.page import MeasureShown
from reporting.pages.overview.priorities import PriorityLine, priority_lines
from reporting.pages.overview.rows import NewestRow, newest_row
from reporting.queries import figures as queries
from reporting.queries.places import ground_of
from reporting.queries.reading import Reading
from returns.catalogue.declarations import Dataset
from returns.lifecycle.schedule import words as calendar_words
from returns.lifecycle.schedule.missing import Missing


@dataclass(frozen=True)
class Waited:
    """What one agency has not supplied yet, a line for each source."""

    agency: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Newest:
    """The partnership at a glance; `title` is the finding, blank where nothing is judged.

    `shown` are the measures behind `rows`, in the same order; `by_ward` is the one on the map, and
    `ground` where its wards lie.
    """

    title: str
    lead: Sentence | None
    rows: tuple[NewestRow, ...]
    shown: tuple[MeasureShown, ...]
    by_ward: MeasureShown | None
    ground: Ground | None
    lacking: tuple[Missing, ...]
    waited: tuple[Waited, ...]
    priorities: tuple[PriorityLine, ...]
    illustrative: str

    @property
    def lines(self) -> str:
        """What the lines are of: "Months since January 2023", where they all are."""
        headings = {row.line.heading for row in self.rows if row.line}
        return headings.pop() if len(headings) == 1 else "Real figures"


def newest(partnership: Partnership) -> Newest:
    """The main measure of every dataset, each for its own newest period of the source in use."""
    readings = queries.main_readings(partnership=partnership, viewer=AS_COUNCILLOR)
    every = [(read, _in_full(read)) for read in readings]
    shown = in_order(measure for _, measure in every if measure)
    lacking = not_received.lacking_of_all(
        [read.figures for read in readings], partnership=partnership, viewer=AS_COUNCILLOR
    )
    by_ward, ground = _by_ward(every)
    rows = tuple(map(newest_row, shown))
    return Newest(
        title=narrative.at_a_glance(
            [(measure.figures, measure.headline_comparison) for measure in shown]
        ),
        lead=who_stands_out(by_ward.figures, by_ward.ward_rows) if by_ward else None,
        rows=rows,
        shown=shown,
        by_ward=by_ward,
        ground=ground,
        lacking=lacking,
        waited=tuple(_waited(lacking)),
        priorities=priority_lines(partnership),
        illustrative=ILLUSTRATIVE if any(row.is_made_up for row in rows) else "",
    )


ILLUSTRATIVE = "Illustrative figures are made up, so nothing is concluded from them."


def _in_full(read: Reading) -> MeasureShown | None:
    """A measure for its newest period, by type too where something may be concluded of it."""
    shown = newest_shown(read.figures)
    if shown is None or shown.figures.is_made_up(shown.told):
        return shown
    return with_breakdowns(shown, read)


def newest_shown(figures: Figures) -> MeasureShown | None:
    """A measure for its newest complete period; None where nothing was supplied."""
    return pages.measure_shown(figures, period=newest_period(figures))


def in_order(shown: Iterable[MeasureShown]) -> tuple[MeasureShown, ...]:
    """Real figures first, otherwise in the order of the datasets."""
    return tuple(sorted(shown, key=lambda measure: measure.figures.is_made_up(measure.period)))


def of_ward(seen: Newest, code: str) -> MeasureShown | None:
    """What the map's measure says of one ward; None where nothing is by ward."""
    if seen.by_ward is None:
        return None
    figures = seen.by_ward.figures
    ward = next((place for place in figures.wards if place.code == code), None)
    return pages.measure_shown(figures, period=seen.by_ward.period, area=ward) if ward else None


def map_of(seen: Newest, *, mine: str = "") -> WardMap | None:
    """The rates by ward, the ward with the code `mine` outlined."""
    if seen.by_ward is None or seen.ground is None:
        return None
    return map_pages.of_measure(seen.by_ward, seen.ground, colouring=Colouring.RATE, mine=mine)


def _by_ward(
    every: Sequence[tuple[Reading, MeasureShown | None]],
) -> tuple[MeasureShown | None, Ground | None]:
    """The first measure whose newest figures are real and by ward, with where its wards lie."""
    for read, shown in every:
        if shown and shown.ward_rows and not shown.figures.is_made_up(shown.told):
            return shown, ground_of(read)
    return None, None


def _waited(lacking: Iterable[Missing]) -> Iterator[Waited]:
    by_agency: dict[str, dict[str, list[Missing]]] = {}
    for gap in lacking:
        by_source = by_agency.setdefault(gap.agency.name, {})
        by_source.setdefault(f"{gap.dataset.slug}/{gap.source.slug}", []).append(gap)
    for agency, by_source in by_agency.items():
        yield Waited(agency, tuple(map(calendar_words.lacking_in_a_row, by_source.values())))


def _illustrative(shown: Sequence[MeasureShown]) -> str:
    sentences = dict.fromkeys(measure.illustrative for measure in shown if measure.illustrative)
    if len(sentences) < 2:
        return "".join(sentences)
    made_up = [measure.figures.dataset.title for measure in shown if measure.illustrative]
    return narrative.illustrative_in_many(tuple(dict.fromkeys(made_up)))


@dataclass(frozen=True)
class Listed:
    """Measures in a table."""

    table: Table
    source_lines: tuple[str, ...]
    illustrative: str


def index(partnership: Partnership, datasets: Sequence[Dataset], *, viewer: Viewer) -> Listed:
    """Every measure of some datasets, each for its latest year."""
    figures = queries.every_measure(datasets, partnership=partnership, viewer=viewer)
    return _listed([pages.measure_shown(measure_figures) for measure_figures in figures])


def _listed(made: Sequence[MeasureShown | None]) -> Listed:
    shown = [measure for measure in made if measure]
    table = tables.measures(
        [(measure.figures, measure.headline_comparison, measure.to) for measure in shown],
        area=shown[0].area if shown else None,
    )
    return Listed(
        table=table,
        source_lines=tuple(dict.fromkeys(measure.source_line for measure in shown)),
        illustrative=_illustrative(shown),
    )
