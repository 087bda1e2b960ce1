"""A presentation as it stands in its file: slides, shapes, words with the look they inherit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from io import BytesIO
from typing import Any

from pptx import Presentation

from tests.form.boxes import Box, Map
from tests.form.charts import Chart, chart_of
from tests.form.inheriting import Looks, looks_of_a_cell, looks_of_a_shape, origin_of
from tests.form.names import qn
from tests.form.words import Frame, frame_of

FILLS = ("a:solidFill", "a:gradFill", "a:blipFill", "a:pattFill")
DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
TABLE = "http://schemas.openxmlformats.org/drawingml/2006/table"
CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
KINDS = {"sp": "shape", "pic": "picture", "cxnSp": "line", "grpSp": "group",
         "graphicFrame": "frame"}  # fmt: skip
LINE, SOURCE = 20, 21  # the idx that templates keep for the line above the title and the source
BEHIND = -10_000  # orders of what a layout draws: before any of the slide
ASIDE = ("cover", "divider", "quote", "title slide", "section header")


@dataclass(frozen=True)
class TableCell:
    row: int
    column: int
    box: Box  # of the cell as the file has it: rows grow where words need more
    frame: Frame
    is_filled: bool
    rows: int  # that it reaches over

    @property
    def text(self) -> str:
        return self.frame.text


@dataclass
class Piece:
    """Something drawn; `order` counts from the back of the slide to its front."""

    order: int
    kind: str  # shape, line, picture, group, chart, table or frame
    name: str
    element: Any = field(repr=False)
    box: Box
    turn: float = 0.0
    place: str = ""  # the type of a placeholder, such as title, body, ftr, sldNum
    index: int = -1  # and its idx
    description: str = ""
    is_decorative: bool = False
    is_filled: bool = False
    has_edge: bool = False
    is_freeform: bool = False
    form: str = "rect"
    frame: Frame | None = None
    chart: Chart | None = None
    cells: tuple[TableCell, ...] = ()
    rows: tuple[float, ...] = ()
    inside: tuple[Piece, ...] = ()
    groups: tuple[Piece, ...] = ()  # those that it stands in
    leads_elsewhere: bool = False

    @property
    def text(self) -> str:
        return self.frame.text if self.frame else ""

    @property
    def called(self) -> str:
        words = " ".join((self.text or self.name or self.kind).split())
        return f"“{words[:40]}”"

    @property
    def ends(self) -> tuple[tuple[float, float], tuple[float, float]]:
        """Where a straight line begins and ends."""
        transform = self.element.find(f".//{qn('a:xfrm')}")
        flips = (transform.get("flipH") == "1") != (transform.get("flipV") == "1")
        box = self.box
        if flips:
            return (box.left, box.bottom), (box.right, box.top)
        return (box.left, box.top), (box.right, box.bottom)


@dataclass
class Slide:
    number: int
    layout: str
    layout_type: str
    notes: str
    element: Any = field(repr=False)
    pieces: tuple[Piece, ...]
    behind: tuple[Piece, ...]  # what the layout and its master draw
    size: Box

    @property
    def is_aside(self) -> bool:
        """Covers, dividers and quotes, which are judged by other measures."""
        named = self.layout.casefold()
        return self.layout_type in {"title", "secHead"} or any(name in named for name in ASIDE)

    @property
    def is_cover(self) -> bool:
        return self.layout_type == "title" or "cover" in self.layout.casefold()

    @property
    def is_divider(self) -> bool:
        return self.layout_type == "secHead" or "divider" in self.layout.casefold()

    @cached_property
    def every(self) -> tuple[Piece, ...]:
        """The pieces and what stands in groups, from back to front."""
        return tuple(_flat(self.pieces))

    @cached_property
    def title(self) -> Piece | None:
        titles = (one for one in self.pieces if one.place in {"title", "ctrTitle"})
        return next(titles, None)

    def placed(self, place: str) -> list[Piece]:
        return [one for one in self.pieces if one.place == place]

    @cached_property
    def foot(self) -> tuple[Piece, ...]:
        """Source, footer and number: placeholders wholly in the lowest eighth of the slide."""
        return tuple(
            one
            for one in self.pieces
            if one.place in {"ftr", "sldNum", "dt"}
            or one.index == SOURCE
            or (one.place == "body" and one.box.top > self.size.height * 0.87)
        )

    @cached_property
    def head(self) -> tuple[Piece, ...]:
        """Placeholders above the title: the line that says where in the story one is."""
        if self.title is None:
            return ()
        top = self.title.box.top
        return tuple(
            one
            for one in self.pieces
            if one.index == LINE or (one.place == "body" and one.box.top < top)
        )

    @property
    def source(self) -> Piece | None:
        return next((one for one in self.foot if one.place == "body"), None)


@dataclass(frozen=True)
class Deck:
    slides: tuple[Slide, ...]


@lru_cache(maxsize=2)
def read(pptx: bytes) -> Deck:
    """The presentation; the last two are kept, as each is asked about several times."""
    opened = Presentation(BytesIO(pptx))
    size = Box(0, 0, opened.slide_width.pt, opened.slide_height.pt)
    kept: dict[str, tuple[Piece, ...]] = {}
    slides = (
        _slide(number, one, size, _behind(one, kept)) for number, one in enumerate(opened.slides, 1)
    )
    return Deck(tuple(slides))


def _slide(number: int, slide: Any, size: Box, behind: tuple[Piece, ...]) -> Slide:
    reader = _Reader(slide)
    layout = slide.slide_layout
    notes = ""
    if slide.has_notes_slide and slide.notes_slide.notes_text_frame is not None:
        notes = slide.notes_slide.notes_text_frame.text
    tree = slide.shapes._spTree
    return Slide(
        number=number,
        layout=layout.name,
        layout_type=layout._element.get("type") or "",
        notes=notes,
        element=slide._element,
        pieces=tuple(reader.pieces(tree, Map(), ())),
        behind=behind,
        size=size,
    )


def _behind(slide: Any, kept: dict[str, tuple[Piece, ...]]) -> tuple[Piece, ...]:
    """What layout and master draw behind the slide, apart from placeholders."""
    layout = slide.slide_layout
    if layout.part.partname not in kept:
        shows_master = layout._element.get("showMasterSp", "1") in {"1", "true"}
        owners = [layout.slide_master, layout] if shows_master else [layout]
        reader = _Reader(slide)
        reader.order = BEHIND
        kept[layout.part.partname] = tuple(
            one
            for owner in owners
            for one in reader.pieces(owner.shapes._spTree, Map(), ())
            if not one.place and one.kind != "frame"
        )
    return kept[layout.part.partname]


def _flat(pieces: tuple[Piece, ...]) -> Iterator[Piece]:
    for one in pieces:
        yield one
        yield from _flat(one.inside)


class _Reader:
    def __init__(self, slide: Any) -> None:
        self.slide, self.order, self.origin = slide, 0, origin_of(slide)

    def pieces(self, parent: Any, within: Map, groups: tuple[Piece, ...]) -> Iterator[Piece]:
        for element in _plain(parent):
            if kind := KINDS.get(_tag(element)):
                yield self._piece(element, kind, within, groups)

    def _piece(self, element: Any, kind: str, within: Map, groups: tuple[Piece, ...]) -> Piece:
        self.order += 1
        said = element.find(f"./*/{qn('p:cNvPr')}")
        looks = looks_of_a_shape(self.origin, element)
        transform = looks.transform
        numbers = [int(part.get(key)) for part, key in transform] if transform else [0, 0, 0, 0]
        piece = Piece(
            order=self.order,
            kind=kind,
            name=said.get("name") or "",
            element=element,
            box=within.box(*numbers),
            turn=looks.turn,
            place=looks.place,
            index=looks.index,
            description=(said.get("descr") or "").strip(),
            is_decorative=any(one.get("val") in {"1", "true"} for one in said.iter(DECORATIVE)),
            groups=groups,
            leads_elsewhere=said.find(qn("a:hlinkClick")) is not None,
        )
        if kind == "group":
            inner = _inside(element, within)
            piece.inside = tuple(self.pieces(element, inner, (*groups, piece)))
            if piece.inside and piece.box.area == 0:
                piece.box = _around([one.box for one in piece.inside])
        elif kind == "frame":
            self._read_frame(piece)
        else:
            _read_shape(piece, looks)
        return piece

    def _read_frame(self, piece: Piece) -> None:
        data = piece.element.find(f".//{qn('a:graphicData')}")
        if data.get("uri") == CHART:
            piece.kind = "chart"
            part = self.slide.part.related_part(data.find(qn("c:chart")).get(qn("r:id")))
            piece.chart = chart_of(part._element)
        elif data.get("uri") == TABLE:
            piece.kind = "table"
            _read_table(piece, data.find(qn("a:tbl")), looks_of_a_cell(self.origin))


def _read_shape(piece: Piece, looks: Looks) -> None:
    properties = piece.element.find(qn("p:spPr"))
    if properties is not None:
        piece.is_filled = any(properties.find(qn(fill)) is not None for fill in FILLS)
        piece.is_freeform = properties.find(qn("a:custGeom")) is not None
        edge = properties.find(qn("a:ln"))
        piece.has_edge = edge is not None and edge.find(qn("a:solidFill")) is not None
        if (preset := properties.find(qn("a:prstGeom"))) is not None:
            piece.form = preset.get("prst")
        has_none = properties.find(qn("a:noFill")) is not None
        if (style := piece.element.find(qn("p:style"))) is not None and not has_none:
            fill = style.find(qn("a:fillRef"))
            piece.is_filled |= fill is not None and fill.get("idx") != "0"
    piece.is_filled |= piece.kind == "picture"
    if piece.kind == "shape" and piece.form == "line":
        piece.kind = "line"
    body = piece.element.find(qn("p:txBody"))
    if body is not None and any(one.text for one in body.iter(qn("a:t"))):
        piece.frame = frame_of(body, looks)


def _read_table(piece: Piece, table: Any, looks: Looks) -> None:
    widths = [int(one.get("w")) for one in table.find(qn("a:tblGrid"))]
    rows = table.findall(qn("a:tr"))
    heights = [int(row.get("h")) for row in rows]
    piece.rows = tuple(height / 12_700 for height in heights)
    corner = Map(left=piece.box.left, top=piece.box.top)
    cells = []
    for number, row in enumerate(rows):
        for column, cell in enumerate(row.findall(qn("a:tc"))):
            if cell.get("hMerge") or cell.get("vMerge"):
                continue
            across, down = int(cell.get("gridSpan") or 1), int(cell.get("rowSpan") or 1)
            box = corner.box(
                sum(widths[:column]),
                sum(heights[:number]),
                sum(widths[column : column + across]),
                sum(heights[number : number + down]),
            )
            properties = cell.find(qn("a:tcPr"))
            is_filled = properties is not None and properties.find(qn("a:solidFill")) is not None
            frame = frame_of(cell.find(qn("a:txBody")), looks, cell=properties)
            cells.append(TableCell(number, column, box, frame, is_filled, down))
    piece.cells = tuple(cells)
    piece.box = Box(
        piece.box.left,
        piece.box.top,
        piece.box.left + sum(widths) / 12_700,
        piece.box.top + sum(piece.rows),
    )


def _inside(group: Any, within: Map) -> Map:
    """What the inside of a group is measured in, by its chOff and chExt."""
    transform = group.find(f"{qn('p:grpSpPr')}/{qn('a:xfrm')}")
    if transform is None:
        return within
    x, y = (int(transform.find(qn("a:off")).get(key)) for key in ("x", "y"))
    wide, high = (int(transform.find(qn("a:ext")).get(key)) for key in ("cx", "cy"))
    start, extent = transform.find(qn("a:chOff")), transform.find(qn("a:chExt"))
    if start is None or extent is None:
        return within
    inner_wide, inner_high = (int(extent.get(key)) for key in ("cx", "cy"))
    across = within.across * (wide / inner_wide if inner_wide else 1.0)
    down = within.down * (high / inner_high if inner_high else 1.0)
    outer = within.box(x, y, 0, 0)
    return Map(
        across,
        down,
        outer.left - int(start.get("x")) * across,
        outer.top - int(start.get("y")) * down,
    )


def _around(boxes: list[Box]) -> Box:
    return Box(
        min(one.left for one in boxes),
        min(one.top for one in boxes),
        max(one.right for one in boxes),
        max(one.bottom for one in boxes),
    )


def _plain(parent: Any) -> Iterator[Any]:
    """The elements of a tree; of alternatives, the first."""
    for element in parent:
        if _tag(element) == "AlternateContent":
            yield from element[0]
        else:
            yield element


def _tag(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
