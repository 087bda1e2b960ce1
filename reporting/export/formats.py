"""A deck as a file, in each of the formats that a pack comes in; draws nothing itself."""

from __future__ import annotations

from enum import Enum

from partnership.refusals import Refused
from reporting.content.description import Deck


class Format(Enum):
    """The formats of a pack; the value is the ending of the file's name."""

    PPTX = "pptx"
    PDF = "pdf"
    HTML = "html"
    XLSX = "xlsx"
    ODS = "ods"


def draw(deck: Deck, file_format: Format, *, template: bytes | None = None) -> bytes:
    """The deck as a file; the same deck, format and template give the same bytes.

    `template` is a partnership's own PPTX, which only slides use. Refused where words do not
    fit, where two slides have one title, or where the PDF's font has not been built.
    """
    match file_format:
        case Format.PPTX:
            return _slides(deck, template)
        case Format.PDF:
            return _pdf(deck)
        case Format.HTML:
            from reporting.export import html

            return html.page(deck)
        case Format.XLSX:
            from reporting.export import sheets, xlsx

            tables = sheets.tables_of(deck)
            return xlsx.workbook(tables, title=deck.title, about=sheets.about(deck))
        case Format.ODS:
            from reporting.export import ods, sheets

            return ods.spreadsheet(
                sheets.tables_of(deck), title=deck.title, about=sheets.about(deck), day=deck.as_at
            )


def _slides(deck: Deck, template: bytes | None) -> bytes:
    from reporting.export import pptx
    from reporting.export.pptx.slide_layout import DuplicateTitle
    from reporting.export.pptx.table_layout import TooLong
    from reporting.rendering.diagram_layout import TooWide

    try:
        return pptx.presentation(deck, council_template=template)
    except (DuplicateTitle, TooLong, TooWide) as why:
        raise Refused(f"The slides cannot be made: {why}.") from why


def _pdf(deck: Deck) -> bytes:
    from reporting.export import pdf
    from reporting.export.fonts import NoFont
    from reporting.export.pptx.table_layout import TooLong
    from reporting.rendering.diagram_layout import TooWide

    try:
        return pdf.document(deck)
    except (TooLong, TooWide, NoFont) as why:
        raise Refused(f"The PDF cannot be made: {why}") from why
