"""Questions and information requests described: lists and one of them; reads nothing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.urls import reverse

from measures.periods import Period
from partnership.models import Partnership
from partnership.page_parts import Entry, Link, Listing, Row, Tag, given, paragraphs
from partnership.people.permissions import Permission, Viewer, may
from partnership.setup.words import day
from scrutiny import measures, words
from scrutiny.described import Page, Section
from scrutiny.models import Answer, Question
from scrutiny.policies import may_answer, may_withdraw
from scrutiny.queries.questions import Asked
from scrutiny.queries.states import State
from scrutiny.questions.addressed import whom_of

TAGS = {
    State.WAITING: Tag("Waiting", "yellow"),
    State.LATE: Tag("Overdue", "orange"),
    State.ANSWERED: Tag("Answered", "green"),
    State.WITHHELD: Tag("Withheld", "grey"),
    State.WITHDRAWN: Tag("Withdrawn", "grey"),
}


def crumb(partnership: Partnership) -> Link:
    return Link("Questions", reverse("scrutiny:questions", args=[partnership.slug]))


def questions_page(
    partnership: Partnership, asked: Iterable[Asked], *, viewer: Viewer, on: date
) -> Page:
    """All questions: those that wait, then those that were answered."""
    every = tuple(asked)
    slug = partnership.slug
    asks = may(viewer, Permission.ASK_QUESTIONS, partnership=partnership)
    return Page(
        heading="What has the panel asked?",
        title="Questions",
        links=given(
            [Link("Ask a question", reverse("scrutiny:ask", args=[slug])) if asks else None],
            [Link("Suggested questions", reverse("scrutiny:suggested", args=[slug]))],
        ),
        sections=(
            _listed(
                "open", "Not answered yet", [question for question in every if question.is_open], on
            ),
            _listed(
                "answered",
                "Answered",
                [
                    question
                    for question in every
                    if question.answers and question.state is not State.WITHDRAWN
                ],
                on,
            ),
            _listed(
                "withdrawn",
                "Withdrawn",
                [question for question in every if question.state is State.WITHDRAWN],
                on,
            ),
        ),
    )


def _listed(slug: str, title: str, asked: list[Asked], on: date) -> Section:
    return Section(slug, title, listing=listing(asked, title, on=on), empty=words.NO_QUESTIONS)


def listing(asked: Iterable[Asked], caption: str, *, on: date) -> Listing | None:
    """Questions as a table; None where there are none."""
    rows = tuple(_row(question, on) for question in asked)
    if not rows:
        return None
    return Listing(caption, ("Question", "To", "Answer by", "State"), rows)


def _row(asked: Asked, on: date) -> tuple[Entry, ...]:
    question = asked.question
    late = (words.late(question.answer_by, on),) if asked.is_open else ()
    return (
        Entry(
            str(question), address(question), notes=given([words.kind(question), _about(question)])
        ),
        Entry(whom_of(question).label),
        Entry(day(question.answer_by), notes=late),
        Entry(tag=TAGS[asked.state]),
    )


def address(question: Question, then: str = "question") -> str:
    return reverse(f"scrutiny:{then}", args=[question.partnership.slug, question.pk])


def question_page(asked: Asked, *, viewer: Viewer, on: date) -> Page:
    """One question whole, with every answer that was given."""
    question = asked.question
    return Page(
        heading=question.text if len(question.text) <= 120 else str(question),
        title=str(question),
        caption=words.kind(question),
        tags=(TAGS[asked.state],),
        illustrative=words.ILLUSTRATIVE if question.is_illustrative else "",
        paragraphs=paragraphs(question.text) if len(question.text) > 120 else (),
        rows=tuple(_rows(asked, on)),
        links=_links(asked, viewer),
        sections=tuple(_answers(asked)),
        crumbs=(crumb(question.partnership),),
    )


def _rows(asked: Asked, on: date) -> Iterable[Row]:
    question = asked.question
    yield Row("Asked by", words.asked_by(str(question.asked_by), question.asked_for))
    yield Row("Asked on", f"{day(question.asked_on)}, {question.get_timing_display().lower()}")
    yield Row("Panel", question.panel.name)
    if question.meeting:
        yield Row("Meeting", day(question.meeting.held_on))
    if question.about:
        yield Row(
            "About",
            _about(question),
            measures.address(
                question.partnership, question.about, period=question.period, area=question.area
            ),
            "See the figures",
        )
    if question.section:
        yield Row("Section of the update", question.section)
    yield Row("Who must answer", whom_of(question).label)
    by = day(question.answer_by)
    yield Row("Answer by", f"{by}, {words.late(question.answer_by, on)}" if asked.is_open else by)
    if question.withdrawn_because:
        yield Row("Withdrawn because", question.withdrawn_because)


def _about(question: Question) -> str:
    if not question.about:
        return question.section
    named = dict(measures.places(question.partnership)) if question.area else {}
    period = Period.parse(question.period).label if question.period else ""
    where = named.get(question.area, question.area)
    return ", ".join(filter(None, (measures.title(question.about), where, period)))


def _links(asked: Asked, viewer: Viewer) -> tuple[Link, ...]:
    question = asked.question
    if question.withdrawn_because:
        return ()
    keeps = may(viewer, Permission.KEEP_SCRUTINY, partnership=question.partnership)
    answer = "Answer anew" if asked.answers else "Answer"
    return given(
        [Link(answer, address(question, "answer")) if may_answer(viewer, question) else None],
        [Link("Say who must answer, and by when", address(question, "direct")) if keeps else None],
        [
            Link("Withdraw the question", address(question, "withdraw_question"))
            if may_withdraw(viewer, question)
            else None
        ],
    )


def _answers(asked: Asked) -> Iterable[Section]:
    if not asked.answers:
        yield Section("answer", "Answer", empty=words.not_answered(asked.question))
        return
    latest, *earlier = reversed(asked.answers)
    yield _answer(latest, "answer", "Answer")
    for before in earlier:
        yield _answer(before, f"answer-{before.number}", f"Earlier answer, {day(before.at)}")


def _answer(answer: Answer, slug: str, title: str) -> Section:
    return Section(
        slug,
        title,
        paragraphs=given(
            paragraphs(answer.text),
            [words.withheld(answer.withheld_because)] if answer.withheld_because else [],
            [words.given_by(str(answer.by), answer.at, in_update=answer.in_update)],
        ),
    )
