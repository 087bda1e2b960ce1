"""What else the figures say, each as a few words that stand out and a line below them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from measures.change import Change, Difference, Direction
from measures.counts import Gap
from measures.periods import Period, PeriodKind
from measures.screening import that_stand_out
from reporting.analysis.comparisons import CategoryRow, Comparison, PlaceRow
from reporting.analysis.figures import Figures
from reporting.analysis.places import Place, PlaceKind
from reporting.content.description import Cell, Sentence, Words, in_words, is_marked
from reporting.narrative.findings import FEWEST_A_MONTH, Evidence
from reporting.narrative.headlines import then_cell
from reporting.narrative.phrases import (
    PLURALS,
    Part,
    all_of_many,
    average_a_month,
    capital,
    during,
)
from reporting.narrative.places import MOST_NAMED, ROSE
from reporting.narrative.titles import in_a_sentence
from reporting.narrative.types import from_to
from reporting.narrative.verdicts import UPS_AND_DOWNS

Key = TypeVar("Key")


@dataclass(frozen=True)
class Line:
    """What stands below words that are marked as made up already."""

    parts: tuple[str | Words | Cell, ...]

    @property
    def text(self) -> str:
        return in_words(self.parts)


@dataclass(frozen=True)
class Fact:
    """A finding in a few words, and what explains it; the two are read as one sentence."""

    finding: Sentence
    explained: Sentence

    @property
    def line(self) -> Sentence | Line:
        """Below the finding, which bears the mark of what is made up for both."""
        if is_marked(self.finding.text) and is_marked(self.explained.text):
            return Line(self.explained.parts[1:])
        return self.explained

    @property
    def text(self) -> str:
        return f"{self.finding.text} {self.line.text}".strip()


def facts(figures: Figures, evidence: Evidence, *, area: Place | None = None) -> tuple[Fact, ...]:
    """A month, for each 1,000 residents, how many wards went which way, which types stand out."""
    first = evidence.comparisons[0]
    return tuple(
        fact
        for fact in (
            _a_month(figures, first, area),
            _rate(figures, first.period, area),
            _places(figures, evidence.places),
            _types(figures, evidence.categories, area),
        )
        if fact
    )


def _a_month(figures: Figures, first: Comparison, area: Place | None) -> Fact | None:
    average = average_a_month(figures, first.period, area)
    is_small = isinstance(average.value, Gap) or average.value < FEWEST_A_MONTH
    if first.period.months == 1 or is_small:
        return None
    line: tuple[Part, ...] = ("on average",)
    if isinstance(first.change, Difference) and len(first.periods) == 1:
        before = average_a_month(figures, first.periods[0], area)
        if not isinstance(before.value, Gap) and before.value >= FEWEST_A_MONTH:
            line = ("against ", before, f" {during(first.periods[0])}")
    return Fact(Sentence((average, " a month")), Sentence(line))


def _rate(figures: Figures, period: Period, area: Place | None) -> Fact | None:
    rate, residents = figures.rate_cell(period, area=area), figures.population(period, area=area)
    if rate.number is None or residents is None or (area and area.is_town_centre):
        return None
    return Fact(
        Sentence((rate, " per 1,000 residents")),
        Sentence((f"in {_PARTS[period.kind]}, by residents of mid-{residents.year}",)),
    )


_PARTS = {
    PeriodKind.YEAR: "the year",
    PeriodKind.HALF: "the half-year",
    PeriodKind.QUARTER: "the quarter",
    PeriodKind.MONTH: "the month",
    PeriodKind.SPAN: "these months",
}


# --- Which of many ---------------------------------------------------------------------------
def standing_out(changes: Mapping[Key, Change]) -> list[Key]:
    """Those beyond the usual ups and downs that also stand out among all that are shown."""
    known = {
        key: change.judged.p_value
        for key, change in changes.items()
        if change.judged.p_value is not None
    }
    return [key for key in that_stand_out(known) if changes[key].is_beyond]


def places_standing_out(rows: Sequence[PlaceRow]) -> tuple[PlaceRow, ...]:
    """Those of `rows` that stand out among all of them, the clearest first."""
    by_code = {row.place.code: row for row in rows if row.place.kind is not PlaceKind.ELSEWHERE}
    changes = {
        code: row.comparison.change
        for code, row in by_code.items()
        if isinstance(row.comparison.change, Change)
    }
    return tuple(by_code[code] for code in standing_out(changes))


def types_standing_out(rows: Sequence[CategoryRow]) -> tuple[CategoryRow, ...]:
    """The types that stand out among all of a list, the clearest first."""
    by_slug = {row.slug: row for row in rows}
    changes = {
        slug: row.comparison.change
        for slug, row in by_slug.items()
        if isinstance(row.comparison.change, Change)
    }
    return tuple(by_slug[slug] for slug in standing_out(changes))


def who_stands_out(figures: Figures, rows: Sequence[PlaceRow]) -> Sentence | None:
    """ "One of 20 wards stands out for all recorded crime: Park End (388 to 266)"; None if none
    does."""
    standing = places_standing_out(rows)
    if not standing:
        return None
    judged = sum(
        isinstance(row.comparison.change, Change) and row.place.kind is not PlaceKind.ELSEWHERE
        for row in rows
    )
    many, verb = ("One", "stands") if len(standing) == 1 else (str(len(standing)), "stand")
    kinds = PLURALS[standing[0].place.kind]
    title = in_a_sentence(figures.measure.title)
    named = (
        _joined([_from_to(figures, row) for row in standing]) if len(standing) <= MOST_NAMED else ()
    )
    parts = tuple(named)
    told: tuple[Part, ...] = (": ", *parts) if parts else ()
    return Sentence((f"{many} of {judged} {kinds} {verb} out for {title}", *told, "."))


def _from_to(figures: Figures, row: PlaceRow) -> list[Part]:
    then = then_cell(figures, row.comparison, area=row.place)
    now = figures.cell(row.comparison.period, area=row.place)
    return [f"{row.place.name} (", then, " to ", now, ")"]


def _places(figures: Figures, rows: Sequence[PlaceRow]) -> Fact | None:
    named = [row for row in rows if row.place.kind is not PlaceKind.ELSEWHERE]
    by_code = {row.place.code: row for row in named}
    changes = {
        row.place.code: row.comparison.change
        for row in named
        if isinstance(row.comparison.change, Change)
    }
    if len(changes) < 2:
        return None
    kinds = PLURALS[named[0].place.kind]
    kinds += "" if len(changes) == len(named) else " whose figures are shown"
    rose, fell = (
        sum(change.direction is way for change in changes.values())
        for way in (Direction.UP, Direction.DOWN)
    )
    most, way = (rose, Direction.UP) if rose > fell else (fell, Direction.DOWN)
    others = len(changes) - rose - fell
    if not most:
        every = all_of_many(len(changes))
        return Fact(Sentence((f"Unchanged in {every} {kinds}",)), Sentence(("",)))
    of_all: list[Part] = [Cell(most), " of ", Cell(len(changes))]
    finding: tuple[Part, ...] = (
        f"{capital(ROSE[way])} in ",
        *([all_of_many(most)] if most == len(changes) else of_all),
        f" {kinds}",
    )
    line: list[Part] = []
    if least := min(rose, fell):
        line += [f"{ROSE[_OPPOSITE[way]]} in ", Cell(least), ", "]
    if others:
        line += ["unchanged in ", Cell(others), ", "]

    def moved(code: str) -> list[Part]:
        return _from_to(figures, by_code[code])

    return Fact(Sentence(finding), Sentence((*line, *_beyond(changes, moved))))


_OPPOSITE = {Direction.UP: Direction.DOWN, Direction.DOWN: Direction.UP}


def _beyond(
    changes: Mapping[str, Change], moved: Callable[[str], Sequence[Part]]
) -> Iterator[Part]:
    """In how many the change is beyond; those that stand out by name, where they are few."""
    beyond = sum(change.is_beyond for change in changes.values())
    standing = standing_out(changes)
    if not beyond:
        yield f"in none beyond {UPS_AND_DOWNS}"
        return
    yield from ("in ", Cell(beyond), f" beyond {UPS_AND_DOWNS}")
    if not standing:
        yield ", which chance among so many may give"
    elif len(standing) <= MOST_NAMED:
        yield ". "
        yield from _joined([moved(key) for key in standing])
        yield f" {'stands' if len(standing) == 1 else 'stand'} out"


def _joined(several: Sequence[Sequence[Part]]) -> Iterator[Part]:
    for index, parts in enumerate(several):
        if index:
            yield " and " if index == len(several) - 1 else ", "
        yield from parts


def _types(figures: Figures, rows: Sequence[CategoryRow], area: Place | None) -> Fact | None:
    by_slug = {row.slug: row for row in rows}
    changes = {
        row.slug: row.comparison.change
        for row in rows
        if isinstance(row.comparison.change, Change)
        and row.comparison.change.judged.p_value is not None
    }
    if len(changes) < 2:
        return None
    standing = standing_out(changes)
    of = Cell(len(changes))
    if not standing:
        return Fact(
            Sentence(("None of ", of, " types stands out")),
            Sentence((*_beyond(changes, lambda _: ()),)),
        )
    if len(standing) == 1:
        row, change = by_slug[standing[0]], changes[standing[0]]
        then, now = from_to(figures, row, area)
        return Fact(
            Sentence((f"{row.label} {ROSE[change.direction]}",)),
            Sentence(("from ", then, " to ", now, ": the only one of ", of, " types to stand out")),
        )

    def moved(slug: str) -> list[Part]:
        then, now = from_to(figures, by_slug[slug], area)
        return [f"{by_slug[slug].label} (", then, " to ", now, ")"]

    named = standing[:MOST_NAMED]
    most = "most of all " if len(standing) > MOST_NAMED else ""
    return Fact(
        Sentence((Cell(len(standing)), " of ", of, " types stand out")),
        Sentence((most, *_joined([moved(slug) for slug in named]))),
    )
