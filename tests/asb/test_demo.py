"""The demonstration's antisocial behaviour: what was sent is in use, once, and stays the same."""

from __future__ import annotations

from collections import Counter
from hashlib import sha256

import pytest
from django.db.models import Sum

from asb.dataset import KINDS, QUALIFIERS, TYPES
from asb.models import AsbIncident, WardenReport
from demo.datasets import asb
from demo.illustration.asb import (
    KIND_WEIGHTS,
    OF_WARDS,
    QUALIFIER_WEIGHTS,
    TYPE_WEIGHTS,
    WARD_WEIGHTS,
    WARDEN_TOTALS,
    YEAR_TOTALS,
    asb_csv,
    split_year,
    ward_totals,
    warden_csv,
)
from measures.periods import Period
from partnership.models import AuditEvent
from returns.catalogue.declarations import NOT_STATED
from returns.models import Coverage, MainSource, Part, Return

QUARTERS = [Period.quarter(year, number) for year in YEAR_TOTALS for number in (1, 2, 3, 4)]


def test_the_years_and_the_named_wards_are_those_of_the_deck():
    for year, total in YEAR_TOTALS.items():
        of_wards = {ward: count for (_, ward), count in ward_totals(year).items()}
        assert sum(of_wards.values()) == total
        assert OF_WARDS.get(year, {}).items() <= of_wards.items()
    assert YEAR_TOTALS[2021] == 7050
    assert YEAR_TOTALS[2022] == 5475


def test_the_seventeen_other_wards_go_from_6334_to_4676_and_all_fall():
    before, after = ward_totals(2021), ward_totals(2022)
    others = [ward for ward in WARD_WEIGHTS if ward[1] not in OF_WARDS[2022]]
    assert len(others) == 17
    assert sum(before[ward] for ward in others) == 6334
    assert sum(after[ward] for ward in others) == 4676
    assert all(after[ward] < before[ward] for ward in others)


def test_the_finest_split_adds_up_and_no_category_is_always_nought():
    for year in YEAR_TOTALS:
        by_ward, by_category = Counter(), Counter()
        for _, ward, qualifier, kind, count in split_year(year):
            assert count >= 0
            by_ward[ward] += count
            by_category[qualifier] += count
            by_category[kind] += count
        assert by_ward == ward_totals(year)
        assert set(by_category) == {*QUALIFIER_WEIGHTS, *TYPE_WEIGHTS}
        assert min(by_category.values()) > 0


def test_the_categories_are_the_whole_lists():
    for weights, listed in (
        (QUALIFIER_WEIGHTS, QUALIFIERS),
        (TYPE_WEIGHTS, TYPES),
        (KIND_WEIGHTS, KINDS),
    ):
        assert set(weights) == {one.slug for one in listed if one != NOT_STATED}
    assert len(TYPE_WEIGHTS) == 13


def test_the_files_are_the_same_bytes_wherever_they_are_made():
    made = b"".join(asb_csv(quarter) for quarter in QUARTERS)
    made += b"".join(warden_csv(quarter) for quarter in QUARTERS[4:])
    assert (
        sha256(made).hexdigest()
        == "cd1459a944eedac8696ab7c47e00beac892f026c7b342b07fa2648f087a0adcc"
    )


@pytest.mark.django_db
def test_loading_again_changes_nothing(middlesbrough):
    models = (Return, Part, Coverage, MainSource, AsbIncident, WardenReport, AuditEvent)
    before = [model.objects.count() for model in models]
    asb.load()
    assert [model.objects.count() for model in models] == before


@pytest.mark.django_db
def test_every_year_in_use_is_what_the_script_made(middlesbrough):
    for year in YEAR_TOTALS:
        months = [month.first_day for month in Period.year(year).each_month]
        incidents = AsbIncident.objects.filter(start__in=months).aggregate(total=Sum("count"))
        assert incidents["total"] == YEAR_TOTALS[year]
        reports = WardenReport.objects.filter(start__in=months).values_list("area__name")
        by_locality = dict(reports.annotate(total=Sum("count")))
        assert by_locality == {
            locality: totals[year] for locality, totals in WARDEN_TOTALS.items() if year in totals
        }


@pytest.mark.django_db
def test_every_return_is_illustrative_and_accepted_by_somebody_else(middlesbrough):
    parts = Part.objects.select_related("of_return")
    assert parts.count() == 36
    assert all(part.state == Part.State.ACCEPTED for part in parts)
    assert all(part.of_return.illustrative for part in parts)
    assert all(part.decided_by_id != part.of_return.uploaded_by_id for part in parts)
