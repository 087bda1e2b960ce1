"""Prevent on slides: what it is, the revised duty, what was done, one project, the region."""

from __future__ import annotations

from datetime import date

import pytest

from partnership.models.groups import Group
from prevent.register_models import Activity, OversightBody, Status, Workstream
from reporting.content.proofs import Bars, Cards, Hub, Steps, Strands, Tracks, Weight, When
from reporting.packs.sections.registry import DataMissing
from tests.packs.presented_records.form import (
    cells_in,
    check,
    check_own_sentences,
    check_speech,
    said,
    slides_of,
)

ENDED = {"ended_on": date(2024, 2, 1), "ended_because": "Ended"}


def activity(partnership, title: str, **values) -> Activity:
    return Activity.objects.create(
        partnership=partnership, title=title, **{"year": 2023, "kind": "event", **values}
    )


def test_what_prevent_is_as_steps_with_who_watches(presented):
    [slide] = presented("prevent-what-it-is").slides
    check(slide)
    check_speech(slide)
    steps = slide.shown[0].proof
    assert isinstance(steps, Steps)
    assert [card.title for card in steps.steps] == ["Notice", "Refer", "Meet", "Help"]
    assert [card.title for card in steps.cards] == [
        "Operational Prevent Group",
        "Channel panel",
        "Overseen in six ways",
    ]
    assert "Ofsted" in steps.cards[2].words.text


def test_without_a_group_and_bodies_their_boxes_are_left_out(presented):
    OversightBody.objects.all().delete()
    Group.objects.filter(kind="prevent").update(**ENDED)
    [slide] = presented("prevent-what-it-is").slides
    assert [card.title for card in slide.shown[0].proof.cards] == ["Channel panel"]
    check(slide)


# --- The revised duty ------------------------------------------------------------------------
def test_each_strand_of_the_duty_has_its_stage(presented):
    [slide] = presented("prevent-duty-guidance").slides
    check(slide)
    check_speech(slide)
    assert slide.title.text == (
        "All five strands of the revised Prevent duty are under way; none is finished"
    )
    strands = slide.shown[0].proof
    assert isinstance(strands, Strands)
    assert {row.stage for row in strands.rows} == {1}
    assert [(moment.when, moment.at) for moment in strands.moments] == [
        ("September 2023", When.PAST),
        ("31 December 2023", When.PAST),
        ("4 March 2024", When.TODAY),
    ]


def test_strands_that_differ_are_counted_by_stage(presented):
    first, second, *_ = Workstream.objects.order_by("pk")
    Workstream.objects.filter(pk=first.pk).update(status=Status.DONE)
    Workstream.objects.filter(pk=second.pk).update(status=Status.PLANNED, due_on=date(2024, 6, 28))
    [slide] = presented("prevent-duty-guidance").slides
    assert slide.title.text == (
        "Of five strands of the revised Prevent duty, one is finished, three are under way, one is"
        " planned"
    )
    assert [row.stage for row in slide.shown[0].proof.rows] == [2, 0, 1, 1, 1]
    assert slide.shown[0].proof.moments[-1].when == "28 June"
    assert "Finished so far: reinforce the training." in said(slide)
    check(slide)


def test_nine_strands_stand_on_two_slides(presented, middlesbrough):
    for letter in "abcd":
        Workstream.objects.create(partnership=middlesbrough, title=f"Strand {letter}")
    slides = presented("prevent-duty-guidance").slides
    assert [len(slide.shown[0].proof.rows) for slide in slides] == [5, 4]
    assert slides[1].shown[0].proof.moments == ()
    check_own_sentences(slides)


def test_without_work_on_the_duty_data_are_missing(presented):
    Workstream.objects.all().delete()
    with pytest.raises(DataMissing, match="revised guidance"):
        presented("prevent-duty-guidance")


# --- What was done ---------------------------------------------------------------------------
def test_what_was_done_by_kind_with_three_findings(presented):
    found = presented("prevent-actions")
    [slide] = found.slides
    for each in slides_of(found):
        check(each)
        check_speech(each)
    assert slide.title.text == "There were 20 Prevent actions in 2023, seven of them campaigns"
    bars = slide.shown[0].proof
    assert isinstance(bars, Bars)
    assert [(bar.label, bar.cell.value) for bar in bars.rows[:2]] == [
        ("Campaigns", 7),
        ("Awareness sessions", 3),
    ]
    assert sum(bar.cell.value for bar in bars.rows) == 20
    assert [bar.weight for bar in bars.rows[:2]] == [Weight.MAIN, Weight.PLAIN]
    assert [finding.figure.text for finding in slide.findings] == [
        "5 of 20",
        "6 of 20",
        "484 people",
    ]
    assert all(cell.is_illustrative for cell in slide.findings[2].figure.cells)
    assert not slide.findings[2].needs_attention, "what is made up calls for nothing"


def test_where_some_counted_the_others_are_the_finding(presented):
    Activity.objects.update(reach=None, note="")
    Activity.objects.filter(kind="campaign").update(reach=50)
    [slide] = presented("prevent-actions").slides
    assert slide.title.text.endswith("most did not count whom they reached")
    assert slide.findings[2].figure.text == "13 of 20"
    assert slide.findings[2].words.text == "did not count; seven reached 350 people"
    assert slide.findings[2].needs_attention


def test_from_numbers_that_are_made_up_nothing_is_concluded(presented):
    """They are shown and marked: no title, no orange, no question."""
    Activity.objects.update(reach=None, note="")
    Activity.objects.filter(kind="campaign").update(reach=50, note="Illustrative: made up.")
    [slide] = presented("prevent-actions").slides
    assert slide.title.text == "There were 20 Prevent actions in 2023, seven of them campaigns"
    reach = slide.findings[2]
    assert reach.figure.text == "350 people"
    assert all(cell.is_illustrative for cell in reach.figure.cells)
    assert reach.words.text == "were reached by seven of them (illustrative)"
    assert not reach.needs_attention
    assert slide.source.endswith("Reach illustrative.")
    assert "350" not in said(slide)
    assert not any("reach" in asked.question.text for asked in slide.notes.questions)


def test_each_action_is_in_the_annex(presented):
    [annex] = presented("prevent-actions").annex
    tables = [shown.proof for shown in annex.shown]
    assert [len(table.rows) for table in tables] == [10, 10]
    assert tables[0].rows[0].entries == ("Safer giving campaign", "campaign")
    assert annex.title.text == "Prevent actions in 2023"
    titles = [row.entries[0] for table in tables for row in table.rows]
    assert "Promotion of ACT Early" in titles
    assert "Prevent roundtables by sector" in titles
    assert "Help for schools’ designated safeguarding leads" in titles
    assert len(set(titles)) == 20


def test_titles_that_would_be_alike_stay_whole(presented, middlesbrough):
    for end in ("winter", "spring"):
        activity(middlesbrough, f"Talks for every parent of the town, {end}")
    [annex] = presented("prevent-actions").annex[1:]
    titles = {row.entries[0] for shown in annex.shown for row in shown.proof.rows}
    assert {f"Talks for every parent of the town, {end}" for end in ("winter", "spring")} <= titles


def test_where_nobody_counted_the_finding_is_that(presented):
    Activity.objects.update(reach=None)
    [slide] = presented("prevent-actions").slides
    assert slide.title.text.endswith("how many they reached is not recorded")
    assert slide.findings[-1].figure.text == "Not recorded"
    assert not any(cell.is_illustrative for cell in cells_in(slide))


def test_where_everybody_counted_the_people_are_the_finding(presented):
    Activity.objects.update(reach=10, note="")
    [slide] = presented("prevent-actions").slides
    assert slide.title.text.endswith("each counted whom it reached")
    assert slide.findings[-1].figure.text == "200 people"
    assert not slide.findings[-1].needs_attention
    assert not any(cell.is_illustrative for cell in cells_in(slide))


def test_one_action_alone(presented, middlesbrough):
    Activity.objects.all().delete()
    activity(middlesbrough, "Roadshow", kind="roadshow")
    found = presented("prevent-actions")
    assert found.slides[0].title.text == (
        "There was one Prevent action in 2023; how many they reached is not recorded"
    )
    for slide in slides_of(found):
        check(slide)


def test_forty_five_actions_fill_three_slides_of_the_annex(presented, middlesbrough):
    for number in range(25):
        activity(middlesbrough, f"Event {chr(97 + number)}")
    found = presented("prevent-actions")
    rows = [len(shown.proof.rows) for slide in found.annex for shown in slide.shown]
    assert sum(rows) == 45
    assert max(rows) <= 10
    assert len({slide.title.text for slide in found.annex}) > 1
    check_own_sentences(slides_of(found))


def test_what_is_planned_or_of_earlier_years_is_not_counted(presented, middlesbrough):
    activity(middlesbrough, "To come", status=Status.PLANNED)
    activity(middlesbrough, "Long ago", year=2021)
    assert (
        presented("prevent-actions")
        .slides[0]
        .title.text.startswith("There were 20 Prevent actions")
    )


def test_without_actions_data_are_missing(presented):
    Activity.objects.all().delete()
    for kind in ("prevent-actions", "prevent-projects", "prevent-region"):
        with pytest.raises(DataMissing, match="2023 or 2024"):
            presented(kind)


# --- One project -----------------------------------------------------------------------------
WAYS = """Know the apps.

# In person
The ambassador of Parent Zone
- Sessions in rooms
- A library

# Around town
A campaign
- Surgeries
"""


def test_the_headings_of_its_words_are_the_ways_of_a_project(presented):
    [slide] = presented("prevent-projects", text=WAYS).slides
    check(slide)
    tracks = slide.shown[0].proof
    assert isinstance(tracks, Tracks)
    assert [(track.title, track.words, track.boxes) for track in tracks.tracks] == [
        ("In person", "The ambassador of Parent Zone", ("Sessions in rooms", "A library")),
        ("Around town", "A campaign", ("Surgeries",)),
    ]
    assert tracks.outcome.words.text == "Know the apps."
    assert slide.title.text == (
        "Friends and family campaign with Parent Zone Local took two ways to one message"
    )


def test_without_words_of_its_own_the_record_tells_the_project(presented):
    [slide] = presented("prevent-projects").slides
    check(slide)
    tracks = slide.shown[0].proof.tracks
    assert [track.title for track in tracks] == ["For", "Around"]
    assert tracks[0].boxes == ("Parents", "Carers", "Community groups")


def test_a_year_without_a_project_has_none_to_tell(presented):
    Activity.objects.update(is_project=False)
    with pytest.raises(DataMissing, match="No project"):
        presented("prevent-projects")


# --- For the region --------------------------------------------------------------------------
def test_what_went_to_the_region_stands_beside_its_group(presented):
    [slide] = presented("prevent-region").slides
    check(slide)
    check_speech(slide)
    hub = slide.shown[0].proof
    assert isinstance(hub, Hub)
    assert hub.here == "Middlesbrough"
    assert set(hub.around) == {
        "Hartlepool",
        "Middlesbrough",
        "Redcar and Cleveland",
        "Stockton-on-Tees",
    }
    assert len(hub.cards) == 6
    assert slide.title.text == (
        "We made six contributions to the work of the Cleveland Prevent leads group in 2023"
    )


def test_without_a_group_of_the_region_there_are_boxes_alone(presented):
    Group.objects.filter(kind="prevent-regional").update(**ENDED)
    [slide] = presented("prevent-region").slides
    assert isinstance(slide.shown[0].proof, Cards)
    check(slide)


def test_many_contributions_stand_on_two_slides(presented, middlesbrough):
    for letter in "abcd":
        activity(middlesbrough, f"Gift {letter}", for_region=True)
    slides = presented("prevent-region").slides
    assert [len(slide.shown[0].proof.cards) for slide in slides] == [5, 5]
    check_own_sentences(slides)


# --- No local counts -------------------------------------------------------------------------
def test_no_slide_counts_referrals_of_this_place(presented):
    for kind in (
        "prevent-what-it-is",
        "prevent-duty-guidance",
        "prevent-actions",
        "prevent-projects",
        "prevent-region",
        "prevent-training",
    ):
        for slide in slides_of(presented(kind)):
            texts = [slide.title.text, said(slide), *(one.alternative for one in slide.shown)]
            assert "referrals" not in " ".join(texts), kind
            assert "cases" not in " ".join(texts), kind
