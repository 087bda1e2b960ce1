"""Footnotes of a Word document, which python-docx does not write."""

# python-docx has no call for footnotes, so their XML is set here.
# ruff: noqa: SLF001
from __future__ import annotations

from typing import Any
from xml.sax.saxutils import escape

from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt

from reporting.export.docx.words import Bookmarks, add_field, bookmark_name
from reporting.export.outline import Note

_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_LINE = (
    '<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:pPr><w:spacing w:after="0"/></w:pPr>'
    "<w:r><w:{element}/></w:r></w:p></w:footnote>"
)


class Footnotes:
    """The notes of the document in the order in which they are first referred to."""

    def __init__(self, document: Any, bookmarks: Bookmarks) -> None:
        self._document, self._bookmarks = document, bookmarks
        self._numbers: dict[str, int] = {}
        self._mark = _add_styles(document)

    def refer(self, paragraph: Any, note: Note) -> None:
        """A reference to the note: the footnote itself where it is the first, else its number."""
        known = self._numbers.get(note.text)
        if known is None:
            number = self._numbers[note.text] = len(self._numbers) + 1
            run = _reference(number)
            paragraph._p.append(run)
            self._bookmarks.mark_run(run, f"footnote-{number}")
            return
        place = bookmark_name(f"footnote-{known}")
        add_field(paragraph, f"NOTEREF {place} \\f \\h", str(known)).style = self._mark

    def write(self) -> None:
        """Add the part that holds the notes."""
        lines = [
            _LINE.format(kind="separator", number=-1, element="separator"),
            _LINE.format(kind="continuationSeparator", number=0, element="continuationSeparator"),
        ]
        lines += [_footnote(number, text) for text, number in self._numbers.items()]
        xml = (
            '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
            f"<w:footnotes {nsdecls('w')}>{''.join(lines)}</w:footnotes>"
        )
        package = self._document.part.package
        part = Part(PackURI("/word/footnotes.xml"), _TYPE, xml.encode(), package)
        self._document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def _reference(number: int) -> Any:
    return parse_xml(
        f'<w:r {nsdecls("w")}><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>'
        f'<w:footnoteReference w:id="{number}"/></w:r>'
    )


def _footnote(number: int, text: str) -> str:
    return (
        f'<w:footnote w:id="{number}"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr>'
        '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>'
        f'<w:r><w:t xml:space="preserve"> {escape(text)}</w:t></w:r></w:p></w:footnote>'
    )


def _add_styles(document: Any) -> Any:
    """The styles of footnotes; returns that of the references to them."""
    styles = document.styles
    text = styles.add_style("Footnote Text", WD_STYLE_TYPE.PARAGRAPH, builtin=True)
    text.base_style = styles["Normal"]
    text.font.size = Pt(9)
    text.paragraph_format.space_after = Pt(2)
    mark = styles.add_style("Footnote Reference", WD_STYLE_TYPE.CHARACTER, builtin=True)
    mark.font.superscript = True
    return mark
