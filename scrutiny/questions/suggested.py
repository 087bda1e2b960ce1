"""Questions that members might ask, each from something that the portal knows, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from urllib.parse import urlencode

from django.urls import reverse

from measures.change import Change, Incomparable, NotJudged, Refusal, Unjudged
from measures.periods import Period
from partnership.models import Partnership
from partnership.page_parts import Entry, Link, Listing
from partnership.people.permissions import Permission, Viewer, check, may
from reporting import narrative
from reporting.content.selection import Selection
from reporting.narrative.facts import places_standing_out, types_standing_out
from reporting.pages import not_received
from reporting.pages.briefing import page as briefings
from reporting.pages.measure import page as pages
from reporting.pages.measure.page import MeasureShown
from reporting.queries import figures as reporting
from reporting.queries.measures import main_measures
from returns.lifecycle.schedule.missing import Missing
from scrutiny import measures
from scrutiny.described import Page, Section
from scrutiny.queries import questions as question_queries
from scrutiny.queries import recommendations as recommendation_queries
from scrutiny.queries.states import State
from scrutiny.questions import suggested_words as say


@dataclass(frozen=True)
class Suggestion:
    """A question, why it is suggested, and what it would be about. `to` is where to see it."""

    text: str
    why: str
    about: str = ""
    period: str = ""
    area: str = ""
    to: str = ""

    @property
    def query(self) -> str:
        """What fills in the form."""
        asked = {
            "text": self.text,
            "about": self.about,
            "period": self.period,
            "area": self.area,
        }
        return urlencode({name: value for name, value in asked.items() if value}, safe="/")


@dataclass(frozen=True)
class Suggested:
    """Suggestions by where they come from; members and officers see the same.

    None comes from made-up figures, because nothing is concluded from those.
    """

    changed: tuple[Suggestion, ...]
    stands_out: tuple[Suggestion, ...]
    missing: tuple[Suggestion, ...]
    not_compared: tuple[Suggestion, ...]
    unanswered: tuple[Suggestion, ...]
    month: str


def suggestions(
    partnership: Partnership,
    *,
    viewer: Viewer,
    on: date,
    at: datetime | None = None,
    written_as_at: str = "",
) -> Suggested:
    """What stands out, what is missing, what is not compared, and what was not answered.

    As at the moment `at`, which addresses write as `written_as_at`; now unless it is given.
    """
    check(viewer, Permission.VIEW_FIGURES, partnership=partnership)
    asked = Selection(as_at=written_as_at or (at.isoformat() if at else ""))
    seen = briefings.briefing(partnership, viewer=viewer, month="", source="", asked=asked)
    main = _main_measures(partnership, viewer=viewer, asked=asked)
    return Suggested(
        changed=tuple(_of_changes(partnership, main)),
        stands_out=tuple(_of_signals(partnership, seen)),
        missing=tuple(_of_gaps(partnership, main, viewer=viewer)),
        not_compared=tuple(_of_refusals(main)),
        unanswered=tuple(_of_open(partnership, viewer=viewer, on=on, at=at)),
        month=seen.month.label if seen else "",
    )


MOST_WORTH_ASKING = 3


def worth_asking(
    partnership: Partnership, shown: Sequence[MeasureShown], lacking: Iterable[Missing]
) -> tuple[Suggestion, ...]:
    """The first three that figures raise: changes, wards, types, refusals, gaps, years."""
    asks = (
        *_of_changes(partnership, shown),
        *_of_places(shown),
        *_of_types(shown),
        *_of_refusals(shown),
        *_of_first_gaps(lacking),
        *_of_years_only(shown),
    )
    return tuple(
        ask if ask.to else replace(ask, to=_figures_of(partnership, ask))
        for ask in asks[:MOST_WORTH_ASKING]
    )


def _figures_of(partnership: Partnership, ask: Suggestion) -> str:
    """The page of the figures that a question rests on."""
    return measures.address(partnership, ask.about, period=ask.period, area=ask.area)


def _of_places(shown: Iterable[MeasureShown]) -> Iterator[Suggestion]:
    """The ward of each measure that stands out most among all of them."""
    for measure in shown:
        for row in places_standing_out(measure.ward_rows)[:1]:
            change = row.comparison.change
            if isinstance(change, Change) and len(row.comparison.periods) == 1:
                yield Suggestion(
                    text=say.place(
                        measure.figures.measure.title,
                        row.place.name,
                        (change.before, change.after),
                        narrative.during(row.comparison.period),
                    ),
                    why=say.PLACE,
                    about=measure.figures.measure_id,
                    period=measure.period.code,
                    area=row.place.code,
                )


def _of_types(shown: Iterable[MeasureShown]) -> Iterator[Suggestion]:
    """The type of each measure that stands out most, where its types were read."""
    for measure in shown:
        lists = measure.types if measure.breakdowns else ()
        for row in [row for of_type in lists for row in types_standing_out(of_type.rows)[:1]]:
            change = row.comparison.change
            if isinstance(change, Change) and len(row.comparison.periods) == 1:
                yield Suggestion(
                    text=say.changed_type(
                        row.label,
                        (change.before, change.after),
                        narrative.during(row.comparison.period),
                    ),
                    why=say.TYPE,
                    about=measure.figures.measure_id,
                    period=measure.period.code,
                )


def _of_first_gaps(lacking: Iterable[Missing]) -> Iterator[Suggestion]:
    """What is longest missing of each source, all of it in one question."""
    first: dict[tuple[str, str], Missing] = {}
    for gap in lacking:
        first.setdefault((gap.dataset.slug, gap.source.slug), gap)
    for is_here in (False, True):
        gaps = [gap for gap in first.values() if gap.is_here is is_here]
        if gaps:
            dataset = gaps[0].dataset
            yield Suggestion(
                text=say.all_missing(gaps),
                why=say.why_missing(gaps[0]),
                about=f"{dataset.app}/{dataset.measures[0].slug}",
            )


def _of_years_only(shown: Iterable[MeasureShown]) -> Iterator[Suggestion]:
    """The measures whose change nobody can judge, because only yearly totals are known."""
    found = [
        measure
        for measure in shown
        if isinstance(change := measure.headline_comparison.change, Unjudged)
        and change.reason is NotJudged.YEARS_ONLY
    ]
    if found:
        yield Suggestion(
            text=say.years_only([measure.figures.measure.title for measure in found]),
            why=say.YEARS_ONLY,
            about=found[0].figures.measure_id,
            period=found[0].period.code,
        )


def _main_measures(
    partnership: Partnership, *, viewer: Viewer, asked: Selection
) -> tuple[MeasureShown, ...]:
    """The main measure of every dataset, for its latest year."""
    figures = (
        reporting.figures(
            measure,
            partnership=partnership,
            viewer=viewer,
            as_at=asked.moment,
            written_as_at=asked.as_at,
        )
        for measure in main_measures()
    )
    made = (pages.measure_shown(shown) for shown in figures)
    return tuple(shown for shown in made if shown)


def _of_signals(partnership: Partnership, seen: briefings.Briefing | None) -> Iterator[Suggestion]:
    for signal in seen.found if seen else ():
        yield Suggestion(
            text=say.stands_out(signal.heading, signal.about.month.label),
            why=signal.sentence.text,
            about=signal.about.measure,
            period=Period(signal.about.month, 1).code,
            area=signal.about.area,
            to=f"/{partnership.slug}/{signal.to}",
        )


def _of_changes(partnership: Partnership, main: Iterable[MeasureShown]) -> Iterator[Suggestion]:
    """The main measures that changed beyond the usual ups and downs of their months."""
    for shown in main:
        comparison = shown.headline_comparison
        change = comparison.change
        if isinstance(change, Change) and change.is_beyond:
            title = shown.figures.measure.title
            yield Suggestion(
                text=say.changed(
                    title, narrative.base_named(comparison), narrative.named(comparison.period)
                ),
                why=f"{shown.headline.text} {shown.verdict.text if shown.verdict else ''}".strip(),
                about=shown.figures.measure_id,
                period=shown.period.code,
                to=measures.address(
                    partnership, shown.figures.measure_id, period=shown.period.code
                ),
            )


def _of_gaps(
    partnership: Partnership, main: Iterable[MeasureShown], *, viewer: Viewer
) -> Iterator[Suggestion]:
    figures = [shown.figures for shown in main]
    for gap in not_received.lacking_of_all(figures, partnership=partnership, viewer=viewer):
        yield Suggestion(text=say.missing(gap), why=say.why_missing(gap))


# What members cannot see past. That the partnership went over to another main source is no news,
# nor is it that an earlier year was never supplied.
_OF_A_HEADLINE = frozenset(Refusal) - {Refusal.SOURCES_DIFFER}
_TELLING = _OF_A_HEADLINE - {Refusal.BEFORE_GAP, Refusal.NOT_APPLICABLE}


def _of_refusals(main: Iterable[MeasureShown]) -> Iterator[Suggestion]:
    for shown in main:
        for comparison in shown.comparisons:
            change = comparison.change
            is_headline = comparison is shown.headline_comparison
            if isinstance(change, Incomparable) and (
                change.reason in (_OF_A_HEADLINE if is_headline else _TELLING)
            ):
                title = shown.figures.measure.title
                yield Suggestion(
                    text=say.not_compared(
                        title, narrative.named(comparison.period), narrative.base_named(comparison)
                    ),
                    why=say.refused(narrative.why_not_compared(comparison)),
                    about=shown.figures.measure_id,
                    period=shown.period.code,
                )
                break


def _of_open(
    partnership: Partnership, *, viewer: Viewer, on: date, at: datetime | None
) -> Iterator[Suggestion]:
    for asked in question_queries.questions(partnership, viewer=viewer, on=on, at=at):
        if asked.is_open:
            question = asked.question
            yield Suggestion(
                text=question.text,
                why=say.unanswered(question.asked_on, question.answer_by),
                about=question.about,
                period=question.period,
                area=question.area,
                to=reverse("scrutiny:question", args=[partnership.slug, question.pk]),
            )
    for recommendation in recommendation_queries.recommendations(
        partnership, viewer=viewer, on=on, at=at
    ):
        for status in recommendation.recipients if recommendation.is_open else ():
            if status.state is State.LATE:
                made = recommendation.recommendation
                yield Suggestion(
                    text=say.no_response(status.recipient.name, made.reference, made.title),
                    why=say.response_late(status.recipient.due_on),
                    to=reverse("scrutiny:recommendation", args=[partnership.slug, made.pk]),
                )


# --- The page --------------------------------------------------------------------------------
def suggested_page(partnership: Partnership, found: Suggested, *, viewer: Viewer) -> Page:
    """The suggestions, each with a link that fills in the form for who may ask."""
    asks = may(viewer, Permission.ASK_QUESTIONS, partnership=partnership)
    ask = reverse("scrutiny:ask", args=[partnership.slug])
    parts = (
        ("changed", say.CHANGED, found.changed),
        ("stands-out", say.title_of_signals(found.month), found.stands_out),
        ("missing", say.MISSING, found.missing),
        ("not-compared", say.NOT_COMPARED, found.not_compared),
        ("unanswered", say.UNANSWERED, found.unanswered),
    )
    return Page(
        heading="What might the panel ask?",
        title="Suggested questions",
        paragraphs=(say.ABOUT,),
        sections=tuple(
            Section(
                slug, title, listing=_listing(every, title, ask if asks else ""), empty=say.NONE
            )
            for slug, title, every in parts
        ),
        crumbs=(Link("Questions", reverse("scrutiny:questions", args=[partnership.slug])),),
    )


def _listing(every: Iterable[Suggestion], title: str, ask: str) -> Listing | None:
    rows = tuple(
        (
            Entry(suggestion.text),
            Entry(suggestion.why),
            Entry("See it", suggestion.to) if suggestion.to else Entry(),
            Entry("Ask this", f"{ask}?{suggestion.query}") if ask else Entry(),
        )
        for suggestion in every
    )
    return (
        Listing(title, ("Question", "Why it is suggested", "Where", "Ask"), rows) if rows else None
    )
