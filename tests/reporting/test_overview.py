"""The overview: cards with a small line, what changed since the last quarter, what apps bring."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date

import pytest

from measures.counts import Gap
from measures.periods import Month, Period
from partnership.models import Plan, Priority
from reporting import overview_panels
from reporting.content.description import Cell, Role, Series
from reporting.pages.measure.page import MeasureShown
from reporting.pages.overview import page as overviews
from reporting.pages.overview import panels
from reporting.pages.overview.panels import Item, Panel, Slot
from reporting.rendering.sparklines import sparkline
from tests.reporting import law
from tests.reporting.making import NORTH, figures


@pytest.fixture
def page(filled, client):
    client.force_login(filled.councillor)

    def get(query=""):
        response = client.get(f"/middlesbrough/{query}")
        assert response.status_code == 200
        return response.content.decode()

    return get


@pytest.fixture
def registered(monkeypatch):
    """`registered(slot, panel)`: what an app above would bring, for the length of a test."""
    makings = defaultdict(list, {slot: [*made] for slot, made in panels._registered.items()})
    monkeypatch.setattr(panels, "_registered", makings)

    def add(slot, panel):
        panels.register(slot, lambda partnership, viewer, on: panel)

    return add


def text(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", page))


def test_a_card_has_count_change_verdict_rank_and_a_line_with_words(page):
    card = re.search(r'<li class="app-card">.*?</li>', page(), re.S)[0]

    assert "26,450" in text(card)
    assert "6.0% more than in 2021/22" in text(card)
    assert "Beyond the usual ups and downs" in text(card)
    assert "It is the highest of the 5 years" in text(card)
    assert re.search(r'role="img"\s+aria-label="Crimes a month: 2022/23 runs from [\d,]+ in', card)


def test_what_changed_since_a_year_before_leads_to_the_measures_page(page):
    shown = page()
    listed = shown[shown.index("What changed since the same quarter a year before") :]
    (item, *_) = re.findall(r"<li>(.*?)</li>", listed, re.S)

    assert re.search(r"crimes were recorded in Q4 2022/23, \d+\.\d% \w+ than the", text(item))
    assert "in Q4 2021/22." in text(item)
    assert "crime/all-crime/?period=2022/23+Q4&amp;against=2021/22+Q4" in item


def test_who_has_to_do_what_stands_where_nothing_is(page):
    assert "No priorities are in force" in text(page())
    assert "The democratic services officer enters the next meeting" in text(page())


def test_the_overview_takes_at_most_twenty_four_queries(page, django_assert_max_num_queries):
    """22 for the figures and the priorities, and two to know that no panel is kept here."""
    page()
    with django_assert_max_num_queries(24):
        page()


def test_what_is_compared_with_can_be_chosen_and_sources_lead_to_methods(page):
    shown = page("?against=2019/20")

    assert "14.7% more than in 2019/20" in text(shown)
    assert 'href="/middlesbrough/methods/#sources"' in shown


# --- Since the same quarter a year before ----------------------------------------------------
def shown(values, *, measure="burglary", year=2022, first=None):
    first = first or Month(2020, 4)
    monthly = {(first.shift(n), 1): count for n, count in enumerate(values)}
    held = figures({NORTH: monthly}, supplied=Period(first, len(values)), measure=measure)
    return MeasureShown(held, held.so_far(Period.year(year)), None, None)


def test_the_clearest_change_comes_first_and_no_more_than_five_are_told():
    steady, jump = [100] * 36, [100] * 33 + [300] * 3
    told = overviews.changed_since_a_year_before([shown(steady)] * 5 + [shown(jump)])

    assert len(told) == 5
    assert told[0].sentence.text == (
        "900 burglaries were recorded in Q4 2022/23, 200.0% more than the 300 in Q4 2021/22."
        " That is beyond the usual ups and downs of its months."
    )


def test_a_year_under_way_is_told_by_its_last_whole_quarter():
    (one,) = overviews.changed_since_a_year_before([shown([100] * 32)])

    assert "in Q2 2022/23, the same as the 300 in Q2 2021/22." in one.sentence.text


def test_the_sentences_obey_the_law():
    jump = shown([100] * 33 + [300] * 3)
    (one,) = overviews.changed_since_a_year_before([jump])
    quarter = MeasureShown(jump.figures, Period.quarter(2022, 4), Period.quarter(2021, 4), None)

    assert law.check_sentence(one.sentence, quarter) == 3


# --- The small line --------------------------------------------------------------------------
def test_the_line_starts_at_zero_ends_at_the_last_month_and_breaks_at_gaps():
    cells = tuple(Cell(value) for value in (0, 50, Gap.NOT_SUPPLIED, 100))
    line = sparkline(Series("2022/23", Role.THIS, cells), alternative="In words.")

    assert line.lines == ("M4.0 40.0 L81.3 22.0", "M236.0 4.0")
    assert line.end == (236.0, 4.0)
    assert sparkline(Series("x", Role.THIS, (Cell(0),)), alternative="").lines == ("M4.0 40.0",)


# --- Panels ----------------------------------------------------------------------------------
def test_what_apps_bring_stands_in_its_slot_together(page, registered):
    registered(Slot.BEFORE_THE_PANEL, Panel((Item("Annual update", "packs/1/"),), "Before 4 March"))
    registered(Slot.BEFORE_THE_PANEL, Panel((Item("Two questions wait", lines=("One", "Two")),)))
    registered(Slot.BEFORE_THE_PANEL, None)
    shown = page()
    slot = shown[shown.index('id="before-the-panel"') :]

    assert "Before 4 March" in slot
    assert 'href="/middlesbrough/packs/1/"' in slot
    assert "Two questions wait" in slot
    assert "No meeting of the panel is planned" not in slot


def test_the_priorities_in_force_are_cards_with_a_line_for_each_objective(filled):
    plan = Plan.objects.create(
        partnership=filled.partnership,
        title="Plan",
        starts_on=date(2022, 4, 1),
        ends_on=date(2024, 3, 31),
    )
    second = Priority.objects.create(plan=plan, number=2, title="Tackling the root causes")
    first = Priority.objects.create(plan=plan, number=1, title="Feeling safe")
    first.objectives.create(position=2, title="Improving cohesion")
    first.objectives.create(position=1, title="Reducing crime")
    first.objectives.create(
        position=3, title="Given up", ended_on=date(2023, 1, 1), ended_because="So"
    )
    second.objectives.create(title="Reducing serious violence")

    made = overview_panels.priorities(filled.partnership, filled.councillor, date(2023, 6, 1))

    assert made is not None
    assert [(one.title, one.lines) for one in made.items] == [
        ("Priority 1: Feeling safe", ("Reducing crime", "Improving cohesion")),
        ("Priority 2: Tackling the root causes", ("Reducing serious violence",)),
    ]
