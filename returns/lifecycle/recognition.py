"""An opened upload read by the layout it has, else by a mapping; every file is read here."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from partnership.models import Agency, Partnership
from returns.catalogue.findings import Check, Finding, Severity, Unreadable
from returns.catalogue.limits import LIMITS
from returns.files.raw_tables import Opened
from returns.mapping.named_sheets import NamedSheet, named_sheets
from returns.mapping.saved import ByMapping, may_be_mapped, read_by, words_for
from returns.mapping.sheets import SheetMapping
from returns.reading.places import Places
from returns.reading.upload import Reading, read


@dataclass(frozen=True, eq=False)
class Recognition:
    """What an upload holds, and the mapping that it was read by, if it was.

    `may_be_mapped` says of a file that nothing recognises whether somebody can map it; `sheets` are
    those that it would be mapped by.
    """

    reading: Reading
    by_mapping: ByMapping | None = None
    may_be_mapped: bool = False
    sheets: tuple[NamedSheet, ...] = ()


def recognised(
    opened: Opened,
    *,
    partnership: Partnership,
    supplied_by: Agency | None,
    today: date,
    source: str = "",
    mapping: SheetMapping | None = None,
    may_wait: bool = False,
) -> Recognition:
    """Read `opened` by `mapping` where one is given, by its layout, or by a mapping saved before.

    Of the saved mappings only those for `source`, where it is given. With `may_wait` it is also
    asked whether a file that nothing recognises can be mapped.
    """
    places = Places.read_for(partnership)
    slug = supplied_by.slug if supplied_by else ""
    reading = read(opened, places=places, today=today, supplied_by=slug)
    if reading.is_withheld or not (mapping or reading.is_unknown):
        return Recognition(reading)
    if len(opened.tables) > LIMITS.mapped_tables:
        held = f"{len(opened.tables):,} tables"
        return Recognition(_too_large(reading, opened, held, f"{LIMITS.mapped_tables}"))
    sheets = _sheets(opened)
    if sheets is None:
        return Recognition(reading)
    by_mapping = read_by(
        mapping,
        sheets,
        partnership=partnership,
        supplied_by=supplied_by,
        places=places,
        today=today,
        source=source,
    )
    if by_mapping is not None:
        return Recognition(by_mapping.reading, by_mapping)
    if not may_wait or not _may_wait(reading):
        return Recognition(reading)
    return _to_be_mapped(reading, opened, sheets, partnership, today)


def _to_be_mapped(
    reading: Reading,
    opened: Opened,
    sheets: tuple[NamedSheet, ...],
    partnership: Partnership,
    today: date,
) -> Recognition:
    """A file that nothing recognises, with its sheets if somebody can map them."""
    passed = _limit_passed(sheets)
    if passed:
        return Recognition(_too_large(reading, opened, *passed))
    may = may_be_mapped(sheets, words=words_for(None, partnership, today=today))
    return Recognition(reading, may_be_mapped=may, sheets=sheets if may else ())


def _may_wait(reading: Reading) -> bool:
    is_kept = reading.is_unknown and not reading.must_be_discarded
    return is_kept and all(found.check is not Check.READABLE for found in reading.report.errors)


def _limit_passed(sheets: tuple[NamedSheet, ...]) -> tuple[str, str] | None:
    """How much the sheets hold and how much may be mapped, where that is less."""
    rows = sum(sheet.rows for sheet in sheets)
    if rows > LIMITS.mapped_rows:
        return f"{rows:,} rows", f"{LIMITS.mapped_rows:,} rows"
    cells = sum(sheet.rows * len(sheet.columns) for sheet in sheets)
    if cells > LIMITS.mapped_cells:
        return f"{cells:,} cells", f"{LIMITS.mapped_cells:,} cells"
    return None


def _too_large(reading: Reading, opened: Opened, held: str, limit: str) -> Reading:
    """A file that nobody could map: it says why beside what was found in it."""
    finding = Finding(
        Check.RECOGNISED,
        Severity.ERROR,
        f"“{opened.name}” holds {held}. Tables that the portal does not know are read from files of"
        f" up to {limit}.",
        todo="Send the tables and months that hold your figures, as one file or as several.",
        file=opened.name,
    )
    report = replace(reading.report, findings=(finding, *reading.report.findings))
    return replace(reading, report=report, is_unknown=False)


def _sheets(opened: Opened) -> tuple[NamedSheet, ...] | None:
    """None of a file that breaks off: its reading says where."""
    if opened.unreadable is not None:
        return None
    try:
        return named_sheets(opened)
    except Unreadable:
        return None
