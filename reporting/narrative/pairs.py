"""What is said of any two figures side by side; only wording."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite

from measures.change import Caution, Change, Difference, Direction, Refusal, Unjudged
from measures.counts import Gap
from measures.rates import round_half_up
from reporting import narrative
from reporting.analysis.figures import Figures
from reporting.analysis.like_with_like import odd_origins
from reporting.analysis.pairs import Apart, Pair, Side
from reporting.analysis.places import Place, PlaceKind
from reporting.content.description import Cell, Sentence, Style, worked_out
from reporting.narrative import verdicts
from reporting.narrative.phrases import files_differ
from reporting.narrative.statuses import between

NOTHING = "There is nothing to compare yet"
NOTHING_WHO = "Figures appear when a return has been sent and somebody has accepted it"
WRITE = "Write a year like 2022/23, a quarter like 2022/23 Q3, or a month like 2022-10"
OTHER_RETURNS = "The returns behind the other figure"
BY_RESIDENTS = "The two places differ in residents, so the rates say more than the counts."
SMALL_BASE = "No percentage is given: the number compared with is too small for one."
NO_RATE = "So no rate for residents is given."


def title(pair: Pair) -> str:
    """ "All recorded crime: 2022/23 and 2021/22", with what differs between the two."""
    left, right = (called(side, pair) for side in (pair.left, pair.right))
    return f"{left} and {right}, compared"


def of_many(pair: Pair, more: int) -> str:
    """ "Acklam and three others, compared": the heading of more than two."""
    others = {1: "two others", 2: "three others"}[more]
    left = pair.left
    named = f"{name_of(left.place, left.figures)} {narrative.during(left.period)}"
    return f"{named} and {others}, compared"


def called(side: Side, pair: Pair) -> str:
    """A side by what tells it from the other: its period, place, measure or source."""
    left, right = pair.left, pair.right
    parts = [side.figures.measure.title] if _measures_differ(pair) else []
    if pair.places_differ:
        parts.append(name_of(side.place, side.figures))
    if left.period != right.period:
        parts.append(side.period.label)
    if not parts or left.series[1] != right.series[1]:
        parts.append(side.figures.source.title)
    return ", ".join(parts)


def _measures_differ(pair: Pair) -> bool:
    return pair.left.figures.measure_id != pair.right.figures.measure_id


def name_of(place: Place, figures: Figures) -> str:
    """A place as it is listed: the whole by the partnership's name."""
    return figures.partnership if place.kind is PlaceKind.WHOLE else place.name


def count_cell(side: Side) -> Cell:
    """The count, which leads to its rows."""
    return side.figures.cell(side.period, area=side.area)


def headline(pair: Pair) -> Sentence:
    """Both counts, and how much more or fewer the first is; of two places, their rates instead.

    Counts of two places differ by who lives there before anything else, so neither is called more.
    """
    left, right = pair.left, pair.right
    if isinstance(left.count, Gap) or isinstance(right.count, Gap):
        first, *rest = _count_or_gap(left)
        first = narrative.capital(first) if isinstance(first, str) else first
        then, *more = _count_or_gap(right)
        then = narrative.capital(then) if isinstance(then, str) else then
        return Sentence((first, *rest, ". ", then, *more, "."))
    parts = (*_count(left), ", against ", *_second_count(right, pair))
    if pair.change is None:
        return Sentence((*parts, "."))
    told = _rates(pair) if pair.places_differ else _moved(pair, pair.change)
    return Sentence((*parts, *told, "."))


def _rates(pair: Pair) -> tuple[str | Cell, ...]:
    """ ". For each 1,000 residents that is 273.5 against 310.2, 11.8% lower"."""
    rates = pair.of_rates
    if rates is None:
        return ()
    of = (rate_cell(pair.left), rate_cell(pair.right))
    both = (". For each 1,000 residents that is ", of[0], " against ", of[1])
    if rates.percent is None or not round_half_up(rates.percent, 1):
        return both
    way = "higher" if rates.direction is Direction.UP else "lower"
    return (*both, ", ", worked_out(abs(rates.percent), Style.PERCENT, *of), f" {way}")


def _count(side: Side) -> tuple[str | Cell, ...]:
    noun = side.figures.measure.noun
    called_so = noun.singular if side.count == 1 else noun.plural
    where = f"in {name_of(side.place, side.figures)} {narrative.during(side.period)}"
    return (count_cell(side), f" {called_so} {where}")


def _second_count(side: Side, pair: Pair) -> tuple[str | Cell, ...]:
    """The second figure, by what it does not share with the first."""
    noun = side.figures.measure.noun
    shared = not _measures_differ(pair)
    called_so = "" if shared else f" {noun.singular if side.count == 1 else noun.plural}"
    where = f" in {name_of(side.place, side.figures)}" if pair.places_differ else ""
    is_another = pair.left.period != pair.right.period or not (called_so or where)
    when = f" {narrative.during(side.period)}" if is_another else ""
    return (count_cell(side), f"{called_so}{where}{when}")


def _count_or_gap(side: Side) -> tuple[str | Cell, ...]:
    if not isinstance(side.count, Gap):
        return _count(side)
    why = narrative.why_no_figure(side.figures, side.count, side.period)
    return (
        f"no figure in {name_of(side.place, side.figures)} {narrative.during(side.period)}: {why}",
    )


def _moved(pair: Pair, change: Change | Unjudged) -> tuple[str | Cell, ...]:
    if change.direction is Direction.LEVEL:
        return (": the same number",)
    of = (count_cell(pair.left), count_cell(pair.right))
    way = "more" if change.direction is Direction.UP else "fewer"
    if change.told_percent is not None and round_half_up(change.told_percent, 1):
        day = " a day" if change.is_by_day else ""
        return (": ", worked_out(abs(change.told_percent), Style.PERCENT, *of), f" {way}{day}")
    about = "about " if change.are_rounded else ""
    return (f": {about}", worked_out(abs(change.difference), Style.COUNT, *of), f" {way}")


def verdict(pair: Pair) -> Sentence | None:
    """Whether it is beyond the usual ups and downs; a level is not judged."""
    return None if pair.change is None else narrative.verdict(pair.change)


def refusal(pair: Pair) -> str:
    """Why the two are not set against each other; blank where they are."""
    match pair.refused:
        case None:
            return ""
        case Apart.UNITS:
            left, right = (side.figures.dataset.unit for side in (pair.left, pair.right))
            return f"They are not compared: one counts {left} and the other {right}."
        case Refusal.SOURCES_DIFFER:
            left, right = (side.figures.source.title for side in (pair.left, pair.right))
            return (
                f"They are not compared: {pair.refused.value} ({left}; {right}), which count in"
                " different ways."
            )
        case Refusal.ORIGINS_DIFFER:
            odd = odd_origins(pair.left.figures, (pair.left.period, pair.right.period))
            return f"They are not compared: {files_differ(odd)}."
        case Refusal.LENGTHS_DIFFER | Refusal.AFTER_GAP | Refusal.BEFORE_GAP:
            return f"They are not compared: {_lengths(pair)}."
        case _:
            return f"They are not compared: {pair.refused.value}."


def from_one_source(title: str) -> str:
    """The link to the same two figures, where one source has both."""
    return f"Compare both from {title}"


def _lengths(pair: Pair) -> str:
    unfinished = [
        narrative.named(side.period) for side in (pair.left, pair.right) if side.is_unfinished
    ]
    if unfinished:
        return (
            f"of {narrative.listed(list(dict.fromkeys(unfinished)))} only some months have been"
            " supplied, and an unfinished period is not compared with a finished one"
        )
    assert isinstance(pair.refused, Refusal)  # noqa: S101 - the caller has matched it
    if pair.refused is Refusal.LENGTHS_DIFFER:
        return Refusal.LENGTHS_DIFFER.value
    return "there is no figure to show for one of them"


def cautions(pair: Pair) -> tuple[str, ...]:
    """What to bear in mind, a sentence each."""
    sentences = [sentence for caution in pair.cautions if (sentence := _caution(caution, pair))]
    sentences += map(narrative.recording_change, pair.recorded)
    sentences += narrative.without_place(pair.without_place)
    if pair.of_rates is not None:
        sentences.append(BY_RESIDENTS)
    elif pair.places_differ and (centres := _town_centres(pair)):
        sentences.append(f"{narrative.who_is_harmed(centres)} {NO_RATE}")
    return tuple(sentences)


def _town_centres(pair: Pair) -> tuple[str, ...]:
    return tuple(side.place.name for side in (pair.left, pair.right) if side.place.is_town_centre)


def _caution(caution: Caution, pair: Pair) -> str:
    """Of two places no percentage of their counts is told, so that none is missed."""
    match caution:
        case Caution.SMALL_BASE if pair.places_differ or pair.left.count == pair.right.count:
            return ""
        case Caution.SMALL_BASE:
            return SMALL_BASE
        case Caution.ROUNDED:
            return f"No percentage is given: {caution.value}."
        case _:
            return f"Compare with care: {caution.value}."


def interval(change: Difference) -> str:
    """ "1.4% to 8.7% fewer": the 95% interval of the change, by how far its months scatter."""
    found = change.judged.interval if isinstance(change, Change) else None
    if found is None or not isfinite(found.high):
        return "not given"
    return " to ".join(between(found)) or "no change"


def in_a_cell(change: Difference) -> str:
    """The verdict in a table; rates of two places are two levels, of which none is given."""
    return verdicts.in_a_cell(change) if isinstance(change, Change) else verdicts.NOT_JUDGED


def rate_cell(side: Side) -> Cell:
    """The count for each 1,000 residents; not applicable where they say too little."""
    if isinstance(side.count, Gap):
        return Cell(side.count, Style.RATE)
    if side.residents is None:
        return Cell(Gap.NOT_APPLICABLE, Style.RATE)
    return side.figures.rate_cell(side.period, area=side.area)


def residents(side: Side) -> str:
    """Which residents the rate rests on."""
    used = side.residents
    if used is None:
        return ""
    return (
        f"{name_of(side.place, side.figures)}: {used.count:,} residents in mid-{used.year}"
        f" ({used.source.partition(' (')[0]})."
    )


def instead_of_lines(unit: str, labels: Sequence[str]) -> str:
    """The chart of months in words; its numbers are in the table beside it."""
    return f"Line chart of {unit} a month: {narrative.listed(labels)}."


def title_of_all_lines(labels: Sequence[str]) -> str:
    return f"Month by month: {narrative.listed(list(labels))}"


def title_of_lines(pair: Pair) -> str:
    """The finding of the chart of months, in a few words."""
    return f"Month by month: {called(pair.left, pair)} and {called(pair.right, pair)}"
