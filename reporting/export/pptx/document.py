"""A deck as a PPTX: which words stand on which placeholder, and the same bytes each time."""

# python-pptx leaves footers on the layout, so their XML is copied here.
# ruff: noqa: SLF001
from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

from pptx import Presentation
from pptx.oxml.ns import qn

from reporting.content.description import Deck, Slide, SlideKind
from reporting.export.pptx.charts import draw_chart
from reporting.export.pptx.package import with_moment
from reporting.export.pptx.shapes import draw_diagram, draw_picture, draw_table
from reporting.export.pptx.slide_layout import (
    boxes,
    foot_lines,
    is_point,
    lines_that_fit,
    opening,
    pages,
    text_size,
)
from reporting.export.pptx.slide_layout import title_size as title_size_of
from reporting.export.pptx.template import LANGUAGE, SIZES, STANDARD, Frame, Place, template
from reporting.export.pptx.uploaded import frame_of, without_slides
from reporting.export.pptx.words import Paragraph, move, plain, say_language, write, write_or_remove


def presentation(deck: Deck, *, council_template: bytes | None = None) -> bytes:
    """The deck as a PPTX; the same deck and template give the same bytes.

    `council_template` is one in which `check_template` found nothing wrong. DuplicateTitle and
    TooLong, from `slide_plan`, where the slides cannot be told apart or set.
    """
    document = Presentation(BytesIO(council_template or template(deck.colour)))
    without_slides(document)
    drawing = _Drawing(document, deck, frame_of(document) if council_template else STANDARD)
    drawing.draw()
    _describe_document(document, deck)
    stream = BytesIO()
    document.save(stream)
    return with_moment(stream.getvalue(), deck.as_at)


class _Drawing:
    """Draws one deck into one document, whose layouts have their placeholders in `frame`."""

    def __init__(self, document: Any, deck: Deck, frame: Frame) -> None:
        self.document, self.deck, self.frame = document, deck, frame
        self.layouts = {layout.name: layout for layout in document.slide_layouts}

    def draw(self) -> None:
        self._draw_opening(self._added(SlideKind.TITLE))
        for page in pages(self.deck, self.frame):
            drawn = self._added(page.kind)
            if page.kind is SlideKind.TITLE:
                self._draw_section(drawn, page)
            else:
                self._draw_content(drawn, page)
            self._add_foot(drawn)
            _add_notes(drawn, page)
        for slide in self.document.slides:
            say_language(slide)

    def _added(self, kind: SlideKind) -> Any:
        return self.document.slides.add_slide(self.layouts[kind.value])

    def _draw_opening(self, drawn: Any) -> None:
        deck, places = self.deck, _places(drawn)
        sizes = opening(deck.title, [deck.subtitle], self.frame)
        about = [*deck.presenters, deck.partnership, f"Figures as at {_day(deck.as_at)}"]
        about = lines_that_fit(about, self.frame.box(SlideKind.TITLE, Place.TEXT))
        write(places[Place.TITLE], plain([deck.title], sizes.title_size))
        write_or_remove(
            places[Place.SUBTITLE],
            plain([deck.subtitle] if deck.subtitle else [], sizes.subtitle_size),
        )
        write(places[Place.TEXT], plain(about, SIZES[Place.TEXT], is_apart=True))
        self._add_foot(drawn)

    def _draw_section(self, drawn: Any, slide: Slide) -> None:
        places = _places(drawn)
        sizes = opening(slide.title, [sentence.text for sentence in slide.sentences], self.frame)
        write(places[Place.TITLE], plain([slide.title], sizes.title_size))
        write_or_remove(places[Place.SUBTITLE], _paragraphs(slide, sizes.subtitle_size))
        write_or_remove(
            places[Place.TEXT], plain(foot_lines(slide), SIZES[Place.TEXT], is_apart=True)
        )

    def _draw_content(self, drawn: Any, slide: Slide) -> None:
        places, placed = _places(drawn), boxes(slide, self.frame)
        title_size = title_size_of(slide.title, self.frame)
        words = {
            Place.TITLE: plain([slide.title], title_size),
            Place.SUBTITLE: plain(
                [slide.chart.subtitle] if slide.chart else [], SIZES[Place.SUBTITLE]
            ),
            Place.TEXT: _paragraphs(slide, text_size(slide, self.frame)),
            Place.WARNING: plain([slide.warning] if slide.warning else [], SIZES[Place.WARNING]),
            Place.SOURCE: plain(foot_lines(slide), SIZES[Place.SOURCE]),
        }
        for place, paragraphs in words.items():
            if place in places:
                write_or_remove(places[place], paragraphs)
                if paragraphs:
                    move(places[place], placed[place])
        if slide.chart:
            draw_chart(places[Place.CONTENT], slide.chart, placed[Place.CONTENT])
        if slide.table:
            draw_table(places[Place.CONTENT], slide.table, placed[Place.CONTENT])
        if slide.diagram:
            shape = draw_diagram(drawn, slide.diagram, placed[Place.CONTENT])
            _read_before_the_foot(shape, places, words)
        if slide.picture:
            shape = draw_picture(drawn, slide.picture, placed[Place.CONTENT])
            _read_before_the_foot(shape, places, words)

    def _add_foot(self, drawn: Any) -> None:
        """The footer and the slide's number, which python-pptx leaves on the layout."""
        for shape in drawn.slide_layout.placeholders:
            place = shape.placeholder_format.idx
            if place not in {Place.FOOTER, Place.NUMBER}:
                continue
            copied = _copy(shape._element)
            copied.nvSpPr.cNvPr.set("id", str(_next_id(drawn)))
            drawn.shapes._spTree.append(copied)
            if place == Place.FOOTER:
                _set_footer(copied, f"{self.deck.marking.value} · {self.deck.partnership}")


def _read_before_the_foot(
    shape: Any, places: Mapping[Place, Any], words: Mapping[Place, Sequence[Paragraph]]
) -> None:
    """Shapes are read out in their order on the slide, and new ones come last."""
    feet = [places[place] for place in (Place.WARNING, Place.SOURCE) if words[place]]
    if feet:
        feet[0]._element.addprevious(shape._element)


def _places(drawn: Any) -> dict[Place, Any]:
    known = {place.value for place in Place}
    found = {}
    for placeholder in list(drawn.placeholders):
        if placeholder.placeholder_format.idx in known:
            found[Place(placeholder.placeholder_format.idx)] = placeholder
        else:
            # A council's own, which would ask the panel to “Click to add text”.
            placeholder._element.getparent().remove(placeholder._element)
    return found


def _paragraphs(slide: Slide, size: float) -> list[Paragraph]:
    return [
        Paragraph(sentence, size, is_point=is_point(slide, sentence), is_apart=index > 0)
        for index, sentence in enumerate(slide.sentences)
    ]


def _add_notes(drawn: Any, slide: Slide) -> None:
    described = slide.chart or slide.table
    # What the deck says itself is not said twice.
    notes = dict.fromkeys((*slide.notes, *(described.notes if described else ())))
    if notes:
        drawn.notes_slide.notes_text_frame.text = "\n".join(notes)
        say_language(drawn.notes_slide)


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _copy(element: Any) -> Any:
    """A placeholder that takes its place and its look from the layout."""
    copied = deepcopy(element)
    for child in list(copied.spPr):
        copied.spPr.remove(child)
    style = copied.txBody.find(qn("a:lstStyle"))
    for child in list(style if style is not None else ()):
        style.remove(child)
    return copied


def _set_footer(copied: Any, words: str) -> None:
    paragraph = copied.txBody.findall(qn("a:p"))[0]
    for other in copied.txBody.findall(qn("a:p"))[1:]:
        copied.txBody.remove(other)
    for child in list(paragraph):
        if child.tag != qn("a:pPr"):
            paragraph.remove(child)
    paragraph.add_r(words)


def _next_id(drawn: Any) -> int:
    ids = (int(element.get("id")) for element in drawn.shapes._spTree.iter(qn("p:cNvPr")))
    return max(ids) + 1


def _describe_document(document: Any, deck: Deck) -> None:
    about = document.core_properties
    about.title, about.author, about.subject = deck.title, deck.partnership, deck.subtitle
    about.language, about.category = LANGUAGE, deck.marking.value
    moment = datetime.combine(deck.as_at, time())
    about.created = about.modified = moment
    about.last_modified_by, about.revision = deck.partnership, 1
