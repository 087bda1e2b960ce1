"""A slide with everything at its place and every word measured, before any medium draws it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from measures.counts import Gap
from reporting.content.alternatives import alternative_of
from reporting.content.description import Table
from reporting.content.frozen import cells
from reporting.content.panel_slides import (
    Finding,
    Layout,
    Numbered,
    OfSection,
    PanelSlide,
    Presentation,
    Shown,
    addresses,
    numbered,
)
from reporting.content.phrases import phrase
from reporting.content.proofs import Board, Paragraphs
from reporting.rendering.slides import grid
from reporting.rendering.slides.board import board_pages
from reporting.rendering.slides.drawing import drawing_of
from reporting.rendering.slides.grid import FINDING_PLACES, STANDARD, Frame, Place
from reporting.rendering.slides.raised import above_source
from reporting.rendering.slides.runs import set_in
from reporting.rendering.slides.setting import TooFull, height_of, largest, with_tidy_end
from reporting.rendering.slides.shapes import (
    POINTS_A_CM,
    Align,
    Anchor,
    Box,
    Drawing,
    Form,
    Ink,
    Paragraph,
    Run,
    Shape,
    Text,
    words,
)
from reporting.rendering.slides.spoken import notes_of, of_cover, of_divider, of_further_part
from reporting.rendering.slides.table import table_pages
from reporting.rendering.slides.words import word_pages

ILLUSTRATIVE = "Illustrative"
ANNEX = "Annex"
DRAFT = "Draft"
_BETWEEN_HALVES = 0.9 * POINTS_A_CM
_ABOVE_UNDER = 8.0  # points between pictures and the words under them


@dataclass(frozen=True)
class Filled:
    """Words in a placeholder of the layout."""

    place: Place
    text: Text
    is_moved: bool = False  # it stands elsewhere than the layout has it


@dataclass(frozen=True)
class Heading:
    """The words above a picture."""

    text: Text


@dataclass(frozen=True)
class Tag:
    """What marks a picture or a slide as made up."""

    shape: Shape


Item: TypeAlias = Filled | Heading | Tag | Drawing


@dataclass(frozen=True)
class SlidePlan:
    """One slide: its number, its layout, its title as plain words, its items in reading order.

    `footer` stands at the foot with the number. `slide` is what it was planned from; none for the
    cover and the divider. `problem` says why a draft shows it without what it is to hold.
    """

    number: int
    layout: Layout
    title: str
    items: tuple[Item, ...]
    footer: str
    slide: PanelSlide | None = None
    address: str = ""
    notes: tuple[str, ...] = ()
    problem: str = ""


@dataclass(frozen=True)
class DeckPlan:
    """All slides, and the numbers of those that references lead to."""

    slides: tuple[SlidePlan, ...]
    numbers: Mapping[str, int]


class DuplicateTitle(ValueError):
    """Two slides have one title, so that a list of titles would not tell them apart."""


def planned(
    presentation: Presentation,
    frame: Frame = STANDARD,
    *,
    with_problems: bool = False,
    only: str = "",
) -> DeckPlan:
    """Every slide. TooFull and DuplicateTitle, each with a sentence, where that cannot be.

    A draft is planned `with_problems`: a slide that has no room says so in its own place. Of a
    section that is asked for `only`, each slide has the number that it has among all.
    """
    whole = paged(presentation, frame, with_problems=with_problems)
    every = numbered(whole)
    numbers = addresses(every)
    footer = footer_of(whole)
    slides = [_cover(whole, frame, footer)]
    seen: dict[str, int] = {}
    has_annex = False
    for one in every:
        if only and not one.address.startswith(f"{only}/"):
            continue
        if one.is_annex and not has_annex:
            has_annex = True
            slides.append(_divider(whole, one.number - 1, frame, footer))
        try:
            plan = planned_slide(one, numbers, footer=footer, frame=frame)
        except TooFull as full:
            if not with_problems:
                raise
            plan = _standing_in(one, str(full), frame, footer)
        if plan.title in seen and not with_problems:
            raise DuplicateTitle(f"Slides {seen[plan.title]} and {plan.number}: “{plan.title}”")
        seen[plan.title] = plan.number
        slides.append(plan)
    return DeckPlan(tuple(slides), numbers)


def footer_of(presentation: Presentation) -> str:
    """ "OFFICIAL · Middlesbrough Community Safety Partnership · 4 March 2024"."""
    parts = (presentation.marking.value, presentation.partnership, presentation.meeting)
    return " · ".join(part for part in parts if part)


def paged(
    presentation: Presentation, frame: Frame = STANDARD, *, with_problems: bool = False
) -> Presentation:
    """The presentation with long tables and words shared out over as many slides as they need.

    TooFull where that cannot be; `with_problems` such a slide stays as it is.
    """

    def shared_out(section: OfSection, *, is_annex: bool) -> OfSection:
        slides: list[PanelSlide] = []
        for slide in section.slides:
            try:
                slides += _pages(slide, frame, is_annex=is_annex)
            except TooFull:
                if not with_problems:
                    raise
                slides.append(slide)
        return OfSection(section.key, tuple(slides))

    return replace(
        presentation,
        main=tuple(shared_out(section, is_annex=False) for section in presentation.main),
        annex=tuple(shared_out(section, is_annex=True) for section in presentation.annex),
    )


def _pages(slide: PanelSlide, frame: Frame, *, is_annex: bool) -> Iterator[PanelSlide]:
    """The slide, or the slides that what it shows alone takes."""
    proof = slide.shown[0].proof if len(slide.shown) == 1 else None
    if not isinstance(proof, Table | Paragraphs | Board):
        yield slide
        return
    layout = Layout.ANNEX if is_annex else slide.layout
    room = _room(slide, above_source(slide.source, frame.boxes[layout]), {})[0]
    box = _below_heading(room, slide.shown[0])
    try:
        parts: Sequence[Table | Paragraphs | Board] = _parts(proof, box)
    except TooFull:
        # Said with the slide's number, where it is planned.
        parts = ()
    if len(parts) < 2:
        yield slide
        return
    title = slide.title.text
    for number, part in enumerate(parts, start=1):
        yield replace(
            slide,
            key=slide.key if number == 1 else f"{slide.key}-{number}",
            title=phrase(*slide.title.parts, f" ({number} of {len(parts)})"),
            shown=(_shown_in_part(slide.shown[0], part),),
            notes=slide.notes if number == 1 else of_further_part(title, number, len(parts)),
        )


def _parts(proof: Table | Paragraphs | Board, box: Box) -> Sequence[Table | Paragraphs | Board]:
    match proof:
        case Table():
            return table_pages(proof, box)
        case Paragraphs():
            return word_pages(proof, box)
        case Board():
            return board_pages(proof, box)


def _shown_in_part(shown: Shown, part: Table | Paragraphs | Board) -> Shown:
    """What is shown of one part; of a board, which is read out whole, it has words of its own."""
    if isinstance(part, Board):
        return replace(shown, proof=part, alternative=alternative_of(part))
    return replace(shown, proof=part)


def planned_slide(
    one: Numbered, numbers: Mapping[str, int], *, footer: str, frame: Frame = STANDARD
) -> SlidePlan:
    """One slide of the main part or the annex. TooFull, naming it, where it has no room."""
    slide = one.slide
    layout = Layout.ANNEX if one.is_annex else slide.layout
    title = slide.title.with_numbers(numbers)
    try:
        items = tuple(_items(slide, layout, title, numbers, frame))
    except TooFull as full:
        raise TooFull(f"Slide {one.number}, “{title}”: {full}") from full
    notes = notes_of(slide, one.number, numbers)
    return SlidePlan(one.number, layout, title, items, footer, slide, one.address, notes)


def _standing_in(one: Numbered, why: str, frame: Frame, footer: str) -> SlidePlan:
    """What a draft shows where a slide has no room."""
    box = frame.box(Layout.WORDS, Place.WORDS)
    said = Paragraph((Run(why, ink=Ink.ATTENTION_WORDS),), grid.BODY)
    items = (Filled(Place.WORDS, Text(box, (said,))),)
    title = one.slide.title.text
    return SlidePlan(
        one.number, Layout.WORDS, title, items, footer, one.slide, one.address, problem=why
    )


def _items(
    slide: PanelSlide, layout: Layout, title: str, numbers: Mapping[str, int], frame: Frame
) -> Iterator[Item]:
    usual = frame.boxes[layout]
    if layout is Layout.DIVIDER:
        yield from _opening(title, [one.with_numbers(numbers) for one in slide.under], usual)
        return
    boxes = above_source(slide.source, usual)
    yield Filled(Place.TITLE, _title(title, layout, boxes[Place.TITLE]))
    yield Filled(Place.LINE, words(boxes[Place.LINE], slide.line, grid.SMALL, ink=Ink.QUIET))
    if slide.is_illustrative:
        yield Tag(tag(grid.TAG))
    yield from _pictures(slide, boxes, numbers)
    for (figure_at, words_at), finding in zip(FINDING_PLACES, slide.findings, strict=False):
        yield from _finding(finding, boxes, figure_at, words_at, numbers)
    source = words(boxes[Place.SOURCE], slide.source, grid.SMALL, ink=Ink.QUIET)
    is_moved = boxes[Place.SOURCE] != usual[Place.SOURCE]
    yield Filled(Place.SOURCE, replace(source, anchor=Anchor.BOTTOM), is_moved)


def _title(title: str, layout: Layout, box: Box) -> Text:
    sizes = grid.ANNEX_TITLE_SIZES if layout is Layout.ANNEX else grid.TITLE_SIZES
    size = largest(title, sizes, box.width, box.height, is_bold=True)
    paragraph = Paragraph((Run(title, is_bold=True, ink=Ink.ACCENT),), size)
    if height_of((paragraph,), box.width) > box.height + 0.5:
        raise TooFull("the title is longer than two lines.")
    return Text(box, (with_tidy_end(paragraph, box.width),))


def _pictures(
    slide: PanelSlide, boxes: Mapping[Place, Box], numbers: Mapping[str, int]
) -> Iterator[Item]:
    rooms = _room(slide, boxes, numbers)
    for shown, box in zip(slide.shown, rooms, strict=False):
        yield from _headed(shown, box)
        drawn = drawing_of(shown.proof, _below_heading(box, shown), numbers)
        yield replace(drawn, alternative=shown.alternative, name=shown.heading)
    under = _under(slide, numbers)
    if under and rooms:
        wide = rooms[-1].right - rooms[0].left
        box = Box(rooms[0].left, rooms[0].bottom + _ABOVE_UNDER, wide, height_of(under, wide))
        yield Drawing(box, "", elements=(Text(box, under),))


def _room(slide: PanelSlide, boxes: Mapping[Place, Box], numbers: Mapping[str, int]) -> list[Box]:
    """The boxes of the pictures, above the words that stand under them."""
    places = (Place.PICTURE, Place.SECOND_PICTURE, Place.WORDS)
    rooms = [boxes[place] for place in places if place in boxes]
    if len(rooms) == 1 and len(slide.shown) == 2:
        rooms = _halves(rooms[0])
    under = _under(slide, numbers)
    if not under:
        return rooms
    foot = height_of(under, rooms[-1].right - rooms[0].left) + _ABOVE_UNDER
    return [replace(room, height=room.height - foot) for room in rooms]


def _halves(box: Box) -> list[Box]:
    """A place that holds two pictures, such as both halves of a table: side by side."""
    width = (box.width - _BETWEEN_HALVES) / 2
    second = Box(box.right - width, box.top, width, box.height)
    return [replace(box, width=width), second]


def _under(slide: PanelSlide, numbers: Mapping[str, int]) -> tuple[Paragraph, ...]:
    """What stands under the pictures: words of the slide, then what its shorthand means."""
    said = [set_in(one, grid.BODY, numbers, above=6.0) for one in slide.under]
    said += [
        Paragraph((Run(line, ink=Ink.QUIET),), grid.SMALL, above=4.0) for line in _shorthand(slide)
    ]
    return tuple(said)


def _shorthand(slide: PanelSlide) -> Iterator[str]:
    """What stands for numbers that are not there, and the marks of those that are.

    A table of the annex explains its own.
    """
    drawn = [shown.proof for shown in slide.shown if not isinstance(shown.proof, Table)]
    told: dict[str, str] = {}
    for cell in cells((tuple(drawn), slide.findings, slide.title, slide.under)):
        if isinstance(cell.value, Gap):
            told[cell.value.shorthand] = cell.value.meaning
        told |= {mark.shorthand: mark.meaning for mark in cell.marks}
    if told:
        yield "; ".join(f"{sign} {meaning}" for sign, meaning in sorted(told.items()))


def _headed(shown: Shown, box: Box) -> Iterator[Item]:
    if not shown.heading and not shown.is_illustrative:
        return
    room = grid.TAG_WIDTH + 8.0 if shown.is_illustrative else 0.0
    at = Box(box.left, box.top, box.width - room, _heading_height(box, shown))
    paragraph = Paragraph((Run(shown.heading, is_bold=True, ink=Ink.QUIET),), grid.HEADING)
    yield Heading(Text(at, (paragraph,)))
    if shown.is_illustrative:
        left = box.right - grid.TAG_WIDTH
        yield Tag(tag(Box(left, box.top, grid.TAG_WIDTH, grid.TAG_HEIGHT)))


def _heading_height(box: Box, shown: Shown) -> float:
    room = grid.TAG_WIDTH + 8.0 if shown.is_illustrative else 0.0
    paragraph = Paragraph((Run(shown.heading, is_bold=True),), grid.HEADING)
    return max(height_of((paragraph,), box.width - room), grid.HEADING * 1.2)


def _below_heading(box: Box, shown: Shown) -> Box:
    if not shown.heading and not shown.is_illustrative:
        return box
    used = max(_heading_height(box, shown) + 6.0, grid.HEADING_HEIGHT)
    return Box(box.left, box.top + used, box.width, box.height - used)


def _finding(
    finding: Finding,
    boxes: Mapping[Place, Box],
    figure_at: Place,
    words_at: Place,
    numbers: Mapping[str, int],
) -> Iterator[Item]:
    ink = Ink.ATTENTION_WORDS if finding.needs_attention else Ink.ACCENT
    box = boxes[figure_at]
    said = finding.figure.with_numbers(numbers)
    size = largest(said, (grid.FIGURE_SIZE, 30.0, 26.0, 24.0), box.width, box.height, is_bold=True)
    figure = set_in(finding.figure, size, numbers, is_bold=True, ink=ink)
    yield Filled(figure_at, Text(box, (figure,), anchor=Anchor.BOTTOM))
    about = set_in(finding.words, grid.BODY, numbers)
    if height_of((about,), boxes[words_at].width) > boxes[words_at].height:
        about = replace(about, size=grid.LABEL)
    yield Filled(words_at, Text(boxes[words_at], (about,)))


def tag(box: Box, label: str = ILLUSTRATIVE) -> Shape:
    """A small outlined box with the word that marks what it stands at."""
    inner = box.inset(4.0, 2.0)
    return Shape(
        box,
        Form.ROUNDED,
        fill=Ink.GROUND,
        edge=Ink.QUIET,
        text=words(inner, label, grid.SMALL, align=Align.CENTRE, anchor=Anchor.MIDDLE),
        name=label,
    )


# --- The cover and the divider ----------------------------------------------------------------
def _cover(presentation: Presentation, frame: Frame, footer: str) -> SlidePlan:
    boxes = frame.boxes[Layout.COVER]
    title, subtitle = presentation.title, presentation.subtitle
    about = [*presentation.presenters] or [presentation.partnership]
    lines = tuple(
        Paragraph((Run(line),), grid.BODY, above=4.0 * (place > 0))
        for place, line in enumerate(about)
    )
    items: list[Item] = [
        Filled(
            Place.TITLE,
            replace(
                _set_large(title, (grid.COVER_TITLE, 34.0, 28.0), boxes[Place.TITLE], Ink.ACCENT),
                anchor=Anchor.BOTTOM,
            ),
        ),
        Filled(
            Place.SUBTITLE,
            _set_large(
                subtitle, (grid.COVER_SUBTITLE, 20.0), boxes[Place.SUBTITLE], Ink.QUIET, bold=False
            ),
        ),
        Filled(Place.PRESENTERS, Text(boxes[Place.PRESENTERS], lines, anchor=Anchor.BOTTOM)),
    ]
    if presentation.ornament and Place.PICTURE in boxes:
        items.append(drawing_of(presentation.ornament, boxes[Place.PICTURE], {}))
    main = 1 + sum(len(section.slides) for section in presentation.main)
    notes = of_cover(presentation, main)
    return SlidePlan(1, Layout.COVER, title, tuple(items), footer, notes=notes)


def _set_large(text: str, sizes: Sequence[float], box: Box, ink: Ink, *, bold: bool = True) -> Text:
    size = largest(text, sizes, box.width, box.height, is_bold=bold)
    paragraph = Paragraph((Run(text, bold, ink),), size)
    if height_of((paragraph,), box.width) > box.height + 0.5:
        raise TooFull(f"“{text[:60]}…” is longer than has room.")
    return Text(box, (with_tidy_end(paragraph, box.width),))


def _divider(presentation: Presentation, number: int, frame: Frame, footer: str) -> SlidePlan:
    listed = [one for one in numbered(presentation) if one.is_annex]
    contents = [f"{one.number}  {one.slide.title.text}" for one in _first_of_each(listed)]
    items = tuple(_opening(ANNEX, contents, frame.boxes[Layout.DIVIDER]))
    notes = of_divider(len(listed))
    return SlidePlan(number, Layout.DIVIDER, ANNEX, items, footer, notes=notes)


def _opening(title: str, lines: Sequence[str], boxes: Mapping[Place, Box]) -> Iterator[Item]:
    """The words of a slide that opens what follows, light on its ground.

    No links: PowerPoint would set them in the colour of the ground.
    """
    box, room = boxes[Place.TITLE], boxes[Place.WORDS]
    large = _set_large(title, (grid.COVER_TITLE, 34.0, 28.0, 24.0), box, Ink.GROUND)
    yield Filled(Place.TITLE, replace(large, anchor=Anchor.BOTTOM))
    for size in (grid.BODY, grid.HEADING, grid.SMALL):
        contents = tuple(
            Paragraph((Run(line, ink=Ink.GROUND),), size, above=4.0 * (place > 0))
            for place, line in enumerate(lines)
        )
        if height_of(contents, room.width) <= room.height:
            break
    yield Filled(Place.WORDS, Text(room, contents))


def _first_of_each(listed: Sequence[Numbered]) -> Iterator[Numbered]:
    """Each slide of the annex; of one shared out over several, the first."""
    seen: set[str] = set()
    for one in listed:
        base = one.address.rstrip("0123456789").rstrip("-")
        if base not in seen:
            seen.add(base)
            yield one
