"""The law of sentences: every number in them is a figure in use, worked out here a second time."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from measures.change import Change, Direction
from measures.counts import Gap
from measures.periods import Period
from reporting import narrative
from reporting.analysis.figures import Figures
from reporting.analysis.places import Place, PlaceKind
from reporting.analysis.series import ordinal
from reporting.content.description import Cell, Chart, Sentence, Style
from reporting.pages.measure.page import MeasureShown

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
# What may stand in plain words: years, quarters, months, days, and these turns of phrase.
ALLOWED = (
    r"\d{4}/\d\d",
    r"Q[1-4]",
    rf"(?:\d{{1,2}} )?(?:{_MONTHS})(?: \d{{4}})?",
    r"\b(?:3|5) years before",
    r"12 months",
    r"\b(?:19|20)\d\d\b",
)
_ALLOWED = re.compile("|".join(ALLOWED))
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?%?")


def loose_numbers(words: str, figures: Figures) -> list[str]:
    """The numbers in plain words, without what may stand there and without names."""
    names = [place.name for place in figures.places] + [
        category.label for listed in figures.source.categories.values() for category in listed
    ]
    for name in sorted(names, key=len, reverse=True):
        words = words.replace(name, "")
    return _NUMBER.findall(_ALLOWED.sub("", words))


def check(shown: MeasureShown) -> int:
    """Hold everything that `shown` says against the law; how many numbers there were."""
    numbers = 0
    for sentence in (
        shown.headline,
        *shown.findings,
        *shown.signals,
        narrative.card(shown.figures, _first(shown), area=shown.area),
    ):
        numbers += check_sentence(sentence, shown)
    for chart in charts_of(shown):
        check_chart(chart, shown)
    return numbers


def _first(shown: MeasureShown):
    return shown.headline_comparison


def charts_of(shown: MeasureShown) -> Iterable[Chart]:
    drawn = (shown.months_chart, shown.years_chart, shown.wards_chart, shown.localities_chart)
    return [one for one in (*drawn, *(each.chart for each in shown.types)) if one]


def check_sentence(sentence: Sentence, shown: MeasureShown) -> int:
    words = "".join(part if isinstance(part, str) else " \u241f " for part in sentence.parts)
    assert loose_numbers(words, shown.figures) == [], sentence.text
    for cell in sentence.cells:
        assert _is_released(cell, sentence, shown), (cell, sentence.text)
    return len(sentence.cells)


def check_chart(chart: Chart, shown: MeasureShown) -> None:
    """Its words instead of it hold its own cells; its title holds tallies and the headline's."""
    own = {cell.bare_text for series in chart.series for cell in series.cells}
    assert set(loose_numbers(chart.alternative, shown.figures)) <= own, chart.alternative
    told = {f"{number:,}" for number in tallies(shown) | _months_above(chart)}
    told |= {cell.bare_text for cell in shown.headline.cells}
    assert set(loose_numbers(chart.title, shown.figures)) <= told, chart.title


def _months_above(chart: Chart) -> set[int]:
    if len(chart.series) < 2:
        return set()
    pairs = [
        (one.number, other.number)
        for one, other in zip(chart.series[0].cells, chart.series[1].cells, strict=True)
        if one.number is not None and other.number is not None
    ]
    return {
        sum(one > other for one, other in pairs),
        sum(one < other for one, other in pairs),
        len(pairs),
    }


def _is_released(cell: Cell, sentence: Sentence, shown: MeasureShown) -> bool:
    if isinstance(cell.value, Gap):
        return True
    if cell.provenance is not None:
        return cell.value == _again(cell, shown)
    bound = [one.value for one in sentence.cells if not isinstance(one.value, Gap)]
    # A card says the change apart from the two counts that stand above and behind it.
    first = _first(shown)
    both = (shown.figures.count(first.period, area=shown.area), first.then)
    bound += [one for one in both if not isinstance(one, Gap)]
    match cell.style:
        case Style.PERCENT | Style.CHANGE:
            return any(_near(cell.value, one) for one in _percentages(bound))
        case Style.AVERAGE | Style.SMALL_AVERAGE:
            of = [*_means(shown), *(abs(a - b) for a in bound for b in bound)]
            return any(_near(cell.value, one) for one in of)
        case Style.COUNT:
            if cell.value in tallies(shown):
                return True
            return any(_near(cell.value, abs(a - b)) for a in bound for b in bound)
    return False


def _percentages(bound: list[float]) -> Iterable[float]:
    for after in bound:
        for before in bound:
            if before:
                yield abs(100 * (after - before) / before)
                yield 100 * after / before


def _means(shown: MeasureShown) -> list[float]:
    held: list[float] = []
    rows = [*shown.place_rows, *(row for each in shown.types for row in each.rows)]
    for one in (*shown.comparisons, *(row.comparison for row in rows)):
        held += [one.then] if isinstance(one.then, int | float) else []
    return held + [point.usual for point in shown.watched.points]


def _near(one: float, other: float) -> bool:
    return abs(one - other) <= 1e-9 * max(1.0, abs(other))


def _again(cell: Cell, shown: MeasureShown) -> float | None:
    """The number that the address of the cell leads to, added up from what is held."""
    walk, figures = cell.provenance, shown.figures
    assert walk is not None
    period = Period.parse(walk.period)
    place = next(one for one in figures.places if one.code == walk.area)
    if walk.category:
        each = next(
            one.breakdown
            for one in shown.types
            if walk.category in {category.slug for category in one.breakdown.categories}
        )
        count = sum_of([each.counts.get(walk.category, {})], period)
    else:
        count = sum_of(_series(figures, place), period)
    match cell.style:
        case Style.AVERAGE | Style.SMALL_AVERAGE:
            return count / period.months
        case Style.RATE:
            residents = place.residents[period.financial_year]
            return 1000 * count / residents.count
        case _:
            return count


def _series(figures: Figures, place: Place) -> list:
    if place.kind is PlaceKind.WHOLE:
        return list(figures.counts.values())
    return [figures.counts.get(code, {}) for code in (place.code, *place.made_of) if code] or [
        figures.counts.get("", {})
    ]


def sum_of(several: list, period: Period) -> int:
    first = ordinal(period.start)
    total = 0
    seen: set[int] = set()
    for series in several:
        if id(series) in seen:
            continue
        seen.add(id(series))
        for (start, months), count in series.items():
            if first <= start and start + months <= first + period.months:
                assert isinstance(count, int)
                total += count
    return total


def tallies(shown: MeasureShown) -> set[int]:
    """How many places rose, fell and so on, and how many years were higher, counted again."""
    found: set[int] = set()
    evidence = shown.evidence
    for rows in (evidence.places, evidence.earlier_places, shown.ward_rows, shown.locality_rows):
        changes = [
            row.comparison.change
            for row in rows
            if row.place.kind is not PlaceKind.ELSEWHERE
            and isinstance(row.comparison.change, Change)
        ]
        found |= {len(changes), sum(one.p_value < 0.05 for one in changes)}
        found |= {sum(one.direction is way for one in changes) for way in Direction}
    years = _run_of_years(shown)
    if years:
        found |= {len(years), len(years) - 1, sum(one > years[-1] for one in years)}
    return found | {len(run.months) for run in shown.watched.runs}


def _run_of_years(shown: MeasureShown) -> list[int]:
    """The counts of the years that it says it ranks among, each of them held, none between."""
    if shown.among is None:
        return []
    years = shown.among.periods
    assert all(one == other.year_earlier for one, other in pairwise(years)), years
    counts = [shown.figures.count(year, area=shown.area) for year in years]
    assert all(isinstance(count, int) for count in counts), counts
    return counts
