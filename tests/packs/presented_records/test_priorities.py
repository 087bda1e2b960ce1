"""A board for each priority: states, what could measure an objective, and whose it is."""

from __future__ import annotations

from datetime import date

import pytest

from partnership.models.groups import Group
from partnership.models.priorities import Objective, Plan, Priority
from reporting.content.proofs import Board, Status
from reporting.packs.sections.registry import DataMissing
from tests.packs.presented_records.form import check, check_own_sentences, said


@pytest.fixture
def priority(middlesbrough) -> Priority:
    plan = Plan.objects.create(
        partnership=middlesbrough,
        title="Plan 2023 to 2026",
        starts_on=date(2023, 4, 1),
        ends_on=date(2026, 3, 31),
    )
    return Priority.objects.create(plan=plan, number=1, title="Feeling safe")


def objective(priority: Priority, title: str, **values) -> Objective:
    return Objective.objects.create(priority=priority, title=title, **values)


def board(slide) -> Board:
    [shown] = slide.shown
    assert isinstance(shown.proof, Board)
    return shown.proof


def rows(slide) -> list[tuple[str, ...]]:
    return [
        tuple(entry.label if isinstance(entry, Status) else entry.text for entry in row.entries)
        for row in board(slide).rows
    ]


def test_an_objective_without_a_measure_says_what_could_be_one(presented, priority):
    aim = Group.objects.get(slug="aim")
    objective(
        priority,
        "Improve mental health",
        could_measure="Admissions (F10 to F19). The NHS keeps them.",
        owner_group=aim,
    )
    objective(priority, "Reduce begging", position=2)
    [slide] = presented("priorities").slides
    check(slide)
    assert rows(slide) == [
        ("Improve mental health", "No measure", "Could use: admissions", "AIM group"),
        ("Reduce begging", "No measure", "What could measure it is still to be agreed", ""),
    ]
    assert slide.title.text == "Priority 1: none of its two objectives has a measure"
    assert slide.line == "Priority 1: feeling safe"
    assert board(slide).pairs == ()


def test_a_measure_without_figures_cannot_be_judged(presented, priority):
    objective(priority, "Reduce crime", measures=["crime/all-crime"])
    [slide] = presented("priorities").slides
    assert rows(slide) == [("Reduce crime", "Not judged", "No figures to compare yet", "")]
    assert slide.title.text == (
        "Priority 1: its one objective has a measure, which can’t be judged yet"
    )


def test_a_measure_that_the_portal_does_not_have_is_none(presented, priority):
    objective(priority, "Reduce crime", measures=["crime/no-such"])
    [slide] = presented("priorities").slides
    assert rows(slide)[0][1] == "No measure"


def test_nine_objectives_stand_on_two_slides(presented, priority):
    for position, letter in enumerate("abcdefghi"):
        objective(priority, f"Objective {letter}", position=position)
    slides = presented("priorities").slides
    assert [len(rows(slide)) for slide in slides] == [5, 4]
    assert [slide.key for slide in slides] == ["priority-1", "priority-1-2"]
    check_own_sentences(slides)
    for slide in slides:
        check(slide)


def test_made_up_owners_are_named_as_such_in_the_source(presented, priority):
    objective(priority, "Reduce begging", illustrative="Owners are made up.")
    [slide] = presented("priorities").slides
    assert slide.source.endswith("Owners and choice of measures illustrative.")


def test_without_a_plan_data_are_missing(presented, priority):
    Plan.objects.update(starts_on=date(2025, 4, 1))
    with pytest.raises(DataMissing, match="plan with its priorities"):
        presented("priorities")


def test_a_priority_without_objectives_has_no_slide(presented, priority):
    assert presented("priorities").slides == ()


def test_what_is_said_of_it_names_the_objectives_without_a_measure(presented, priority):
    objective(priority, "Reduce begging")
    [slide] = presented("priorities").slides
    assert "One objective has no measure yet: reduce begging." in said(slide)
