"""Recommendations and reports described: lists and one of them; reads nothing but figures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.urls import reverse

from partnership.models import Partnership
from partnership.page_parts import Button, Entry, Link, Listing, Row, Tag, given, paragraphs
from partnership.people.permissions import Permission, Viewer, may
from partnership.setup.words import day
from reporting.content.description import Chart
from scrutiny import measures, words
from scrutiny.described import Page, Section
from scrutiny.models import Evidence, LinkedMeasure, Milestone, Recipient, Recommendation
from scrutiny.policies import may_respond, may_work_on
from scrutiny.queries.recommendations import RecipientStatus, Recommended
from scrutiny.queries.states import State
from scrutiny.working_days.countdown import Calendar

TAGS = {
    State.WAITING: Tag("Waiting for responses", "yellow"),
    State.LATE: Tag("Response overdue", "orange"),
    State.ANSWERED: Tag("Answered, open", "blue"),
    State.CLOSED: Tag("Closed by the panel", "green"),
    State.WITHDRAWN: Tag("Entered by mistake", "grey"),
}
_VERDICTS = {"accepted": "green", "part": "turquoise", "rejected": "pink"}


def crumb(partnership: Partnership) -> Link:
    return Link("Recommendations", reverse("scrutiny:recommendations", args=[partnership.slug]))


def address(recommendation: Recommendation, then: str = "recommendation") -> str:
    return reverse(f"scrutiny:{then}", args=[recommendation.partnership.slug, recommendation.pk])


def recommendations_page(
    partnership: Partnership, every: Sequence[Recommended], *, viewer: Viewer, on: date
) -> Page:
    """All recommendations: the open ones, then those that the panel closed."""
    slug = partnership.slug
    makes = may(viewer, Permission.MAKE_RECOMMENDATIONS, partnership=partnership)
    keeps = may(viewer, Permission.KEEP_SCRUTINY, partnership=partnership)
    return Page(
        heading="What has the panel recommended, and what happened?",
        title="Recommendations",
        links=given(
            [Link("Make a recommendation", reverse("scrutiny:recommend", args=[slug]))]
            if makes
            else [],
            [Link("Bring in a list from a spreadsheet", reverse("scrutiny:lists", args=[slug]))]
            if keeps
            else [],
        ),
        sections=(
            _listed(
                "open", "Open", [recommended for recommended in every if recommended.is_open], on
            ),
            _listed(
                "closed",
                "Closed",
                [recommended for recommended in every if not recommended.is_open],
                on,
            ),
        ),
    )


def _listed(slug: str, title: str, every: list[Recommended], on: date) -> Section:
    return Section(
        slug, title, listing=listing(every, title, on=on), empty=words.NO_RECOMMENDATIONS
    )


def listing(every: Iterable[Recommended], caption: str, *, on: date) -> Listing | None:
    """Recommendations as a table; None where there are none."""
    rows = tuple(_row(recommended, on) for recommended in every)
    if not rows:
        return None
    return Listing(caption, ("Recommendation", "Made on", "Responses", "State"), rows)


def _row(recommended: Recommended, on: date) -> tuple[Entry, ...]:
    recommendation = recommended.recommendation
    waiting = recommended.waiting_for
    due = min((status.recipient.due_on for status in waiting), default=None)
    return (
        Entry(
            str(recommendation),
            address(recommendation),
            notes=given([recommendation.panel.name, recommendation.owner_role]),
        ),
        Entry(day(recommendation.made_on)),
        Entry(
            words.responses(
                len(recommended.recipients) - len(waiting), len(recommended.recipients)
            ),
            notes=(words.due(due, on),) if due and recommended.is_open else (),
        ),
        Entry(tag=TAGS[recommended.state]),
    )


def later_address(body: Recipient) -> str:
    return reverse("scrutiny:later", args=[body.recommendation.partnership.slug, body.pk])


def milestone_withdrawal(step: Milestone) -> str:
    return reverse(
        "scrutiny:withdraw_milestone", args=[step.recommendation.partnership.slug, step.pk]
    )


# --- One of them -----------------------------------------------------------------------------
def recommendation_page(
    recommended: Recommended,
    evidence: Sequence[Evidence],
    charts: Mapping[LinkedMeasure, Chart],
    *,
    viewer: Viewer,
    calendar: Calendar,
    on: date,
) -> Page:
    """One recommendation whole; `charts` are its measures before and after, where they have any."""
    recommendation = recommended.recommendation
    keeps = recommended.is_open and may(
        viewer, Permission.KEEP_SCRUTINY, partnership=recommendation.partnership
    )
    works = recommended.is_open and may_work_on(viewer, recommendation)
    return Page(
        heading=recommendation.title,
        title=str(recommendation),
        caption=words.called(recommendation),
        tags=(TAGS[recommended.state],),
        illustrative=words.ILLUSTRATIVE if recommendation.is_illustrative else "",
        paragraphs=paragraphs(recommendation.text),
        rows=tuple(_rows(recommended)),
        links=_links(recommendation) if keeps else (),
        sections=(
            _recipients(recommended, viewer, calendar, keeps=keeps, on=on),
            _decisions(recommended, keeps=keeps),
            _milestones(recommended, works=works, on=on),
            _measures(recommended, charts, works=works),
            _evidence(recommendation, evidence, works=works),
        ),
        crumbs=(crumb(recommendation.partnership),),
    )


def _rows(recommended: Recommended) -> Iterable[Row]:
    recommendation = recommended.recommendation
    yield Row("Panel", recommendation.panel.name)
    if recommendation.review:
        yield Row("Review", recommendation.review)
    yield Row("Made on", day(recommendation.made_on))
    if recommendation.owner_role:
        yield Row("Seen done by", recommendation.owner_role)
    if recommendation.agenda_item:
        meeting = recommendation.agenda_item.meeting
        to = reverse("scrutiny:meeting", args=[recommendation.partnership.slug, meeting.pk])
        yield Row(
            "Made at",
            f"{recommendation.agenda_item}, {day(meeting.held_on)}",
            to,
            "See the meeting",
        )
    if recommendation.back_at and recommended.is_open:
        to = reverse(
            "scrutiny:meeting", args=[recommendation.partnership.slug, recommendation.back_at.pk]
        )
        yield Row("Back on the agenda", day(recommendation.back_at.held_on), to, "See the meeting")
    if recommendation.withdrawn_because:
        yield Row("Entered by mistake", recommendation.withdrawn_because)


def _links(recommendation: Recommendation) -> tuple[Link, ...]:
    return (
        Link("Record the panel’s decision", address(recommendation, "decide")),
        Link("Put it back on the agenda", address(recommendation, "back")),
        Link("Change its words", address(recommendation, "reword")),
        Link("It was entered by mistake", address(recommendation, "withdraw_recommendation")),
    )


def _recipients(
    recommended: Recommended, viewer: Viewer, calendar: Calendar, *, keeps: bool, on: date
) -> Section:
    recommendation = recommended.recommendation
    rows = tuple(
        _recipient(status, viewer, calendar, is_open=recommended.is_open, keeps=keeps, on=on)
        for status in recommended.recipients
    )
    return Section(
        "responses",
        "Who was sent a copy, and what they answered",
        paragraphs=tuple(
            dict.fromkeys(status.recipient.due_how for status in recommended.recipients)
        ),
        listing=Listing(
            "Bodies, when their response is due, and what they answered",
            ("Body", "Copy sent", "Response due", "Response", *(("Change",) if keeps else ())),
            rows,
        ),
        links=(Link("Send somebody else a copy", address(recommendation, "add_recipient")),)
        if keeps
        else (),
    )


def _recipient(
    status: RecipientStatus,
    viewer: Viewer,
    calendar: Calendar,
    *,
    is_open: bool,
    keeps: bool,
    on: date,
) -> tuple[Entry, ...]:
    body = status.recipient
    slug = body.recommendation.partnership.slug
    sent = day(body.sent_on) if body.sent_on else "Not sent yet"
    to_send = is_open and keeps and not body.sent_on
    waits = status.state in (State.WAITING, State.LATE) and is_open
    return (
        Entry(body.name),
        Entry(sent, reverse("scrutiny:sent", args=[slug, body.pk]) if to_send else ""),
        Entry(
            words.due_day(body.due_on, closed=calendar.why_closed(body.due_on)),
            notes=given(
                [words.late(body.due_on, on)] if waits else [],
                [words.later(body.later_because)] if body.later_because else [],
            ),
        ),
        _response(status, viewer, slug, is_open=is_open),
        *(
            [Entry("Take out", reverse("scrutiny:end_recipient", args=[slug, body.pk]))]
            if keeps
            else []
        ),
    )


def _response(status: RecipientStatus, viewer: Viewer, slug: str, *, is_open: bool) -> Entry:
    answers = is_open and may_respond(viewer, status.recipient)
    to = reverse("scrutiny:respond", args=[slug, status.recipient.pk]) if answers else ""
    response = status.response
    if response is None:
        return Entry("Respond" if answers else "Not answered yet", to)
    tag = Tag(response.get_verdict_display(), _VERDICTS[response.verdict])
    lines = given(
        paragraphs(response.text),
        [words.given_by(str(response.by), response.responded_on)],
        [words.earlier(len(status.responses) - 1)],
    )
    return Entry("Respond anew" if answers else "", to, tag=tag, notes=lines)


def _decisions(recommended: Recommended, *, keeps: bool) -> Section:
    rows = tuple(
        (
            Entry(day(decision.meeting.held_on)),
            Entry(decision.minute),
            Entry("Closed" if decision.closes else "Stays open", notes=paragraphs(decision.note)),
        )
        for decision in recommended.decisions
    )
    listing = Listing("The panel’s decisions", ("Meeting", "Minute", "Decision"), rows)
    return Section(
        "decisions",
        "What the panel decided",
        paragraphs=(words.ONLY_THE_PANEL_CLOSES,) if recommended.is_open else (),
        listing=listing if rows else None,
        empty="No decision is recorded yet",
    )


def _milestones(recommended: Recommended, *, works: bool, on: date) -> Section:
    recommendation = recommended.recommendation
    slug = recommendation.partnership.slug
    rows = tuple(
        (
            Entry(step.text, notes=given([step.owner_role])),
            Entry(day(step.due_on)),
            Entry(tag=_milestone_tag(step, on), notes=given([step.withdrawn_because])),
            Entry("Done", reverse("scrutiny:milestone_done", args=[slug, step.pk]))
            if works and not step.done_on and not step.withdrawn_because
            else Entry(day(step.done_on) if step.done_on else ""),
        )
        for step in recommended.milestones
    )
    listing = Listing("Milestones", ("What", "By when", "State", "Done on"), rows)
    return Section(
        "milestones",
        "What is done about it",
        listing=listing if rows else None,
        empty="No milestone is recorded yet",
        links=(Link("Add a milestone", address(recommendation, "add_milestone")),) if works else (),
    )


def _milestone_tag(step: Milestone, on: date) -> Tag:
    if step.withdrawn_because:
        return Tag("Withdrawn", "grey")
    if step.done_on:
        return Tag("Done", "green")
    return Tag("Overdue", "orange") if on > step.due_on else Tag("To do", "yellow")


def _measures(
    recommended: Recommended, charts: Mapping[LinkedMeasure, Chart], *, works: bool
) -> Section:
    recommendation = recommended.recommendation
    slug = recommendation.partnership.slug
    return Section(
        "measures",
        "What the figures did before and after",
        rows=tuple(_effects(recommended, charts)),
        empty="" if recommended.measures else "No measure is set beside it yet",
        links=(Link("Set a measure beside it", address(recommendation, "link_measure")),)
        if works
        else (),
        buttons=tuple(
            Button(
                f"Take {measures.title(linked.measure)} away",
                reverse("scrutiny:unlink_measure", args=[slug, linked.pk]),
            )
            for linked in recommended.measures
        )
        if works
        else (),
    )


def _effects(recommended: Recommended, charts: Mapping[LinkedMeasure, Chart]) -> Iterable[Row]:
    """A line for each measure; what was said of an earlier one is not said again."""
    partnership = recommended.recommendation.partnership
    said: dict[str, str] = {}
    for linked in recommended.measures:
        title = measures.title(linked.measure)
        if chart := charts.get(linked):
            sentence = chart.notes[0]
            same_as = said.setdefault(sentence, title)
            yield Row(
                title,
                sentence if same_as == title else words.same_as(same_as),
                effect_address(linked),
                "See the months",
            )
        else:
            to = measures.address(partnership, linked.measure, area=linked.area)
            yield Row(title, words.NO_MONTHS, to, "See the figures")


def effect_address(linked: LinkedMeasure) -> str:
    return reverse("scrutiny:effect", args=[linked.recommendation.partnership.slug, linked.pk])


def effect_page(linked: LinkedMeasure, chart: Chart | None) -> Page:
    """A measure's months before and after its recommendation."""
    recommendation = linked.recommendation
    partnership = recommendation.partnership
    title = measures.title(linked.measure)
    to = measures.address(partnership, linked.measure, area=linked.area)
    return Page(
        heading=words.what_it_did(title, recommendation.made_on),
        caption=str(recommendation),
        paragraphs=(words.ABOUT_BEFORE_AND_AFTER,) if chart else (f"{words.NO_MONTHS}.",),
        sections=(
            Section(
                "figures",
                "The months",
                charts=(chart,) if chart else (),
                links=(Link(words.all_figures_of(title), to),),
            ),
        ),
        crumbs=(crumb(partnership), Link(recommendation.reference, address(recommendation))),
    )


def _evidence(
    recommendation: Recommendation, evidence: Sequence[Evidence], *, works: bool
) -> Section:
    rows = tuple(
        (
            Entry(piece.text, piece.link),
            Entry(words.given_by(str(piece.by), piece.at)),
            _evidence_state(piece, recommendation, works=works),
        )
        for piece in evidence
    )
    listing = Listing("Evidence", ("What was done", "By", "State"), rows)
    return Section(
        "evidence",
        "What shows it",
        listing=listing if rows else None,
        empty="No evidence is given yet",
        links=(Link("Add evidence", address(recommendation, "add_evidence")),) if works else (),
    )


def _evidence_state(evidence: Evidence, recommendation: Recommendation, *, works: bool) -> Entry:
    if evidence.withdrawn_because:
        return Entry(tag=Tag("Withdrawn", "grey"), notes=(evidence.withdrawn_because,))
    if not works:
        return Entry("Stands")
    slug = recommendation.partnership.slug
    return Entry("Withdraw", reverse("scrutiny:withdraw_evidence", args=[slug, evidence.pk]))
