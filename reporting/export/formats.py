"""A pack as a file, in each of the formats that it comes in; draws nothing itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time
from enum import Enum

from partnership.refusals import Refused
from reporting.content.description import Deck
from reporting.content.frozen import FrozenPack, FrozenSection
from reporting.content.panel_slides import Presentation
from reporting.content.report import Report
from reporting.rendering.slides.from_parts import presentation_of


class Format(Enum):
    """The formats of a pack; the value is the ending of the file's name."""

    PPTX = "pptx"
    PDF = "pdf"
    HTML = "html"
    DOCX = "docx"
    XLSX = "xlsx"
    ODS = "ods"


def draw(deck: Deck, file_format: Format, *, template: bytes | None = None) -> bytes:
    """A deck alone as a file, such as that of a measure; otherwise as `draw_pack`."""
    return draw_pack(_alone(deck), file_format, template=template)


def draw_pack(pack: FrozenPack, file_format: Format, *, template: bytes | None = None) -> bytes:
    """The pack as a file; the same pack, format and template give the same bytes.

    `template` is a partnership's own PPTX, which only slides use. Slides are the presentation,
    documents are the report, where the pack has them apart. Refused where words do not fit, where
    two slides have one title, or where the PDF's font has not been built.
    """
    match file_format:
        case Format.PPTX:
            has_own = pack.has_presentation
            shown = pack.presentation() if has_own else presentation_of(pack.deck())
            return draw_presentation(shown, template=template)
        case Format.PDF | Format.HTML | Format.DOCX:
            return draw_report(pack.report(), file_format, with_notes=pack.has_notes)
        case Format.XLSX | Format.ODS:
            return _workbook(pack, file_format)


def _alone(deck: Deck) -> FrozenPack:
    """A deck as a pack of its own."""
    at = datetime.combine(deck.as_at, time.max, tzinfo=UTC)
    section = FrozenSection("deck", "text", "", deck.slides)
    return FrozenPack(replace(deck, slides=()), (section,), at)


def _workbook(pack: FrozenPack, file_format: Format) -> bytes:
    from reporting.export import ods, sheets, xlsx
    from reporting.export.figures.rows import figures
    from reporting.export.figures.sheet import data_sheet
    from reporting.export.figures.tables import tables_of_pack

    listed, found = tables_of_pack(pack), figures(pack)
    tables, names = [table for _, table in listed], [naming for naming, _ in listed]
    title, about = pack.head.title, sheets.about(pack.head)
    data = data_sheet(found) if found else None
    if file_format is Format.XLSX:
        return xlsx.workbook(tables, title=title, about=about, data=data, names=names)
    day = pack.head.as_at
    return ods.spreadsheet(tables, title=title, about=about, day=day, data=data, names=names)


def draw_report(report: Report, file_format: Format, *, with_notes: bool = False) -> bytes:
    """A report as PDF, HTML or DOCX; the same report gives the same bytes.

    `with_notes` adds what is for the presenter. Refused where a diagram of a part has no room, or
    where the font has not been built.
    """
    from reporting.export.fonts import NoFont
    from reporting.rendering.diagram_layout import TooWide

    try:
        return _written(report, file_format, with_notes=with_notes)
    except (TooWide, NoFont) as why:
        raise Refused(f"The {file_format.name} cannot be made: {why}") from why


def _written(report: Report, file_format: Format, *, with_notes: bool) -> bytes:
    match file_format:
        case Format.PDF:
            from reporting.export import pdf

            return pdf.document(report, with_notes=with_notes)
        case Format.DOCX:
            from reporting.export import docx

            return docx.document(report, with_notes=with_notes)
        case Format.HTML:
            from reporting.export import html

            return html.page(report, with_notes=with_notes)
        case _:
            raise ValueError(f"A report is not written as {file_format.name}.")


def draw_presentation(presentation: Presentation, *, template: bytes | None = None) -> bytes:
    """A presentation as a PPTX; the same presentation and template give the same bytes.

    `template` is a partnership's own PPTX. Refused where words do not fit, or where two slides
    have one title.
    """
    from reporting.export import pptx
    from reporting.rendering.slides.plan import DuplicateTitle
    from reporting.rendering.slides.setting import TooFull

    try:
        return pptx.presentation(presentation, council_template=template)
    except (DuplicateTitle, TooFull) as why:
        raise Refused(f"The slides cannot be made: {why}") from why
