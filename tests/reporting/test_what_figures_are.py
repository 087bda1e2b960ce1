"""Made-up figures are marked wherever they stand, and nothing is concluded from them."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest

from measures.change import Change, NotJudged, Unjudged
from measures.counts import Gap, Mark, Nature
from measures.periods import Month, Period, PeriodKind
from reporting import narrative
from reporting.analysis.signals import screen, watched
from reporting.analysis.years import among_years
from reporting.content.frozen import cells
from reporting.narrative import one_place
from reporting.narrative import signals as signal_words
from reporting.pages.measure import deck as decks
from reporting.pages.measure.in_full import measure_in_full
from reporting.pages.overview import rows
from reporting.queries import figures as queries
from reporting.queries.places import place_named
from tests.reporting import filling

YEAR = Period.year(2022)
WHY = NotJudged.ILLUSTRATIVE.value
VERDICTS = (
    "ups and downs",
    "highest",
    "lowest",
    "stands out",
    "Signals:",
    "better",
    "worse",
)


@pytest.fixture
def made_up(filled):
    filling.make_up()
    return filled


def figures(filled, measure="crime/all-crime"):
    return queries.figures(measure, partnership=filled.partnership, viewer=filled.councillor)


def shown(filled, *, area=""):
    reading = queries.reading(
        "crime/all-crime", partnership=filled.partnership, viewer=filled.councillor
    )
    return measure_in_full(reading, area=place_named(reading.figures, area), period=YEAR)


# --- What a count is -------------------------------------------------------------------------
def test_a_published_total_stays_published_and_its_split_is_illustrative(made_up):
    crime = figures(made_up)
    assert crime.nature(YEAR) is Nature.PUBLISHED
    assert crime.nature(Period.year(2020)) is Nature.ILLUSTRATIVE
    parts = [part for kind in (PeriodKind.HALF, PeriodKind.QUARTER, PeriodKind.MONTH)
             for part in YEAR.split(into=kind)]  # fmt: skip
    assert {crime.nature(part) for part in parts} == {Nature.ILLUSTRATIVE}
    assert {crime.nature(YEAR, area=ward) for ward in crime.wards} == {Nature.ILLUSTRATIVE}
    assert {crime.cell(YEAR).nature, crime.average_cell(YEAR).nature} == {Nature.PUBLISHED}
    assert figures(made_up, "crime/burglary").nature(YEAR) is Nature.ILLUSTRATIVE


def test_a_total_that_the_rows_no_longer_add_up_to_is_not_the_published_one(made_up):
    from returns.models import Return

    last = Return.objects.order_by("pk").last()
    last.known_totals = [
        {**total, "count": total["count"] + 1} if total["year"] == 2022 else total
        for total in last.known_totals
    ]
    last.save()
    assert figures(made_up).nature(YEAR) is Nature.ILLUSTRATIVE


# --- Nothing is concluded --------------------------------------------------------------------
def test_measured_figures_are_judged(filled):
    """So that what follows can fail."""
    crime = figures(filled)
    assert isinstance(shown(filled).headline_comparison.change, Change)
    assert among_years(crime, YEAR) is not None
    assert watched(crime, YEAR).points
    assert screen([crime], Month(2023, 3)).series > 1


def test_made_up_figures_get_no_rank_range_or_screening(made_up):
    crime = figures(made_up)
    assert among_years(crime, Period.quarter(2022, 1)) is None
    assert among_years(crime, YEAR, area=crime.wards[0]) is None
    assert among_years(crime, YEAR).rank.of == 2  # 2021/22 and 2022/23; 2020/21 is made up
    assert watched(crime, YEAR).points == ()
    screened = screen([crime], Month(2023, 3))
    assert (screened.series, screened.standing_out) == (0, ())


def test_why_nothing_is_looked_for_among_made_up_months_is_said(made_up):
    crime = figures(made_up)
    assert [one.text for one in shown(made_up).signals] == [
        f"No month is held against the usual range: {WHY}."
    ]
    screened = screen([crime], Month(2023, 3))
    assert signal_words.briefing_title(screened) == "March 2023: no figure can be judged"
    assert signal_words.left_out(screened, crime).endswith(f": {WHY}.")


def test_nobody_is_asked_for_more_of_what_is_made_up(filled):
    assert one_place.asks((), [figures(filled)])
    filling.make_up()
    assert one_place.asks((), [figures(filled)]) == ()


def test_that_a_made_up_figure_is_the_same_as_another_is_marked(made_up):
    crime = figures(made_up)
    ward = crime.wards[0]
    comparison = shown(made_up, area=ward.name).headline_comparison
    same = replace(comparison.change, after=comparison.change.before)
    said = narrative.card(crime, replace(comparison, change=same), area=ward).text
    assert said.startswith("Illustrative: the same as the ")
    assert narrative.verdict_on_a_card(comparison.change) == "Not judged: illustrative"


def test_published_totals_are_compared_and_not_judged(made_up):
    change = shown(made_up).headline_comparison.change
    assert isinstance(change, Unjudged)
    assert change.reason is NotJudged.YEARS_ONLY
    assert (change.difference, round(change.percent, 1)) == (1_499, 6.0)
    assert shown(made_up).verdict.text == "Not judged: only yearly totals are known."


def test_a_mean_with_a_made_up_year_is_illustrative(made_up):
    found = shown(made_up)
    of_mean = next(comparison for comparison in found.comparisons if len(comparison.periods) == 3)
    assert of_mean.change.reason is NotJudged.ILLUSTRATIVE
    table = found.compared_table
    natures = {row.entries[0]: row.cells[1].nature for row in table.rows}
    assert Nature.ILLUSTRATIVE in natures.values()


# --- The mark --------------------------------------------------------------------------------
def test_the_mark_is_in_titles_sentences_alternatives_and_rows(made_up):
    found = shown(made_up, area="Ayresome")
    assert found.headline.text.startswith("Illustrative: ")
    for chart in (found.months_chart, found.years_chart):
        assert chart.title.startswith("Illustrative: ")
        assert chart.alternative.startswith("Illustrative: ")
        assert all("[i]" in cell.text for cell in chart.series[0].cells)
    assert found.compared_table.title.startswith("Illustrative: ")


def test_a_deck_of_made_up_wards_concludes_nothing(made_up):
    deck = decks.measure_deck(
        shown(made_up, area="Ayresome"), partnership="Middlesbrough CSP", colour="#1b4965"
    )
    numbers = [cell for cell in cells(deck) if isinstance(cell.value, int | float)]
    assert numbers
    for slide in deck.slides:
        said = " ".join((slide.title, *(sentence.text for sentence in slide.sentences)))
        assert not [word for word in VERDICTS if word in said], said


@pytest.mark.parametrize("area", ["", "Ayresome"])
def test_a_slide_and_its_notes_name_every_made_up_year_that_stands_on_it(made_up, area):
    deck = decks.measure_deck(
        shown(made_up, area=area), partnership="Middlesbrough CSP", colour="#1b4965"
    )
    on_slides = []
    for slide in deck.slides:
        numbers = [cell for cell in cells(slide) if cell.is_illustrative and cell.provenance]
        years = {Period.parse(cell.provenance.period).financial_year for cell in numbers}
        on_slides.append(years)
        for year in years:
            label = Period.year(year).label
            assert label in slide.warning, slide.title
            assert label in slide.notes[-1], slide.title
    assert max(map(len, on_slides)) == 5


@pytest.mark.parametrize("area", ["", "Ayresome"])
def test_every_data_row_says_what_it_is(made_up, client, area):
    client.force_login(made_up.councillor)
    address = f"/middlesbrough/crime/all-crime/data.csv?period=2022/23&area={area}"
    lines = list(csv.reader(io.StringIO(client.get(address).content.decode("utf-8-sig"))))
    head = [index for index, line in enumerate(lines) if line[-1:] == ["What the figures are"]]
    assert head
    for start in head:
        rows = []
        for line in lines[start + 1 :]:
            if len(line) != len(lines[start]):
                break
            rows.append(line)
        assert rows
        # "Illustrative; 2022/23: published" names the columns that are something else.
        parts = [part for row in rows for part in row[-1].split("; ")]
        said = {part.rpartition(": ")[2].capitalize() for part in parts if part}
        assert said == {"Illustrative"} if area else said <= {"Illustrative", "Published"}


def test_a_row_says_in_words_what_its_count_is_and_it_stays_what_it_is(made_up):
    made = rows.newest_row(shown(made_up, area="Ayresome"))
    assert made.count.nature is Nature.ILLUSTRATIVE
    assert made.is_made_up
    assert made.line is None
    assert made.instead == rows.ONLY_YEARS
    provisional = replace(made.count, marks=frozenset({Mark.PROVISIONAL}))
    assert provisional.text_but_nature == f"{made.count.bare_text} [p]"


def test_json_says_what_each_value_is(made_up):
    from tests.reporting.test_show_measure import show

    told = show("crime/all-crime", "--period", "2022/23")
    assert told["nature"] == "published"
    assert told["baselines"][0]["not_judged"] == "only yearly totals are known"
    assert told["baselines"][0]["verdict"] == "not-judged"
    rows = show("crime/all-crime", "--period", "2022/23", "--by", "area")
    wards = rows["rows"] if isinstance(rows, dict) else rows
    assert {ward["nature"] for ward in wards if not isinstance(ward["value"], dict)} == {
        "illustrative"
    }


def test_a_gap_is_marked_as_nothing(made_up):
    crime = figures(made_up)
    cell = crime.cell(Period.year(2030))
    assert cell.value is Gap.NOT_SUPPLIED
    assert not cell.is_illustrative


def test_what_is_known_of_a_total_is_said_once_with_how_surely(made_up):
    text = shown(made_up).illustrative
    assert "The totals of 2019/20, 2021/22 and 2022/23: published in the original deck" in text
    assert "published in the original deck" not in shown(made_up).source_line
