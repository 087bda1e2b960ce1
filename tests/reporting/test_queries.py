"""What is read out, against a slow and obvious second implementation over the raw rows."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied

from measures.counts import Gap
from measures.periods import Month, Period
from partnership.kinds import AgencyKind
from partnership.models import Agency, Area, LocalityWard, Membership, Placement
from partnership.people.permissions import AS_COUNCILLOR
from reporting.queries import figures as queries
from reporting.queries.breakdown import breakdown_by
from reporting.queries.measures import NoSuch
from reporting.queries.rows_behind import rows_behind_of
from returns.models import Coverage
from tests.reporting import filling
from tests.reporting.filling import Row

YEAR = Period.year(2022)
LATER = datetime(2024, 1, 10, 9, tzinfo=UTC)


def read(filled, measure="crime/all-crime", **asked):
    return reading(filled, measure, **asked).figures


def reading(filled, measure="crime/all-crime", **asked):
    return queries.reading(measure, partnership=filled.partnership, viewer=AS_COUNCILLOR, **asked)


def added_up(filled, period, *, wards=None, offence=None):
    return sum(
        row.count
        for rows in filled.rows.values()
        for row in rows
        if row.start in {month.first_day for month in period.each_month}
        and (wards is None or row.area in wards)
        and (offence is None or row.offence == offence)
    )


# --- Against the second implementation -------------------------------------------------------
@pytest.mark.parametrize("code", ["2022/23", "2019/20", "2022/23 Q3", "2021/22 H1", "2020-02"])
def test_the_whole_is_what_the_rows_add_up_to(filled, code):
    period = Period.parse(code)

    assert read(filled).count(period) == added_up(filled, period) > 0


def test_every_ward_is_what_its_rows_add_up_to(filled):
    held = read(filled)

    assert {ward.code: held.count(YEAR, area=ward) for ward in held.wards} == {
        ward.code: added_up(filled, YEAR, wards=_codes_of(ward.code)) for ward in held.wards
    }


def _codes_of(ward):
    """The code and those of earlier wards of the same extent."""
    area = Area.objects.get(code=ward)
    return {ward, *area.predecessors.filter(same_extent=True).values_list("old__code", flat=True)}


def test_every_locality_is_what_its_wards_add_up_to(filled):
    held = read(filled)
    for locality in held.localities:
        wards = LocalityWard.objects.filter(locality__code=locality.code).values_list(
            "ward__code", flat=True
        )
        codes = {code for ward in wards for code in _codes_of(ward)}

        assert held.count(YEAR, area=locality) == added_up(filled, YEAR, wards=codes)


def test_every_category_is_what_its_rows_add_up_to(filled):
    found = reading(filled)
    split = breakdown_by(found, "offence", area=found.figures.whole, periods=(YEAR,))

    assert {one.slug: split.count(YEAR, category=one.slug) for one in split.categories} == {
        one.slug: added_up(filled, YEAR, offence=one.slug) for one in split.categories
    }


def test_a_measure_of_two_categories_adds_both_and_nothing_else(filled):
    both = ("violence-against-the-person", "sexual-offences")

    assert read(filled, "crime/violence-and-sexual-offences").count(YEAR) == sum(
        added_up(filled, YEAR, offence=offence) for offence in both
    )


def test_a_category_in_a_ward(filled):
    found = reading(filled)
    ward = found.figures.wards[3]
    split = breakdown_by(found, "offence", area=ward, periods=(YEAR,))

    assert split.count(YEAR, category="burglary") == added_up(
        filled, YEAR, wards=_codes_of(ward.code), offence="burglary"
    )


def test_the_rows_behind_a_figure_add_up_to_it(filled):
    found = reading(filled)
    ward = found.figures.wards[0]
    behind = rows_behind_of(found, YEAR, area=ward, category="burglary")

    assert behind.row_count == 12
    assert sum(row.count for row in behind.rows) == behind.count
    assert {one.name for one in behind.returns} == {f"police-2022-q{n}.csv" for n in (1, 2, 3, 4)}


# --- What is in use when ---------------------------------------------------------------------
def test_replacing_a_quarter_changes_it_from_then_on_and_not_before(filled):
    before = read(filled).count(YEAR)
    quarter = Period.quarter(2022, 3)
    rows = [Row(row.area, row.start, row.offence, row.count + 1) for row in filled.rows[quarter]]
    filling.put_in_use(filled.partnership, rows, at=LATER, by=filled.officer)

    assert read(filled).count(YEAR) == before + len(rows)
    assert read(filled, as_at=LATER).count(YEAR) == before + len(rows)
    assert read(filled, as_at=datetime(2024, 1, 10, 8, tzinfo=UTC)).count(YEAR) == before


def test_what_was_not_yet_accepted_is_a_gap(filled):
    held = read(filled, as_at=datetime(2023, 3, 2, tzinfo=UTC))

    assert held.count(Period.quarter(2022, 3)) == added_up(filled, Period.quarter(2022, 3))
    assert held.count(YEAR) is Gap.NOT_SUPPLIED


def test_a_recalled_return_leaves_a_gap_from_then_on_and_not_before(filled):
    before = read(filled).count(YEAR)
    Coverage.objects.filter(month=date(2022, 10, 1)).update(until=LATER)

    assert read(filled).count(YEAR) is Gap.NOT_SUPPLIED
    assert read(filled).count(Period.month(2022, 11)) > 0
    assert read(filled, as_at=LATER).count(YEAR) is Gap.NOT_SUPPLIED
    assert read(filled, as_at=datetime(2024, 1, 10, 8, tzinfo=UTC)).count(YEAR) == before


def test_another_origin_adds_to_a_month_and_does_not_make_it_supplied(filled):
    before = read(filled).count(YEAR)
    ward = filled.rows[Period.quarter(2022, 1)][0].area
    strays = [
        Row(ward, date(2022, 4, 1), "burglary", 3),
        Row(ward, date(2023, 4, 1), "burglary", 9),
    ]
    filling.put_in_use(
        filled.partnership, strays, at=LATER, by=filled.officer, origin="durham-constabulary"
    )

    assert read(filled).count(YEAR) == before + 3
    assert read(filled).count(Period.month(2023, 4)) is Gap.NOT_SUPPLIED


def test_with_two_main_suppliers_a_month_needs_both(filled):
    second = Agency.objects.create(slug="second-force", name="Second", kind=AgencyKind.POLICE)
    second.partnerships.add(filled.partnership)

    assert read(filled).count(YEAR) is Gap.NOT_SUPPLIED


def test_a_gap_in_a_return_is_a_gap_and_not_a_zero(filled):
    ward = filled.rows[Period.quarter(2022, 1)][0].area
    rows = [Row(ward, date(2023, 4, 1), "burglary", Gap.NOT_SUPPLIED)]
    filling.put_in_use(filled.partnership, rows, at=LATER, by=filled.officer)
    april = Period.month(2023, 4)

    assert read(filled).count(april) is Gap.NOT_SUPPLIED
    assert read(filled, "crime/robbery").count(april) == 0


def test_a_quarters_figure_is_too_coarse_for_its_months(filled):
    ward = filled.rows[Period.quarter(2022, 1)][0].area
    rows = [Row(ward, date(2023, 4, 1), "burglary", 30, months=3)]
    quarter = Period.quarter(2023, 1)
    filling.put_in_use(
        filled.partnership, rows, at=LATER, by=filled.officer, months=quarter.each_month
    )
    found = reading(filled)
    held = found.figures
    may = Period.month(2023, 5)
    split = breakdown_by(found, "offence", area=held.whole, periods=(may,))

    assert held.count(quarter) == 30
    assert held.count(may) is Gap.NOT_APPLICABLE
    assert split.count(may, category="burglary") is Gap.NOT_APPLICABLE


# --- Sources ---------------------------------------------------------------------------------
def test_the_main_source_is_the_one_at_the_moment(filled):
    filling.choose_main_source(filled.partnership, "police-uk", by=filled.officer, at=LATER)

    assert read(filled).source.slug == "police-uk"
    assert read(filled, as_at=datetime(2023, 12, 1, tzinfo=UTC)).source.slug == "police-return"


def test_a_measure_that_the_main_source_lacks_is_read_from_one_that_has_it(filled):
    assert read(filled, "crime/shoplifting").source.slug == "police-uk"


def test_figures_of_small_areas_are_counted_in_their_wards_and_in_none_where_they_have_none(filled):
    placement = Placement.objects.filter(ward_set__valid_to__isnull=True).first()
    stray = Area.objects.create(code="E01999999", name="Elsewhere 001A", level="lsoa")
    january = date(2023, 1, 1)
    rows = [
        Row(placement.lsoa.code, january, "burglary", 4),
        Row(stray.code, january, "burglary", 2),
    ]
    filling.put_in_use(filled.partnership, rows, at=LATER, by=filled.officer, source="police-uk")
    found = reading(filled, source="police-uk")
    held = found.figures
    month = Period.month(2023, 1)

    assert held.count(month) == 6
    assert held.count(month, area=held.place(placement.ward.code)) == 4
    assert held.count(month, area=held.elsewhere) == 2
    behind = rows_behind_of(found, month, area=held.elsewhere)
    assert [row.area_code for row in behind.rows] == ["E01999999"]


def test_the_other_source_is_named_with_its_months(filled):
    filling.put_in_use(
        filled.partnership,
        [],
        at=LATER,
        by=filled.officer,
        source="police-uk",
        months=[Month(2023, 1)],
    )
    other = read(filled).other_sources

    assert [(one.slug, one.months) for one in other] == [("police-uk", frozenset({Month(2023, 1)}))]


# --- Who may, and what there is not ----------------------------------------------------------
def test_who_does_not_belong_reads_nothing(filled, django_user_model):
    stranger = django_user_model.objects.create(email="stranger@example.org")

    with pytest.raises(PermissionDenied):
        queries.figures("crime/all-crime", partnership=filled.partnership, viewer=stranger)


def test_whose_membership_has_ended_reads_nothing(filled):
    membership = Membership.objects.get(user=filled.councillor)
    membership.valid_to = date(2020, 1, 1)
    membership.save()

    with pytest.raises(PermissionDenied):
        queries.figures(
            "crime/all-crime",
            partnership=filled.partnership,
            viewer=type(filled.councillor).objects.get(pk=filled.councillor.pk),
        )


@pytest.mark.parametrize(
    ("measure", "asked"),
    [("crime/none", {}), ("none", {}), ("crime/all-crime", {"source": "none"})],
)
def test_what_does_not_exist_is_said_in_a_sentence(filled, measure, asked):
    with pytest.raises(NoSuch, match=r"^(There is no measure|All recorded crime has no source) “"):
        read(filled, measure, **asked)


def test_figures_take_eight_queries(filled, django_assert_num_queries):
    with django_assert_num_queries(8):
        read(filled)
