"""Sections of a pack made from records, the priority board, and how the groups fit together."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.urls import resolve

from measures.baselines import Baseline
from measures.change import Better, Change, Incomparable, Refusal, Unjudged
from measures.counts import Gap
from measures.periods import Month, Period
from measures.usual_change import Basis
from partnership.models import Partnership, Role, User
from partnership.models.governance import Assessment, Duty, StandingText, TextKey
from partnership.models.groups import Group
from partnership.models.priorities import Objective, Plan, PlannedAction, Priority
from partnership.people import memberships
from partnership.people.permissions import AS_COUNCILLOR
from prevent.register_models import Activity
from reporting.analysis.comparisons import Comparison
from reporting.content.description import Words
from reporting.narrative import board as board_words
from reporting.narrative.board import NoVerdict
from reporting.packs.sections import records
from reporting.packs.sections.registry import Context, DataMissing, section_kinds
from reporting.pages.measure.choices import in_a_line
from reporting.pages.overview.priorities import priority_lines
from reporting.pages.priorities.board import board
from reporting.pages.priorities.choices import Asked, choices, chosen
from reporting.pages.priorities.measure_rows import Says, judged
from reporting.pages.structure.page import structure
from tests.judged_by import changed

AT = datetime(2024, 3, 4, 12, tzinfo=UTC)


@pytest.fixture
def middlesbrough(with_places) -> Partnership:
    return with_places


@pytest.fixture
def recorded(with_records) -> Partnership:
    return with_records


def _context(partnership: Partnership, **changed: Any) -> Context:
    rest = {"viewer": AS_COUNCILLOR, "at": AT, "numbers": None, "key": "x", "title": "Title"}
    return Context(partnership=partnership, **rest | changed)  # type: ignore[arg-type]


def _said(slides) -> str:
    return "\n".join(sentence.text for slide in slides for sentence in slide.sentences)


# --- Standing texts ---------------------------------------------------------------------------
def _text(partnership: Partnership, text: str, **dates: date) -> StandingText:
    rest = {"owner_role": "Officer", "dated": date(2024, 1, 1)} | dates
    because = "Replaced" if dates.get("ended_on") else ""
    return StandingText.objects.create(
        partnership=partnership, key=TextKey.TERMS, text=text, ended_because=because, **rest
    )


def test_a_text_is_shown_as_it_stood_on_the_packs_day(middlesbrough):
    _text(middlesbrough, "Old.", dated=date(2023, 1, 1), ended_on=date(2024, 6, 1))
    _text(middlesbrough, "New.", dated=date(2024, 6, 1))
    context = _context(middlesbrough, settings={"text": "terms-of-reference"})
    assert _said(records.STANDING_TEXT.build(context)) == "Old."
    later = _context(
        middlesbrough,
        settings={"text": "terms-of-reference"},
        at=datetime(2024, 7, 1, tzinfo=UTC),
    )
    assert _said(records.STANDING_TEXT.build(later)) == "New."


def test_a_text_that_nobody_recorded_is_said_and_never_blank(middlesbrough):
    context = _context(middlesbrough, settings={"text": "terms-of-reference"})
    with pytest.raises(DataMissing, match="Nobody has recorded the words of “Terms of reference”"):
        records.STANDING_TEXT.build(context)


def test_what_was_put_right_has_a_slide_of_its_own(recorded):
    context = _context(recorded, settings={"text": "terms-of-reference"})
    titles = [slide.title for slide in records.STANDING_TEXT.build(context)]
    assert titles == ["Title", "Title: what has been put right"]


# --- Duties -----------------------------------------------------------------------------------
def test_the_eight_functions_of_the_update_are_listed_in_their_order(recorded):
    listed, *_ = records.DUTIES.build(_context(recorded))
    assert len(listed.sentences) == 8
    assert listed.sentences[0].text.startswith("Strategic assessment and community safety plan: ")
    assert "Police and Justice Act 2006, sections 19 to 21" in listed.sentences[4].text
    assert Duty.objects.filter(is_of_the_deck=False).count() == 4


def test_a_duty_is_listed_from_the_day_it_is_in_force_until_it_ends(recorded):
    Duty.objects.filter(name="Prevent duty").update(
        ended_on=date(2025, 4, 1), ended_because="The law was changed"
    )
    Duty.objects.filter(name="Serious Violence Duty").update(since=date(2025, 4, 1))

    def listed(at: datetime) -> str:
        return _said(records.DUTIES.build(_context(recorded, at=at))[:1])

    before, after = (
        listed(datetime(2024, 3, 4, tzinfo=UTC)),
        listed(datetime(2025, 4, 2, tzinfo=UTC)),
    )
    assert "Prevent duty: " in before
    assert "Serious Violence Duty: " not in before
    assert "Prevent duty: " not in after
    assert "Serious Violence Duty: " in after


def test_the_page_that_shows_each_duty_is_there(recorded):
    pages = {one.name: one.shown_at for one in Duty.objects.exclude(shown_at="")}
    assert len(pages) == 11
    assert pages["Serious Violence Duty"] == "methods/violence/serious/"
    for page in pages.values():
        resolve(f"/{recorded.slug}/{page}")


# --- The assessment ---------------------------------------------------------------------------
def test_the_assessment_is_the_latest_recorded_on_the_packs_day(recorded):
    build = section_kinds["strategic-assessment"].build
    Assessment.objects.create(
        partnership=recorded, edition="2023/24", dated=date(2024, 3, 5), author_role="Analyst"
    )
    (slide,) = build(_context(recorded, settings={}))
    assert _said([slide]) == "Edition: 2022/23, dated 1 November 2023."
    assert slide.warning.startswith("Illustrative")
    later = datetime(2024, 3, 6, 12, tzinfo=UTC)
    assert "2023/24" in _said(build(_context(recorded, settings={}, at=later)))


def test_a_section_may_name_another_assessment(recorded):
    build = section_kinds["strategic-assessment"].build
    said = _said(build(_context(recorded, settings={"edition": "2021/22"})))
    assert said == "Edition: 2021/22."


def test_without_a_record_the_section_says_what_is_missing(middlesbrough):
    build = section_kinds["strategic-assessment"].build
    with pytest.raises(DataMissing, match="named or recorded"):
        build(_context(middlesbrough, settings={}))


# --- Priorities -------------------------------------------------------------------------------
@pytest.fixture
def plan(recorded) -> Plan:
    plan = Plan.objects.create(
        partnership=recorded, title="Plan", starts_on=date(2022, 4, 1), ends_on=date(2024, 3, 31)
    )
    priority = Priority.objects.create(plan=plan, number=1, title="Feeling safe")
    Objective.objects.create(priority=priority, title="Less crime", is_csp_priority=True)
    Objective.objects.create(
        priority=priority, title="More trust", position=2, note="Read into it."
    )
    return plan


def test_priorities_of_the_partnership_are_underlined(recorded, plan):
    [slide] = records.PRIORITIES.build(_context(recorded))
    assert slide.title == "CSP priority 1: Feeling safe"
    first, second, *_ = slide.sentences
    assert first.parts == (Words("Less crime", is_underlined=True),)
    assert second.parts == ("More trust",)
    assert "Read into it." in _said([slide])


def test_a_plan_that_begins_later_is_not_shown(recorded, plan):
    before = _context(recorded, at=datetime(2021, 1, 1, tzinfo=UTC))
    with pytest.raises(DataMissing, match="Nobody has recorded the plan"):
        records.PRIORITIES.build(before)


# --- Prevent ----------------------------------------------------------------------------------
PREVENT = [kind for kind in section_kinds if kind.group == "Prevent"]


@pytest.mark.parametrize("kind", PREVENT, ids=lambda kind: kind.slug)
def test_each_prevent_section_is_made_from_the_register(kind, recorded):
    slides = kind.build(_context(recorded, settings={}))
    assert slides
    assert all(slide.sentences for slide in slides)


@pytest.mark.parametrize("kind", PREVENT, ids=lambda kind: kind.slug)
def test_each_prevent_section_says_what_is_missing(kind, middlesbrough):
    with pytest.raises(DataMissing, match="Nobody has recorded"):
        kind.build(_context(middlesbrough))


def test_every_action_of_the_update_is_on_the_slide_with_its_year(recorded):
    [slide] = section_kinds["prevent-actions"].build(_context(recorded))
    assert len(slide.sentences) == 13
    assert all("2023)" in sentence.text for sentence in slide.sentences)
    assert "Prevent and Protect awareness week (November 2023)" in _said([slide])


def test_what_has_been_ended_is_not_shown(recorded):
    Activity.objects.filter(title="Safer giving campaign").update(
        ended_on=date(2024, 1, 1), ended_because="Entered twice"
    )
    [slide] = section_kinds["prevent-actions"].build(_context(recorded))
    assert "Safer giving" not in _said([slide])


def _councillor(partnership: Partnership) -> User:
    user = User.objects.create(email="councillor@test.example", name="Councillor")
    memberships.give_role(user=user, role=Role.COUNCILLOR, partnership=partnership, by=None, at=AT)
    return user


# --- The board --------------------------------------------------------------------------------
def _compared(change: Change | Unjudged | Incomparable) -> Comparison:
    quarter = Period.quarter(2024, 4)
    return Comparison(
        Baseline.YEAR_BEFORE, "the year before", quarter, (quarter.year_earlier,), change
    )


GAP = Incomparable(Gap.NOT_SUPPLIED, 700, Refusal.BEFORE_GAP)
EARLY = replace(changed(1000, 700), basis=Basis(None, enough_with=Month(2025, 3)))


@pytest.mark.parametrize(
    ("year_before", "says", "because"),
    [
        (changed(1000, 700), Says.BETTER, ""),
        (changed(700, 1000), Says.WORSE, ""),
        (changed(700, 1000, better=Better.NEITHER), Says.CHANGED, ""),
        (changed(700, 705), Says.NO_CLEAR_CHANGE, ""),
        (changed(3, 5), Says.CANNOT_SAY, "Too few to say."),
        (EARLY, Says.CANNOT_SAY, "Too early to say of periods that end before March 2025."),
        (GAP, Says.CANNOT_SAY, ""),
    ],
)
def test_better_and_worse_are_the_one_verdict_on_the_year_before(year_before, says, because):
    compared = _compared(year_before)
    assert judged(compared) is says
    assert board_words.why_not_judged(compared.change) == because


@pytest.mark.parametrize(
    ("objectives", "judged_of_them", "with_change", "said"),
    [
        (1, 0, 0, "Of one objective, none has figures that can be judged"),
        (1, 1, 0, "Of one objective, one has figures that can be judged; no measure has clearly"),
        (
            15,
            7,
            1,
            "Of 15 objectives, seven have figures that can be judged; one measure has clear",
        ),
        (
            15,
            12,
            2,
            "Of 15 objectives, 12 have figures that can be judged; two measures have clear",
        ),
    ],
)
def test_the_finding_scores_no_objective_and_counts_measures_that_changed(
    objectives, judged_of_them, with_change, said
):
    found = board_words.finding(objectives, judged=judged_of_them, changed=with_change)
    assert found.startswith(said)


def test_why_objectives_are_not_judged_is_counted_in_one_sentence():
    reasons = {NoVerdict.MADE_UP: 2, NoVerdict.YEARS_ONLY: 1, NoVerdict.NO_MEASURE: 9}
    assert board_words.not_judged(reasons) == (
        "Two rest on made-up figures, one is published by year only and nine have no measure."
    )
    assert board_words.not_judged({}) == ""


def test_the_board_shows_an_objective_without_figures_as_it_is(recorded, plan):
    objective = Objective.objects.get(title="Less crime")
    objective.measures = ["crime/all-crime"]
    objective.save()
    found = board(recorded, viewer=AS_COUNCILLOR)
    [shown] = found.priorities[0].measured
    assert [(one.title, one.says) for one in shown.measures] == [
        ("All recorded crime", Says.CANNOT_SAY)
    ]
    assert [one.objective.title for one in found.priorities[0].unmeasured] == ["More trust"]
    assert found.finding == "Of two objectives, none has figures that can be judged"
    assert found.not_judged == "One has no figures yet and one has no measure."


def test_what_would_measure_the_others_is_told_or_who_writes_it(recorded, plan, client):
    Objective.objects.filter(title="Less crime").update(measures=["crime/all-crime"])
    page = "/middlesbrough/priorities/objectives/unmeasured/"
    client.force_login(_councillor(recorded))
    assert page in client.get("/middlesbrough/priorities/").text
    text = client.get(page).text
    assert "What would measure the one objective that has no measure?" in text
    assert "Less crime" not in text
    assert "Not written yet. The CSP officer writes it." in text
    Objective.objects.filter(title="More trust").update(could_measure="A survey of the police")
    assert "A survey of the police" in client.get(page).text
    Objective.objects.filter(title="More trust").update(measures=["asb/incidents"])
    assert "Every objective has a measure" in client.get(page).text
    assert page not in client.get("/middlesbrough/priorities/").text


def test_an_action_is_done_late_or_on_time_in_words(recorded, plan):
    objective = Objective.objects.get(title="Less crime")
    for title, due, done in (
        ("Patrol", date(2024, 2, 29), None),
        ("Look", date(2023, 12, 29), date(2023, 12, 11)),
        ("Write", date(2100, 1, 1), None),
    ):
        PlannedAction.objects.create(
            objective=objective, title=title, owner_role="Officer", due_on=due, done_on=done
        )
    found = board(recorded, viewer=AS_COUNCILLOR)
    first, second = found.objectives
    assert (first.actions, second.actions) == ("1 done, 1 late, 1 on time", "")
    assert [(late.title, late.due) for late in found.late] == [("Patrol", "29 February 2024")]
    assert "One action is late." in found.lead


def test_objectives_are_chosen_by_priority_owner_and_state(recorded, plan):
    Objective.objects.filter(title="Less crime").update(
        measures=["crime/all-crime"], owner_group=Group.objects.get(slug="aim")
    )
    found = board(recorded, viewer=AS_COUNCILLOR)

    def titles(**query: str) -> list[str]:
        asked = Asked.read(query, found)
        return [
            objective.objective.title
            for priority in chosen(found, asked)
            for objective in priority.objectives
        ]

    assert titles() == ["Less crime", "More trust"]
    assert titles(owner="aim", priority="1") == ["Less crime"]
    assert titles(status="no-measure") == ["More trust"]
    assert titles(status="cannot-say") == ["Less crime"]
    assert titles(status="cannot-say", owner="nobody-has-this") == ["Less crime"]
    offered = choices(found, Asked(owner="aim"))
    assert in_a_line(offered) == (
        "All priorities, Active Intelligence Mapping (AIM) group, Any status"
    )


def test_a_choice_that_nothing_fits_offers_all_again(recorded, plan, client):
    client.force_login(_councillor(recorded))
    page = client.get("/middlesbrough/priorities/?status=no-measure").content.decode()
    assert "More trust" in page
    assert "Less crime" in page
    Objective.objects.filter(title="Less crime").update(
        measures=["crime/all-crime"], owner_group=Group.objects.get(slug="aim")
    )
    none = client.get("/middlesbrough/priorities/?status=no-measure&owner=aim").content.decode()
    assert "No objective is like that." in none


def test_the_overview_has_a_line_for_each_priority(recorded, plan, settings):
    settings.CSP_TODAY = date(2024, 3, 4)
    objective = Objective.objects.get(title="Less crime")
    PlannedAction.objects.create(
        objective=objective, title="x", owner_role="Officer", due_on=date(2024, 3, 3)
    )
    [line] = priority_lines(recorded)
    assert (line.title, line.objectives) == ("Priority 1: Feeling safe", 2)
    assert line.actions == "1 of 1 late"
    settings.CSP_TODAY = date(2024, 3, 3)
    [line] = priority_lines(recorded)
    assert line.actions == "0 of 1 done"


def test_without_a_plan_the_overview_has_no_lines(middlesbrough):
    assert priority_lines(middlesbrough) == ()


# --- Groups -----------------------------------------------------------------------------------
def test_groups_stand_below_the_one_they_report_to(recorded):
    found = structure(recorded, viewer=AS_COUNCILLOR)
    tops = [branch.group.slug for branch in found.branches]
    assert tops == ["csp", "cleveland-prevent-leads"]
    assert len(found.branches[0].below) == 8


def test_the_groups_are_drawn_with_a_line_for_each_that_reports_to_another(recorded):
    drawing = structure(recorded, viewer=AS_COUNCILLOR).drawing
    assert drawing is not None
    assert "Active Intelligence Mapping (AIM) group" in " ".join(one.text for one in drawing.words)
    lines = [area for area in drawing.areas if not area.d.endswith("z")]
    assert len(lines) == 8


def test_the_page_of_the_groups_has_the_drawing_and_the_list(recorded, client):
    client.force_login(_councillor(recorded))
    page = client.get("/middlesbrough/structure/").content.decode()
    assert page.count("<svg") >= 1
    assert '<title id="structure-title">How the groups fit together</title>' in page
    assert page.count("/governance/groups/") == 10


def test_groups_in_more_levels_than_can_be_drawn_are_listed_all_the_same(recorded):
    above = Group.objects.get(slug="csp")
    for number in range(12):
        above = Group.objects.create(
            partnership=recorded,
            slug=f"below-{number}",
            name=f"Neighbourhood {number}",
            kind="thematic",
            reports_to=above,
            since=date(2024, 1, 1),
        )
    found = structure(recorded, viewer=AS_COUNCILLOR)
    assert found.drawing is None
    assert found.branches


def test_a_group_whose_parent_has_ended_stands_at_the_top(recorded):
    Group.objects.filter(slug="csp").update(ended_on=date(2024, 1, 1), ended_because="Merged")
    found = structure(recorded, viewer=AS_COUNCILLOR)
    assert len(found.branches) == 9
