"""The sections that packs take from scrutiny, as things stood on the pack's day."""

from __future__ import annotations

from datetime import date

import pytest

from partnership.people.permissions import AS_COUNCILLOR
from reporting.packs.numbers import Numbers
from reporting.packs.sections.registry import Context, section_kinds
from scrutiny.models import Verdict
from scrutiny.questions import actions as question_actions
from scrutiny.recommendations import actions as recommendation_actions
from scrutiny.sections import KINDS
from tests.scrutiny.conftest import noon


@pytest.fixture
def built(middlesbrough):
    """`built("questions", noon(…))` are the slides of a section at that moment."""

    def make(slug: str, at):
        context = Context(
            partnership=middlesbrough,
            viewer=AS_COUNCILLOR,
            at=at,
            numbers=Numbers(middlesbrough, AS_COUNCILLOR, at),
            key=slug,
            title=section_kinds[slug].title,
        )
        return section_kinds[slug].build(context)

    return make


def rows(slides) -> list[tuple]:
    return [row.entries for slide in slides if slide.table for row in slide.table.rows]


def test_a_question_comes_back_until_it_is_answered(built, question, officer):
    slug = "questions"
    asked = (question.text, "Cleveland Police", "4 March 2024", "18 March 2024")
    assert rows(built(slug, noon(2024, 3, 3))) == []
    assert rows(built(slug, noon(2024, 3, 20))) == [asked]
    question_actions.answer(
        question=question, text="These.", in_update=True, by=officer, at=noon(2024, 4, 5)
    )
    assert rows(built(slug, noon(2024, 4, 4))) == [asked]
    [slide] = built(slug, noon(2024, 4, 6))
    assert [sentence.text for sentence in slide.sentences] == [f"Asked: {question.text}", "These."]


def test_an_answer_that_is_not_for_the_update_is_not_in_it(built, question, officer):
    question_actions.answer(question=question, text="These.", by=officer, at=noon(2024, 4, 5))
    [slide] = built("questions", noon(2024, 4, 6))
    assert slide.sentences[0].text.startswith("No question is open")


def test_a_recommendation_stands_with_what_each_body_answered_by_that_day(
    built, recommendation, recipient, officer, keeper, meeting
):
    recommendation_actions.respond(
        recipient=recipient,
        verdict=Verdict.IN_PART,
        text="Half of it",
        responded_on=date(2024, 3, 20),
        by=officer,
        at=noon(2024, 3, 20),
    )

    def stands(at):
        [row] = rows(built("recommendations", at))
        return row[2:]

    assert stands(noon(2024, 3, 19)) == (
        "Cleveland Fire Brigade: none yet; Cleveland Police: none yet; The Executive: none yet",
        "Waits for 3 responses, the first due by 1 April 2024",
    )
    assert stands(noon(2024, 3, 21)) == (
        (
            "Cleveland Fire Brigade: none yet; Cleveland Police: accepted in part;"
            " The Executive: none yet"
        ),
        "Waits for 2 responses, the first due by 1 April 2024",
    )
    recommendation_actions.decide(
        recommendation=recommendation,
        meeting=meeting,
        minute="23/50",
        closes=True,
        by=keeper,
        at=noon(2024, 4, 20),
    )
    assert stands(noon(2024, 4, 19))[1].startswith("Waits for")
    assert stands(noon(2024, 4, 21))[1] == "Closed by the panel on 4 March 2024, minute 23/50"


def test_what_might_be_asked_says_why_in_the_notes(built, question, middlesbrough):
    [slide] = built("scrutiny-suggested", noon(2024, 3, 20))
    assert [sentence.text for sentence in slide.sentences] == [question.text]
    assert slide.notes == (
        f"{question.text} Asked on 4 March 2024 for 18 March 2024, and not answered yet.",
    )


def test_nothing_to_tell_is_said_and_not_left_out(built, middlesbrough):
    for slug in ("recommendations", "questions", "scrutiny-suggested"):
        [slide] = built(slug, noon(2024, 3, 20))
        assert slide.sentences[0].text.endswith(".")


def test_sections_of_scrutiny_take_the_place_of_the_packs_own_words():
    assert {kind.slug for kind in KINDS} == {
        "recommendations",
        "questions",
        "scrutiny-suggested",
        "next-steps",
    }
    assert all(section_kinds[kind.slug] is kind for kind in KINDS)


def test_a_measures_page_leads_a_councillor_to_asking_about_it(middlesbrough):
    from measures.periods import Period
    from partnership.models import Role
    from partnership.people.permissions import StandIn
    from reporting.content.selection import Selection
    from reporting.pages.page_actions import actions

    selected = Selection(period=Period.year(2022), area="E05009853")
    [lead] = actions(
        middlesbrough, viewer=AS_COUNCILLOR, measure="crime/all-crime", selected=selected
    )
    assert lead.url == (
        "/middlesbrough/scrutiny/questions/ask/?about=crime/all-crime&period=2022/23&area=E05009853"
    )
    officer = StandIn(Role.CSP_OFFICER)
    assert not actions(middlesbrough, viewer=officer, measure="crime/all-crime", selected=selected)
