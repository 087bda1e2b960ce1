"""The pages of the calendar described: rows and words for the templates; reads nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from measures.periods import Month, Period
from partnership.kinds import AgencyKind
from partnership.models import Agency, Partnership
from returns.catalogue.declarations import Source
from returns.catalogue.registry import datasets
from returns.fetching import asking, street_files
from returns.lifecycle.schedule import words
from returns.lifecycle.schedule.agency_board import Board, Row, SourceDates
from returns.lifecycle.schedule.calendar import State, due, holding
from returns.lifecycle.schedule.expectations import Expected, Rejected
from returns.lifecycle.schedule.reminding import Overdue
from returns.lifecycle.schedule.starting import remind_address
from returns.lifecycle.schedule.statutory import Item, StatutoryList
from returns.lifecycle.words import day


@dataclass(frozen=True)
class Entry:
    """One period in a cell of the board; `period` is blank where the column says it."""

    state: str
    shape: str
    colour: str
    period: str
    notes: tuple[str, ...]
    of_return: int | None


@dataclass(frozen=True)
class BoardRow:
    """A source of an agency; a cell without entries is not applicable."""

    agency: str
    source: str
    dataset_slug: str
    source_slug: str
    agreed: str
    cells: tuple[tuple[Entry, ...], ...]


@dataclass(frozen=True)
class KeyEntry:
    """A state in the key to the board."""

    state: str
    shape: str
    colour: str
    meaning: str


@dataclass(frozen=True)
class Waiting:
    """A line of what waits longest, and in short; with the return that has it where there is one,
    where the agency is reminded of it, and the month from which it can be fetched."""

    text: str
    named: str = ""
    of_return: int | None = None
    remind: str = ""
    fetch: str = ""


@dataclass(frozen=True)
class WaitingList:
    """What waits longest of one kind; `nothing` is said where nothing does."""

    title: str
    entries: tuple[Waiting, ...]
    nothing: str


@dataclass(frozen=True)
class BoardPanel:
    """The whole board; `earlier` and `later` are the last quarters of its neighbours."""

    quarters: tuple[str, ...]
    rows: tuple[BoardRow, ...]
    key: tuple[KeyEntry, ...]
    lists: tuple[WaitingList, ...]
    earlier: str
    later: str


def board_panel(
    board: Board, *, remind_in: Partnership | None = None, may_fetch: bool = False
) -> BoardPanel:
    """The board; with `remind_in` each line that is overdue leads to a reminder.

    With `may_fetch` what is due and published in street files has a button that fetches them.
    """
    first, last = board.quarters[0], board.quarters[-1]
    running = holding(Month.containing(board.on), every_months=3)
    step = 3 * len(board.quarters)
    return BoardPanel(
        quarters=tuple(quarter.label for quarter in board.quarters),
        rows=tuple(_row(row) for row in board.rows),
        key=tuple(
            KeyEntry(words.state(state), words.shape(state), words.colour(state), meaning)
            for state, meaning in words.key_to_the_states()
        ),
        lists=_lists(board, remind_in, may_fetch=may_fetch and asking.is_set_up()),
        earlier=Period(first.start.shift(-3), 3).code,
        later=Period(min(last.start.shift(step), running.start), 3).code if last < running else "",
    )


def _lists(
    board: Board, remind_in: Partnership | None, *, may_fetch: bool
) -> tuple[WaitingList, ...]:
    late = [
        Waiting(
            words.overdue(one),
            words.late_in_short(one),
            _sent_back(one.rejected),
            remind_address(remind_in, one) if remind_in and not one.source.published else "",
            _fetched_from(one.source, one.first) if may_fetch else "",
        )
        for one in board.late
    ]
    waits = [Waiting(words.waits(one), of_return=one.of_return) for one in board.waiting]
    due = [
        Waiting(
            words.due(one),
            words.due(one),
            _sent_back(one.rejected),
            fetch=_fetched_from(one.source, one.period) if may_fetch else "",
        )
        for one in board.due
    ]
    return (
        WaitingList(words.TITLE_LATE, tuple(late), words.NOTHING_LATE),
        WaitingList(words.TITLE_WAITS, tuple(waits), words.NOTHING_WAITS),
        WaitingList(words.TITLE_DUE, tuple(due), words.NOTHING_DUE),
    )


def _fetched_from(source: Source, first: Period) -> str:
    """The first month to fetch; blank for what is in no street file."""
    return first.start.code if street_files.LAYOUT in source.layouts else ""


def _sent_back(rejected: Rejected | None) -> int | None:
    return rejected.of_return if rejected else None


def _row(row: Row) -> BoardRow:
    return BoardRow(
        agency=row.agency.name,
        source=row.source.title,
        dataset_slug=row.dataset.slug,
        source_slug=row.source.slug,
        agreed=words.in_short(row.agreed) if row.agreed else words.NOTHING_YET,
        cells=tuple(_cell(cell) for cell in row.cells),
    )


def _cell(cell: Iterable[Expected]) -> tuple[Entry, ...]:
    return tuple(_entry(asked) for asked in cell) or (_NOT_APPLICABLE,)


def _entry(expected: Expected) -> Entry:
    return Entry(
        state=words.state(expected.state),
        shape=words.shape(expected.state),
        colour=words.colour(expected.state),
        period="" if expected.period.months == 3 else expected.period.label,
        notes=words.notes(expected),
        of_return=_sent_back(expected.rejected) or expected.of_return,
    )


_NOT_APPLICABLE = Entry(
    words.state(State.NOT_APPLICABLE),
    words.shape(State.NOT_APPLICABLE),
    words.colour(State.NOT_APPLICABLE),
    "",
    (),
    None,
)


# --- What was agreed -------------------------------------------------------------------------
@dataclass(frozen=True)
class DatesRow:
    """A source with what was agreed about it, oldest first, and the period now running."""

    source: str
    dataset: str
    dataset_slug: str
    source_slug: str
    agencies: str
    agreed: tuple[str, ...]
    example: str


def dates_row(of_source: SourceDates, *, on: date, law: StatutoryList) -> DatesRow:
    return DatesRow(
        source=of_source.source.title,
        dataset=of_source.dataset.title,
        dataset_slug=of_source.dataset.slug,
        source_slug=of_source.source.slug,
        agencies=", ".join(agency.name for agency in of_source.agencies),
        agreed=tuple(words.agreement(agreement) for agreement in of_source.agreed)
        or (
            words.own_frequency(
                of_source.source.every_months, is_published=of_source.source.published
            ),
        ),
        example=_example(of_source, on, law),
    )


def _example(of_source: SourceDates, on: date, law: StatutoryList) -> str:
    latest = of_source.agreed[-1] if of_source.agreed else None
    if (latest and not latest.is_asked_for) or (latest is None and of_source.source.published):
        return ""
    every = latest.every_months if latest else of_source.source.every_months
    running = holding(Month.containing(on), every_months=every)
    statutory = law.due(running)
    by = due(running, latest, statutory=statutory) if latest else statutory
    return words.example(running, by, statutory if by != statutory else None)


# --- The statutory list ----------------------------------------------------------------------
@dataclass(frozen=True)
class ItemRow:
    """One thing that the law asks for, and how far the portal has it."""

    paragraph: str
    what: str
    is_supplied: bool
    state: str
    shape: str
    colour: str
    supplied: tuple[str, ...]
    how_far: str
    valid: str
    seen: str


@dataclass(frozen=True)
class AuthorityItems:
    """What the law asks of one kind of authority, and which agencies that is here."""

    title: str
    agencies: str
    items: tuple[ItemRow, ...]


def statutory_items(
    law: StatutoryList,
    *,
    agencies: Iterable[Agency],
    in_use: Mapping[tuple[str, str], frozenset[Month]],
    on: date,
) -> tuple[AuthorityItems, ...]:
    """The items in force on a day, by authority; `in_use` are the months of each source."""
    here = tuple(agencies)
    of_kind = {
        kind: [item for item in law.items if item.authority == kind and item.holds_on(on)]
        for kind in dict.fromkeys(item.authority for item in law.items)
    }
    return tuple(
        AuthorityItems(
            title=AgencyKind(kind).label,
            agencies=words.stand_for(tuple(entry.name for entry in here if entry.kind == kind)),
            items=tuple(_item(item, in_use) for item in items),
        )
        for kind, items in of_kind.items()
        if items
    )


def of_these(pairs: Iterable[tuple[AuthorityItems, ItemRow]]) -> tuple[AuthorityItems, ...]:
    """The authorities with those of their items that are left, in their order."""
    items: dict[AuthorityItems, list[ItemRow]] = {}
    for authority, item in pairs:
        items.setdefault(authority, []).append(item)
    return tuple(replace(authority, items=tuple(left)) for authority, left in items.items())


def _item(item: Item, in_use: Mapping[tuple[str, str], frozenset[Month]]) -> ItemRow:
    supplied = tuple(
        words.reaches(datasets[dataset].source(source).title, _latest(in_use, dataset, source))
        for dataset, source in item.supplied_by
    )
    has_any = any(in_use.get(series) for series in item.supplied_by)
    state = words.supplied(is_mapped=bool(item.supplied_by), has_any=has_any)
    return ItemRow(
        paragraph=item.paragraph,
        what=item.what,
        is_supplied=has_any,
        state=state.words,
        shape=state.shape,
        colour=state.colour,
        supplied=supplied,
        how_far=item.how_far,
        valid=words.valid(item.valid_from, item.valid_to),
        seen=item.seen,
    )


def _latest(
    in_use: Mapping[tuple[str, str], frozenset[Month]], dataset: str, source: str
) -> Month | None:
    return max(in_use.get((dataset, source), frozenset()), default=None)


# --- Addresses -------------------------------------------------------------------------------
@dataclass(frozen=True)
class AddressRow:
    """A calendar that can be had; `address` is blank until it is made."""

    title: str
    agency: str
    address: str
    made: str


def address_row(agency: Agency | None, *, title: str, address: str, made) -> AddressRow:
    return AddressRow(
        title=title,
        agency=agency.slug if agency else "",
        address=address,
        made=f"Made on {day(made.made_at)} by {made.made_by}" if made else "",
    )


# --- Reminding -------------------------------------------------------------------------------
def would_remind(found: Overdue) -> tuple[str, ...]:
    """Whom a reminder would reach, or why it can't be sent now."""
    if not found.late:
        return (words.nothing_to_remind_of(found.agency),)
    if not found.people:
        return (words.nobody_to_remind(found.agency),)
    if not found.to_remind:
        return (words.reminded_today(found.agency, found.last),)
    return words.to_be_reminded(mailed=found.mailed, later=found.later, unmailed=found.unmailed)


def reminded(found: Overdue, *, at: datetime) -> str:
    """The confirmation: who was reminded, how and when."""
    return words.reminded_now(
        found.agency, mailed=found.mailed, later=found.later, unmailed=found.unmailed, at=at
    )
