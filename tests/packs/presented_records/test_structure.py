"""The groups on one slide, and the operating areas on the map."""

from __future__ import annotations

from datetime import date

import pytest

from partnership.models.boundaries import Boundary
from partnership.models.groups import Group, GroupKind
from partnership.models.places import Area
from reporting.content.proofs import AreaMap, Cards, Structure
from reporting.packs.presented_records.areas import ornament
from reporting.packs.sections.registry import DataMissing
from tests.packs.presented_records.form import (
    check,
    check_own_sentences,
    check_speech,
    said,
    slides_of,
)


def structure(slide) -> Structure:
    [shown] = slide.shown
    assert isinstance(shown.proof, Structure)
    return shown.proof


def test_the_groups_stand_in_columns_by_what_they_do(presented):
    [slide] = presented("governance-structure").slides
    check(slide)
    check_speech(slide)
    assert slide.title.text == (
        "Eight groups report to one partnership, and this panel scrutinises it"
    )
    drawn = structure(slide)
    assert (drawn.top.name, drawn.top.words) == ("Community Safety Partnership", "every quarter")
    assert drawn.beside is not None
    assert drawn.beside.name == "Environment Scrutiny Panel"
    assert [column.title for column in drawn.columns] == [
        "Look at the figures, act",
        "Work on one theme",
        "Work in one place",
    ]
    _, theme, places = drawn.columns
    assert [body.name for body in theme.bodies if body.is_outside] == [
        "Cleveland Prevent leads group"
    ]
    assert "Operational Prevent Group" in [body.name for body in theme.bodies]
    assert [body.name for body in places.bodies] == ["North", "East", "South", "West"]
    assert places.words == "Neighbourhood Action Partnerships (NAP)"


def test_fifteen_groups_stand_on_the_same_slide(presented, middlesbrough):
    top = Group.objects.get(slug="csp")
    for number in range(7):
        Group.objects.create(
            partnership=middlesbrough,
            slug=f"theme-{number}",
            name=f"Group on theme {'abcdefg'[number]}",
            kind=GroupKind.THEMATIC,
            reports_to=top,
            since=date(2020, 1, 1),
        )
    [slide] = presented("governance-structure").slides
    assert slide.title.text.startswith("15 groups report to one partnership")
    assert sum(len(column.bodies) for column in structure(slide).columns) == 16
    check(slide)


def test_of_more_groups_the_slide_says_that_the_report_has_them(presented, middlesbrough):
    top = Group.objects.get(slug="csp")
    for letter in "abcdefghij":
        Group.objects.create(
            partnership=middlesbrough,
            slug=f"theme-{letter}",
            name=f"Group on theme {letter}",
            kind=GroupKind.THEMATIC,
            reports_to=top,
            since=date(2020, 1, 1),
        )
    [slide] = presented("governance-structure").slides
    assert slide.title.text.startswith("18 groups report to one partnership")
    assert sum(len(column.bodies) for column in structure(slide).columns) == 16
    assert "further groups are in the report." in slide.source


def test_a_group_that_reports_to_another_says_so(presented, middlesbrough):
    aim = Group.objects.get(slug="aim")
    Group.objects.filter(slug="thematic").update(reports_to=aim)
    [slide] = presented("governance-structure").slides
    words = {body.name: body.words for column in structure(slide).columns for body in column.bodies}
    assert words["Thematic groups"] == "as each decides, reports to AIM group"


def test_a_group_that_has_ended_is_not_drawn(presented):
    Group.objects.filter(slug="task-and-finish").update(
        ended_on=date(2024, 2, 1), ended_because="Done"
    )
    [slide] = presented("governance-structure").slides
    assert slide.title.text.startswith("Seven groups")


def test_one_board_alone(presented):
    Group.objects.exclude(slug__in=("csp", "panel")).update(
        ended_on=date(2024, 2, 1), ended_because="Done"
    )
    [slide] = presented("governance-structure").slides
    assert slide.title.text.startswith("One partnership does the work")
    assert structure(slide).columns == ()
    check(slide)


def test_without_groups_data_are_missing(presented):
    Group.objects.update(ended_on=date(2024, 2, 1), ended_because="Done")
    with pytest.raises(DataMissing, match="No groups"):
        presented("governance-structure")


# --- Areas -----------------------------------------------------------------------------------
def test_the_areas_stand_as_boxes_where_no_outlines_are_loaded(presented):
    Boundary.objects.all().delete()
    [slide] = presented("operating-areas").slides
    [shown] = slide.shown
    assert isinstance(shown.proof, Cards)
    assert [card.title for card in shown.proof.cards] == ["East", "North", "South", "West"]
    assert [card.number for card in shown.proof.cards] == ["E", "N", "S", "W"]
    assert slide.title.text == "Four operating areas divide the 20 wards, five to each"
    assert shown.is_illustrative
    assert "in one of the boxes" in said(slide)
    check(slide)


def test_the_areas_stand_on_the_map_of_the_wards(presented):
    found = presented("operating-areas")
    [slide] = found.slides
    [shown] = slide.shown
    assert isinstance(shown.proof, AreaMap)
    assert len(shown.proof.areas) == 20
    acklam = next(area for area in shown.proof.areas if area.name == "Acklam")
    assert shown.proof.groups[acklam.group].name == "West"
    assert "Acklam" in shown.proof.groups[acklam.group].names
    drawn = Boundary.objects.get(area__name="Acklam", of__until__isnull=True).polygons
    assert acklam.rings[0][0] == tuple(drawn[0][0][0])
    assert len(acklam.rings) == sum(map(len, drawn))
    assert slide.source.startswith("Boundaries: ONS, OGL v3.0.")
    assert slide.source.endswith("Grouping of wards illustrative.")
    check(slide)
    check_speech(slide)


def test_areas_that_begin_alike_are_numbered(presented, middlesbrough):
    Area.objects.filter(partnership=middlesbrough, name="East").update(name="Nearby")
    [slide] = presented("operating-areas").slides
    assert [group.letter for group in slide.shown[0].proof.groups] == ["1", "2", "3", "4"]


def test_areas_of_the_partnerships_own_bear_no_tag(presented, middlesbrough):
    Area.objects.filter(partnership=middlesbrough).update(illustrative=False)
    found = presented("operating-areas")
    assert not any(shown.is_illustrative for slide in slides_of(found) for shown in slide.shown)
    assert "illustrative" not in found.slides[0].source.lower()
    assert "made up" not in said(found.slides[0])
    check_own_sentences(found.slides)


def test_the_wards_are_an_ornament_of_the_cover(context):
    drawn = ornament(context("operating-areas"))
    assert drawn is not None
    assert drawn.groups == ()
    assert {area.group for area in drawn.areas} == {0, 1, 2, 3}
    Boundary.objects.all().delete()
    assert ornament(context("operating-areas")) is None
