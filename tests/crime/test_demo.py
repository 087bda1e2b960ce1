"""The demonstration's crime figures: what was sent is in use, and loading again changes nothing."""

from __future__ import annotations

import csv
import io
from collections import Counter
from datetime import UTC, date, datetime

import pytest
from django.db.models import Count, Sum

from crime.dataset import CRIME
from crime.models import RecordedCrime
from demo import loading as csp_portal_demo
from demo import partnerships as people
from demo.datasets import crime
from demo.illustration.crime import YEAR_TOTALS, quarter_csv
from measures.periods import Month, Period
from partnership.models import AuditEvent
from partnership.people.permissions import AS_COUNCILLOR
from reporting.content.selection import Selection
from reporting.pages.briefing.page import briefing
from returns.catalogue.main_sources import stretches
from returns.catalogue.registry import datasets
from returns.in_use.main_sources import chosen_sources
from returns.models import Coverage, MainSource, Part, Return

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("with_crime")]

MIDDLESBROUGH_BEFORE_2023_TO_NOW = {"E05009864": "E05015468", "E05009868": "E05015469"}


def rows_now():
    return {
        model.__name__: model.objects.count()
        for model in (Return, Part, Coverage, MainSource, RecordedCrime, AuditEvent)
    }


def in_use(source):
    return RecordedCrime.objects.filter(part__source=source, part__state=Part.State.ACCEPTED)


def test_loading_again_changes_nothing():
    before = rows_now()
    people.load()
    crime.load()
    assert rows_now() == before


def test_the_years_in_use_are_the_published_totals():
    for year, total in YEAR_TOTALS.items():
        months = [month.first_day for month in Period.year(year).each_month]
        facts = in_use("police-return").filter(start__in=months)
        assert facts.aggregate(total=Sum("count"))["total"] == total


def test_every_line_of_the_files_is_in_use():
    labels = {
        category.label: category.slug
        for category in CRIME.source("police-return").categories["offence"]
    }
    sent = Counter()
    for year in YEAR_TOTALS:
        for number in (1, 2, 3, 4):
            text = quarter_csv(Period.quarter(year, number)).decode()
            for row in csv.DictReader(io.StringIO(text, newline="")):
                ward = MIDDLESBROUGH_BEFORE_2023_TO_NOW.get(row["Ward code"], row["Ward code"])
                cell = row["Month"], ward, labels[row["Offence group"]]
                sent[cell] += int(row["Offences"])
    kept = Counter()
    for day, ward, offence, count in in_use("police-return").values_list(
        "start", "area__code", "offence", "count"
    ):
        code = MIDDLESBROUGH_BEFORE_2023_TO_NOW.get(ward, ward)
        kept[f"{day:%Y-%m}", code, offence] += count
    assert kept == sent


def test_the_street_counts_in_use_are_those_of_the_file_without_antisocial_behaviour():
    labels = {
        category.label: category.slug
        for category in CRIME.source("police-uk").categories["offence"]
    }
    sent = Counter()
    with crime.STREET_COUNTS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            is_here = row["LSOA name"].startswith("Middlesbrough")
            if is_here and row["Crime type"] != "Anti-social behaviour":
                cell = row["Month"], row["LSOA code"], labels[row["Crime type"]]
                sent[cell] += int(row["Count"])
    facts = in_use("police-uk").values_list("start", "area__code", "offence", "count")
    kept = {(f"{day:%Y-%m}", lsoa, offence): count for day, lsoa, offence, count in facts}
    assert {cell: count for cell, count in kept.items() if count} == sent


def test_every_month_of_both_sources_is_in_use_once():
    of_crime = Coverage.objects.filter(dataset=CRIME.slug, until=None)
    held = Counter(of_crime.values_list("source", "month"))
    assert set(held.values()) == {1}
    assert Counter(source for source, _ in held) == {
        "police-return": 60,
        "police-uk": 27,
    }


def test_counts_of_2023_were_in_use_before_the_update_and_the_same_counts_are_now():
    of_2023 = Coverage.objects.filter(dataset=CRIME.slug, source="police-uk", month__year=2023)
    before = of_2023.filter(since__lt=csp_portal_demo.PANEL_MEETS)
    assert before.count() == 12
    assert {one.part.of_return.name for one in before} == {
        "police-uk-cleveland-2023-01-2023-12.csv"
    }
    assert of_2023.filter(until=None).count() == 12


def test_the_police_send_and_the_community_safety_officer_accepts():
    part = Part.objects.get(of_return__name="cleveland-police-return-2022-23-q4.csv")
    assert part.of_return.received_on == date(2023, 6, 9)
    assert str(part.of_return.supplied_by) == "Cleveland Police"
    assert part.of_return.uploaded_by.email == "police.officer@demo.example"
    assert part.decided_by.email == "csp.officer@demo.example"
    assert part.decided_at.date() == date(2023, 6, 12)


def test_a_made_up_return_says_so_and_a_published_one_does_not():
    said = Return.objects.values_list("illustrative").annotate(returns=Count("pk"))
    assert dict(said) == {
        "illustrative split of the published total": 12,
        "illustrative split of an illustrative total": 8,
        # The counts of 2023, and later those of all months.
        "": 2,
    }


@pytest.mark.parametrize(
    ("dataset", "until_march_2023"), [("crime", "police-return"), ("asb", "asb-return")]
)
def test_data_police_uk_is_the_main_source_once_the_polices_returns_end(
    with_crime, dataset, until_march_2023
):
    chosen = [
        chosen_sources(with_crime, at=at).get(dataset, {})
        for at in (csp_portal_demo.PANEL_MEETS, datetime(2025, 6, 12, tzinfo=UTC))
    ]
    when_the_panel_met, today = (stretches(datasets[dataset], each) for each in chosen)
    assert [each.source for each in when_the_panel_met] == [until_march_2023]
    assert [(each.source, each.first) for each in today] == [
        (until_march_2023, None),
        ("police-uk", Month(2023, 4)),
    ]


def test_the_briefing_opens_on_the_latest_month_of_real_figures(with_crime):
    shown = briefing(
        with_crime, viewer=AS_COUNCILLOR, month="", source="", asked=Selection.read({})
    )
    assert shown.month == Month(2025, 3)


def test_the_panels_slides_are_written_and_are_the_same_each_time(settings, tmp_path):
    settings.CSP_OUT = tmp_path / "out"
    first = csp_portal_demo.write_slides().read_bytes()
    assert first[:4] == b"PK\x03\x04"
    assert csp_portal_demo.write_slides().read_bytes() == first
