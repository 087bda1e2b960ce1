"""The mappings that officers made before, and what they make of a file that comes now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.timezone import localtime

from partnership.models import Agency, Partnership
from returns.catalogue.declarations import Dataset, Source
from returns.catalogue.findings import Check, Finding, Severity
from returns.catalogue.registry import datasets
from returns.mapping.guess import mentions_our_terms
from returns.mapping.known_words import KnownWords, Reader
from returns.mapping.mapped_reading import Mapped, read_mapped
from returns.mapping.named_sheets import NamedSheet, personal_data_in_sheet
from returns.mapping.sheets import Fit, Gives, SheetMapping, TableMapping, fitted
from returns.models import SavedMapping
from returns.reading.places import Places

if TYPE_CHECKING:
    from returns.reading.upload import Reading

PERIODS = (Gives.PERIOD, Gives.YEAR, Gives.WITHIN)


def mappable() -> tuple[tuple[Dataset, Source], ...]:
    """The sources that a spreadsheet may be mapped to: those that an agency supplies."""
    return tuple(
        (dataset, source)
        for dataset in datasets
        for source in dataset.sources
        if not source.published
    )


@dataclass(frozen=True, eq=False)
class ByMapping:
    """A file as a mapping reads it, and which saved mapping that was."""

    mapping: SheetMapping
    mapped: Mapped
    saved: SavedMapping | None

    @property
    def reading(self) -> Reading:
        return self.mapped.reading


@dataclass(frozen=True)
class FittedMapping:
    """A saved mapping laid on new sheets; `is_whole` where nothing keeps it from being used."""

    saved: SavedMapping
    mapping: SheetMapping
    changes: tuple[str, ...]
    moves: tuple[str, ...]
    is_whole: bool

    @property
    def notes(self) -> tuple[Finding, ...]:
        """Findings for whoever sends the return."""
        by, on = self.saved.made_by, date_format(localtime(self.saved.made_at), "j F Y")
        sentence = f"Read as {by} mapped “{self.saved.made_for}” on {on}."
        moved = f" {' '.join(self.moves)}" if self.moves else ""
        return (
            Finding(Check.HEADINGS, Severity.NOTE, sentence + moved),
            *(
                Finding(
                    Check.HEADINGS,
                    Severity.QUERY,
                    f"The layout has changed: {change}",
                    todo="Say that the mapping still holds.",
                )
                for change in self.changes
            ),
        )


def saved_for(
    partnership: Partnership, agency: Agency | None, *, source: str = ""
) -> tuple[SavedMapping, ...]:
    """The mappings in force for what `agency` supplies, the newest first; one query."""
    found = SavedMapping.objects.filter(
        partnership=partnership, agency=agency, ended_at__isnull=True
    )
    if source:
        found = found.filter(source=source)
    return tuple(found.select_related("made_by"))


def fitting(saved: SavedMapping, sheets: Sequence[NamedSheet]) -> FittedMapping | None:
    """`saved` where its tables stand in `sheets`; None where one of them is not found."""
    mapping = SheetMapping.from_json(saved.description)
    fits: list[Fit] = []
    for table in mapping.tables:
        found = _found(table, sheets)
        if found is None:
            return None
        fits.append(found)
    typed = [role for fit in fits for role in fit.table.fixed if role in PERIODS]
    tables = tuple(_without_typed_period(fit.table) for fit in fits)
    asks = ("The period was typed by hand: say which it is now.",) if typed else ()
    return FittedMapping(
        saved=saved,
        # That nothing happened on a day was said of the days of one file.
        mapping=replace(mapping, tables=tables, aside=(), other_days_none=False),
        changes=(*(change for fit in fits for change in fit.changes), *asks),
        moves=tuple(move for fit in fits for move in fit.moves),
        is_whole=all(fit.is_whole for fit in fits) and not typed,
    )


def best_fitting(
    partnership: Partnership,
    agency: Agency | None,
    sheets: Sequence[NamedSheet],
    *,
    source: str = "",
) -> FittedMapping | None:
    """The saved mapping that fits with the fewest changes; of equals, the newest."""
    every = (fitting(saved, sheets) for saved in saved_for(partnership, agency, source=source))
    found = [mapping for mapping in every if mapping is not None]
    return min(
        found, key=lambda mapping: (not mapping.is_whole, len(mapping.changes)), default=None
    )


def read_by(
    mapping: SheetMapping | None,
    sheets: Sequence[NamedSheet],
    *,
    partnership: Partnership,
    supplied_by: Agency | None,
    places: Places,
    today: date,
    source: str = "",
) -> ByMapping | None:
    """The sheets as `mapping` reads them, or a saved one; None where none of those fits wholly."""
    found = None
    if mapping is None:
        found = best_fitting(partnership, supplied_by, sheets, source=source)
        if found is None or not found.is_whole:
            return None
        mapping = found.mapping
    mapped = read_mapped(
        sheets,
        mapping,
        words=words_for(mapping, partnership, today=today, every=places),
        supplied_by=supplied_by.slug if supplied_by else "",
        notes=found.notes if found else (),
    )
    return ByMapping(mapping, mapped, found.saved if found else None)


def words_for(
    mapping: SheetMapping | None,
    partnership: Partnership,
    *,
    today: date,
    every: Places | None = None,
) -> KnownWords:
    """The words that a mapping is read by: of our places alone, or of all that are hosted."""
    if mapping is None or not mapping.is_for_all:
        return KnownWords(Places.only(partnership), partnership.pk, today)
    places = every or Places.read_for(partnership)
    ours_first = sorted(places.hosted, key=lambda place: place.partnership_id != partnership.pk)
    return KnownWords(replace(places, hosted=tuple(ours_first)), partnership.pk, today)


def may_be_mapped(sheets: Sequence[NamedSheet], *, words: KnownWords) -> bool:
    """Whether some sheet speaks of what we count, and none of people."""
    if any(tuple(personal_data_in_sheet(sheet, today=words.today)) for sheet in sheets):
        return False
    return any(
        mentions_our_terms(sheet, Reader.of(dataset, source, words))
        for sheet in sheets
        for dataset, source in mappable()
    )


def _found(table: TableMapping, sheets: Sequence[NamedSheet]) -> Fit | None:
    """`table` in the sheet of its name, else in the one that it fits best."""
    every = [(sheet.name == table.sheet, sheet, fitted(table, sheet.grid)) for sheet in sheets]
    found = [(same, named, fit) for same, named, fit in every if fit is not None]
    if not found:
        return None
    _, named, fit = max(found, key=lambda each: (each[2].is_whole, each[0], -len(each[2].changes)))
    return replace(fit, table=replace(fit.table, sheet=named.name))


def _without_typed_period(table: TableMapping) -> TableMapping:
    """A period that was typed is that of one quarter, and would be wrong in the next."""
    fixed = {role: text for role, text in table.fixed.items() if role not in PERIODS}
    return replace(table, fixed=fixed)
