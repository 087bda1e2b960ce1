"""A report as a Word document, for those who merge it into a council's agenda."""

# python-docx has no call for fields and text alternatives, so their XML is set here.
# ruff: noqa: SLF001
from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import fromstring

from docx.oxml.ns import qn
from docx.shared import Pt

from reporting.content.description import Deck, Table, is_marked
from reporting.content.report import Report
from reporting.export.docx.notes import Footnotes
from reporting.export.docx.tables import table_xml
from reporting.export.docx.template import CONTENTS_LINE, SUMMARY_LINE, TEXT_WIDTH, empty
from reporting.export.docx.words import (
    Bookmarks,
    add_field,
    add_link,
    add_sentence,
    field_ends,
    keep_with_next,
)
from reporting.export.outline import Branch, Outline, Paper, Part, Section, outline
from reporting.export.painted import png
from reporting.export.pptx.package import with_moment
from reporting.export.report_figures import Figure, Message
from reporting.export.summary import SummaryGroup
from reporting.rendering import diagram_svg, svg
from reporting.rendering.drawing import WIDE, Drawing
from reporting.rendering.slides import grid
from reporting.rendering.slides.svg import drawing_node
from reporting.templatetags.figures import px, shapes

_PAPER = Paper(width=TEXT_WIDTH, size=8)
_ILLUSTRATIVE = "Illustrative"
_LISTS = ("List Bullet", "List Bullet 2", "List Bullet 3")
_SLIDE_SCALE = TEXT_WIDTH / (grid.FULL * 72 / 2.54)
_CHART_WIDTH = 411.0  # as in the PDF: a chart and its table share a page more often
_TALLEST = 620.0  # points: a picture stands on one page with its caption
_KNOWN = "What is published, worked back or made up here:"
# Points at the head of a part that no page ends behind: longer words may be parted from a picture.
_MOST_KEPT = 4


def document(of: Deck | Report, *, with_notes: bool = False) -> bytes:
    """A deck or a report as a DOCX; the same gives the same bytes.

    `with_notes` adds what is for the presenter. NoFont where the front end has not been built.
    """
    outlined = outline(of, _PAPER, with_notes=with_notes)
    writer = _Writer(outlined)
    writer.write()
    stream = BytesIO()
    writer.document.save(stream)
    return with_moment(stream.getvalue(), outlined.deck.as_at)


class _Writer:
    """Writes an outline from its cover to its shorthand."""

    def __init__(self, outlined: Outline) -> None:
        self.outline, self.document = outlined, empty(outlined.deck)
        self._bookmarks = Bookmarks()
        # Looked up once: python-docx searches all of its styles each time.
        self._styles = {style.name: style.style_id for style in self.document.styles}
        self._footnotes = Footnotes(self.document, self._bookmarks)

    def write(self) -> None:
        outlined = self.outline
        self._cover(outlined.deck)
        if outlined.summary:
            self._summary(outlined.summary)
        self._contents(list(_entries(outlined)))
        for place, section in enumerate(outlined.sections):
            self._section(section, is_first=place == 0)
        if not outlined.sections:
            for place, part in enumerate(outlined.parts):
                self._part(part, level=part.level - 1, breaks=place == 0)
        if outlined.shorthand:
            self._heading("Shorthand", 1)
            for symbol, meaning in outlined.shorthand.items():
                self._paragraph(f"{symbol} {meaning}", "List Bullet")
        self._footnotes.write()
        body = self.document.element.body
        if len(body) > 1 and body[-2].tag == qn("w:tbl"):
            # Word wants a paragraph at the end of a document.
            self._paragraph("")

    # --- What stands in front ---
    def _cover(self, deck: Deck) -> None:
        self._paragraph(deck.title, "Title")
        self._paragraph(deck.subtitle, "Subtitle")
        for presenter in deck.presenters:
            self._paragraph(presenter)
        self._paragraph(deck.partnership)
        self._paragraph(f"Figures as at {deck.as_at.day} {deck.as_at:%B %Y}")

    def _summary(self, groups: Sequence[SummaryGroup]) -> None:
        heading = self._heading("Summary", 1)
        heading.paragraph_format.page_break_before = True
        for group in groups:
            self._paragraph(group.line, SUMMARY_LINE)
            for entry in group.entries:
                paragraph = self._paragraph("")
                paragraph.paragraph_format.space_after = Pt(3)
                paragraph.add_run(f"{entry.title}. ").bold = True
                to = f"section-{entry.section}"
                add_link(paragraph, f"(slide {entry.slide})", to=to).font.size = Pt(9)
                tag = f" [{entry.tag}]" if entry.tag else ""
                paragraph.add_run(" ".join((tag, *entry.sentences)))
                for run in paragraph.runs:
                    run.font.size = Pt(9)

    def _contents(self, entries: Sequence[tuple[str, str]]) -> None:
        """A table of contents of Word's own, with its lines as they are until it is updated.

        Only Word knows its pages. It would ask whoever opens the document a question that reads
        like a warning, each time until it is saved, were it told to number them by itself: so it
        is not, and the lines are links until somebody has Word update them.
        """
        heading = self._paragraph("Contents", "TOC Heading")
        heading.paragraph_format.page_break_before = True
        begins, ends = field_ends('TOC \\o "1-1" \\h \\z \\u')
        lines = [self._paragraph("", CONTENTS_LINE) for _ in entries]
        for line, (key, title) in zip(lines, entries, strict=True):
            add_link(line, title, to=key)
        if lines:
            for element in reversed(begins):
                lines[0]._p.insert(1, element)
            lines[-1]._p.append(ends)

    # --- Sections ---
    def _section(self, section: Section, *, is_first: bool) -> None:
        heading = self._heading(section.title, 1, key=section.key)
        heading.paragraph_format.page_break_before = is_first or None
        for message in section.messages:
            self._message(message)
        for part in section.parts:
            self._part(part, level=0 if part.slide.title == section.title else 2)

    def _message(self, message: Message) -> None:
        said = self._paragraph("")
        said.add_run(message.title).bold = True
        if message.slide:
            said.add_run(f" (slide {message.slide})")
        if message.is_illustrative:
            said.add_run(f" [{_ILLUSTRATIVE}]")
        keep_with_next((said,))
        findings = [self._paragraph(finding, "List Bullet") for finding in message.findings]
        if message.figures:
            keep_with_next(findings)
        for figure in message.figures:
            self._figure(figure)
        if message.source:
            self._small(message.source)
        if message.spoken:
            presenter = self._paragraph("")
            presenter.add_run("For the presenter").bold = True
            keep_with_next((presenter,))
            for line in message.spoken:
                self._paragraph(line)

    def _figure(self, figure: Figure) -> None:
        if figure.drawing:
            self._captioned(figure.number, figure.caption, figure.tag)
            is_wide = figure.share == "wide"
            wide = TEXT_WIDTH if is_wide else figure.drawing.box.width * _SLIDE_SCALE
            node = drawing_node(figure.drawing, accent=self.outline.deck.colour)
            self._picture(png(node), wide, figure.alternative)
        elif figure.caption and not figure.tables:
            self._paragraph(figure.caption, "Caption")
        for words in figure.paragraphs:
            self._paragraph(words, "List Bullet" if figure.is_list else "Normal")
        self._tables(figure.tables, tag=figure.tag)

    def _part(self, part: Part, *, level: int, breaks: bool = False) -> None:
        """`level` is that of its heading; 0 where that of its section serves."""
        slide = part.slide
        if level:
            heading = self._heading(slide.title, level, key=part.key)
            heading.paragraph_format.page_break_before = breaks or None
        self._groups(part)
        if part.known:
            line = self._small(f"[{part.mark}] {_KNOWN} " if part.mark else f"{_KNOWN} ")
            self._footnotes.refer(line, part.known)
            keep_with_next((line,))
        if slide.warning:
            warning = self._paragraph("")
            warning.add_run(slide.warning).bold = True
            if slide.chart or part.tables:
                keep_with_next((warning,))
        if slide.chart:
            self._captioned(part.number, slide.chart.subtitle, part.tag)
            drawing = svg.draw(slide.chart, WIDE)
            self._drawing(drawing, drawing.canvas.width, slide.chart.alternative, _CHART_WIDTH)
            self._tables(part.numbers)
        self._tables(part.tables, heading=part.heading_of_table)
        if slide.diagram:
            if not part.is_drawn_above:
                drawing = diagram_svg.draw(slide.diagram, part.key)
                self._drawing(drawing, drawing.canvas.width, slide.diagram.alternative, TEXT_WIDTH)
            self._branches(part.branches, 0)
        if slide.picture:
            wide = min(slide.picture.width * 0.75, TEXT_WIDTH)
            self._picture(slide.picture.content, wide, slide.picture.alternative)
            self._small(f"Picture: {slide.picture.permission}")
        self._foot(part)

    def _groups(self, part: Part) -> None:
        """Its words; the last of them stay with the chart or the table that they speak of."""
        said = []
        for group in part.groups:
            for sentence in group.sentences:
                said.append(self._paragraph("", "List Bullet" if group.is_list else "Normal"))
                add_sentence(said[-1], sentence)
        if part.slide.chart or part.tables:
            keep_with_next(said if len(said) <= _MOST_KEPT else said[-1:])

    def _foot(self, part: Part) -> None:
        """The source, with the references to the notes behind it."""
        if not (part.slide.source_line or part.notes):
            return
        line = self._small(part.slide.source_line or "Notes")
        for note in part.notes:
            line.add_run(" ")
            self._footnotes.refer(line, note)

    def _branches(self, branches: Iterable[Branch], depth: int) -> None:
        for branch in branches:
            words = "; ".join((branch.node.title, *branch.node.lines))
            self._paragraph(words, _LISTS[min(depth, len(_LISTS) - 1)])
            self._branches(branch.below, depth + 1)

    # --- Blocks ---
    def _heading(self, title: str, level: int, *, key: str = "") -> Any:
        heading = self._paragraph(title, f"Heading {level}")
        if key:
            self._bookmarks.mark(heading, key)
        return heading

    def _paragraph(self, text: str, style: str = "Normal") -> Any:
        paragraph = self.document.add_paragraph(text)
        if style != "Normal":
            paragraph._p.style = self._styles[style]
        return paragraph

    def _captioned(self, number: int, words: str, tag: str) -> None:
        """A caption with a number that Word keeps, where there is one, and what is made up."""
        words = f"{words} [{tag}]" if tag else words
        if not number:
            self._paragraph(words, "Caption")
            return
        caption = self._paragraph("Figure\N{NO-BREAK SPACE}", "Caption")
        add_field(caption, "SEQ Figure \\* ARABIC", str(number))
        caption.add_run(f". {words}" if words else ".")

    def _small(self, text: str) -> Any:
        paragraph = self._paragraph("")
        paragraph.add_run(text).font.size = Pt(9)
        paragraph.paragraph_format.space_before = Pt(3)
        return paragraph

    def _tables(self, tables: Sequence[Table], *, tag: str = "", heading: str = "") -> None:
        """Tables with their captions, but for one in the words of the `heading` above it."""
        for table in tables:
            is_tagged = tag and not is_marked(table.title)
            words = f"{table.title} [{tag}]" if is_tagged else table.title
            caption = self._paragraph(words, "Caption")
            caption._p.addnext(table_xml(table, TEXT_WIDTH))
            # Word takes two tables without a paragraph between as one.
            if table.title == heading and caption._p.getprevious().tag != qn("w:tbl"):
                self.document.element.body.remove(caption._p)
            symbols = " ".join(
                f"{symbol} {meaning}." for symbol, meaning in table.shorthand.items()
            )
            for words in (symbols, *table.notes):
                if words:
                    self._small(words)

    def _drawing(self, drawing: Drawing, width: float, alternative: str, most: float) -> None:
        """A drawing of the portal's pages, `most` points wide."""
        canvas = f'viewBox="0 0 {px(drawing.canvas.width)} {px(drawing.height)}"'
        node = fromstring(f"<svg {canvas}>{shapes(drawing)}</svg>")  # noqa: S314 - our own
        self._picture(png(node), min(width * 0.75, most), alternative)

    def _picture(self, content: bytes, width: float, alternative: str) -> None:
        paragraph = self._paragraph("")
        shape = paragraph.add_run().add_picture(BytesIO(content), width=Pt(width))
        if shape.height > Pt(_TALLEST):
            shape.width = round(shape.width * Pt(_TALLEST) / shape.height)
            shape.height = Pt(_TALLEST)
        properties = shape._inline.docPr
        properties.set("descr", alternative)
        properties.set("name", f"Picture {properties.get('id')}")


def _entries(outlined: Outline) -> Iterator[tuple[str, str]]:
    """What the contents list: bookmarks with their titles."""
    if outlined.sections:
        yield from ((section.key, section.title) for section in outlined.sections)
        return
    yield from ((part.key, part.slide.title) for part in outlined.parts if part.level == 2)
