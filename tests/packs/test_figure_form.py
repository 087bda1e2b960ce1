"""A figure is picked from what there is, and what is picked can be read."""

from __future__ import annotations

import pytest

from reporting.packs.editor.figure_form import FigureForm
from reporting.packs.numbers import Bound


def picked(setting, **asked: str) -> FigureForm:
    usual = {"measure": "crime/all-crime", "period": "2022/23", "what": "count"}
    return FigureForm(
        {f"figure-{name}": value for name, value in (usual | asked).items()},
        partnership=setting.partnership,
    )


@pytest.mark.parametrize(
    ("asked", "token"),
    [
        ({}, "{{crime/all-crime 2022/23 count}}"),
        ({"area": "Hemlington"}, "{{crime/all-crime 2022/23 count; area=Hemlington}}"),
        ({"category": "robbery"}, "{{crime/all-crime 2022/23 count; category=robbery}}"),
        (
            {"measure": "prevent/national-referrals", "category": "concern:incel"},
            "{{prevent/national-referrals 2022/23 count; category=concern:incel}}",
        ),
    ],
)
def test_what_is_picked_is_written_as_it_is_read(setting, asked, token):
    form = picked(setting, **asked)
    assert form.is_valid(), form.errors
    assert form.bound.token == token
    assert Bound.parse(token[2:-2]) == form.bound


@pytest.mark.parametrize("asked", [{"area": "Atlantis"}, {"category": "piracy"}])
def test_what_there_is_not_cannot_be_picked(setting, asked):
    assert not picked(setting, **asked).is_valid()


def test_wards_localities_and_categories_are_offered_under_what_they_are(setting):
    form = picked(setting)
    places = dict(form.fields["area"].choices[1:])
    assert [title for title, _ in places["Localities"]] == ["East", "North", "South", "West"]
    assert len(places["Wards"]) == 20
    listed = dict(form.fields["category"].choices[1:])
    assert ("robbery", "Robbery") in [pair for group in listed.values() for pair in group]
    assert len(listed) == len(form.fields["category"].choices) - 1
