"""Recommendations, questions and next steps as a panel sees them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from partnership.models.groups import Group, GroupKind, Meeting
from partnership.people.permissions import AS_COUNCILLOR
from reporting.content.phrases import SlideRef
from reporting.content.proofs import Asks, Board, Dates, Status, When
from reporting.packs.numbers import Numbers
from reporting.packs.sections.registry import Context, DataMissing, Presented, section_kinds
from scrutiny.models import Recommendation, Verdict
from scrutiny.recommendations import actions
from scrutiny.recommendations.actions import To
from tests.packs.presented_records.form import check, check_own_sentences, check_speech, said
from tests.scrutiny.conftest import MET_ON, noon

LATER = noon(2024, 10, 1)


@pytest.fixture
def context(middlesbrough, meeting) -> Callable[..., Context]:
    def make(kind: str, **values: Any) -> Context:
        at = values.pop("at", LATER)
        return Context(
            **{
                "partnership": middlesbrough,
                "viewer": AS_COUNCILLOR,
                "at": at,
                "numbers": Numbers(middlesbrough, AS_COUNCILLOR, at),
                "key": kind,
                "title": section_kinds[kind].title,
                "meeting": meeting,
                **values,
            }
        )

    return make


@pytest.fixture
def presented(context) -> Callable[..., Presented]:
    def make(kind: str, **values: Any) -> Presented:
        present = section_kinds[kind].present
        assert present is not None
        return present(context(kind, **values))

    return make


@pytest.fixture
def recommend(panel, keeper, police) -> Callable[..., Recommendation]:
    """`recommend("2024/2", "Title")` is made to the police alone."""

    def make(reference: str, title: str, **values: Any) -> Recommendation:
        return actions.make(
            panel=panel,
            reference=reference,
            title=title,
            text="As the title says.",
            made_on=MET_ON,
            to=[To(police.name, police)],
            by=keeper,
            at=noon(2024, 3, 4),
            **values,
        )

    return make


@pytest.fixture
def answer(officer) -> Callable[..., None]:
    def make(made: Recommendation, verdict: Verdict = Verdict.ACCEPTED, text: str = "") -> None:
        for recipient in made.recipients.all():
            actions.respond(
                recipient=recipient,
                verdict=verdict,
                text=text,
                responded_on=date(2024, 3, 20),
                by=officer,
                at=noon(2024, 3, 20),
            )

    return make


@pytest.fixture
def milestone(keeper, officer) -> Callable[..., None]:
    def make(made: Recommendation, text: str, done_on: date | None = None) -> None:
        added = actions.add_milestone(
            recommendation=made,
            text=text,
            due_on=date(2024, 12, 2),
            owner_role="CSP officer",
            by=keeper,
            at=noon(2024, 4, 1),
        )
        if done_on:
            actions.finish_milestone(milestone=added, on=done_on, by=officer, at=noon(2024, 11, 1))

    return make


def rows(slide) -> list[tuple[str, ...]]:
    board = slide.shown[0].proof
    assert isinstance(board, Board)
    return [
        (row.number, *(e.label if isinstance(e, Status) else e.text for e in row.entries))
        for row in board.rows
    ]


def test_what_came_of_recommendations_stands_on_a_board(
    presented, recommend, answer, milestone, context
):
    done, under_way, open_one = (
        recommend(f"2024/{number}", title, is_illustrative=True)
        for number, title in ((2, "Each ward"), (3, "One definition"), (4, "Name the source"))
    )
    answer(done)
    milestone(done, "Every ward is named", date(2024, 9, 2))
    answer(under_way, Verdict.IN_PART, "Half of it")
    milestone(under_way, "A proposal is made")
    [slide] = presented("recommendations").slides
    check(slide)
    check_speech(slide)
    assert slide.title.text == (
        "Your three recommendations: one is done, one is under way, one is overdue an answer"
    )
    assert rows(slide) == [
        ("1", "Each ward", "Accepted, March 2024", "Every ward is named", "Done"),
        (
            "2",
            "One definition",
            "Accepted in part, March 2024",
            "By 2 December 2024: a proposal is made",
            "Under way",
        ),
        ("3", "Name the source", "Not answered yet", "Nothing is recorded yet", "Answer overdue"),
    ]
    reached = [row.entries[3].reached for row in slide.shown[0].proof.rows]
    assert reached == [3, 2, 1]
    assert slide.is_illustrative
    assert open_one.title in slide.shown[0].alternative


def test_what_is_done_after_the_figures_day_is_under_way_on_it(
    presented, recommend, answer, milestone
):
    made = recommend("2024/2", "Each ward")
    answer(made)
    milestone(made, "Every ward is named", date(2024, 10, 2))
    [slide] = presented("recommendations").slides
    assert rows(slide)[0][4] == "Under way"
    assert not slide.is_illustrative
    [later] = presented("recommendations", at=noon(2024, 10, 3)).slides
    assert later.title.text == "Your recommendation is done: each ward"


def test_a_recommendation_that_the_panel_closed(presented, recommend, answer, keeper, meeting):
    made = recommend("2024/2", "Each ward")
    answer(made)
    actions.decide(
        recommendation=made,
        meeting=meeting,
        minute="23/50",
        closes=True,
        note="Illustrative: the panel was content.",
        by=keeper,
        at=noon(2024, 4, 2),
    )
    [slide] = presented("recommendations").slides
    assert rows(slide) == [
        ("1", "Each ward", "Accepted, March 2024", "The panel was content", "Closed by you")
    ]


def test_answers_that_differ_are_counted(presented, recommendation, officer):
    police, fire, _ = recommendation.recipients.order_by("pk")
    for recipient, verdict in ((police, Verdict.ACCEPTED), (fire, Verdict.REJECTED)):
        actions.respond(
            recipient=recipient,
            verdict=verdict,
            text="Because",
            responded_on=date(2024, 3, 20),
            by=officer,
            at=noon(2024, 3, 20),
        )
    [slide] = presented("recommendations", at=noon(2024, 4, 2)).slides
    assert rows(slide)[0][2] == "Accepted by one, not accepted by one; one still to answer"


def test_six_recommendations_stand_on_two_slides(presented, recommend):
    for number in range(6):
        recommend(f"2024/{number + 2}", f"Recommendation {'abcdef'[number]}")
    slides = presented("recommendations").slides
    assert [[row[0] for row in rows(slide)] for slide in slides] == [
        ["1", "2", "3"],
        ["4", "5", "6"],
    ]
    for slide in slides:
        check(slide)
    check_own_sentences(slides)


def test_without_recommendations_there_is_no_slide(presented):
    assert presented("recommendations").slides == ()


def test_the_line_names_the_meeting_before(presented, panel, recommend, meeting, context):
    recommend("2024/2", "Each ward")
    later = Meeting.objects.create(group=panel, held_on=date(2025, 3, 3))
    [slide] = presented("recommendations", meeting=later).slides
    assert slide.line == "Since you last met, 4 March 2024"


# --- Questions -------------------------------------------------------------------------------
OWN = """# What changed in two wards?
Both are said to have risen.
Slide: wards

# What counts as serious violence?
No definition is agreed.
"""


def test_an_officers_questions_come_before_those_of_records(presented, question, context):
    [slide] = presented("scrutiny-suggested", at=noon(2024, 3, 20), text=OWN).slides
    check(slide)
    check_speech(slide)
    asks = slide.shown[0].proof
    assert isinstance(asks, Asks)
    assert [card.title for card in asks.questions] == [
        "What changed in two wards?",
        "What counts as serious violence?",
        question.text,
    ]
    assert asks.questions[0].leads_to.parts == (SlideRef("wards"),)
    assert asks.questions[0].words.text == "Both are said to have risen."
    [in_report] = section_kinds["scrutiny-suggested"].build(
        context("scrutiny-suggested", at=noon(2024, 3, 20), text=OWN)
    )
    assert [sentence.text for sentence in in_report.sentences] == [
        "What changed in two wards? Both are said to have risen.",
        "What counts as serious violence? No definition is agreed.",
        question.text,
    ]


def test_at_most_four_questions_stand_on_the_slide(presented):
    text = "\n".join(f"# Question {letter}?\nBecause {letter}." for letter in "abcdef")
    [slide] = presented("scrutiny-suggested", text=text).slides
    assert len(slide.shown[0].proof.questions) == 4
    assert slide.title.text == "Four questions worth asking us"


def test_without_questions_there_is_no_slide(presented, middlesbrough):
    assert presented("scrutiny-suggested").slides == ()


# --- Next steps ------------------------------------------------------------------------------
OWN_DATES = """- 18 March 2024 (illustrative): We answer: open questions
- July 2024: A closer look
- 31 February 2024: No day
Worried about somebody?
"""


def test_what_follows_is_dated_from_the_meeting(presented, middlesbrough):
    board = Group.objects.create(
        partnership=middlesbrough,
        slug="csp",
        name="Community Safety Partnership",
        kind=GroupKind.PARTNERSHIP,
        since=date(2018, 4, 3),
    )
    for day in (date(2024, 1, 24), date(2024, 4, 24), date(2024, 7, 24)):
        Meeting.objects.create(group=board, held_on=day)
    [slide] = presented("next-steps", text=OWN_DATES).slides
    check(slide)
    check_speech(slide)
    dates = slide.shown[0].proof
    assert isinstance(dates, Dates)
    assert [(moment.when, moment.title) for moment in dates.moments] == [
        ("4 March", "You meet"),
        ("18 March", "We answer"),
        ("1 April", "We respond"),
        ("24 April", "The partnership meets"),
        ("July", "A closer look"),
        ("March 2025", "Next update"),
    ]
    assert [moment.at for moment in dates.moments].count(When.TODAY) == 1
    assert slide.title.text == (
        "What happens next: we answer open questions by 18 March and respond to recommendations by"
        " 1 April"
    )
    assert slide.is_illustrative
    assert slide.source.startswith("A panel’s recommendations are answered within 28 days.")
    assert "31 February 2024: No day" in " ".join(part.text for part in dates.foot)
    assert "Worried about somebody?" in dates.foot[-1].text


def test_the_law_alone_gives_three_dates_and_no_tag(presented):
    [slide] = presented("next-steps").slides
    assert [moment.when for moment in slide.shown[0].proof.moments] == [
        "4 March",
        "1 April",
        "March 2025",
    ]
    assert not slide.is_illustrative
    assert slide.title.text == "What happens next: we respond to recommendations by 1 April"
    assert "1 April 2024" in said(slide)


def test_many_dates_keep_the_next_update_at_the_end(presented):
    text = "\n".join(f"- {day} May 2024: Visit" for day in range(1, 9))
    [slide] = presented("next-steps", text=text).slides
    moments = slide.shown[0].proof.moments
    assert len(moments) == 6
    assert moments[-1].title == "Next update"


def test_the_report_has_every_date(context):
    text = "\n".join(f"- {day} May 2024: Visit" for day in range(1, 9))
    [slide] = section_kinds["next-steps"].build(context("next-steps", text=text))
    assert len(slide.table.rows) == 11
    assert slide.table.rows[0].entries == ("4 March 2024", "You meet and say what you recommend")


def test_without_a_meeting_nothing_is_dated(presented):
    with pytest.raises(DataMissing, match="no meeting yet"):
        presented("next-steps", meeting=None)
