"""What lies where on a day, across both ward sets and both censuses, and who lives there."""

from __future__ import annotations

from datetime import date

import pytest

from partnership.kinds import Level
from partnership.models import Area, Placement, Population, Succession, WardSet
from partnership.places import locality_actions
from partnership.places.geography import geography, place_lsoas

IN_2018, IN_2024 = date(2018, 6, 1), date(2024, 6, 1)
MARTON_EAST_TO_2023, MARTON_EAST = "E05009864", "E05015468"
ACKLAM, CENTRAL = "E05009853", "E05009857"


@pytest.fixture
def now(middlesbrough):
    return geography(middlesbrough, on=IN_2024)


@pytest.fixture
def then(middlesbrough):
    return geography(middlesbrough, on=IN_2018)


def test_geography_takes_three_queries(middlesbrough, django_assert_num_queries):
    with django_assert_num_queries(3):
        places = geography(middlesbrough)
        for area in (*places.wards, *places.localities, places.partnership_area):
            assert places.population(area, 2022)


@pytest.mark.parametrize(
    ("on", "stands"),
    [
        (date(2010, 1, 1), MARTON_EAST_TO_2023),
        (date(2023, 5, 3), MARTON_EAST_TO_2023),
        (date(2023, 5, 4), MARTON_EAST),
        (date(2030, 1, 1), MARTON_EAST),
    ],
)
def test_the_wards_are_those_that_stood_on_the_day(middlesbrough, on, stands):
    wards = geography(middlesbrough, on=on).wards

    assert len(wards) == 20
    assert [ward.code for ward in wards if ward.name == "Marton East"] == [stands]
    assert [ward.name for ward in wards] == sorted(ward.name for ward in wards)


def test_no_ward_stands_after_the_last_set_has_ended(middlesbrough):
    WardSet.objects.filter(valid_to__isnull=True).update(valid_to=date(2027, 5, 6))

    places = geography(middlesbrough, on=date(2027, 5, 6))

    assert places.wards == ()
    assert places.ward_of == {}
    assert places.population(places.partnership_area, 2022)


def test_a_ward_that_changed_its_code_carries_figures_both_ways(now, then, area):
    old, new = area(MARTON_EAST_TO_2023), area(MARTON_EAST)

    assert now.ward_of[old.pk] == now.ward_of[new.pk] == new.pk
    assert then.ward_of[old.pk] == then.ward_of[new.pk] == old.pk


def test_extent_passes_along_a_chain_of_codes(middlesbrough, area):
    third = Area.objects.create(code="E05099999", name="Marton East", level=Level.WARD)
    Succession.objects.create(
        old=area(MARTON_EAST), new=third, on=date(2025, 5, 1), same_extent=True
    )
    WardSet.objects.get(valid_to__isnull=True).wards.set([third])

    places = geography(middlesbrough, on=date(2026, 1, 1))

    assert places.wards == (third,)
    assert places.ward_of[area(MARTON_EAST_TO_2023).pk] == third.pk


def test_a_successor_of_another_extent_carries_nothing_over(middlesbrough, area):
    Succession.objects.update(same_extent=False)

    places = geography(middlesbrough, on=IN_2024)

    assert area(MARTON_EAST_TO_2023).pk not in places.ward_of


def test_lsoas_of_both_censuses_lie_in_todays_wards(now):
    lsoas = set(Area.objects.filter(level=Level.LSOA).values_list("pk", flat=True))
    standing = {ward.pk for ward in now.wards}

    assert len(lsoas) == 94
    assert {now.ward_of[lsoa] for lsoa in lsoas} == standing


def test_lsoas_of_both_censuses_lay_in_the_wards_of_2018(then):
    lsoas = set(Area.objects.filter(level=Level.LSOA).values_list("pk", flat=True))

    assert {then.ward_of[lsoa] for lsoa in lsoas} == {ward.pk for ward in then.wards}


def test_the_set_in_force_says_where_an_lsoa_lies(middlesbrough, area):
    moved = Placement.objects.filter(vintage=2021, ward=area(CENTRAL)).first().lsoa
    Placement.objects.filter(lsoa=moved, vintage=2021).update(ward=area(ACKLAM))
    Placement.objects.update_or_create(
        lsoa=moved,
        ward_set=WardSet.objects.get(valid_from=date(2015, 5, 7)),
        defaults={"ward": area(CENTRAL), "vintage": 2011, "method": "x", "source": "x"},
    )

    assert geography(middlesbrough, on=IN_2024).ward_of[moved.pk] == area(ACKLAM).pk
    assert geography(middlesbrough, on=IN_2018).ward_of[moved.pk] == area(CENTRAL).pk


def test_every_ward_lies_in_one_of_four_localities(now, then):
    for places in (now, then):
        assert [one.name for one in places.localities] == ["East", "North", "South", "West"]
        assert set(places.locality_of) == {ward.pk for ward in places.wards}
        assert set(places.locality_of.values()) == {one.pk for one in places.localities}


def test_the_areas_that_count_towards_a_locality(now, area):
    south = area("middlesbrough/south")
    wards = {"Coulby Newham", "Hemlington", "Stainton & Thornton", "Marton West", "Nunthorpe"}

    assert {now.by_id[ward].name for ward in now.wards_in(south)} == wards
    carrying = set(Area.objects.filter(pk__in=now.carrying(south)).values_list("code", flat=True))
    assert {"E05009868", "E05015469"} <= carrying
    assert sum(code.startswith("E01") for code in carrying) > 15


def test_the_partnership_is_made_of_all_its_wards(now):
    assert now.wards_in(now.partnership_area) == {ward.pk for ward in now.wards}
    assert now.carrying(now.partnership_area) == set(now.ward_of)


# --- Populations -----------------------------------------------------------------------------
def test_the_partnerships_residents_are_its_districts_in_the_nearest_year(now):
    used = now.population(now.partnership_area, 2022)

    assert (used.count, used.year) == (143_734, 2021)
    assert "Nomis" in used.source


def test_several_districts_add_up_in_a_year_that_all_have(middlesbrough, area):
    hartlepool = area("E06000001")
    middlesbrough.districts.add(hartlepool)
    Population.objects.create(area=hartlepool, year=2022, count=93_000, source="a test")

    used = geography(middlesbrough).population(middlesbrough.area, 2022)

    assert (used.count, used.year) == (143_734 + 92_571, 2021)


def test_a_district_without_residents_leaves_the_partnership_without(middlesbrough, area):
    Population.objects.filter(area=area("E06000002")).delete()

    assert geography(middlesbrough).population(middlesbrough.area, 2022) is None


@pytest.mark.parametrize(
    ("asked", "used"), [(2018, 2018), (2019, 2018), (2021, 2020), (1999, 2018)]
)
def test_the_nearest_year_is_used_and_of_two_the_earlier(middlesbrough, area, asked, used):
    ward = area(ACKLAM)
    Population.objects.create(area=ward, year=2018, count=5_500, source="a test")

    assert geography(middlesbrough).population(ward, asked).year == used


def test_a_new_code_has_the_residents_of_the_old_one(now, then, area):
    old, new = area(MARTON_EAST_TO_2023), area(MARTON_EAST)

    assert now.population(new, 2022) == now.population(old, 2022) == then.population(old, 2022)
    assert now.population(new, 2022).count == 5_424


def test_a_locality_is_the_sum_of_its_wards(now):
    by_locality = [now.population(one, 2020).count for one in now.localities]
    by_ward = [now.population(one, 2020).count for one in now.wards]

    assert sum(by_locality) == sum(by_ward) == 141_285


def test_a_locality_uses_a_year_that_all_its_wards_have(middlesbrough, area):
    Population.objects.create(area=area(CENTRAL), year=2022, count=9_000, source="a test")

    assert geography(middlesbrough).population(area("middlesbrough/north"), 2022).year == 2020


def test_nobody_lives_in_no_ward(now):
    assert now.population(now.not_placed, 2022) is None


# --- LSOAs of all partnerships ---------------------------------------------------------------
def test_lsoas_are_placed_over_all_partnerships_at_once(
    middlesbrough, elsewhere, area, django_assert_num_queries
):
    lsoa = Area.objects.create(code="E01011949", name="Hartlepool 009A", level=Level.LSOA)
    ward = Area.objects.create(code="E05013030", name="Burn Valley", level=Level.WARD)
    ward_set = elsewhere.ward_sets.create(name="Wards", valid_from=date(2021, 5, 6))
    ward_set.wards.set([ward])
    Placement.objects.create(
        lsoa=lsoa, ward=ward, ward_set=ward_set, vintage=2011, method="x", source="x"
    )

    with django_assert_num_queries(3):
        placed = place_lsoas(["E01012007", "E01011949", "E01000001"], on=IN_2024)

    assert placed == {
        "E01012007": (middlesbrough.pk, area(ACKLAM).pk),
        "E01011949": (elsewhere.pk, ward.pk),
    }


@pytest.mark.parametrize("on", [IN_2018, IN_2024])
def test_placing_agrees_with_the_geography(middlesbrough, on):
    lsoas = dict(Area.objects.filter(level=Level.LSOA).values_list("code", "pk"))
    places = geography(middlesbrough, on=on)

    assert place_lsoas(list(lsoas), on=on) == {
        code: (middlesbrough.pk, places.ward_of[pk]) for code, pk in lsoas.items()
    }
    assert place_lsoas(list(lsoas), level=Level.LSOA, on=on) == {
        code: (middlesbrough.pk, pk) for code, pk in lsoas.items()
    }


def test_what_lies_in_an_ended_ward_is_not_placed(middlesbrough):
    WardSet.objects.filter(valid_to__isnull=True).update(valid_to=date(2027, 5, 6))

    assert place_lsoas(["E01012007"], on=date(2028, 1, 1)) == {}


# --- Regrouping ------------------------------------------------------------------------------
def test_a_regrouping_holds_from_its_day_on(middlesbrough, area):
    park = next(ward for ward in geography(middlesbrough).wards if ward.name == "Park")
    west = area("middlesbrough/west")
    places = geography(middlesbrough)
    wards = [places.by_id[ward] for ward in places.wards_in(west)]

    locality_actions.group_wards(
        partnership=middlesbrough,
        locality="West",
        wards=[*wards, park],
        valid_from=date(2024, 4, 1),
        by=None,
    )

    before = geography(middlesbrough, on=date(2024, 3, 31))
    after = geography(middlesbrough, on=date(2024, 4, 1))
    assert before.locality_of[park.pk] == area("middlesbrough/north").pk
    assert after.locality_of[park.pk] == west.pk
    assert len(after.locality_of) == 20
