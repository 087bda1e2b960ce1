"""The finding as the title of a chart, a slide or a page; knows only wording."""

from __future__ import annotations

from collections.abc import Sequence

from measures.change import Change, Direction, Incomparable, NotJudged, Unjudged
from measures.counts import Nature
from measures.periods import Period, PeriodKind
from measures.usual_change import Outcome
from reporting.analysis.comparisons import CategoryRow, Comparison, PlaceRow
from reporting.analysis.figures import Figures
from reporting.analysis.places import PlaceKind
from reporting.content.description import Cell, Style
from reporting.narrative import verdicts
from reporting.narrative.headlines import is_at_nought, moved
from reporting.narrative.phrases import (
    PLURALS,
    all_of_many,
    base_named,
    both_named,
    capital,
    during,
    is_about_the_same,
    named,
)


def title_of_change(figures: Figures, comparison: Comparison) -> str:
    """The finding as a title: "All recorded crime rose 6.0% in 2022/23"."""
    subject, change = figures.measure.title, comparison.change
    if isinstance(change, Incomparable):
        return f"{subject} {during(comparison.period)}"
    if isinstance(change, Unjudged) and change.reason in _NO_TITLE:
        return f"{subject} {during(comparison.period)}"
    if change.direction is Direction.LEVEL:
        return f"{subject} did not change {during(comparison.period)}"
    if is_at_nought(change) or (isinstance(change, Unjudged) and is_about_the_same(change)):
        return f"{subject} stayed about the same {during(comparison.period)}"
    much = next(part for part in moved(comparison, figures=figures) if isinstance(part, Cell))
    verb = "rose" if change.direction is Direction.UP else "fell"
    by = "" if much.style is Style.PERCENT else "by about " if change.are_rounded else "by "
    tail = verdicts.tail(change) if isinstance(change, Change) else f" ({verdicts.NOT_JUDGED})"
    day = " a day" if change.is_by_day else ""
    return f"{subject} {verb} {by}{much.text}{day} {during(comparison.period)}{tail}"


# Of what may only be made up, or placed otherwise, and of a month, which is held against what is
# usual for it, a title claims no direction.
_NO_TITLE = {NotJudged.ILLUSTRATIVE, NotJudged.PLACES, NotJudged.ONE_MONTH}


def title_of_months(
    figures: Figures,
    pairs: Sequence[tuple[float, float]],
    change: Change | Unjudged | Incomparable | None,
    *,
    base: str,
    each: PeriodKind,
) -> str:
    """ "Burglary: 9 of 12 months were below 2021/22", where all of them together changed so.

    `pairs` are what is shown and what it stands beside, by month or quarter; `base` names the
    line of the latter. Only what is drawn where the change of the whole is within the usual, or
    went another way than most of them.
    """
    subject = f"{figures.measure.title} {by_each(each)}"
    if not isinstance(change, Change) or not change.is_beyond:
        return subject
    is_up = change.direction is Direction.UP
    moved_so = sum(now > then if is_up else now < then for now, then in pairs)
    if len(pairs) < 2 or 2 * moved_so <= len(pairs):
        return subject
    way = "above" if is_up else "below"
    the = "the " if base.startswith("average") else ""
    title = figures.measure.title
    of = f"all {moved_so}" if moved_so == len(pairs) else f"{moved_so} of {len(pairs)}"
    return f"{title}: {of} {each.value}s were {way} {the}{base}"


def by_each(each: PeriodKind) -> str:
    """ "month by month" or "quarter by quarter"."""
    return f"{each.value} by {each.value}"


def title_of_places(figures: Figures, rows: Sequence[PlaceRow]) -> str:
    """ "All recorded crime rose in 14 of 20 wards": the way that more than half of them went."""
    kind = rows[0].place.kind
    changes = [row.comparison.change for row in rows if row.place.kind is not PlaceKind.ELSEWHERE]
    known = [change for change in changes if isinstance(change, Change)]
    if len(known) < 2:
        return f"{figures.measure.title} by {kind.value}"
    shown = " whose figures are shown" if len(known) < len(changes) else ""
    called = f"{PLURALS[kind]}{shown}"
    rose, fell = (
        sum(change.direction is way for change in known) for way in (Direction.UP, Direction.DOWN)
    )
    if not rose and not fell:
        return f"{figures.measure.title} did not change in any {kind.value}{shown}"
    verb, most = ("rose", rose) if rose > fell else ("fell", fell)
    if 2 * most <= len(known):
        up, down = (f"{count or 'none'}" for count in (rose, fell))
        return f"{figures.measure.title} rose in {up} and fell in {down} of {len(known)} {called}"
    of = all_of_many(most) if most == len(known) else f"{most} of {len(known)}"
    return f"{figures.measure.title} {verb} in {of} {called}"


def title_of_categories(rows: Sequence[CategoryRow], *, by: str, period: Period) -> str:
    """The largest type, where there is one; of made-up figures only what they are split by."""
    known = [row for row in rows if isinstance(row.count, int)]
    counts = [row.count for row in known]
    if len(known) < len(rows) or any(row.nature is Nature.ILLUSTRATIVE for row in rows):
        return f"By {by} {during(period)}"
    if len(known) < 2 or not any(counts) or counts.count(counts[0]) > 1:
        return f"By {by} {during(period)}"
    return f"{known[0].label} was the largest type {during(period)}"


def deck_subtitle(comparison: Comparison) -> str:
    return f"{capital(named(comparison.period))} compared with {base_named(comparison)}"


def compared(finding: str, comparison: Comparison) -> str:
    """A finding about places with the periods that it rests on."""
    return f"{finding} {during(comparison.period)}, against {base_named(comparison)}"


def table_by(figures: Figures, by: str, comparison: Comparison) -> str:
    """ "Burglary by ward, 2022/23 and 2021/22"."""
    return f"{figures.measure.title} by {by}, {both_named(comparison)}"


def at_a_glance(told: Sequence[tuple[Figures, Comparison]]) -> str:
    """The finding over several measures: of those that are judged, the newest period's.

    The clearest of the changes beyond the usual ups and downs, or "No clear change in all recorded
    crime or ASB incidents in Q4 2024/25"; blank where nothing is judged.
    """
    judged = [
        (figures, comparison, comparison.change)
        for figures, comparison in told
        if comparison.period.months > 1
        and isinstance(comparison.change, Change)
        and (comparison.change.is_beyond or comparison.change.judged.outcome is Outcome.WITHIN)
    ]
    if not judged:
        return ""
    newest = max((comparison.period for _, comparison, _ in judged), key=lambda period: period.last)
    of_newest = [each for each in judged if each[1].period == newest]
    beyond = [each for each in of_newest if each[2].is_beyond]
    if beyond:
        figures, comparison, _ = min(beyond, key=lambda each: each[2].p_value)
        return title_of_change(figures, comparison)
    titles = [in_a_sentence(figures.measure.title) for figures, _, _ in of_newest]
    *earlier, last = titles
    named = f"{', '.join(earlier)} or {last}" if earlier else last
    return f"No clear change in {named} {during(newest)}"


def in_a_sentence(title: str) -> str:
    """A title within a sentence; one that begins with an abbreviation keeps its capitals."""
    return title if title[1:2].isupper() else title[:1].lower() + title[1:]
