"""What the page of a ward or a locality says and asks; knows only wording."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from measures.change import Change, Direction, Incomparable, Refusal, Verdict
from measures.counts import Gap
from measures.periods import Period
from measures.ranks import RankOfRate
from partnership.places.ground import Ground
from reporting import narrative
from reporting.analysis.comparisons import Comparison
from reporting.analysis.figures import Figures
from reporting.analysis.places import Place, PlaceKind
from reporting.content.description import Cell, Sentence
from reporting.narrative import levels, verdicts
from reporting.narrative.phrases import ordinal

ITS_WARDS = "Its wards"
ALL_LOCALITIES = "Beside the other localities"
ABOUT_RATES = "Rates are for each 1,000 residents in the period named."


def number(figures: Figures, period: Period, place: Place) -> Sentence:
    """The count, and beside it the rate here and in the whole partnership."""
    count, rate = figures.cell(period, area=place), figures.rate_cell(period, area=place)
    if isinstance(count.value, Gap):
        why = narrative.why_no_figure(figures, count.value, period)
        return Sentence((f"No figure {narrative.during(period)}: {why}.",))
    noun = figures.measure.noun
    parts: list[str | Cell] = [count, f" {noun.singular if count.value == 1 else noun.plural} "]
    parts.append(narrative.during(period))
    whole = figures.rate_cell(period)
    if not isinstance(rate.value, Gap):
        parts += [": ", rate, " for each 1,000 residents"]
        if not isinstance(whole.value, Gap):
            parts += [f" ({figures.partnership} ", whole, ")"]
    return Sentence((*parts, "."))


def rank(found: RankOfRate | None, place: Place) -> str:
    """ "3rd of 19 wards by rate, highest first (2nd to 6th)."; of a tie, that it is one."""
    if place.is_town_centre:
        return "Not ranked: a town centre, where few of those present live."
    if found is None:
        return ""
    places = narrative.PLURALS[place.kind]
    if found.is_of_none and found.is_joint:
        return _none_here(found, places)
    if found.could_be_any:
        return f"Too close to rank among the {found.of} {places} by rate."
    joint = "Joint " if found.is_joint else ""
    placed = f"{joint}{ordinal(found.place)} of {found.of} {places} by rate, highest first"
    return f"{placed}{levels.reach(found)}."


def _none_here(found: RankOfRate, places: str) -> str:
    others = found.of - 1
    if found.equal == others:
        return f"None here, nor in any of the other {others} {places}."
    return f"None here, as in {found.equal} of the other {others} {places}."


def how_we_know(judged: int) -> tuple[str, ...]:
    """How ranks and small charts are made, and what `judged` verdicts at once mean."""
    return (
        (
            "A place is ranked by its rate for each 1,000 residents. Town centres are left out, and"
            " no rank is given where any figure among them is missing or hidden."
        ),
        levels.how_ranks("wards"),
        (
            "How high a number is gets no verdict, because wards differ by nature. What is judged"
            " is its change, by itself and beside that of the rest of the partnership."
        ),
        (
            "The small charts show the rate of each month for each 1,000 residents, here and in the"
            " whole partnership. Each chart has a scale of its own for both."
        ),
        *narrative.about_many_rows(judged),
    )


def not_here(figures: Figures, kind: PlaceKind) -> str:
    """Why a measure has no figures for places of this kind."""
    if kind is PlaceKind.WARD and figures.reaches(PlaceKind.LOCALITY):
        why = f"{figures.source.title} gives figures by locality, and none by ward."
    else:
        why = f"{figures.source.title} gives figures for {figures.partnership} as a whole only."
    return f"{figures.measure.title}: {why}"


def inset(figures: Figures, place: Place) -> str:
    return f"Where {place.name} lies in {figures.partnership}"


def neighbours_title(place: Place, ground: Ground) -> str:
    if ground.has_borders:
        return f"{place.name} and its neighbours"
    return f"{place.name} and the nearest wards"


def about_beside(place: Place, ground: Ground) -> str:
    """How neighbours were found, or why there are none."""
    if place.kind is not PlaceKind.WARD:
        return ""
    if ground.has_borders:
        return "Neighbours are the wards that share a border with it."
    if ground.middles:
        return "These are the nearest by the middles of the wards: no borders are loaded."
    return (
        "Its neighbours are not known: the administrator can load the boundaries of the wards, or"
        " of LSOAs."
    )


# --- A small chart ---------------------------------------------------------------------------
def subtitle(figures: Figures, place: Place, months: Sequence[Period], *, has_rates: bool) -> str:
    noun = figures.measure.noun
    span = f"{months[0].label} to {months[-1].label}"
    per = " for each 1,000 residents" if has_rates else ""
    return f"{noun.plural[:1].upper()}{noun.plural[1:]} a month{per} in {place.name}, {span}"


def unit(figures: Figures, *, has_rates: bool) -> str:
    return "a month for each 1,000 residents" if has_rates else f"{figures.measure.noun.plural}"


def instead(subtitle: str, cells: Sequence[Cell], months: Sequence[Period]) -> str:
    """The chart in words, for who does not see it."""
    known = [
        (cell, month.label)
        for cell, month in zip(cells, months, strict=True)
        if cell.number is not None
    ]
    return f"{subtitle}: {narrative.in_short(known)}."


# --- What to ask -----------------------------------------------------------------------------
@dataclass(frozen=True)
class Ask:
    """A question that the figures raise, and why."""

    question: Sentence
    why: str


class Shown(Protocol):
    """A measure for a period and an area, with what it is compared with."""

    @property
    def figures(self) -> Figures: ...
    @property
    def period(self) -> Period: ...
    @property
    def headline_comparison(self) -> Comparison: ...
    @property
    def stands_out(self) -> bool: ...
    @property
    def verdict(self) -> Sentence | None: ...


class OfPlace(Protocol):
    """One measure in the place, and what became of it."""

    @property
    def shown(self) -> Shown: ...
    @property
    def title(self) -> str: ...
    @property
    def place(self) -> Place: ...
    @property
    def change(self) -> Change | None: ...


def asks(multiples: Sequence[OfPlace], coarse: Sequence[Figures]) -> tuple[Ask, ...]:
    """Questions from changes, odd months, refusals and gaps: the strongest of each kind.

    A place's level alone raises none, because places differ by nature.
    """
    return (
        *_first_of_each(multiples, _of_change, most=3),
        *_first_of_each(multiples, _of_month, most=2),
        *_first_of_each(multiples, _of_refusal, most=2),
        *_first_of_each(multiples, _of_gap, most=2),
        *_of_coarse(coarse),
    )


def _first_of_each(
    multiples: Sequence[OfPlace], of: Callable[[OfPlace], Iterable[Ask]], *, most: int
) -> list[Ask]:
    """One of each dataset: a measure and its types would ask the same question twice."""
    found: dict[str, Ask] = {}
    for multiple in multiples:
        for ask in of(multiple):
            found.setdefault(multiple.shown.figures.dataset.slug, ask)
    return list(found.values())[:most]


def _of_change(multiple: OfPlace) -> Iterable[Ask]:
    change, shown = multiple.change, multiple.shown
    if change is None or not change.is_beyond:
        return
    figures, comparison = shown.figures, shown.headline_comparison
    went = "rise" if change.direction is Direction.UP else "fall"
    what: tuple[str | Cell, ...] = (
        f" the {went} in {figures.measure.noun.plural} here, from ",
        narrative.then_cell(figures, comparison, area=multiple.place),
        " to ",
        figures.cell(comparison.period, area=multiple.place),
    )
    if change.verdict is Verdict.BETTER:
        question = Sentence(("What lies behind", *what, ", and will it last?"))
    else:
        question = Sentence(("What lies behind", *what, ", and what is being done about it?"))
    yield Ask(
        question,
        f"Compared with {narrative.base_named(comparison)}, it is {verdicts.BEYOND_THEM}.",
    )


def _of_month(multiple: OfPlace) -> Iterable[Ask]:
    """A single month is asked about where it stands out among all that were looked at."""
    shown = multiple.shown
    if shown.stands_out and shown.verdict:
        noun, when = shown.figures.measure.noun.plural, shown.period.label
        question = f"What lies behind the number of {noun} here in {when}?"
        yield Ask(Sentence((question,)), shown.verdict.text)


def _of_refusal(multiple: OfPlace) -> Iterable[Ask]:
    comparison = multiple.shown.headline_comparison
    change = comparison.change
    if isinstance(change, Incomparable) and change.reason not in _NOT_ASKED:
        title = multiple.title
        if not title[1:2].isupper():
            title = title[:1].lower() + title[1:]
        question = f"Could figures of {title} be given that can be compared?"
        then = narrative.base_named(comparison)
        why = f"They are not compared with {then}: {narrative.why_not_compared(comparison)}."
        yield Ask(Sentence((question,)), why)


# Gaps are asked about elsewhere; which source is shown is the partnership's own choice.
_NOT_ASKED = (Refusal.BEFORE_GAP, Refusal.AFTER_GAP, Refusal.SOURCES_DIFFER)


def _of_gap(multiple: OfPlace) -> Iterable[Ask]:
    figures, period = multiple.shown.figures, multiple.shown.headline_comparison.period
    missing = [month for month in period.each_month if month not in figures.months_supplied]
    if missing and not figures.told_by_others((period,)):
        question = f"When will the figures from {figures.source.title} be complete?"
        months = narrative.months_named(missing)
        yield Ask(Sentence((question,)), f"{multiple.title}: not supplied for {months}.")


def _of_coarse(coarse: Sequence[Figures]) -> Iterable[Ask]:
    """Nobody is asked for more of what is made up."""
    titles = dict.fromkeys(
        figures.source.title
        for figures in coarse
        if not figures.source.is_national and not figures.made_up.months
    )
    if titles:
        named = narrative.listed(list(titles))
        question = f"Could figures from {named} be supplied for smaller areas?"
        yield Ask(Sentence((question,)), "Nothing can be said of this place from them as they are.")
