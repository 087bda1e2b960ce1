"""What a map of wards says, for who sees it and who does not; knows only wording."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from measures.change import Change, Difference, Direction, NotJudged, Unjudged
from measures.counts import Gap
from reporting import narrative
from reporting.analysis.comparisons import Comparison, PlaceRow
from reporting.analysis.figures import Figures
from reporting.analysis.places import Place
from reporting.content.description import Cell, Style, in_words, written
from reporting.content.selection import Selection
from reporting.narrative import verdicts

KEY = {
    "far-fewer": f"▼ fewer, beyond {verdicts.UPS_AND_DOWNS}",
    "fewer": f"▼ fewer, not beyond {verdicts.UPS_AND_DOWNS}",
    "same": "● the same",
    "more": f"▲ more, not beyond {verdicts.UPS_AND_DOWNS}",
    "far-more": f"▲ more, beyond {verdicts.UPS_AND_DOWNS}",
    "town-centre": "town centre, the number itself: not ranked by its residents",
    "not-compared": f"{verdicts.NOT_COMPARED} or {verdicts.NOT_JUDGED}",
    "rest": "not shown here",
}
NO_RESIDENTS = "no residents held to work out a rate"
COLOURINGS = {"change": "The change", "rate": "The rate for each 1,000 residents"}
FORMS = {"tiles": "Tiles of one size", "outlines": "The wards’ own outlines"}


def subtitle(figures: Figures, comparison: Comparison, *, by_rate: bool) -> str:
    """What, where and when."""
    noun = figures.measure.noun
    what = f"{noun.plural[:1].upper()}{noun.plural[1:]} {noun.verb} in each ward"
    when = narrative.during(comparison.period)
    if by_rate:
        return f"{what} of {figures.partnership} {when}, for each 1,000 residents"
    return (
        f"{what} of {figures.partnership} {when}, compared with {narrative.base_named(comparison)}"
    )


def finding(figures: Figures, row: PlaceRow, *, by_rate: bool) -> str:
    """A ward in words: "Ayresome: 396 incidents, 44.0% more"."""
    noun = figures.measure.noun
    if isinstance(row.count, Gap):
        return f"{row.place.name}: {row.count.value}"
    count = written(row.count, Style.COUNT)
    counted = f"{row.place.name}: {count} {noun.singular if row.count == 1 else noun.plural}"
    if not by_rate:
        return f"{counted}, {_changed(figures, row)}"
    if row.place.is_town_centre:
        return f"{counted}, town centre, not ranked"
    if isinstance(row.rate, Gap):
        return f"{counted}, {NO_RESIDENTS}"
    return f"{counted}, {written(row.rate, Style.RATE)} for each 1,000 residents"


def _changed(figures: Figures, row: PlaceRow) -> str:
    comparison = row.comparison
    match comparison.change:
        case Difference(direction=Direction.LEVEL):
            base = narrative.base_named(comparison)
            the_same = narrative.the_same_as(comparison)
            return f"{the_same} {'in ' if len(comparison.periods) == 1 else ''}{base}"
        case Difference() as change:
            much = narrative.moved(comparison, figures=figures, area=row.place)
            words = in_words(much)
            if isinstance(change, Unjudged) and change.reason is NotJudged.ONE_MONTH:
                return words
            if isinstance(change, Change):
                return f"{words}, {verdicts.on_a_card(change)}"
            return f"{words}, {verdicts.NOT_JUDGED}"
    return verdicts.NOT_COMPARED


def not_shown(ward: Place) -> str:
    return f"{ward.name}: not shown here"


def band(cells: Sequence[Cell]) -> str:
    """From the least to the greatest rate of a band."""
    low, high = (end(cells, key=lambda cell: cell.number or 0).text for end in (min, max))
    return low if low == high else f"{low} to {high}"


def gaps(gaps: Iterable[Gap]) -> str:
    """Why wards have no number."""
    return "; ".join(f"{gap.shorthand} {gap.meaning}" for gap in gaps)


def query(figures: Figures, comparison: Comparison, place: Place) -> str:
    """The measure in one ward, for the same periods, as a query string."""
    return Selection(
        period=comparison.period,
        against=comparison.against,
        area=place.code,
        source=figures.source_asked,
        as_at=figures.as_at,
        wards=figures.wards_of,
    ).query


def notes(
    *, is_tiled: bool, is_in_order: bool, by_rate: bool, has_town_centre: bool
) -> tuple[str, ...]:
    """What to mind when reading the map."""
    sentences = []
    if is_tiled and is_in_order:
        sentences.append(
            "Every ward is a tile, in the order of their names. Where they lie is not loaded."
        )
    elif is_tiled:
        sentences.append(
            "Every ward is a tile of one size, as near to where it lies as its neighbours leave"
            " room for. Large wards do not look worse for being large."
        )
    if by_rate:
        sentences.append(
            "Each colour is of a quarter of the wards, from the lowest rate to the highest."
        )
    if by_rate and has_town_centre:
        sentences.append(narrative.TOWN_CENTRE)
    return tuple(sentences)


TOO_NARROW = (
    "There is not room here for so many tiles. The table has the same figures, ward by ward."
)


def title_of_rates(figures: Figures, most: Sequence[PlaceRow]) -> str:
    """The wards with the highest rate as a title; town centres are none of them."""
    named = " and ".join(row.place.name for row in most if not row.place.is_town_centre)
    return f"{figures.measure.title}: the highest rate by residents is in {named}"


def of_changes(comparison: Comparison) -> str:
    """What the columns of the table beside the map are."""
    return (
        f"The change is from {narrative.base_named(comparison)}, in percent. Where the earlier"
        f" number is below 10, it is in numbers. “{verdicts.HEADING}” says whether it is beyond"
        " them."
    )


def no_wards(figures: Figures) -> str:
    """Where there is nothing by ward for the period, beside the reason why."""
    return f"There is no map of {figures.measure.title.lower()} for this period."
