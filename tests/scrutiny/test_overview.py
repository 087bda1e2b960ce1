"""What stands on the overview before the panel meets."""

from __future__ import annotations

from datetime import date

from scrutiny.overview_panels import before_the_panel
from scrutiny.panels import actions as panel_actions
from scrutiny.queries import questions as question_queries
from scrutiny.queries import recommendations as recommendation_queries
from scrutiny.queries import waiting

ON = date(2024, 4, 2)


def told(middlesbrough, councillor, on=ON):
    panel = before_the_panel(middlesbrough, councillor, on)
    return panel.title, {item.title: (item.lines, item.tag, item.to) for item in panel.items}


def test_it_names_the_next_meeting_and_counts_what_waits(
    middlesbrough, panel, councillor, question, recommendation, keeper
):
    ahead = panel_actions.add_meeting(panel=panel, held_on=date(2024, 4, 15), by=keeper)
    title, items = told(middlesbrough, councillor)
    assert title == "Before the panel on 15 April 2024"
    assert items == {
        "The meeting": (("Environment Scrutiny Panel",), "", f"scrutiny/meetings/{ahead.pk}/"),
        "Questions waiting": (
            ("1 not answered yet, overdue",),
            "Overdue",
            "scrutiny/questions/",
        ),
        "Responses due": (
            ("3 responses to recommendations, 2 of them overdue", "The first by 1 April 2024"),
            "Overdue",
            "scrutiny/recommendations/",
        ),
    }


def test_without_a_meeting_ahead_it_says_who_enters_one(middlesbrough, panel, councillor):
    shown = before_the_panel(middlesbrough, councillor, ON)
    assert shown.title == "Before the panel"
    assert "democratic services enter the next" in shown.lead


def test_where_no_panel_is_kept_the_slot_stays_empty(middlesbrough, councillor):
    assert before_the_panel(middlesbrough, councillor, ON) is None


def test_the_overview_shows_it(client, middlesbrough, panel, councillor):
    client.force_login(councillor)
    page = client.get("/middlesbrough/").content.decode()
    assert "Questions waiting" in page
    assert 'href="/middlesbrough/scrutiny/questions/"' in page


def test_the_days_that_are_due_are_those_of_the_lists(
    middlesbrough, panel, councillor, question, recommendation
):
    asked = question_queries.questions(middlesbrough, viewer=councillor, on=ON)
    made = recommendation_queries.recommendations(middlesbrough, viewer=councillor, on=ON)
    due = waiting.due(middlesbrough, viewer=councillor)

    assert due.answers == (question.answer_by,)
    assert due.answers == tuple(one.question.answer_by for one in asked if one.is_open)
    assert due.responses == tuple(
        sorted(told.recipient.due_on for one in made for told in one.waiting_for)
    )
    assert len(due.responses) == 3


def test_the_slot_takes_three_queries(
    middlesbrough, panel, councillor, question, recommendation, keeper, django_assert_num_queries
):
    """The meeting, its packs, and what is due."""
    panel_actions.add_meeting(panel=panel, held_on=date(2024, 4, 15), by=keeper)
    told(middlesbrough, councillor)
    with django_assert_num_queries(3):
        told(middlesbrough, councillor)
