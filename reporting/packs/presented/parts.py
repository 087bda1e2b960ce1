"""The parts that slides of figures share: a picture with its values, annex tables, the settings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from math import ceil

from measures.periods import BadPeriod, Month, Period
from reporting.content.alternatives import alternative_of, cells_of
from reporting.content.description import Row, Table
from reporting.content.panel_slides import (
    Layout,
    PanelSlide,
    Shown,
    SpeakerNotes,
    any_illustrative,
)
from reporting.content.phrases import Phrase, phrase
from reporting.content.proofs import Proof
from reporting.packs.sections.registry import DataMissing

# Rows of each of two blocks of a table beside one another.
ROWS_BESIDE = 12
_CALENDAR_YEAR = re.compile(r"\d{4}", re.ASCII)


def period_of(written: str) -> Period | None:
    """A period of the settings; "2023" is the calendar year. None for a blank."""
    plain = written.strip()
    if not plain:
        return None
    if _CALENDAR_YEAR.fullmatch(plain):
        return Period.spanning(Month(int(plain), 1), Month(int(plain), 12))
    try:
        return Period.parse(plain)
    except BadPeriod as bad:
        raise DataMissing(str(bad)) from None


def picture(heading: str, proof: Proof) -> Shown:
    """A picture under its heading, with a tag where some of its numbers are made up."""
    return Shown(heading, proof, alternative_of(proof), any_illustrative(cells_of(proof)))


def tagged(slide: PanelSlide) -> PanelSlide:
    """One tag for the whole slide where every number of its pictures is made up."""
    cells = [cell for shown in slide.shown for cell in cells_of(shown.proof)]
    known = [cell for cell in cells if cell.number is not None]
    if slide.findings or not known or not all(cell.is_illustrative for cell in known):
        return slide
    shown = tuple(replace(each, is_illustrative=False) for each in slide.shown)
    return replace(slide, shown=shown, is_illustrative=True)


def annex_tables(
    key: str, line: str, title: Phrase, table: Table, *, source: str, say: Sequence[Phrase]
) -> tuple[PanelSlide, ...]:
    """A table on a slide of the annex, which draws a long one as two blocks of like rows.

    Its last row is that of all together. What one slide has no room for stands on several, each
    named by its first and last row.
    """
    room = 2 * ROWS_BESIDE
    slides = max(1, ceil(len(table.rows) / room))
    each = ceil(len(table.rows) / slides)
    found = []
    for number in range(slides):
        rows = table.rows[number * each : (number + 1) * each]
        last = rows[-2] if number == slides - 1 and len(rows) > 1 else rows[-1]
        piece = replace(table, rows=tuple(rows))
        ends = f": {_head(rows[0])} to {_head(last)}" if slides > 1 else ""
        found.append(
            PanelSlide(
                key=key if number == 0 else f"{key}-{number + 1}",
                layout=Layout.ANNEX,
                line=line,
                title=phrase(*title.parts, ends),
                shown=(Shown("", piece, alternative_of(piece)),),
                source=source,
                is_illustrative=any_illustrative(table.cells),
                notes=SpeakerNotes(
                    say=tuple(say) if number == 0 else (), source=source, may_be_skipped=True
                ),
            )
        )
    return tuple(found)


def _head(row: Row) -> str:
    return str(row.entries[0])
