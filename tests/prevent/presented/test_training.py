"""Training that was given, and which schools have somebody trained."""

from __future__ import annotations

from datetime import date

from partnership.models.governance import StandingText
from prevent.register_models import School, Training
from reporting.content.panel_slides import Layout
from reporting.content.proofs import Bars, Checks
from tests.packs.presented_records.form import cells_in, check, check_speech, said

AWAITED = "Every school is offered training for a safeguarding lead; real counts are awaited"


def make_real() -> None:
    """As a partnership keeps them that has made nothing up."""
    Training.objects.update(note="")
    for school in School.objects.all():
        School.objects.filter(pk=school.pk).update(name=f"School of {school.pk}", note="")


def test_schools_and_people_stand_side_by_side_and_are_marked(presented):
    [slide] = presented("prevent-training").slides
    check(slide)
    check_speech(slide)
    assert slide.title.text == AWAITED
    schools, people = slide.shown
    assert isinstance(schools.proof, Checks)
    assert schools.proof.labels[0] == "School 1"
    assert schools.proof.are_done.count(False) == 2
    assert isinstance(people.proof, Bars)
    assert [(bar.label, bar.cell.value) for bar in people.proof.rows] == [
        ("School governors (Prevent awareness)", 22),
        ("Designated safeguarding leads (WRAP 3)", 14),
    ]
    assert slide.is_illustrative
    assert not any(shown.is_illustrative for shown in slide.shown)
    assert not any("nobody trained" in asked.question.text for asked in slide.notes.questions)
    assert slide.under[0].text.startswith("Every school is offered training for at least one")


def test_real_counts_bear_no_tag(presented):
    make_real()
    [slide] = presented("prevent-training").slides
    assert slide.title.text == (
        "36 people were trained in two sessions; two of six schools still lack a trained lead"
    )
    assert not slide.is_illustrative
    assert not any(shown.is_illustrative for shown in slide.shown)
    assert not any(cell.is_illustrative for cell in cells_in(slide))
    assert "made up" not in said(slide)


def test_real_people_beside_made_up_schools_are_told_and_marked(presented):
    Training.objects.update(note="")
    [slide] = presented("prevent-training").slides
    assert slide.title.text.startswith("36 people were trained in two sessions")
    assert not slide.is_illustrative
    assert [shown.is_illustrative for shown in slide.shown] == [True, False]


def test_forty_schools_are_two_numbers(presented, middlesbrough):
    for number in range(34):
        School.objects.create(
            partnership=middlesbrough,
            name=f"Academy {number}",
            trained_on=date(2023, 9, 1) if number < 30 else None,
        )
    [slide] = presented("prevent-training").slides
    rows = slide.shown[0].proof.rows
    assert [(bar.label, bar.cell.value) for bar in rows] == [("Trained", 34), ("Not yet", 6)]
    assert "six of 40 schools still lack a trained lead" in slide.title.text
    check(slide)


def test_what_is_held_after_the_figures_is_not_told(presented):
    make_real()
    Training.objects.filter(product="WRAP 3").update(held_on=date(2024, 2, 20))
    School.objects.filter(trained_on=date(2023, 10, 12)).update(trained_on=date(2024, 2, 20))
    [slide] = presented("prevent-training").slides
    assert slide.title.text == (
        "22 people were trained in one session; five of six schools still lack a trained lead"
    )


def test_schools_alone_stand_on_one_picture(presented):
    make_real()
    Training.objects.all().delete()
    [slide] = presented("prevent-training").slides
    assert slide.layout is Layout.PICTURE
    assert slide.title.text == "Two of six schools still lack a trained lead"
    check(slide)


def test_every_school_with_a_lead(presented):
    make_real()
    School.objects.update(trained_on=date(2023, 10, 12))
    Training.objects.all().delete()
    [slide] = presented("prevent-training").slides
    assert slide.title.text == "Every school has a trained lead"
    check(slide)


def test_without_training_and_schools_there_is_no_slide(presented):
    Training.objects.all().delete()
    School.objects.all().delete()
    assert presented("prevent-training").slides == ()


def test_without_standing_offers_nothing_stands_below(presented):
    StandingText.objects.all().delete()
    [slide] = presented("prevent-training").slides
    assert slide.under == ()
    check(slide)
