"""A single month has one verdict, that of the screen of its month, on every page and file."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

import pytest

from measures.counts import Gap
from measures.periods import Month, Period
from reporting.analysis.places import PlaceKind
from reporting.analysis.signals import NotScreened, ScreenedCount, screen
from reporting.content.selection import Selection
from reporting.narrative import signals as signal_words
from reporting.pages.briefing.page import briefing
from reporting.pages.measure import as_json
from reporting.pages.measure.deck import measure_deck
from reporting.pages.measure.page import measure_shown
from reporting.pages.overview.rows import newest_row
from reporting.pages.places.in_full import place_in_full
from reporting.pages.places.page import place_shown
from reporting.queries import figures as queries
from reporting.queries.screens import Screens
from tests.reporting import filling
from tests.reporting.making import NORTH, SOUTH
from tests.reporting.test_signals import STEADY, with_months

MARCH = Month(2023, 3)
CENTRAL = "E05009857"
BURGLARY = "crime/burglary"


@pytest.fixture
def odd_march(filled):
    """Central has ten times its burglaries in March 2023; nothing else is changed."""
    quarter = Period.quarter(2022, 4)
    filling.put_in_use(
        filled.partnership,
        [
            replace(row, count=row.count * 10)
            if (row.area, row.offence, row.start) == (CENTRAL, "burglary", MARCH.first_day)
            else row
            for row in filled.rows[quarter]
        ],
        at=filling.EARLY.replace(year=2024),
        by=filled.officer,
    )
    return filled


@pytest.fixture
def screens(odd_march):
    return Screens(odd_march.partnership, odd_march.councillor)


def read(text):
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", "", text)))


# --- One verdict -----------------------------------------------------------------------------
def test_what_stands_out_on_the_briefing_stands_out_on_the_pages_of_its_measure_and_ward(
    odd_march, client
):
    client.force_login(odd_march.councillor)
    pages = {
        name: read(client.get(f"/middlesbrough/{below}").content.decode())
        for name, below in (
            ("aim", "aim/?month=2023-03"),
            ("measure", f"{BURGLARY}/?period=2023-03&area={CENTRAL}"),
            ("ward", f"wards/{CENTRAL}/data/?period=2023-03"),
        )
    }
    (count, usual) = re.search(
        r"(\d+) burglaries were recorded in Central in March 2023, usually about (\d+)\.",
        pages["aim"],
    ).groups()
    assert f"there were {count}, usually about {usual}: it stands out among" in pages["measure"]
    assert f"Stands out: usually about {usual}" in pages["ward"]
    for page in pages.values():
        assert "beyond the usual" not in page.partition("How we know")[0]
        assert "could be chance" not in page
        assert "Nothing stands out" not in page


def test_every_figure_of_the_month_has_the_briefings_verdict_wherever_it_is_shown(
    odd_march, screens
):
    screened = screens.of(MARCH)
    seen = briefing(
        odd_march.partnership,
        viewer=odd_march.councillor,
        month=MARCH.code,
        source="",
        asked=Selection(),
    )
    told = {(one.about.measure, one.about.area) for one in seen.found}
    assert (BURGLARY, CENTRAL) in told
    assert screened.series > len(told)
    for one in screened.looked_at:
        figures = (
            queries.figures(
                one.figures.measure_id,
                partnership=odd_march.partnership,
                viewer=odd_march.councillor,
                period=Period(MARCH, 1),
            )
            if one is screened.looked_at[0]
            else one.figures
        )
        shown = measure_shown(figures, period=Period(MARCH, 1), area=one.area, screens=screens)
        is_told = (one.figures.measure_id, one.area.code) in told
        assert shown.stands_out is is_told
        assert ("does not stand out" in shown.verdict.text) is not is_told
        assert f"among the {screened.series} looked at" in shown.verdict.text


def test_the_wards_page_its_cards_its_slides_and_json_say_the_same(odd_march, screens):
    of_march = {
        "viewer": odd_march.councillor,
        "asked": Selection(period=Period(MARCH, 1)),
    }
    short = place_shown(odd_march.partnership, PlaceKind.WARD, CENTRAL, **of_march)
    ward = place_in_full(odd_march.partnership, PlaceKind.WARD, CENTRAL, **of_march)
    assert short.heading == "Central: all recorded crime stands out"
    assert short.main[0].shape.words == ward.multiples[0].judged
    assert ward.headlines
    for multiple in ward.multiples:
        expected = signal_words.month_verdict_in_short(
            screens.of(MARCH), multiple.shown.figures, multiple.place
        )
        assert multiple.judged == expected
        assert multiple.shown.signals == ()
        verdict = multiple.shown.verdict.text
        deck = (
            measure_deck(replace(multiple.shown, breakdowns=()), partnership="M", colour="#123456")
            if not multiple.shown.dimensions
            else None
        )
        if deck:
            assert verdict in [sentence.text for sentence in deck.slides[0].sentences]
    burglary = next(one for one in ward.multiples if one.shown.figures.measure_id == BURGLARY)
    assert burglary.judged.startswith("Stands out: usually about ")
    assert ward.asks[0].question.text == (
        "What lies behind the number of crimes here in March 2023?"
    )


def test_a_row_for_a_month_judges_by_the_screen_too(odd_march, screens):
    every = queries.main_figures(partnership=odd_march.partnership, viewer=odd_march.councillor)
    for figures in every:
        shown = measure_shown(figures, period=Period(MARCH, 1), screens=screens)
        if shown is not None and figures.is_supplied(shown.period):
            expected = signal_words.month_verdict_in_short(screens.of(MARCH), figures)
            assert newest_row(shown).judged == expected


def test_a_source_named_in_the_address_changes_no_verdict(odd_march, screens):
    """Where it is the main source of the month, its figures are judged among the main ones."""
    by_source = screens.of(MARCH, source="police-return")
    main = screens.of(MARCH)
    for one in by_source.looked_at:
        found = main.of(one.figures, one.area)
        assert isinstance(found, ScreenedCount)
        assert found.p_value == one.p_value
        assert main.stands_out(found) is by_source.stands_out(one)


def test_json_says_what_is_usual_and_whether_the_month_stands_out(odd_march, screens):
    figures = queries.figures(
        BURGLARY, partnership=odd_march.partnership, viewer=odd_march.councillor
    )
    place = figures.place(CENTRAL)
    shown = measure_shown(figures, period=Period(MARCH, 1), area=place, screens=screens)
    made = as_json.month(shown)
    assert made["stands_out"] is True
    assert made["looked_at"] == screens.of(MARCH).series
    assert made["usual"] == pytest.approx(screens.of(MARCH).of(figures, place).usual)
    year = measure_shown(figures, period=Period.year(2022), area=place, screens=screens)
    assert as_json.month(year) is None


# --- What is not judged ----------------------------------------------------------------------
@pytest.mark.parametrize(
    ("counts", "why", "said"),
    [
        (STEADY * 2, NotScreened.TOO_EARLY, "Too early to say whether it stands out: fewer than"),
        (
            [*STEADY * 2, Gap.HIDDEN],
            NotScreened.HIDDEN,
            "Not judged: the figure for the month",
        ),
        (
            [*STEADY[:-1], Gap.HIDDEN, *STEADY, 220],
            NotScreened.HIDDEN,
            "Not judged: the figure for the month",
        ),
        (
            [0] * 30 + [*STEADY, 101],
            NotScreened.NEW,
            "Too early to say whether it stands out: the months before it begin with none",
        ),
        (
            [*STEADY[:3], 0, *STEADY[4:]] * 2 + [*STEADY[:3], 40],
            NotScreened.NO_SCATTER,
            "Not judged: too few of the months before it have any",
        ),
        ([1, 2] * 12 + [30], NotScreened.TOO_FEW, "Not judged: fewer than three a month are usual"),
    ],
)
def test_a_month_that_cannot_be_held_against_others_says_why(counts, why, said):
    held = with_months(counts)
    north = held.place(NORTH)
    screened = screen([held], MARCH)
    assert screened.of(held, north) is why
    sentence = signal_words.month_verdict(screened, held, north).text
    assert sentence.startswith(said)
    assert sentence.endswith(".")
    assert NORTH not in {one.area.code for one in screened.looked_at}


def test_the_family_of_the_wholes_is_not_that_of_the_places():
    """A hundred quiet wards do not hide what happened in the town, nor the town a ward."""
    held = with_months([*STEADY * 2, 130], [*STEADY * 2, 130])
    quiet = [
        replace(with_months([*STEADY * 2, 100], [*STEADY * 2, 100]), measure=measure)
        for measure in held.dataset.measures[1:8]
    ]
    alone, among = screen([held], MARCH), screen([held, *quiet], MARCH)
    whole = among.of(held)
    assert isinstance(whole, ScreenedCount)
    assert among.series > alone.series
    assert among.stands_out(whole)
    assert not among.stands_out(among.of(held, held.place(SOUTH)))
