"""Officers write names in many ways; the portal knows which ward is meant, or offers some."""

from __future__ import annotations

from datetime import date

import pytest

from partnership.kinds import Level
from partnership.models import Area, WardSet
from partnership.places import geography, locality_actions
from partnership.places.matching import AreaNames


@pytest.fixture
def names(middlesbrough):
    return AreaNames(middlesbrough, on=date(2024, 6, 1))


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("E05009855", "E05009855"),
        (" e05009855 ", "E05009855"),
        ("Berwick Hills & Pallister", "E05009855"),
        ("Berwick Hills and Pallister", "E05009855"),
        ("BERWICK HILLS AND PALLISTER WARD", "E05009855"),
        ("berwick-hills & pallister", "E05009855"),
        ("Park", "E05009869"),
        ("Park Ward", "E05009869"),
        ("Marton East", "E05015468"),
        ("E05009864", "E05015468"),
        ("E05015469", "E05015469"),
    ],
)
def test_a_ward_is_found(names, written, code):
    assert names.match_ward(written).code == code


@pytest.mark.parametrize("written", ["", "Ward", "Gresham", "E05001489", "North", "Berwick Hils"])
def test_no_ward_is_found(names, written):
    assert names.match_ward(written) is None


def test_matching_asks_the_database_nothing(names, django_assert_num_queries):
    with django_assert_num_queries(0):
        for written in ("Acklam", "North", "Nowhere"):
            names.match(written)
            names.former_ward(written)
            names.suggest(written)


@pytest.mark.parametrize(
    ("written", "near"),
    [
        ("Berwick Hils and Palister", "Berwick Hills & Pallister"),
        ("Berwick Hills", "Berwick Hills & Pallister"),
        ("Thorntree", "Brambles & Thorntree"),
        ("Linthorp", "Linthorpe"),
        ("Marton", "Marton East"),
        ("Longlands and Beachwood", "Longlands & Beechwood"),
    ],
)
def test_near_names_are_offered(names, written, near):
    assert near in [ward.name for ward in names.suggest(written)]


def test_nothing_is_offered_for_what_is_near_nothing(names):
    assert names.suggest("Gresham") == ()


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("North", "middlesbrough/north"),
        ("north", "middlesbrough/north"),
        ("middlesbrough/NORTH", "middlesbrough/north"),
        ("Middlesbrough", "E22000029"),
        ("E22000029", "E22000029"),
        ("ward not known", "middlesbrough/not-placed"),
        ("Acklam", "E05009853"),
    ],
)
def test_any_area_is_found(names, written, code):
    assert names.match(written).code == code


def test_a_ward_of_an_earlier_set_is_known_and_is_not_one_of_todays(middlesbrough):
    gresham = Area.objects.create(code="E05001489", name="Gresham", level=Level.WARD)
    WardSet.objects.create(
        partnership=middlesbrough,
        name="Wards to 2015",
        valid_from=date(2003, 5, 1),
        valid_to=date(2015, 5, 7),
    ).wards.set([gresham])
    names = AreaNames(middlesbrough)

    assert names.match_ward("Gresham") is None
    assert names.former_ward("Gresham ward") == names.former_ward("E05001489") == gresham
    assert names.former_ward("Acklam") is None


def test_names_of_another_partnership_are_unknown(elsewhere):
    assert AreaNames(elsewhere).match("Acklam") is None


def test_places_that_are_loaded_already_are_not_loaded_again(
    middlesbrough, django_assert_num_queries
):
    places = geography.geography(middlesbrough)

    with django_assert_num_queries(1):
        AreaNames(middlesbrough, places=places)


def test_a_new_locality_is_found_by_its_name(middlesbrough):
    locality_actions.group_wards(
        partnership=middlesbrough, locality="Town Centre", wards=[], by=None
    )

    assert AreaNames(middlesbrough).match("town-centre").name == "Town Centre"
