"""The empty Word document that a report is written into: A4, British English, our styles."""

# python-docx has no call for the theme, so its XML is set here.
# ruff: noqa: SLF001
from __future__ import annotations

import re
from datetime import datetime, time
from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

from reporting.content.description import Deck
from reporting.export.docx.words import CENTRE, add_field

# What the margins leave of A4, in points: as in the PDF.
TEXT_WIDTH = 493.0
CONTENTS_LINE, SUMMARY_LINE = "toc 1", "Summary line"
_FONT, _LANGUAGE = "Arial", "en-GB"
_SIZES = {"Title": 26, "Subtitle": 14, "Heading 1": 17, "Heading 2": 13}
_INK, _QUIET = RGBColor(0x0B, 0x0C, 0x0C), RGBColor(0x50, 0x5A, 0x5F)
_FACES = re.compile(rb'(<a:(?:major|minor)Font>\s*<a:latin typeface=")[^"]*')
_ACCENT = re.compile(rb'(<a:accent1>\s*<a:srgbClr val=")[^"]*')


def empty(deck: Deck) -> Any:
    """A document without a paragraph, with the deck's properties, header and footer."""
    document = Document()
    _set_theme(document, deck.colour)
    _set_styles(document)
    _set_page(document, deck)
    _set_properties(document, deck)
    settings = document.settings.element
    compatible = (
        f'<w:compat {nsdecls("w")}><w:compatSetting w:name="compatibilityMode"'
        ' w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
    )
    for old in settings.findall(qn("w:compat")):
        settings.replace(old, parse_xml(compatible))
    return document


def _set_theme(document: Any, colour: str) -> None:
    """Our font, and the partnership's colour as the accent that headings have."""
    theme = document.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    blob = _FACES.sub(rb"\g<1>" + _FONT.encode(), theme.blob)
    theme._blob = _ACCENT.sub(rb"\g<1>" + colour.removeprefix("#").encode(), blob)


def _set_styles(document: Any) -> None:
    styles = document.styles
    language = styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")
    language.set(qn("w:val"), _LANGUAGE)
    normal = styles["Normal"]
    normal.font.size = Pt(10.5)
    normal.paragraph_format.space_after = Pt(6)
    for name, size in _SIZES.items():
        styles[name].font.size = Pt(size)
    caption = styles["Caption"]
    caption.font.size, caption.font.color.rgb = Pt(9.5), _INK
    caption.paragraph_format.space_before, caption.paragraph_format.space_after = Pt(8), Pt(3)
    caption.paragraph_format.keep_with_next = True
    for name in ("List Bullet", "List Bullet 2", "List Bullet 3"):
        styles[name].paragraph_format.space_after = Pt(3)
    _add_contents_line(styles)
    _add_summary_line(styles)


def _add_contents_line(styles: Any) -> None:
    """What Word sets the lines of its own contents in: the page at the end of a line of dots."""
    style = styles.add_style(CONTENTS_LINE, WD_STYLE_TYPE.PARAGRAPH, builtin=True)
    style.style_id = "TOC1"
    style.base_style, style.priority = styles["Normal"], 39
    style.next_paragraph_style = styles["Normal"]
    style.paragraph_format.space_after = Pt(3)
    stops = style.paragraph_format.tab_stops
    stops.add_tab_stop(Pt(TEXT_WIDTH), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)


def _add_summary_line(styles: Any) -> None:
    """What its entries stand under: no heading, as these are for finding one's way."""
    style = styles.add_style(SUMMARY_LINE, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style, style.next_paragraph_style = styles["Normal"], styles["Normal"]
    style.font.size, style.font.bold = Pt(10), True
    looks = style.paragraph_format
    looks.space_before, looks.space_after, looks.keep_with_next = Pt(6), Pt(2), True


def _set_page(document: Any, deck: Deck) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(18)
    section.top_margin, section.bottom_margin = Mm(22), Mm(20)
    head = section.header.paragraphs[0]
    head.alignment = CENTRE
    head.add_run(deck.marking.value).bold = True
    foot = section.footer.paragraphs[0]
    stops = foot.paragraph_format.tab_stops
    for stop in foot.style.paragraph_format.tab_stops:
        # Those of the style are for other margins: at its centre the words would run together.
        stops.add_tab_stop(stop.position, WD_TAB_ALIGNMENT.CLEAR)
    stops.add_tab_stop(Pt(TEXT_WIDTH), WD_TAB_ALIGNMENT.RIGHT)
    foot.add_run(f"{deck.partnership} · {deck.marking.value}\tPage ")
    fields = [add_field(foot, "PAGE", "1")]
    foot.add_run(" of ")
    fields.append(add_field(foot, "NUMPAGES", "1"))
    # The runs of fields are not among those of their paragraph.
    for run in (*head.runs, *foot.runs, *fields):
        run.font.size, run.font.color.rgb = Pt(9), _QUIET


def _set_properties(document: Any, deck: Deck) -> None:
    properties = document.core_properties
    properties.title, properties.subject = deck.title, deck.subtitle
    properties.author = properties.last_modified_by = deck.partnership
    properties.keywords, properties.language = deck.marking.value, _LANGUAGE
    properties.comments, properties.revision = "", 1
    properties.created = properties.modified = datetime.combine(deck.as_at, time())
    # The picture of somebody else's empty document.
    package = document.part.package
    for key, relationship in list(package.rels.items()):
        if relationship.reltype == RELATIONSHIP_TYPE.THUMBNAIL:
            del package.rels[key]
