"""What the figures say of wards and localities beside one another, in sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from measures.change import Change, Direction
from measures.counts import Gap
from reporting.analysis.comparisons import PlaceRow
from reporting.analysis.figures import Figures
from reporting.analysis.places import PlaceKind
from reporting.analysis.years import PlaceTrend
from reporting.content.description import Cell, Sentence, Style
from reporting.narrative.headlines import then_cell
from reporting.narrative.phrases import (
    PLURALS,
    Part,
    capital,
    during,
    year_label,
)
from reporting.narrative.verdicts import UPS_AND_DOWNS

# So many that moved against the others are named one by one.
MOST_NAMED = 3
# Among fewer than so many, a place that goes against the others is no exception.
FEWEST_FOR_EXCEPTIONS = 8

ROSE = {Direction.UP: "rose", Direction.DOWN: "fell"}
_OPPOSITE = {Direction.UP: Direction.DOWN, Direction.DOWN: Direction.UP}


def _changes(rows: Iterable[PlaceRow]) -> list[tuple[PlaceRow, Change]]:
    """The places that can be compared, without what lies in none."""
    return [
        (row, row.comparison.change)
        for row in rows
        if row.place.kind is not PlaceKind.ELSEWHERE and isinstance(row.comparison.change, Change)
    ]


def _that_went(
    changes: Sequence[tuple[PlaceRow, Change]], way: Direction
) -> list[tuple[PlaceRow, Change]]:
    return [change for change in changes if change[1].direction is way]


# --- How many rose and fell ------------------------------------------------------------------
def of_places(figures: Figures, rows: Sequence[PlaceRow]) -> Iterable[Sentence]:
    """ "The number fell in 18 of 20 wards. It rose in Ayresome (275 to 396)."."""
    changes = _changes(rows)
    if len(changes) < 2:
        return
    kind = changes[0][0].place.kind
    rose, fell = (_that_went(changes, way) for way in (Direction.UP, Direction.DOWN))
    shown = _shown(rows, changes)
    if not rose and not fell:
        yield Sentence((f"The number did not change in any {kind.value}{shown}.",))
        return
    most, fewest = (fell, rose) if len(fell) > len(rose) else (rose, fell)
    verb = ROSE[most[0][1].direction]
    is_all = len(most) == len(changes)
    parts: list[Part] = [
        f"The number {verb} in ",
        *(["all "] if is_all else [Cell(len(most)), " of "]),
        Cell(len(changes)),
        f" {PLURALS[kind]}{shown}",
    ]
    if is_all and len(changes) == 2:
        parts = [f"The number {verb} in both {PLURALS[kind]}{shown}"]
    if len(fewest) > MOST_NAMED:
        parts += [*_most_in(figures, most), f". It {ROSE[fewest[0][1].direction]} in "]
        parts += [Cell(len(fewest)), *_most_in(figures, fewest)]
    else:
        parts += [] if fewest else _most_in(figures, most)
        parts += _named(figures, fewest)
    parts += _unchanged(len(changes) - len(rose) - len(fell))
    beyond = sum(change.is_beyond for _, change in changes)
    parts += _beyond(beyond, len(changes), each=kind.value)
    yield Sentence((*parts, "."))


def _shown(rows: Iterable[PlaceRow], changes: Sequence[tuple[PlaceRow, Change]]) -> str:
    """What to say where not all places can be compared; blank where they can."""
    in_places = [row for row in rows if row.place.kind is not PlaceKind.ELSEWHERE]
    return "" if len(in_places) == len(changes) else " whose figures are shown"


def _most_in(figures: Figures, moved: Sequence[tuple[PlaceRow, Change]]) -> list[Part]:
    most = max(abs(change.difference) for _, change in moved)
    row, *others = [row for row, change in moved if abs(change.difference) == most]
    if others:
        return []
    return [", " if len(moved) == 1 else ", most in ", *_from_to(figures, row)]


def _named(figures: Figures, moved: Sequence[tuple[PlaceRow, Change]]) -> list[Part]:
    if not moved:
        return []
    ranked = sorted(moved, key=lambda pair: -abs(pair[1].difference))
    return [
        f". It {ROSE[moved[0][1].direction]} in ",
        *_joined([_from_to(figures, row) for row, _ in ranked]),
    ]


def _from_to(figures: Figures, row: PlaceRow) -> list[Part]:
    """ "Ayresome (275 to 396)"."""
    now = figures.cell(row.comparison.period, area=row.place)
    then = then_cell(figures, row.comparison, area=row.place)
    return [f"{row.place.name} (", then, " to ", now, ")"]


def _joined(several: Sequence[Sequence[Part]]) -> Iterator[Part]:
    for index, parts in enumerate(several):
        if index:
            yield " and " if index == len(several) - 1 else ", "
        yield from parts


def _unchanged(number: int) -> list[Part]:
    return [". It did not change in ", Cell(number)] if number else []


def _beyond(number: int, of: int, *, each: str) -> list[Part]:
    if not number:
        return [f". In none is the change beyond {UPS_AND_DOWNS}"]
    if number == of:
        return [f". In every {each} the change is beyond {UPS_AND_DOWNS}"]
    return [". In ", Cell(number), f" the change is beyond {UPS_AND_DOWNS}"]


# --- Last year's exceptions ------------------------------------------------------------------
def of_exceptions(
    figures: Figures, rows: Sequence[PlaceRow], earlier: Sequence[PlaceRow]
) -> Iterable[Sentence]:
    """What became of the few places that went against the others a year before."""
    before = _changes(earlier)
    rose, fell = (_that_went(before, way) for way in (Direction.UP, Direction.DOWN))
    most, fewest = (fell, rose) if len(fell) > len(rose) else (rose, fell)
    if not 0 < len(fewest) <= MOST_NAMED or len(before) < FEWEST_FOR_EXCEPTIONS:
        return
    if _shown(earlier, before):
        return
    now = {row.place.code: (row, change) for row, change in _changes(rows)}
    exceptions = [now[row.place.code] for row, _ in fewest if row.place.code in now]
    if len(exceptions) < len(fewest) or any(change.has_small_base for _, change in exceptions):
        return
    way, kind = fewest[0][1].direction, fewest[0][0].place.kind
    parts: list[Part] = [
        f"{capital(during(fewest[0][0].comparison.period))} the number {ROSE[way]} only in ",
        *_joined([[row.place.name] for row, _ in fewest]),
        f". It {ROSE[_OPPOSITE[way]]} in ",
        Cell(len(most)),
        " of ",
        Cell(len(before)),
        f" {PLURALS[kind]}",
        f". {capital(during(rows[0].comparison.period))} it ",
        *_joined([_since(figures, row, change, way) for row, change in exceptions]),
    ]
    yield Sentence((*parts, "."))


def _since(figures: Figures, row: PlaceRow, change: Change, way: Direction) -> list[Part]:
    if change.direction is Direction.LEVEL:
        return ["stood still in ", *_from_to(figures, row)]
    again = " again" if change.direction is way else ""
    return [f"{ROSE[change.direction]}{again} in ", *_from_to(figures, row)]


# --- Localities ------------------------------------------------------------------------------
def of_localities(figures: Figures, trends: Sequence[PlaceTrend]) -> Iterable[Sentence]:
    """Localities that move apart: some rise in every year, others fall in every year."""
    rising, falling = (
        [trend for trend in trends if trend.direction is way]
        for way in (Direction.UP, Direction.DOWN)
    )
    if not rising or not falling:
        return
    fewest, others = (falling, rising) if len(falling) <= len(rising) else (rising, falling)
    if len({trend.periods for trend in trends}) > 1:
        return
    first, last = (year_label(trends[0].periods[end]) for end in (0, -1))
    yield Sentence(
        (
            *_joined([_since_first(figures, trend) for trend in fewest]),
            f" {ROSE[fewest[0].direction]} every year from {first} to {last}. ",
            *_joined([_since_first(figures, trend) for trend in others]),
            f" {ROSE[others[0].direction]} every year.",
        )
    )


def _since_first(figures: Figures, place_trend: PlaceTrend) -> list[Part]:
    then = figures.cell(place_trend.periods[0], area=place_trend.place)
    now = figures.cell(place_trend.periods[-1], area=place_trend.place)
    return [f"{place_trend.place.name} (", then, " to ", now, ")"]


def of_most(figures: Figures, rows: Sequence[PlaceRow]) -> Iterable[Sentence]:
    """The locality with the most, and its share of the whole; a ward's share says too little."""
    named = [row for row in rows if row.place.kind is PlaceKind.LOCALITY]
    if not named:
        return
    period = rows[0].comparison.period
    known = (figures.evidence(period, area=row.place) for row in named)
    counts = [count for count in known if not isinstance(count, Gap)]
    if len(counts) < 2 or len(counts) < len(named):
        return
    most = max(counts)
    whole = figures.cell(period)
    if counts.count(most) > 1 or isinstance(whole.value, Gap) or whole.value <= 0:
        return
    place = next(row.place for row in named if row.count == most)
    number, share = figures.cell(period, area=place), Cell(100 * most / whole.value, Style.PERCENT)
    yield Sentence((f"{place.name} had the most, ", number, " of ", whole, " or ", share, "."))
