"""Methods: made from the declarations and from what the partnership has recorded."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

import pytest

from measures.periods import Period
from measures.rates import round_half_up
from partnership.models import User
from reporting.pages.methods.verdict_rates import FOUND
from returns.catalogue.registry import datasets
from returns.disclosure import actions as rule_actions
from returns.lifecycle import recording
from returns.models.recording import RecordingChange
from returns.models.released import DisclosureRule
from tests.house.tree import ROOT
from tests.reporting import filling


def _words(client, below):
    response = client.get(f"/middlesbrough/{below}")
    assert response.status_code == 200, below
    words = re.sub(r"<[^>]+>", " ", response.content.decode())
    return re.sub(r"\s+", " ", unescape(words))


@pytest.fixture
def read(filled, client):
    client.force_login(filled.councillor)
    return lambda below: _words(client, below)


@pytest.fixture
def changed(filled):
    return recording.record_change(
        partnership=filled.partnership,
        dataset="crime",
        measure="burglary",
        since=date(2023, 4, 1),
        what="Sheds and garages are counted as homes.",
        effect=RecordingChange.Effect.NOT_COMPARABLE,
        reference="Home Office Crime Recording Rules",
        link="https://www.gov.uk/rules",
        by=filled.officer,
    )


def test_every_measure_has_a_page_with_its_definition_version_unit_and_caveats(read):
    for dataset in datasets:
        for measure in dataset.measures:
            words = read(f"methods/{dataset.app}/{measure.slug}/")

            assert measure.definition in words
            assert f"(Definition {measure.definition_version}.)" in words
            assert f"{measure.noun.plural} {measure.noun.verb}".lower() in words.lower()
            assert all(caveat in words for caveat in (*measure.caveats, *dataset.caveats))
            assert all(source.title in words for source in dataset.sources)


def test_the_page_of_all_names_every_source_measure_and_formula(read):
    words = read("methods/")

    for dataset in (*datasets, *datasets.published):
        assert all(one.title in words for one in (*dataset.sources, *dataset.measures))
    for formula in ("Byar’s approximation", "Przyborowski", "Wilson", "the 24 months before it"):
        assert formula in words
    assert "marked [r]" in words


def test_the_page_says_how_often_verdicts_err_and_what_they_find(read):
    words = read("methods/")

    assert "no more than 7 of 100 verdicts" in words
    assert "Ward with 10 a month year 7 12 27 40 85" in words


def test_the_shares_found_are_those_of_the_calibration():
    document = (ROOT / "docs" / "methods.md").read_text(encoding="utf-8")
    rows = [line.strip("| ").split(" | ") for line in document.splitlines() if "|" in line]
    calibrated = {
        (row[0], row[2]): tuple(round_half_up(float(share), 0) for share in row[3:])
        for row in rows
        if row[0].startswith(("ward with", "town with")) and len(row) == 8
    }
    shown = {(place.lower(), period): found for (place, period), found in FOUND.items()}
    assert shown == calibrated


def test_a_change_of_recording_stands_on_methods_and_under_how_we_know(read, changed):
    said = (
        "Recording practice changed on 1 April 2023, so figures on either side are not"
        " comparable. Sheds and garages are counted as homes. (Home Office Crime Recording Rules)"
    )

    for below in ("methods/", "methods/crime/burglary/", "crime/burglary/how-we-know/"):
        assert said in read(below)
    for below in ("methods/crime/all-crime/", "methods/fires/deliberate/"):
        assert said not in read(below)


def test_categories_that_a_measure_adds_up_are_named(read):
    assert "Adds up: Type of offence: Burglary" in read("methods/crime/burglary/")
    assert "Adds up: Everything in it." in read("methods/crime/all-crime/")


@pytest.fixture
def a_quarter(with_people):
    """One quarter of police returns: a rule over five years of them is minutes of hiding."""
    officer = User.objects.get(email="csp.officer@demo.example")
    rows = filling.illustrative_rows(Period.quarter(2022, 1))
    filling.put_in_use(with_people, rows, at=filling.EARLY, by=officer)
    filling.choose_main_source(with_people, "police-return", by=officer)
    return with_people


def test_the_disclosure_rule_is_the_one_in_force_and_says_who_answers_for_it(a_quarter, client):
    client.force_login(User.objects.get(email="councillor@demo.example"))
    for below in ("methods/", "methods/crime/burglary/"):
        assert "No disclosure rule: shown unchanged." in _words(client, below)
        assert "answers for the rule" not in _words(client, below)

    rule_actions.set_rule(
        partnership=a_quarter,
        dataset="crime",
        source="police-return",
        kind=DisclosureRule.Kind.THRESHOLD,
        owner="Information governance officer",
        reason="Small numbers by ward",
        by=User.objects.get(email="manager@demo.example"),
    )

    for below in ("methods/", "methods/crime/burglary/"):
        words = _words(client, below)
        assert "Counts from 1 to 4 are hidden ([c]). Further counts are hidden so that" in words
        assert "The finest figures shown are for quarters, by ward." in words
        assert "Information governance officer answers for the rule, since" in words


@pytest.mark.parametrize("measure", ["crime/all-crime", "crime/burglary"])
def test_the_measures_page_leads_to_how_it_is_counted(filled, client, measure):
    client.force_login(filled.councillor)
    page = client.get(f"/middlesbrough/{measure}/how-we-know/").content.decode()

    assert f'href="/middlesbrough/methods/{measure}/"' in page


def test_a_measure_that_is_none_is_answered_in_a_sentence(filled, client):
    client.force_login(filled.councillor)
    response = client.get("/middlesbrough/methods/crime/piracy/")

    assert response.status_code == 404
    assert "There is no measure “crime/piracy”." in response.content.decode()
