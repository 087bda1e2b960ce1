"""A list of recommendations in a spreadsheet: its columns, what must hold, and taking it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from partnership import clock
from partnership.models import Partnership, User
from partnership.models.groups import Group
from partnership.people.permissions import AS_COUNCILLOR
from returns.catalogue.findings import Check, Finding, Severity
from returns.catalogue.headings import plain
from returns.reading.record_lists import Column, Declared, Kind, Record
from scrutiny import measures, words
from scrutiny.models import Recommendation, Verdict
from scrutiny.queries.panels import standing_panels
from scrutiny.queries.recommendations import references
from scrutiny.recommendations import actions
from scrutiny.recommendations.actions import EXECUTIVE, To, everybody

SLUG = "recommendations"
MADE = (Check.KNOWN, Check.NOT_HELD)
_VERDICTS = {
    "Accepted": Verdict.ACCEPTED.value,
    "Accepted in part": Verdict.IN_PART.value,
    "Part": Verdict.IN_PART.value,
    "Not accepted": Verdict.REJECTED.value,
    "Rejected": Verdict.REJECTED.value,
}
_KINDS = {"Recommendation": "recommendation", "Report": "report"}

DECLARED = Declared(
    slug=SLUG,
    singular="recommendation",
    plural="recommendations",
    columns=(
        Column(
            "reference",
            "Reference",
            is_needed=True,
            other_names=("Ref", "No", "Number"),
            longest=40,
        ),
        Column("title", "Title", is_needed=True, other_names=("In short", "Subject"), longest=200),
        Column("text", "Recommendation", is_needed=True, other_names=("Text", "Wording")),
        Column("made_on", "Date made", Kind.DAY, is_needed=True, other_names=("Date", "Made on")),
        Column("kind", "Kind", Kind.CHOICE, choices=_KINDS),
        Column("panel", "Panel", other_names=("Committee", "Scrutiny panel"), longest=200),
        Column("review", "Review", other_names=("From review",), longest=200),
        Column("to", "Recipients", Kind.SEVERAL, other_names=("To", "To whom", "Sent to")),
        Column("owner_role", "Owner", other_names=("Owner role", "Lead role"), longest=200),
        Column("verdict", "Response", Kind.CHOICE, choices=_VERDICTS, other_names=("Accepted?",)),
        Column("reason", "Reason", other_names=("Response text", "What will be done")),
        Column("responded_on", "Response date", Kind.DAY, other_names=("Responded on",)),
        Column("measure", "Measure", other_names=("Linked measure",), longest=200),
    ),
    once=("reference",),
)


def further(
    partnership: Partnership, *, today=None
) -> Callable[[Sequence[Record]], Iterable[Finding]]:
    """What must hold of the records of a list that goes to `partnership`."""
    on = today or clock.today()

    def check(records: Sequence[Record]) -> Iterator[Finding]:
        recorded = {plain(reference) for reference in references(partnership, viewer=AS_COUNCILLOR)}
        bodies, panels = _bodies(partnership), _panels(partnership)
        for record in records:
            yield from _about_day(record, on)
            yield from _about_bodies(record, bodies)
            yield from _about_panel(record, panels)
            yield from _about_response(record, on)
            if record["measure"] and not _measure(record["measure"]):
                yield _unknown(record, "measure", words.UNKNOWN_MEASURE + ".")
            if record["reference"] and plain(record["reference"]) in recorded:
                yield record.wrong(
                    Check.NOT_HELD, "reference", words.HELD_ALREADY, todo="Take the row out."
                )

    return check


def _about_day(record: Record, on) -> Iterator[Finding]:
    if record["made_on"] and record["made_on"] > on:
        yield record.wrong(
            Check.DAYS, "made_on", "The day lies in the future.", todo="Put the day right."
        )


def _about_bodies(record: Record, bodies: Mapping[str, To]) -> Iterator[Finding]:
    for named in record["to"] or ():
        if plain(named) not in bodies:
            known = [body.name for body in bodies.values()]
            yield _unknown(record, "to", words.unknown_body(named, known))


def _about_panel(record: Record, panels: Mapping[str, Group]) -> Iterator[Finding]:
    named = record["panel"]
    if named and plain(named) not in panels:
        offered = ", ".join(f"“{panel.name}”" for panel in panels.values())
        yield _unknown(record, "panel", f"“{named}” is none of the panels that stand: {offered}.")
    elif not named and len(panels) != 1 and "reference" in record.headings:
        yield record.wrong(
            Check.KNOWN,
            "panel" if "panel" in record.headings else "reference",
            "No panel is named, and there is more than one." if panels else words.NO_PANEL + ".",
            todo="Name the panel in a column “Panel”.",
        )


def _about_response(record: Record, on) -> Iterator[Finding]:
    """A response of a list counts for each of its recipients, and needs reason and day."""
    verdict = record["verdict"]
    if verdict and verdict != Verdict.ACCEPTED.value and not record["reason"]:
        yield record.wrong(
            Check.FILLED, "verdict", "It gives no reason.", todo="Write it under “Reason”."
        )
    if verdict and not record["responded_on"]:
        yield record.wrong(
            Check.FILLED,
            "verdict",
            "It does not say on which day it was answered.",
            todo="Write the day under “Response date”.",
        )
    made, answered = record["made_on"], record["responded_on"]
    if answered and (answered > on or (made and answered < made)):
        yield record.wrong(
            Check.DAYS,
            "responded_on",
            "The day lies before it was made, or in the future.",
            todo="Put the day right.",
        )


def _unknown(record: Record, slug: str, message: str) -> Finding:
    return record.wrong(
        Check.KNOWN,
        slug,
        message,
        todo="Write it as it stands here.",
        severity=Severity.ERROR,
    )


def take(
    partnership: Partnership, *, by: User, at: datetime | None = None
) -> Callable[[Sequence[Record]], Sequence[Recommendation]]:
    """What makes every recommendation of a list, inside the caller's transaction."""

    def each(records: Sequence[Record]) -> list[Recommendation]:
        bodies, panels = _bodies(partnership), _panels(partnership)
        return [_make(record, bodies, panels, by=by, at=at) for record in records]

    return each


def _make(
    record: Record,
    bodies: Mapping[str, To],
    panels: Mapping[str, Group],
    *,
    by: User,
    at: datetime | None,
) -> Recommendation:
    named = record["panel"]
    [panel] = [panels[plain(named)]] if named else panels.values()
    made = actions.make(
        panel=panel,
        reference=record["reference"],
        title=record["title"],
        text=record["text"],
        made_on=record["made_on"],
        to=[bodies[plain(name)] for name in record["to"]]
        if record["to"]
        else everybody(panel.partnership),
        is_report=record["kind"] == "report",
        review=record["review"] or "",
        owner_role=record["owner_role"] or "",
        by=by,
        at=at,
    )
    if measure := _measure(record["measure"] or ""):
        actions.link_measure(recommendation=made, measure=measure, by=by, at=at)
    if record["verdict"]:
        actions.take_responses(
            recommendation=made,
            verdict=Verdict(record["verdict"]),
            text=record["reason"] or "",
            responded_on=record["responded_on"],
            by=by,
            at=at,
        )
    return made


def _bodies(partnership: Partnership) -> dict[str, To]:
    return {plain(body.name): body for body in (*everybody(partnership), EXECUTIVE)}


def _panels(partnership: Partnership) -> dict[str, Group]:
    return {
        plain(panel.name): panel for panel in standing_panels(partnership, viewer=AS_COUNCILLOR)
    }


def _measure(named: str) -> str:
    """The id of a measure named by its id or by its title; blank for what is neither."""
    for measure, called in measures.offered():
        if plain(named) in (plain(measure), plain(called), plain(called.partition(": ")[2])):
            return measure
    return ""
