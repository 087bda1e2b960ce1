"""Sections of packs made from scrutiny: what was recommended, what was asked, what to ask."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from partnership import clock
from partnership.setup.words import day
from reporting.content.description import Column, Row, Sentence, Slide, SlideKind, Table
from reporting.packs.sections.registry import Context, SectionKind, section_kinds
from reporting.packs.sections.text import text_slides
from scrutiny import section_words as say
from scrutiny import words
from scrutiny.presented import next_steps, questions, recommendations
from scrutiny.presented.next_step_words import HOW_TO_WRITE_DATES, QUESTIONS_ARE_WRITTEN
from scrutiny.queries import questions as question_queries
from scrutiny.queries.questions import Asked
from scrutiny.queries.recommendations import Recommended
from scrutiny.questions.addressed import whom_of

GROUP = "Scrutiny"
Build = Callable[[Context], Sequence[Slide]]
MOST_SUGGESTED = 8


# --- Recommendations -------------------------------------------------------------------------
def _recommendations(context: Context) -> Sequence[Slide]:
    """The open ones, and those that the panel closed since the pack before."""
    shown = recommendations.shown(context)
    if not shown:
        return (_words(context, say.NO_RECOMMENDATION),)
    table = Table(
        slug=context.key,
        title=context.title,
        columns=tuple(Column(title) for title in say.RECOMMENDATION_COLUMNS),
        rows=tuple(_recommendation(recommended) for recommended in shown),
    )
    return (Slide(SlideKind.TABLE, context.title, table=table, warning=_made_up(shown)),)


def _before(context: Context) -> datetime | None:
    return context.previous.at if context.previous else None


def _recommendation(recommended: Recommended) -> Row:
    recommendation = recommended.recommendation
    responses = (
        say.response(status.recipient.name, status.response) for status in recommended.recipients
    )
    return Row(
        (
            str(recommendation),
            day(recommendation.made_on),
            "; ".join(responses),
            say.state(recommended.closed_by, recommended.waiting_for),
        )
    )


# --- Questions -------------------------------------------------------------------------------
def _questions(context: Context) -> Sequence[Slide]:
    """Those not answered, which come back until they are; then answers for the update."""
    asked = question_queries.questions(
        context.partnership,
        viewer=context.viewer,
        on=clock.day_of(context.at),
        at=context.at,
    )
    open_ones = [question for question in asked if question.is_open]
    slides = [_not_answered(context, open_ones)] if open_ones else []
    slides += _answers(context, asked)
    return slides or (_words(context, say.NO_QUESTION),)


def _not_answered(context: Context, asked: Sequence[Asked]) -> Slide:
    table = Table(
        slug=context.key,
        title=say.not_answered(context.title),
        columns=tuple(Column(title) for title in say.QUESTION_COLUMNS),
        rows=tuple(
            Row(
                (
                    question.question.text,
                    whom_of(question.question).label,
                    day(question.question.asked_on),
                    day(question.question.answer_by),
                )
            )
            for question in asked
        ),
    )
    title = say.not_answered(context.title)
    return Slide(SlideKind.TABLE, title, table=table, warning=_made_up_questions(asked))


def _answers(context: Context, asked: Iterable[Asked]) -> list[Slide]:
    """An answer for the update stands in the first pack after it."""
    before = _before(context)
    answered = [
        question
        for question in asked
        if question.answer
        and question.answer.in_update
        and (before is None or question.answer.at > before)
    ]
    return [
        Slide(
            SlideKind.TEXT,
            say.answer_title(context.title, number),
            sentences=tuple(Sentence((part,)) for part in say.answer(answered_question)),
            warning=_made_up_questions([answered_question]),
        )
        for number, answered_question in enumerate(answered, start=1)
    ]


def _made_up(every: Iterable[Recommended]) -> str:
    return (
        words.ILLUSTRATIVE
        if any(recommended.recommendation.is_illustrative for recommended in every)
        else ""
    )


def _made_up_questions(every: Iterable[Asked]) -> str:
    return (
        words.ILLUSTRATIVE if any(question.question.is_illustrative for question in every) else ""
    )


# --- What to ask -----------------------------------------------------------------------------
def _suggested(context: Context) -> Sequence[Slide]:
    """Questions that members might ask, each with why it is suggested in the notes.

    Those that an officer wrote come first, with their words beside them.
    """
    every = questions.raised(questions.found_by_figures(context))
    own = questions.own(context)
    if not every and not own:
        return (_words(context, say.NOTHING_TO_SUGGEST),)
    shown = every[: max(MOST_SUGGESTED - len(own), 0)]
    return (
        Slide(
            SlideKind.TEXT,
            context.title,
            sentences=(
                *(Sentence((f"{each.title} ", *each.parts)) for each in own),
                *(Sentence((suggestion.text,)) for suggestion in shown),
            ),
            is_list=True,
            notes=tuple(f"{suggestion.text} {suggestion.why}" for suggestion in shown),
        ),
    )


def _words(context: Context, text: str) -> Slide:
    return Slide(SlideKind.TEXT, context.title, sentences=(Sentence((text,)),))


def _with_own_words(build: Build) -> Build:
    def built(context: Context) -> Sequence[Slide]:
        return (*build(context), *text_slides(context, title=f"{context.title}: further"))

    return built


KINDS = (
    SectionKind(
        slug="recommendations",
        title="Recommendations since last time",
        help="Open recommendations with each body’s response, and those closed since the last pack",
        build=_with_own_words(_recommendations),
        present=recommendations.present,
        group=GROUP,
        text_help="What was done, in your own words",
    ),
    SectionKind(
        slug="questions",
        title="Questions from the panel",
        help="Questions that wait for an answer, and answers that were appended to the update",
        build=_with_own_words(_questions),
        group=GROUP,
        text_help="What else the panel asked",
    ),
    SectionKind(
        slug="scrutiny-suggested",
        title="Questions for the panel",
        help="Questions that members might ask: what stands out, and what was not answered",
        build=_suggested,
        present=questions.present,
        group=GROUP,
        text_help=QUESTIONS_ARE_WRITTEN,
    ),
    SectionKind(
        slug="next-steps",
        title="What happens next",
        help="The dates after the meeting: answers, responses, the next update",
        build=next_steps.build,
        present=next_steps.present,
        group=GROUP,
        text_help=HOW_TO_WRITE_DATES,
    ),
)

for kind in KINDS:
    # Without scrutiny, reporting's own kinds of the first two hold the pack's own words.
    section_kinds.register(kind, replaces=kind.slug in section_kinds)
