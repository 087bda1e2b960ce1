"""Deputies, stored files and changed figures as plain rows for a template and for CSV."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from measures.periods import Month, Period
from partnership import clock
from partnership.models import Area, Partnership, Role
from returns.catalogue.declarations import Dataset, Source
from returns.catalogue.registry import datasets
from returns.catalogue.revision_keys import categories_of
from returns.files.csv_writer import csv_of
from returns.in_use import revisions
from returns.in_use.revisions import Changed
from returns.lifecycle import words
from returns.models import Part, Return
from returns.pages.presenting import number

# More than this of one part are in the download, and not on the page.
CHANGES_SHOWN = 50


# --- Deputies --------------------------------------------------------------------------------
@dataclass(frozen=True)
class DeputyRow:
    """A deputy, and the days on which they may accept."""

    pk: int
    name: str
    days: str
    is_now: bool


def deputies(partnership: Partnership) -> tuple[DeputyRow, ...]:
    """Those whose time is not over, the soonest first."""
    today = clock.today()
    memberships = partnership.memberships.filter(role=Role.DEPUTY, valid_to__gt=today)
    return tuple(
        DeputyRow(
            pk=membership.pk,
            name=str(membership.user),
            days=words.from_to(membership.valid_from, membership.valid_to - timedelta(days=1)),
            is_now=membership.valid_from <= today,
        )
        for membership in memberships.select_related("user").order_by("valid_from", "user__name")
        if membership.valid_from and membership.valid_to
    )


# --- Files kept for others -------------------------------------------------------------------
@dataclass(frozen=True)
class StoredFileRow:
    """A file of which a partnership may take its part."""

    pk: int
    name: str
    came: str
    holds: str


def stored_file_rows(
    stored: Iterable[tuple[Return, int]], partnership: Partnership
) -> tuple[StoredFileRow, ...]:
    return tuple(
        StoredFileRow(
            pk=of_return.pk,
            name=of_return.name,
            came=words.stored_since(of_return),
            holds=words.rows_of(rows, partnership),
        )
        for of_return, rows in stored
    )


# --- What a return changes -------------------------------------------------------------------
@dataclass(frozen=True)
class ChangedLine:
    """A figure that a return changes, in words: where, when, of what, what it was and is."""

    code: str
    area: str
    period: str
    categories: tuple[str, ...]
    was: str
    now: str


@dataclass(frozen=True)
class ChangesPanel:
    """The figures that one part changes: the first of them, and where all of them are."""

    pk: int
    of_return: int
    title: str
    sentence: str
    because: str
    head: tuple[str, ...]
    rows: tuple[ChangedLine, ...]
    left_out: int


def changed_lines(part: Part) -> tuple[ChangedLine, ...]:
    """Every figure that `part` would change, or changed when it was accepted."""
    is_over = part.state in (Part.State.ACCEPTED, Part.State.RECALLED)
    return lines(part, revisions.made_by(part) if is_over else revisions.changes(part))


def lines(part: Part, changed: Sequence[Changed]) -> tuple[ChangedLine, ...]:
    """`changed` in words, by month and then by area; one query for the names."""
    dataset = datasets[part.dataset]
    source = dataset.source(part.source)
    areas = Area.objects.in_bulk({cell.area for cell in changed})
    in_order = sorted(changed, key=lambda cell: (cell.start, areas[cell.area].name, cell.key))
    return tuple(_line(cell, areas[cell.area], dataset, source) for cell in in_order)


def _line(changed: Changed, area: Area, dataset: Dataset, source: Source) -> ChangedLine:
    labels = (
        next((it.label for it in source.categories[dimension.field] if it.slug == slug), slug)
        for dimension, slug in zip(dataset.dimensions, categories_of(changed.key), strict=True)
    )
    return ChangedLine(
        code=area.code,
        area=area.name,
        period=Period(Month.containing(changed.start), changed.months).label,
        categories=tuple(labels),
        was=number(changed.was),
        now=number(changed.now),
    )


def changes_panel(part: Part, changed: Sequence[ChangedLine]) -> ChangesPanel | None:
    """What `part` changes, for its page; None where it changes nothing."""
    if not changed:
        return None
    dimensions = tuple(dimension.title for dimension in datasets[part.dataset].dimensions)
    return ChangesPanel(
        pk=part.pk,
        of_return=part.of_return_id,
        title=f"{words.title(part)}: what changes",
        sentence=words.changes(len(changed), is_done=bool(part.revised_because)),
        because=part.revised_because,
        head=("Area", "Month", *dimensions, "Was", "Is"),
        rows=tuple(changed[:CHANGES_SHOWN]),
        left_out=max(0, len(changed) - CHANGES_SHOWN),
    )


def changes_csv(part: Part, changed: Iterable[ChangedLine]) -> str:
    dimensions = (dimension.title for dimension in datasets[part.dataset].dimensions)
    return csv_of(
        (
            ("Area code", "Area", "Month", *dimensions, "Was", "Is"),
            *(
                (line.code, line.area, line.period, *line.categories, line.was, line.now)
                for line in changed
            ),
        )
    )
