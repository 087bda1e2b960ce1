"""What a map of wards says, for who sees it and who does not; knows only wording."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from measures.change import Change, Difference, Direction, NotJudged, Unjudged
from measures.counts import Gap
from reporting import narrative
from reporting.analysis.comparisons import Comparison, PlaceRow
from reporting.analysis.figures import Figures
from reporting.analysis.places import Place
from reporting.content.description import Style, in_words, written
from reporting.content.number_formats import FEWEST_FOR_PERCENT
from reporting.content.selection import Selection
from reporting.narrative import verdicts

KEY = {
    verdicts.STEADY: f"● within {verdicts.UPS_AND_DOWNS}",
    "not-compared": f"{verdicts.NOT_COMPARED}, {verdicts.NOT_JUDGED} or {verdicts.TOO_FEW}",
    "rest": "not shown here",
}
NO_RESIDENTS = "no residents held to work out a rate"
COLOURINGS = {
    "change": "The change",
    "rate": "The rate for each 1,000 residents",
    "count": "The count",
}
FORMS = {"tiles": "Tiles of one size", "outlines": "The wards’ own outlines"}


def title(figures: Figures, *, of: str) -> str:
    """ "Crimes per 1,000 residents, by ward": how high a number is gets no verdict."""
    noun = figures.measure.noun.plural
    per = " per 1,000 residents" if of == "rate" else ""
    return f"{noun[:1].upper()}{noun[1:]}{per}, by ward"


def subtitle(figures: Figures, comparison: Comparison, *, of: str) -> str:
    """What, where and when; under a title that has said what, only the rest."""
    when = narrative.during(comparison.period)
    if of != "change":
        return f"{figures.partnership}, {comparison.period.label}"
    noun = figures.measure.noun
    what = f"{noun.plural[:1].upper()}{noun.plural[1:]} {noun.verb} in each ward"
    return (
        f"{what} of {figures.partnership} {when}, compared with {narrative.base_named(comparison)}"
    )


def reading(*, is_tiled: bool, has_mine: bool, signs: Sequence[str]) -> str:
    """ "One tile a ward, near its place. Outlined: my ward. ▼ fewer, beyond …"."""
    sentences = ["One tile a ward, near its place."] if is_tiled else []
    sentences += ["Outlined: my ward."] if has_mine else []
    named = " and ".join(f"{sign} {_SIGNS[sign]}" for sign in signs)
    sentences += [f"{named}, beyond {verdicts.UPS_AND_DOWNS}."] if named else []
    return " ".join(sentences)


_SIGNS = {"▲": "more", "▼": "fewer"}


def beyond(sign: str) -> str:
    """ "▼ fewer, beyond the usual ups and downs": in the key of changes."""
    return f"{sign} {_SIGNS[sign]}, beyond {verdicts.UPS_AND_DOWNS}"


def finding(figures: Figures, row: PlaceRow, *, of: str) -> str:
    """A ward in words: "Ayresome: 396 incidents, 44.0% more"."""
    noun = figures.measure.noun
    if isinstance(row.count, Gap):
        return f"{row.place.name}: {row.count.value}"
    count = written(row.count, Style.COUNT)
    counted = f"{row.place.name}: {count} {noun.singular if row.count == 1 else noun.plural}"
    if of != "rate":
        return f"{counted}, {_changed(figures, row)}"
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


def scale(cuts: Sequence[str]) -> str:
    """ "The darker, the more, in bands that end at 10, 20 and 40"."""
    return f"The darker, the more, in bands that end at {narrative.listed(list(cuts))}"


def gaps(gaps: Iterable[Gap]) -> str:
    """Why wards have no number."""
    return "; ".join(f"{gap.shorthand} {gap.meaning}" for gap in gaps)


def query(figures: Figures, comparison: Comparison, place: Place | None = None) -> str:
    """The measure in one ward or in all, for the same periods, as a query string."""
    return Selection(
        period=comparison.period,
        against=comparison.against,
        area=place.code if place else "",
        source=figures.source_asked,
        as_at=figures.as_at,
        wards=figures.wards_of,
    ).query


def notes(*, is_in_order: bool, town_centre: str) -> tuple[str, ...]:
    """What to mind when reading the map."""
    sentences = []
    if is_in_order:
        sentences.append(
            "Every ward is a tile, in the order of their names. Where they lie is not loaded."
        )
    if town_centre:
        sentences.append(town_centre)
    return tuple(sentences)


TOO_NARROW = (
    "There is not room here for so many tiles. The table has the same figures, ward by ward."
)


def of_changes(comparison: Comparison) -> str:
    """What the columns of the table beside the map are."""
    return (
        f"The change is from {narrative.base_named(comparison)}, in percent. Where either number"
        f" is below {FEWEST_FOR_PERCENT}, it is in numbers. “{verdicts.HEADING}” says whether it"
        " is beyond them."
    )


def no_wards(figures: Figures) -> str:
    """Where there is nothing by ward for the period, beside the reason why."""
    return f"There is no map of {figures.measure.title.lower()} for this period."
