"""What the words claim, over histories full of zeros, ties, single events and gaps."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crime.dataset import CRIME
from measures import baselines
from measures.baselines import Against, Baseline
from measures.change import Change, Difference
from measures.periods import Month, Period, PeriodKind
from partnership.models import Agency
from reporting import narrative
from reporting.analysis.comparisons import by_place
from reporting.content.description import Chart
from reporting.narrative import maps, one_place
from reporting.pages.measure.page import MeasureShown
from reporting.pages.overview import rows
from reporting.queries.measures import all_datasets
from returns.lifecycle.schedule.missing import Missing
from scrutiny.questions import suggested_words
from tests.reporting.making import NORTH, SOUTH, figures

FIRST = Month(2018, 4)
MONTHS = 60
YEAR = Period.year(2022)
ASKED = (
    YEAR,
    Period.half(2022, 1),
    Period.half(2022, 2),
    Period.quarter(2022, 4),
    Period.month(2022, 7),
    Period(Month(2022, 4), 9),
)
AGAINST = (
    None,
    Period.year(2019),
    Baseline.PRE_COVID,
    Baseline.MEAN_3,
    Baseline.MEAN_3_WITHOUT_LOCKDOWN,
    Baseline.ROLLING_YEAR,
)


@st.composite
def series(draw: st.DrawFn) -> list[int]:
    """Counts of months: none, one event alone, the same every year, few, or many."""
    kind = draw(st.sampled_from(("none", "one", "same", "few", "many", "level")))
    if kind == "none":
        return [0] * MONTHS
    if kind == "one":
        at = draw(st.integers(0, MONTHS - 1))
        return [int(n == at) for n in range(MONTHS)]
    if kind == "level":
        return [draw(st.integers(1, 300))] * MONTHS
    most = {"same": 20, "few": 2, "many": 400}[kind]
    year = draw(st.lists(st.integers(0, most), min_size=12, max_size=12))
    if kind == "same":
        return year * (MONTHS // 12)
    grows = draw(st.lists(st.integers(0, most), min_size=MONTHS // 12, max_size=MONTHS // 12))
    return [count * grows[n // 12] // (most or 1) for n, count in enumerate(year * (MONTHS // 12))]


@dataclass(frozen=True)
class History:
    """Two wards by month, from the month after `gone` on, and what is asked about them."""

    north: list[int]
    south: list[int]
    gone: int
    period: Period
    against: Against | None
    is_ward: bool

    @property
    def shown(self) -> MeasureShown:
        counts = {
            ward: {(FIRST.shift(n), 1): count for n, count in enumerate(counted) if n >= self.gone}
            for ward, counted in ((NORTH, self.north), (SOUTH, self.south))
        }
        supplied = Period.spanning(FIRST.shift(self.gone), FIRST.shift(MONTHS - 1))
        held = figures(counts, supplied=supplied, measure="burglary")
        return MeasureShown(
            held, self.period, self.against, held.place(NORTH) if self.is_ward else None
        )


histories = st.builds(
    History,
    series(),
    series(),
    st.sampled_from((0, 1, 13, 30, 55)),
    st.sampled_from(ASKED),
    st.sampled_from(AGAINST),
    st.booleans(),
)


def over_histories(test: Callable[[MeasureShown], None]) -> Callable[[], None]:
    """Runs `test` with a measure of each of many histories."""

    @settings(max_examples=120, deadline=None)
    @given(history=histories)
    def over_each(history: History) -> None:
        test(history.shown)

    over_each.__name__ = test.__name__
    return over_each


def told(shown: MeasureShown) -> list[str]:
    """The sentences of a measure."""
    verdict = [shown.verdict] if shown.verdict else []
    return [sentence.text for sentence in (shown.headline, *verdict, *shown.findings)]


def charts_of(shown: MeasureShown) -> list[Chart]:
    drawn = (shown.months_chart, shown.years_chart, shown.wards_chart)
    return [chart for chart in drawn if chart]


def titles(shown: MeasureShown) -> list[str]:
    charts = [
        chart for chart in (shown.months_chart, shown.years_chart, shown.wards_chart) if chart
    ]
    change = narrative.title_of_change(shown.figures, shown.headline_comparison)
    return [change, *(chart.title for chart in charts), *(chart.subtitle for chart in charts)]


def words(shown: MeasureShown) -> list[str]:
    charts = [
        chart for chart in (shown.months_chart, shown.years_chart, shown.wards_chart) if chart
    ]
    row = rows.newest_row(shown)
    said = [row.change.text, row.line.alternative if row.line else "", shown.title]
    return [*told(shown), *titles(shown), *said, *(chart.alternative for chart in charts)]


@over_histories
def test_an_average_of_years_is_named_as_one_and_never_by_its_first_year(shown):
    comparison = shown.headline_comparison
    if len(comparison.periods) < 2 or not isinstance(comparison.change, Difference):
        return
    average = f"the average of {baselines.named(comparison.periods)}"

    for sentence in (shown.headline.text, rows.newest_row(shown).change.text):
        assert average in sentence
    assert (
        f"than {narrative.during(comparison.periods[0])}" not in rows.newest_row(shown).change.text
    )


@over_histories
def test_under_a_rolling_baseline_everything_is_about_the_twelve_months(shown):
    comparison = shown.headline_comparison
    is_rolling = comparison.baseline is Baseline.ROLLING_YEAR and shown.told != shown.period
    # A financial year has halves of its own.
    if not is_rolling or shown.told.kind is PeriodKind.YEAR:
        return
    row = rows.newest_row(shown)

    assert row.count.value == shown.figures.count(comparison.period, area=shown.area)
    assert row.period == narrative.capital(narrative.named(comparison.period))
    for sentence in (*told(shown), *titles(shown), row.period, shown.title):
        assert not re.search(rf"(?<!to ){shown.period.label}(?! to)", sentence), sentence


@over_histories
def test_about_the_same_is_said_of_a_hundred_or_more_and_less_than_one_percent(shown):
    change = shown.headline_comparison.change
    said = [
        one for one in (rows.newest_row(shown).change.text, shown.headline.text) if "about" in one
    ]

    if said:
        assert isinstance(change, Change)
        assert change.then >= 100
        assert abs(change.told_percent) < 1


@over_histories
def test_no_average_reads_as_none_of_events_that_there_were(shown):
    for sentence in words(shown):
        assert not re.search(r"(?<![\d.,])0(?:\.0)? a month", sentence), sentence
        assert "average was 0" not in sentence, sentence


@over_histories
def test_a_highest_is_one_alone_by_a_change_that_is_beyond_the_usual(shown):
    period, counts = shown.told, []
    while isinstance(count := shown.figures.count(period, area=shown.area), int):
        counts.append(count)
        period = period.year_earlier
    change = shown.headline_comparison.change
    for sentence in (*told(shown), shown.years_chart.title):
        if found := re.search(r"(is|was) the (highest|lowest) ", sentence):
            end = max(counts) if found[2] == "highest" else min(counts)
            assert counts[0] == end
            assert counts.count(end) == 1
            assert isinstance(change, Change)
            assert change.is_beyond
        if "tied with" in sentence:
            assert counts.count(counts[0]) > 1
        if "none in any" in sentence:
            assert not any(counts)


@over_histories
def test_titles_of_part_of_a_year_name_the_part(shown):
    part = shown.told.part_label
    if not part:
        return

    assert part in shown.years_chart.title
    assert part in shown.years_chart.subtitle
    assert narrative.during(shown.told) in narrative.title_of_change(
        shown.figures, shown.headline_comparison
    )
    assert " year " not in re.sub(r"each year|by year", "", shown.years_chart.title)


@over_histories
def test_words_for_a_chart_have_two_ends_or_one_number(shown):
    for sentence in words(shown):
        for low, high in re.findall(r"from ([\d.,]+) in [^.;]+? to ([\d.,]+) in", sentence):
            assert low != high, sentence


@over_histories
def test_nothing_is_said_twice(shown):
    said = told(shown)

    assert len(said) == len(set(said))


@over_histories
def test_numbers_nouns_and_verbs_agree(shown):
    one, several = r"(?<![\d.,/])1", r"(?<![\d.,/])(?:0|[2-9]|\d\d+)"
    for sentence in words(shown):
        assert not re.search(rf"{one} (burglaries|months|wards|quarters)\b", sentence), sentence
        assert not re.search(rf"{one} (of the \d+ years before [^,]*)?were\b", sentence), sentence
        assert not re.search(rf"{several} burglary\b", sentence), sentence
        assert "all 2 wards" not in sentence


@over_histories
def test_a_title_about_wards_goes_the_way_of_more_than_half(shown):
    title = shown.wards_chart.title if shown.wards_chart else ""
    for verb, many, of in re.findall(r"(?<!and )(rose|fell) in (\d+) of (\d+)", title):
        assert 2 * int(many) > int(of), (verb, title)


@over_histories
def test_subtitles_name_the_years_that_are_drawn_and_no_others(shown):
    chart = shown.months_chart

    assert "earlier years" not in chart.subtitle
    for line in chart.series:
        assert line.label in chart.subtitle


@pytest.mark.parametrize(
    ("periods", "name"),
    [
        ((YEAR,), "2022/23"),
        ((Period.year(2019), Period.year(2020), Period.year(2021)), "2019/20 to 2021/22"),
        ((Period.year(2018), Period.year(2019), Period.year(2021)), "2018/19, 2019/20 and 2021/22"),
        ((Period.half(2020, 2), Period.half(2021, 2)), "the second halves of 2020/21 and 2021/22"),
        ((Period.quarter(2020, 4), Period.quarter(2021, 4)), "Q4 in 2020/21 and 2021/22"),
        ((Period.month(2020, 7), Period.month(2021, 7)), "July in 2020 and 2021"),
        (
            (Period(Month(2020, 4), 9), Period(Month(2021, 4), 9)),
            "April to December in 2020 and 2021",
        ),
    ],
)
def test_several_periods_have_one_name(periods, name):
    assert baselines.named(periods) == name


MEASURES = [
    (dataset, measure)
    for dataset in all_datasets()
    for measure in dataset.measures
    if not getattr(measure, "share_of", "")
]


@pytest.mark.parametrize(
    ("dataset", "measure"), MEASURES, ids=lambda declared: getattr(declared, "slug", "")
)
@pytest.mark.parametrize("count", [0, 1, 2, 1_234])
def test_every_noun_agrees_with_its_number(dataset, measure, count):
    counts = {(Month(2021, 4), 1): 2, (Month(2022, 4), 1): count}
    held = replace(
        figures({NORTH: counts}, supplied=Period.spanning(Month(2021, 4), Month(2023, 3))),
        dataset=dataset,
        measure=measure,
    )
    shown = MeasureShown(held, YEAR, None, held.place(NORTH))
    noun = measure.noun.singular if count == 1 else measure.noun.plural
    verb = "was" if count == 1 else "were"
    (row,) = by_place(held, [held.place(NORTH)], YEAR)

    assert shown.headline.text.startswith(f"{count:,} {noun} {verb} {measure.noun.verb} in")
    assert rows.newest_row(shown).count.text == f"{count:,}"
    assert maps.finding(held, row, of="count").startswith(f"North End: {count:,} {noun},")
    assert one_place.number(held, YEAR, held.place(NORTH)).text.startswith(f"{count:,} {noun} in")
    assert measure.noun.singular != measure.noun.plural


@pytest.mark.parametrize(
    ("is_here", "asks"), [(True, "When will they be accepted"), (False, "When will they come")]
)
def test_what_has_come_is_not_asked_for_again(is_here, asks):
    gap = Missing(
        dataset=CRIME,
        source=CRIME.source("police-return"),
        agency=Agency(name="Cleveland Police"),
        first=Period.quarter(2022, 1),
        last=Period.quarter(2022, 1),
        asked_by=date(2022, 9, 30),
        is_here=is_here,
    )

    assert asks in suggested_words.missing(gap)
    assert ("not accepted yet" in suggested_words.missing(gap)) is is_here
