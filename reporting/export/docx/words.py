"""Paragraphs, words, fields and links of a Word document."""

# python-docx has no call for fields and bookmarks, so their XML is set here.
# ruff: noqa: SLF001
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from zlib import crc32

from docx.enum.text import WD_PARAGRAPH_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from reporting.content.description import Sentence, Words

_LONGEST = 40  # letters of a bookmark's name
CENTRE = WD_PARAGRAPH_ALIGNMENT.CENTER


@dataclass
class Bookmarks:
    """Names of places in the document, each with a number of its own."""

    count: int = 0

    def mark(self, paragraph: Any, name: str) -> None:
        """Let the whole paragraph be the place of that name."""
        start, end = self._ends(name)
        properties = paragraph._p.pPr
        paragraph._p.insert(0 if properties is None else 1, start)
        paragraph._p.append(end)

    def mark_run(self, run: Any, name: str) -> None:
        """Let a run's element be the place of that name."""
        start, end = self._ends(name)
        run.addprevious(start)
        run.addnext(end)

    def _ends(self, name: str) -> tuple[Any, Any]:
        self.count += 1
        start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
        for element in (start, end):
            element.set(qn("w:id"), str(self.count))
        start.set(qn("w:name"), bookmark_name(name))
        return start, end


def bookmark_name(key: str) -> str:
    """The key as Word takes names: letters, digits and underscores, 40 of them at most."""
    plain = "".join(letter if letter.isalnum() else "_" for letter in key)
    return f"_{plain}" if len(plain) < _LONGEST else f"_{plain[:30]}_{crc32(key.encode()):x}"


def add_sentence(paragraph: Any, sentence: Sentence) -> None:
    """The words of the sentence, underlined ones and links as they are."""
    for part in sentence.parts:
        if isinstance(part, Words) and part.leads_to:
            add_link(paragraph, part.text, address=part.leads_to)
            continue
        text = part if isinstance(part, str) else part.among_words
        is_underlined = not isinstance(part, str) and part.is_underlined
        paragraph.add_run(text).underline = True if is_underlined else None


def add_link(paragraph: Any, text: str, *, address: str = "", to: str = "") -> Any:
    """A link to a page elsewhere, or to a bookmark of the document; returns its words' run."""
    link = OxmlElement("w:hyperlink")
    if address:
        relationships = paragraph.part
        link.set(
            qn("r:id"),
            relationships.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True),
        )
    else:
        link.set(qn("w:anchor"), bookmark_name(to))
    run = paragraph.add_run(text)
    if address:
        run.underline = True
    link.append(run._r)
    paragraph._p.append(link)
    return run


def add_field(paragraph: Any, instruction: str, shown: str) -> Any:
    """A field such as PAGE; returns the run that stands there until Word works it out."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), f" {instruction} ")
    run = paragraph.add_run(shown)
    field.append(run._r)
    paragraph._p.append(field)
    return run


def field_ends(instruction: str) -> tuple[list[Any], Any]:
    """The runs that begin a field of several paragraphs, and the run that ends it."""
    begin, end = _mark_of_field("begin"), _mark_of_field("end")
    said = OxmlElement("w:r")
    text = OxmlElement("w:instrText")
    text.set(qn("xml:space"), "preserve")
    text.text = f" {instruction} "
    said.append(text)
    return [begin, said, _mark_of_field("separate")], end


def _mark_of_field(kind: str) -> Any:
    run, mark = OxmlElement("w:r"), OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    run.append(mark)
    return run


def keep_with_next(paragraphs: Iterable[Any]) -> None:
    """Let no page end between these paragraphs and what follows them."""
    for paragraph in paragraphs:
        paragraph.paragraph_format.keep_with_next = True
