"""What a slide of wards or localities says: in how many it rose and fell, and where most are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from measures.change import Change, Difference, Direction, Unjudged, Verdict
from measures.counts import Nature
from reporting.analysis.comparisons import PlaceRow
from reporting.analysis.figures import Figures
from reporting.analysis.places import PlaceKind
from reporting.analysis.years import PlaceTrend
from reporting.content.description import Cell, Style
from reporting.content.panel_slides import Finding
from reporting.content.phrases import Phrase, phrase
from reporting.narrative.panel.small_words import (
    LONGEST_TITLE,
    LONGEST_WORDS,
    first_sentence,
    fitting,
    in_time,
    time_named,
)
from reporting.narrative.panel.stated import Stated
from reporting.narrative.phrases import PLURALS, base_named, listed
from reporting.narrative.titles import in_a_sentence
from reporting.narrative.verdicts import UPS_AND_DOWNS, not_judged

_MOST_NAMED = 3


@dataclass(frozen=True)
class Places:
    """Rows of one kind of place, without what lies in none; `within` is the area they make up."""

    figures: Figures
    rows: tuple[PlaceRow, ...]
    within: str

    @classmethod
    def of(cls, figures: Figures, rows: Sequence[PlaceRow], within: str) -> Places:
        known = (row for row in rows if row.place.kind is not PlaceKind.ELSEWHERE)
        return cls(figures, tuple(known), within)

    @property
    def kind(self) -> PlaceKind:
        return self.rows[0].place.kind

    @property
    def one(self) -> str:
        """What such a place is called before a panel."""
        return "area" if self.kind is PlaceKind.LOCALITY else self.kind.value

    @property
    def plural(self) -> str:
        return "areas" if self.kind is PlaceKind.LOCALITY else PLURALS[self.kind]

    @property
    def when(self) -> str:
        return in_time(self.rows[0].comparison.period)

    def cell(self, row: PlaceRow) -> Cell:
        return self.figures.cell(row.comparison.period, area=row.place)

    def is_real(self, row: PlaceRow) -> bool:
        """Whether the change there may carry words."""
        comparison = row.comparison
        nature = self.figures.nature(comparison.period, *comparison.periods, area=row.place)
        return isinstance(comparison.change, Difference) and nature is not Nature.ILLUSTRATIVE

    @property
    def are_grouped(self) -> bool:
        """Whether it is the grouping of wards that is made up, and not their numbers."""
        are = any(row.place.illustrative for row in self.rows)
        return are and not self.figures.is_made_up(self.rows[0].comparison.period)

    @property
    def compared(self) -> tuple[PlaceRow, ...]:
        return tuple(row for row in self.rows if self.is_real(row))

    def that_went(self, way: Direction) -> tuple[PlaceRow, ...]:
        return tuple(row for row in self.compared if _way(row) is way)

    @property
    def most(self) -> PlaceRow | None:
        """The single place with the most; None where two tie, or any is not known or made up."""
        cells = [self.cell(row) for row in self.rows]
        known = [cell.number for cell in cells if not cell.is_illustrative]
        counts = [number for number in known if number is not None]
        if len(counts) < len(self.rows) or len(counts) < 2 or counts.count(max(counts)) > 1:
            return None
        return self.rows[counts.index(max(counts))]


def _way(row: PlaceRow) -> Direction | None:
    change = row.comparison.change
    return change.direction if isinstance(change, Difference) else None


def title(places: Places) -> Phrase:
    """In how many it went which way; where nothing is compared, where most were."""
    figures = places.figures
    rose, fell = (places.that_went(way) for way in (Direction.UP, Direction.DOWN))
    every, who = places.compared, f"{figures.measure.title}"
    where = f" of {places.within} {places.when}"
    if len(every) < 2:
        return _of_most(places)
    shown = "" if len(every) == len(places.rows) else " with figures"
    of = (" of ", Cell(len(every)), f" {places.plural}{shown}")
    if not rose and not fell:
        return phrase(f"{who} did not change in any of ", Cell(len(every)), f" {places.plural}")
    verb, most, other, least = (
        ("rose", rose, "fell", fell) if len(rose) > len(fell) else ("fell", fell, "rose", rose)
    )
    first = (f"{who} {verb} in ", Cell(len(most)), *of)
    if least and len(least) <= _MOST_NAMED:
        names = listed([row.place.name for row in least])
        return fitting(
            LONGEST_TITLE,
            phrase(*first, f" {places.when} but {other} in {names}"),
            phrase(*first, where),
            phrase(*first),
        )
    both = phrase(*first, f" {places.when} and {other} in ", Cell(len(least)))
    return fitting(LONGEST_TITLE, both if least else phrase(*first, where), phrase(*first))


def _of_most(places: Places) -> Phrase:
    most, figures = places.most, places.figures
    if most is None:
        are_made_up = any(places.cell(row).is_illustrative for row in places.rows)
        each = f"{figures.measure.title} in each {places.one} of {places.within}"
        if are_made_up:
            what = "grouping of wards is" if places.are_grouped else "numbers are"
            short = f"{figures.measure.title} by {places.one}: the {what} illustrative"
            whole = phrase(f"{each}: the {what} illustrative")
            return fitting(LONGEST_TITLE, whole, phrase(short))
        return phrase(f"{each} {places.when} cannot all be compared")
    return phrase(
        f"{most.place.name} had ",
        places.cell(most),
        f" {figures.measure.noun.plural} {places.when}, the most of ",
        Cell(len(places.rows)),
        f" {places.plural}",
    )


def findings(places: Places) -> tuple[Finding, ...]:
    """How many rose, how many fell, and where most are."""
    return tuple(_findings(places))


def _findings(places: Places) -> Iterator[Finding]:
    every = places.compared
    if len(every) > 1:
        for way, verb in ((Direction.UP, "rose"), (Direction.DOWN, "fell")):
            rows = places.that_went(way)
            worse = any(is_worse(row) for row in rows)
            yield Finding(phrase(Cell(len(rows)), f" {verb}"), _which(places, rows), worse)
    if (most := places.most) is not None:
        words = phrase(f"in {most.place.name}, the most of ", Cell(len(places.rows)))
        yield Finding(phrase(places.cell(most)), phrase(*words.parts, f" {places.plural}"))


def is_worse(row: PlaceRow) -> bool:
    """Whether it moved beyond the usual ups and downs, the way that is not wanted."""
    change = row.comparison.change
    return isinstance(change, Change) and change.verdict is Verdict.WORSE


def _which(places: Places, rows: Sequence[PlaceRow]) -> Phrase:
    """Their names where they are few; else in how many the change is beyond the usual."""
    base = base_named(places.rows[0].comparison)
    if not rows:
        return phrase(f"against {base}")
    names = phrase(listed([row.place.name for row in rows]))
    if len(rows) <= _MOST_NAMED and len(names.text) <= LONGEST_WORDS:
        return names
    changes = [row.comparison.change for row in rows]
    beyond = sum(isinstance(change, Change) and change.is_beyond for change in changes)
    if not any(isinstance(change, Change) for change in changes):
        return phrase(f"against {base}")
    number = Cell(beyond) if beyond else "none"
    return phrase("against ", base, "; ", number, f" beyond {UPS_AND_DOWNS}")


def unjudged(places: Places) -> Iterator[Phrase]:
    """That no change has a verdict, and why; nothing where any has one."""
    changes = [row.comparison.change for row in places.compared]
    reasons = {not_judged(change) for change in changes if isinstance(change, Unjudged)}
    if len(reasons) == 1 and all(isinstance(change, Unjudged) for change in changes):
        yield phrase(f"The changes are {reasons.pop()}.")


# --- What is said ----------------------------------------------------------------------------
def said(places: Places) -> Iterator[Phrase]:
    figures = places.figures
    who = in_a_sentence(figures.measure.title)
    comparison = places.rows[0].comparison
    rose, fell = (places.that_went(way) for way in (Direction.UP, Direction.DOWN))
    if len(places.compared) > 1:
        yield phrase(
            f"Between {base_named(comparison)} and {time_named(comparison.period)} {who} rose in ",
            _number(rose),
            " and fell in ",
            _number(fell),
            " of ",
            Cell(len(places.compared)),
            f" {places.plural} of {places.within}.",
        )
    if (most := places.most) is not None:
        yield phrase(
            f"{most.place.name} had the most {figures.measure.noun.plural}: ",
            places.cell(most),
            f" {places.when}.",
        )
    yield from _beyond(places)
    yield phrase(
        f"We don’t judge the level of {who} in any {places.one}, as places differ by nature; we"
        " judge only how it changes."
    )
    counted = first_sentence(figures.measure.definition)
    yield phrase(
        f"By {places.one}, as for the whole, “{who}” means this: {counted[:1].lower()}{counted[1:]}"
    )
    yield phrase(f"The numbers of {who} by {places.one} come from “{figures.source.title}”.")


def _number(rows: Sequence[PlaceRow]) -> Cell | str:
    return Cell(len(rows)) if rows else "none"


def _beyond(places: Places) -> Iterator[Phrase]:
    judged = [row for row in places.compared if isinstance(row.comparison.change, Change)]
    if len(judged) < 2:
        return
    beyond = [
        row
        for row in judged
        if isinstance(row.comparison.change, Change) and row.comparison.change.is_beyond
    ]
    who = in_a_sentence(places.figures.measure.title)
    if not beyond:
        yield phrase(f"In no {places.one} is the change in {who} beyond {UPS_AND_DOWNS}.")
        return
    yield phrase(
        "In ",
        Cell(len(beyond)),
        f" of them the change in {who} is beyond {UPS_AND_DOWNS}; of so many verdicts chance alone"
        " would give about one in twenty.",
    )


def said_of_made_up(places: Places, stated: Stated) -> Iterator[Phrase]:
    """What is said where only a document's statements are real."""
    who, plural = in_a_sentence(places.figures.measure.title), places.plural
    if places.are_grouped:
        yield phrase(
            f"The numbers of {who} are sums of wards, and which wards each of the {plural} has is"
            " made up here."
        )
    else:
        which = "hatched numbers" if stated.changes else "numbers drawn"
        yield phrase(
            f"The {which} for {who} in the {plural} are made up, so we conclude nothing from them."
        )
    if stated:
        names = listed(list(stated.changes)) if stated.changes else ""
        what = f"The changes of {names} are" if names else f"What we say of the {plural} is"
        yield phrase(f"{what} quoted from {stated.document or 'a document'}.")
    yield phrase(f"Real numbers of {who} in the {plural} are what we would ask the supplier for.")
    counted = first_sentence(places.figures.measure.definition)
    yield phrase(f"In the {plural} too, “{who}” means this: {counted[:1].lower()}{counted[1:]}")
    yield phrase(
        f"Until then, take from the slide how {who} will be set out, {places.one} by"
        f" {places.one}, and for which years."
    )


def real_elsewhere(figures: Figures) -> Iterator[str]:
    """Where wards have real counts, which are not to be held against made-up ones."""
    titles = list(dict.fromkeys(source.title for source in figures.other_sources))
    if titles:
        yield f"Real counts by ward: {listed(titles)}; do not compare them with these."


# --- Localities ------------------------------------------------------------------------------
def title_of_trends(places: Places, trends: Sequence[PlaceTrend]) -> Phrase:
    """Which rose or fell every year; else as wards have it."""
    if not trends:
        return title(places)
    first, last = trends[0].periods[0], trends[0].periods[-1]
    span = f"every year from {first.year_label} to {last.year_label}"
    parts = []
    for way, verb in ((Direction.DOWN, "fell"), (Direction.UP, "rose")):
        names = [trend.place.name for trend in trends if trend.direction is way]
        if names:
            parts.append(f"{verb} in {listed(names)}")
    return fitting(
        LONGEST_TITLE,
        phrase(f"{places.figures.measure.title} {' and '.join(parts)} {span}"),
        phrase(f"{places.figures.measure.title} {' and '.join(parts)} every year"),
    )


def share_of_most(places: Places) -> Finding | None:
    """The place with the most and its share of all that are listed."""
    most = places.most
    counts = [places.cell(row).number or 0 for row in places.rows]
    if most is None or not sum(counts):
        return None
    cell = places.cell(most)
    share = Cell(100 * (cell.number or 0) / sum(counts), Style.PERCENT, nature=cell.nature)
    return Finding(phrase(share), phrase(f"of them in {most.place.name}: ", cell))
