"""The desk of a version being written: how far it is, its sections, and whose turn it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from django.db.models import Max

from partnership import clock
from partnership.models import User
from partnership.people.permissions import Permission, Viewer, may
from partnership.people.recipients import holders_of
from reporting.narrative.board import in_words
from reporting.packs.agreement import shown_period
from reporting.packs.editor.draft import Draft
from reporting.packs.editor.stops import Stop, stops, to_know
from reporting.packs.models import Section, SectionRevision, SectionState, State, Version
from reporting.packs.policies import may_write
from reporting.packs.sections.registry import Writers, section_kinds
from reporting.packs.words import STEPS

# A tag of the page: its words and its colour.
Tag = tuple[str, str]
THE_LEAD = "the Prevent lead"


@dataclass(frozen=True)
class SectionLine:
    """A section in the list beside the slide. `place` is counted from 0.

    `notes` say in few words what is missing, and nothing for one that is ready; `shows` names the
    period that it was told to show.
    """

    key: str
    title: str
    kind: str
    place: int
    is_ready: bool
    notes: tuple[str, ...]
    shows: str
    tags: tuple[Tag, ...]
    is_first: bool
    is_last: bool
    may_write: bool


@dataclass(frozen=True)
class Desk:
    """A version being written: how far it is, who has it, its sections, what stops it.

    `saved_at` is when words of it were last saved.
    """

    version: Version
    heading: str
    standing: str
    saved_at: datetime | None
    lines: tuple[SectionLine, ...]
    stops: tuple[Stop, ...]
    to_know: tuple[Stop, ...]
    to_confirm: tuple[SectionLine, ...]
    first_in_report: str
    may_edit: bool
    may_approve: bool

    @property
    def saved_today(self) -> bool:
        return self.saved_at is not None and clock.day_of(self.saved_at) == clock.today()

    @property
    def first_waiting(self) -> SectionLine | None:
        """The first section that is not ready, else the first of all."""
        waiting = [line for line in self.lines if not line.is_ready]
        return next(iter((*waiting, *self.lines)), None)

    def around(self, key: str) -> tuple[SectionLine | None, SectionLine | None]:
        """The sections before and after the one of that key."""
        placed = (None, *self.lines, None)
        for before, (line, after) in zip(placed, pairwise(placed[1:]), strict=False):
            if line is not None and line.key == key:
                return before, after
        return None, None

    def line(self, key: str) -> SectionLine | None:
        return next((line for line in self.lines if line.key == key), None)


def desk(version: Version, viewer: Viewer, draft: Draft) -> Desk:
    """The version as its author, reviewer or approver sees it."""
    stopping, known = stops(draft), to_know(draft)
    lines = tuple(
        _line(section, place, draft.standing, (*stopping, *known), viewer)
        for place, section in enumerate(draft.standing)
    )
    states = {section.key: section.state for section in draft.standing}
    partnership = version.pack.partnership
    saved = SectionRevision.objects.filter(section__version=version, section__ended_at=None)
    return Desk(
        version=version,
        heading=_heading(version, draft.standing, lines, viewer),
        standing=_standing(version),
        saved_at=saved.aggregate(last=Max("at"))["last"],
        lines=lines,
        stops=stopping,
        to_know=known,
        to_confirm=tuple(
            line for line in lines if states[line.key] == SectionState.CHECK and line.may_write
        ),
        first_in_report=next((one.key for one in draft.built.pack.sections if one.slides), ""),
        may_edit=may(viewer, Permission.EDIT_PACKS, partnership=partnership),
        may_approve=may(viewer, Permission.APPROVE_PACKS, partnership=partnership),
    )


def _line(
    section: Section, place: int, every: Sequence[Section], found: Sequence[Stop], viewer: Viewer
) -> SectionLine:
    own = [stop.short for stop in found if stop.key == section.key]
    return SectionLine(
        key=section.key,
        title=section.title,
        kind=section_kinds[section.kind].title,
        place=place,
        is_ready=not own,
        notes=tuple(dict.fromkeys(own)),
        shows=shown_period(section.settings),
        tags=(("Exempt", "purple"),) if section.is_exempt else (),
        is_first=place == 0,
        is_last=place == len(every) - 1,
        may_write=may_write(viewer, section),
    )


# --- How far it is, and whose turn it is -----------------------------------------------------
def _heading(
    version: Version, standing: Sequence[Section], lines: Sequence[SectionLine], viewer: Viewer
) -> str:
    """ "29 of 32 sections are ready; two wait for you, one for Idris Kelso"."""
    ready = sum(line.is_ready for line in lines)
    if not lines:
        return "There is no section in it yet"
    if ready == len(lines):
        return f"All {len(lines)} sections are ready" if ready > 1 else "Its section is ready"
    verb = "is" if ready == 1 else "are"
    whose: dict[str, int] = {}
    for section, line in zip(standing, lines, strict=True):
        if not line.is_ready:
            who = _whose(section, line, version, viewer)
            whose[who] = whose.get(who, 0) + 1
    first, *others = whose.items()
    waits = f"{in_words(first[1])} {'waits' if first[1] == 1 else 'wait'} for {first[0]}"
    rest = [f"{in_words(count)} for {who}" for who, count in others]
    return f"{ready} of {len(lines)} sections {verb} ready; {', '.join([waits, *rest])}"


def _whose(section: Section, line: SectionLine, version: Version, viewer: Viewer) -> str:
    is_of_lead = section_kinds[section.kind].writers is Writers.PREVENT_LEAD
    edits = may(viewer, Permission.EDIT_PACKS, partnership=version.pack.partnership)
    if is_of_lead and (edits or not line.may_write):
        return _the_lead(version, viewer)
    return "you" if line.may_write else str(version.begun_by)


def _the_lead(version: Version, viewer: Viewer) -> str:
    """The Prevent lead by name, where there is one."""
    partnership = version.pack.partnership
    leads: list[User] = [
        user
        for user in holders_of(Permission.EDIT_PREVENT_SECTIONS, partnership)
        if not may(user, Permission.EDIT_PACKS, partnership=partnership)
    ]
    if viewer in leads:
        return "you"
    return str(leads[0]) if len(leads) == 1 else THE_LEAD


def _standing(version: Version) -> str:
    """Who has the version now, in one line."""
    state = State(version.state)
    who = {State.DRAFT: version.begun_by, State.IN_REVIEW: version.sent_by}.get(state)
    return f"{state.label}: {STEPS[state]}" + (f" ({who})" if who else "")
