"""The finding as the title of a chart, a slide or a page; knows only wording."""

from __future__ import annotations

from collections.abc import Sequence

from measures.change import Change, Direction, Incomparable, NotJudged, Unjudged
from measures.counts import Nature
from measures.periods import Period, PeriodKind
from reporting.analysis.comparisons import CategoryRow, Comparison, PlaceRow
from reporting.analysis.figures import Figures
from reporting.analysis.places import PlaceKind
from reporting.analysis.years import AmongYears
from reporting.content.description import Cell, Style
from reporting.narrative import verdicts
from reporting.narrative.findings import FEWEST_TO_RANK
from reporting.narrative.headlines import is_at_nought, moved
from reporting.narrative.phrases import PLURALS, during, year_label


def title_of_change(figures: Figures, comparison: Comparison) -> str:
    """The finding as a title: "All recorded crime rose 6.0% in 2022/23"."""
    subject, change = figures.measure.title, comparison.change
    if isinstance(change, Incomparable):
        return f"{subject} {during(comparison.period)}"
    if isinstance(change, Unjudged) and change.reason in _NO_TITLE:
        return f"{subject} {during(comparison.period)}"
    if change.direction is Direction.LEVEL:
        return f"{subject} was unchanged {during(comparison.period)}"
    if is_at_nought(change):
        return f"{subject} was about the same {during(comparison.period)}"
    much = next(part for part in moved(comparison, figures=figures) if isinstance(part, Cell))
    verb = "rose" if change.direction is Direction.UP else "fell"
    by = "" if much.style is Style.PERCENT else "by about " if change.are_rounded else "by "
    tail = ""
    if isinstance(change, Change):
        tail = verdicts.tail(is_beyond_chance=change.is_beyond_chance)
    day = " a day" if change.is_by_day else ""
    return f"{subject} {verb} {by}{much.text}{day} {during(comparison.period)}{tail}"


# Of what may only be made up, or placed otherwise, a title claims no direction.
_NO_TITLE = {NotJudged.ILLUSTRATIVE, NotJudged.PLACES}


def title_of_months(
    figures: Figures, above: int, of: int, *, base: str, each: PeriodKind = PeriodKind.MONTH
) -> str:
    """`base` is the name of the line that the months, or quarters, stand beside."""
    the = "the " if base.startswith("mean") else ""
    return f"{figures.measure.title}: {above} of {of} {each.value}s were above {the}{base}"


def by_each(each: PeriodKind) -> str:
    """ "month by month" or "quarter by quarter"."""
    return f"{each.value} by {each.value}"


def title_of_years(figures: Figures, among: AmongYears | None) -> str:
    if among is None or among.rank.of < FEWEST_TO_RANK:
        return f"{figures.measure.title} by year"
    rank, year = among.rank, year_label(among.periods[-1])
    joint = "joint " if rank.is_joint else ""
    if rank.is_highest or rank.is_lowest:
        end = "highest" if rank.is_highest else "lowest"
        return f"{figures.measure.title}: {year} was the {joint}{end} of {rank.of} years"
    return f"{figures.measure.title}: {rank.above} of the {rank.of - 1} earlier years were higher"


def title_of_places(figures: Figures, rows: Sequence[PlaceRow]) -> str:
    """ "All recorded crime rose in 14 of 20 wards": the way that most went."""
    kind = rows[0].place.kind
    called = PLURALS[kind]
    changes = [row.comparison.change for row in rows if row.place.kind is not PlaceKind.ELSEWHERE]
    known = [change for change in changes if isinstance(change, Change)]
    if not known:
        return f"{figures.measure.title} by {kind.value}"
    if len(known) < len(changes):
        called += " whose figures are shown"
    rose, fell = (
        sum(change.direction is way for change in known) for way in (Direction.UP, Direction.DOWN)
    )
    if not rose and not fell:
        return f"{figures.measure.title} is unchanged in all {len(known)} {called}"
    if rose == fell:
        return f"{figures.measure.title} rose in {rose} and fell in {fell} of {len(known)} {called}"
    verb, most = ("rose", rose) if rose > fell else ("fell", fell)
    return f"{figures.measure.title} {verb} in {most} of {len(known)} {called}"


def title_of_categories(rows: Sequence[CategoryRow], *, by: str, period: Period) -> str:
    """The largest type; of made-up figures only what they are split by."""
    known = [row for row in rows if isinstance(row.count, int)]
    if not known or any(row.nature is Nature.ILLUSTRATIVE for row in rows):
        return f"By {by} {during(period)}"
    return f"{known[0].label} was the largest type {during(period)}"


def deck_subtitle(comparison: Comparison) -> str:
    then = comparison.then_label
    return (
        f"{comparison.period.label[:1].upper()}{comparison.period.label[1:]} compared with {then}"
    )


def at_a_glance(period: Period) -> str:
    return f"{period.label[:1].upper()}{period.label[1:]} at a glance"
