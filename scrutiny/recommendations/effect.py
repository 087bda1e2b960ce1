"""A measure's months before and after a recommendation, over what was usual before it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from measures.counts import Gap
from measures.periods import Month, Period
from measures.usual_month import MONTHS_BEFORE
from partnership.people.permissions import Viewer
from reporting import narrative
from reporting.analysis.figures import Figures
from reporting.analysis.places import Place
from reporting.analysis.scatter import breaks
from reporting.analysis.signals import NotScreened, Usually, usually
from reporting.content.description import Band, Cell, Chart, Kind, Role, Series, Style
from reporting.queries import figures as queries
from reporting.queries.measures import NoSuch
from reporting.queries.national import is_published
from reporting.queries.places import place_named
from scrutiny.models import LinkedMeasure, Recommendation
from scrutiny.recommendations import effect_words as words

# As long after it as the months that it is held against.
_MONTHS_AFTER = MONTHS_BEFORE


def charts(
    recommendation: Recommendation, linked: Iterable[LinkedMeasure], *, viewer: Viewer
) -> dict[LinkedMeasure, Chart]:
    """The chart of each linked measure that has one."""
    found = {link: chart(recommendation, link, viewer=viewer) for link in linked}
    return {link: drawn for link, drawn in found.items() if drawn}


def chart(recommendation: Recommendation, linked: LinkedMeasure, *, viewer: Viewer) -> Chart | None:
    """The measure's months before and after; None where there are none to show.

    The first of its notes says what the months after it did.
    """
    if is_published(linked.measure):
        return None
    after_from = first_month_after(recommendation.made_on)
    try:
        figures = queries.figures(
            linked.measure,
            partnership=recommendation.partnership,
            viewer=viewer,
            period=Period(after_from, 1),
        )
        area = place_named(figures, linked.area)
    except NoSuch:
        return None
    months = _months(figures, after_from)
    if not months:
        return None
    return _drawn(
        figures,
        area,
        months,
        after_from=after_from,
        made_on=recommendation.made_on,
        slug=f"before-and-after-{linked.pk}",
    )


def first_month_after(made_on: date) -> Month:
    """The first whole month after it: the month in which it was made belongs to before."""
    month = Month.containing(made_on)
    return month if month.first_day == made_on else month.shift(1)


def _months(figures: Figures, after_from: Month) -> tuple[Month, ...]:
    """From as far back as months are judged by, to the last supplied within two years after."""
    supplied = figures.months_supplied
    first = after_from.shift(-MONTHS_BEFORE)
    last = max(
        (month for month in supplied if month < after_from.shift(_MONTHS_AFTER)), default=None
    )
    if last is None or last < first:
        return ()
    return Period.spanning(first, last).each_month


def _drawn(
    figures: Figures,
    area: Place,
    months: tuple[Month, ...],
    *,
    after_from: Month,
    made_on: date,
    slug: str,
) -> Chart:
    usual = _usual(figures, area, months, after_from)
    cells = {month: figures.cell(Period(month, 1), area=area) for month in months}
    before = words.before(made_on)
    series = [Series(before, Role.COMPARED, _only(cells, lambda month: month < after_from))]
    if months[-1] >= after_from:
        after = _only(cells, lambda month: month >= after_from)
        series.append(Series(words.after(made_on), Role.THIS, after))
    alike = _alike(figures, months, after_from)
    sentence = _sentence(
        figures,
        area,
        usual,
        [month for month in alike if month >= after_from],
        any_after=months[-1] >= after_from,
    )
    where = narrative_place(figures, area)
    return Chart(
        slug=slug,
        kind=Kind.LINES,
        title=words.title(figures.measure.title, made_on),
        subtitle=words.subtitle(figures.measure.noun.plural, where, months),
        unit=f"{figures.measure.noun.plural} a month",
        at=tuple(f"{month.label[:3]} {month.year}" for month in months),
        series=tuple(series),
        band=_band(months, alike, usual),
        alternative=f"{words.alternative(figures.measure.noun.plural, made_on)} {sentence}",
        source_line=narrative.source_line(figures, [Period.spanning(months[0], months[-1])]),
        notes=(
            sentence,
            words.MONTH_OF_IT,
            *narrative.break_of_sources(figures),
            *narrative.revisions(figures, _each(months), area=area),
        ),
    )


def narrative_place(figures: Figures, area: Place) -> str:
    """ "Middlesbrough", "North, Middlesbrough"."""
    return area.name if not area.code else f"{area.name}, {figures.partnership}"


def _each(months: Iterable[Month]) -> list[Period]:
    return [Period(month, 1) for month in months]


def _only(cells: Mapping[Month, Cell], belongs) -> tuple[Cell, ...]:
    return tuple(
        cell if belongs(month) else Cell(Gap.NOT_APPLICABLE) for month, cell in cells.items()
    )


def _alike(figures: Figures, months: Sequence[Month], after_from: Month) -> tuple[Month, ...]:
    """Those up to the first recorded change, after it, in what is counted or how."""
    first = min((month for month in breaks(figures, months) if month >= after_from), default=None)
    return tuple(month for month in months if first is None or month < first)


def _usual(
    figures: Figures, area: Place, months: Iterable[Month], after_from: Month
) -> Usually | NotScreened:
    """What was usual before it; none of made-up or rounded figures, as on the measure's page."""
    if area.illustrative or any(figures.is_made_up(period) for period in _each(months)):
        return NotScreened.ILLUSTRATIVE
    if figures.gate and figures.gate.months > 1:
        return NotScreened.NOT_RELEASED
    if figures.gate and figures.gate.is_rounded:
        return NotScreened.ROUNDED
    return usually(figures, area, after_from)


def _band(
    months: Iterable[Month], alike: Collection[Month], usual: Usually | NotScreened
) -> Band | None:
    if isinstance(usual, NotScreened):
        return None
    limits = [usual.limits_in(month) if month in alike else None for month in months]
    return Band(
        words.USUAL,
        low=tuple(_edge(limit[0] if limit else None) for limit in limits),
        high=tuple(_edge(limit[1] if limit else None) for limit in limits),
        meaning=words.ABOUT_USUAL,
    )


def _edge(limit: float | None) -> Cell:
    return Cell(Gap.NOT_APPLICABLE) if limit is None else Cell(limit, Style.AVERAGE)


def _sentence(
    figures: Figures,
    area: Place,
    usual: Usually | NotScreened,
    after: Sequence[Month],
    *,
    any_after: bool,
) -> str:
    """How many of the months after it lie outside what was usual before it."""
    if not any_after:
        return words.NOTHING_AFTER
    if isinstance(usual, NotScreened):
        return words.not_judged(usual)
    counts = figures.evidence_run(after, area=area)
    known = [
        (month, count)
        for month, count in zip(after, counts, strict=True)
        if not isinstance(count, Gap)
    ]
    if not known:
        return words.NONE_COMPARABLE
    above = sum(count > usual.limits_in(month)[1] for month, count in known)
    below = sum(count < usual.limits_in(month)[0] for month, count in known)
    return words.outside(len(known), above, below)
