"""Home of those who have something to do: what waits for them, what they follow, what has come."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.urls import reverse

from csp_portal.home import words
from csp_portal.home.glance_page import ForMe, for_me, newest_of
from csp_portal.home.listings import role_listings
from measures.periods import Month, Period
from partnership.desk import Desk, Task, tasks_of
from partnership.models import Role
from partnership.page_parts import Link, Listing
from partnership.people.permissions import Permission, may, roles
from reporting.analysis.figures import Figures
from reporting.charts import sparklines
from reporting.charts.sparklines import Sparkline
from returns.home_tasks import TO_DECIDE, board_of, decide_key, underway
from returns.lifecycle.queries import asked_of
from returns.lifecycle.schedule.calendar import State
from returns.lifecycle.schedule.expectations import Expected
from returns.models import Part

# No more of one table stand on home; the rest is a link away.
MOST_SHOWN = 8
_NO_DESK = frozenset({Role.COUNCILLOR})


@dataclass(frozen=True)
class Line:
    """A task in words, on the day of the page."""

    task: Task
    when: str
    is_late: bool


@dataclass(frozen=True)
class Deciding:
    """A return to decide: its total beside a year before, what was asked and what was said."""

    line: Line
    total: str
    beside: str
    asked: str
    said: tuple[str, ...]
    is_made_up: bool
    sparkline: Sparkline | None


@dataclass(frozen=True)
class GridCell:
    """What came of one source in one quarter: its state as a sign and a word."""

    sign: str
    words: str
    is_marked: bool


@dataclass(frozen=True)
class GridRow:
    source: str
    agency: str
    cells: tuple[GridCell, ...]


@dataclass(frozen=True)
class Grid:
    """Sources by quarters, the newest first."""

    quarters: tuple[str, ...]
    rows: tuple[GridRow, ...]
    links: tuple[Link, ...]


@dataclass(frozen=True)
class DeskPage:
    """Everything that the page shows; `for_me` for a councillor who is something else too."""

    day: str
    title: str
    lead: str
    to_decide: tuple[Deciding, ...]
    others: tuple[Line, ...]
    followed: tuple[Line, ...]
    more: int
    listings: tuple[Listing, ...]
    grid: Grid | None
    send: Link | None
    template: Link | None
    links: tuple[Link, ...]
    for_me: ForMe | None

    @property
    def has_lines(self) -> bool:
        """Whether any return to decide has real figures beside it."""
        return any(deciding.sparkline for deciding in self.to_decide)


def has_desk(desk: Desk) -> bool:
    """Whether the viewer is more than a councillor here."""
    return bool(roles(desk.viewer, desk.partnership) - _NO_DESK)


def desk_page(desk: Desk) -> DeskPage:
    """The desk of one person in a partnership."""
    lines = [Line(task, task.when(desk.on), task.is_late(desk.on)) for task in tasks_of(desk)]
    mine = [line for line in lines if line.task.is_mine]
    to_decide = [line for line in mine if line.task.kind == TO_DECIDE]
    others = [line for line in mine if line.task.kind != TO_DECIDE]
    followed = [line for line in lines if not line.task.is_mine]
    slug = desk.partnership.slug
    sends = may(desk.viewer, Permission.UPLOAD_RETURN, partnership=desk.partnership)
    is_councillor = Role.COUNCILLOR in roles(desk.viewer, desk.partnership)
    return DeskPage(
        day=words.day_of_week(desk.on),
        title=words.title(len(to_decide), len(mine)),
        lead=words.lead([line.task for line in followed], late=sum(line.is_late for line in mine)),
        to_decide=tuple(_deciding(desk, to_decide[:MOST_SHOWN])),
        others=tuple(others[:MOST_SHOWN]),
        followed=tuple(followed[:MOST_SHOWN]),
        more=max(0, len(others) - MOST_SHOWN),
        listings=tuple(listing for listing in role_listings(desk) if listing),
        grid=_grid(desk),
        send=Link(words.send(desk), reverse("returns:upload", args=[slug])) if sends else None,
        template=Link("Templates", reverse("returns:template", args=[slug])) if sends else None,
        links=tuple(_links(desk)),
        for_me=for_me(desk) if is_councillor else None,
    )


def _links(desk: Desk) -> Iterable[Link]:
    slug = desk.partnership.slug
    yield Link("Partnership overview", reverse("home:overview", args=[slug]))
    yield Link("All measures", reverse("reporting:figures", args=[slug]))


# --- Returns to decide ------------------------------------------------------------------------
def _deciding(desk: Desk, lines: Sequence[Line]) -> Iterator[Deciding]:
    if not lines:
        return
    waiting = {decide_key(found.of_return): found for found in desk.read(underway).waiting}
    shown = desk.read(newest_of).shown
    for line in lines:
        found = waiting[line.task.key]
        asked = asked_of(found.of_return, found.parts)
        figures = next((f for one in shown if _is_of(f := one.figures, found.parts)), None)
        year_before, drawn = _in_use(found.parts, figures) if figures else ("", None)
        yield Deciding(
            line=line,
            total=words.total([part.total for part in found.parts]),
            beside=year_before,
            asked=words.asked(len(asked)),
            said=tuple(question.explanation for question in asked if question.explanation),
            is_made_up=bool(found.of_return.illustrative),
            sparkline=drawn,
        )


def _is_of(figures: Figures, parts: Sequence[Part]) -> bool:
    """Whether the total of a return is a count of that measure: one part, and all its rows."""
    is_source = {(part.dataset, part.source) for part in parts} == {
        (figures.dataset.slug, figures.source.slug)
    }
    return is_source and not figures.measure.categories[figures.source.slug]


def _in_use(parts: Sequence[Part], figures: Figures) -> tuple[str, Sparkline | None]:
    """The same months a year before, and the real figures in use."""
    months = [Month.parse(code) for part in parts for code in part.months]
    period = Period.spanning(min(months), max(months))
    before = figures.cell(period.year_earlier)
    said = "" if before.number is None else words.a_year_before(before.text_but_nature)
    newest = max(figures.months_supplied, default=None)
    return said, sparklines.recent(figures, newest) if newest else None


# --- What has come in, and what is due ----------------------------------------------------------
def _grid(desk: Desk) -> Grid | None:
    board = desk.read(board_of)
    if board is None or not board.rows:
        return None
    slug = desk.partnership.slug
    return Grid(
        quarters=tuple(quarter.label for quarter in reversed(board.quarters)),
        rows=tuple(
            GridRow(
                source=row.source.title,
                agency=row.agency.name,
                cells=tuple(_cell(cell) for cell in reversed(row.cells)),
            )
            for row in board.rows
            if row.is_asked_for or any(row.cells)
        ),
        links=(
            Link("Whole calendar", reverse("returns:calendar", args=[slug])),
            Link("What was decided, and by whom", reverse("returns:history", args=[slug])),
        ),
    )


_SIGNS = {State.IN_USE: "✔", State.RECEIVED: "●"}


def _cell(expected: Sequence[Expected]) -> GridCell:
    """The state of the last of what is asked for in a quarter."""
    if not expected:
        return GridCell("", "–", is_marked=False)
    last = expected[-1]
    said = words.state(last)
    return GridCell(_SIGNS.get(last.state, ""), said, is_marked=last.state is State.RECEIVED)
