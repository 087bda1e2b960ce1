"""What a slide's title rests on: charts, tiles, maps, dates, structures and tables, described once.

Every kind is a member of `Proof`; what draws or tells one matches all of them, so that a kind
without a renderer fails the type check.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import TypeAlias

from reporting.content.description import Cell, Picture, Table
from reporting.content.phrases import NOTHING, Phrase


class Weight(Enum):
    """How much something stands out among its like."""

    PLAIN = "plain"
    MAIN = "main"  # what the title speaks of
    ATTENTION = "attention"  # what needs attention: the one use of the accent orange
    REST = "rest"  # "not listed", so that shares add up


# --- Charts -----------------------------------------------------------------------------------
@dataclass(frozen=True)
class Line:
    """One line: `label` stands at its end.

    `group` is that of the map of areas (`MapArea.group`), where the line is of one of them.
    """

    label: Phrase
    cells: tuple[Cell, ...]
    weight: Weight = Weight.PLAIN
    group: int | None = None


@dataclass(frozen=True)
class Lines:
    """Months or quarters as lines, the compared ones first and the one spoken of last."""

    at: tuple[str, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Slopes:
    """A few places over a few years, each with its number at both ends."""

    at: tuple[str, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Layer:
    """What a column is made up of, the lowest first; `label` stands beside the last column."""

    label: Phrase
    cells: tuple[Cell, ...]
    weight: Weight = Weight.PLAIN


@dataclass(frozen=True)
class Columns:
    """A column for each label, of one layer or of several; `totals` stand on top of several.

    `main` is the label that the title speaks of. What is made up is hatched.
    """

    at: tuple[str, ...]
    layers: tuple[Layer, ...]
    totals: tuple[Cell, ...] = ()
    main: str = ""


@dataclass(frozen=True)
class Bar:
    """A row of `Bars`; `low` and `high` are the ends of its interval, where it has one."""

    label: str
    cell: Cell
    weight: Weight = Weight.PLAIN
    low: Cell | None = None
    high: Cell | None = None
    beside: str = ""


class BarForm(Enum):
    BAR = "bar"
    DOT = "dot"


@dataclass(frozen=True)
class Bars:
    """Rows in an order, each with its number, as lying bars or as dots; from zero, both ways."""

    rows: tuple[Bar, ...]
    form: BarForm = BarForm.BAR
    across: str = "Area or type"


# --- Figures in a row -------------------------------------------------------------------------
@dataclass(frozen=True)
class Tile:
    """One measure of a year: its number, what became of it, and two bars to one scale."""

    name: str
    number: Cell
    change: Phrase
    bars: tuple[tuple[str, Cell], ...]
    base: Phrase
    is_elsewhere: bool = False
    weight: Weight = Weight.PLAIN


@dataclass(frozen=True)
class Tiles:
    """Measures side by side; `sentences` below them begin with the words that stand out."""

    tiles: tuple[Tile, ...]
    sentences: tuple[tuple[str, Phrase], ...] = ()


# --- Maps -------------------------------------------------------------------------------------
@dataclass(frozen=True)
class MapArea:
    """An outline: rings of points, y downwards, in any one unit; `group` counts from 0."""

    name: str
    rings: tuple[tuple[tuple[float, float], ...], ...]
    group: int = 0


@dataclass(frozen=True)
class MapGroup:
    """Areas that belong together, by `letter` and name; `names` are listed beside the map."""

    letter: str
    name: str
    names: tuple[str, ...]


@dataclass(frozen=True)
class AreaMap:
    """Outlines in groups. Without groups it is an ornament of the cover."""

    areas: tuple[MapArea, ...]
    groups: tuple[MapGroup, ...] = ()


@dataclass(frozen=True)
class MapTile:
    """A ward near where it lies; `step` counts from 0 (few) to that of the most."""

    name: str
    column: int
    row: int
    cell: Cell
    step: int


@dataclass(frozen=True)
class TileMap:
    """Wards as tiles with their numbers; `steps` say what each shade is."""

    tiles: tuple[MapTile, ...]
    steps: tuple[str, ...]


# --- Dates ------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Cycle:
    """A duty: when it was last done and is next due; `note` where it has no dates."""

    name: str
    last: date | None
    due: date | None
    note: str = ""
    weight: Weight = Weight.PLAIN


@dataclass(frozen=True)
class Cycles:
    """Duties over the months, with today as a line."""

    rows: tuple[Cycle, ...]
    today: date


class When(Enum):
    PAST = "past"
    TODAY = "today"
    AHEAD = "ahead"


@dataclass(frozen=True)
class Moment:
    """A point on a line of dates: "18 March", "We answer", "what was left open today"."""

    when: str
    title: str
    words: str = ""
    at: When = When.AHEAD


@dataclass(frozen=True)
class Dates:
    """A line of dates, evenly spaced; `foot` stands in a box below it."""

    moments: tuple[Moment, ...]
    foot: tuple[Phrase, ...] = ()


@dataclass(frozen=True)
class Strand:
    """A piece of work; `stage` counts from 0 along the stages, None for not begun."""

    name: str
    stage: int | None


@dataclass(frozen=True)
class Strands:
    """Pieces of work and how far each is, below the dates that they rest on."""

    stages: tuple[str, ...]
    rows: tuple[Strand, ...]
    moments: tuple[Moment, ...] = ()


# --- Structures -------------------------------------------------------------------------------
@dataclass(frozen=True)
class Body:
    """A group; `words` say how often it meets. `is_outside` is for a body of somebody else."""

    name: str
    words: str = ""
    is_outside: bool = False


@dataclass(frozen=True)
class BodyColumn:
    """Groups of one kind under their heading."""

    title: str
    bodies: tuple[Body, ...]
    words: str = ""


@dataclass(frozen=True)
class Structure:
    """One body at the top, who scrutinises it, and the groups below it by what they do."""

    top: Body
    columns: tuple[BodyColumn, ...]
    beside: Body | None = None
    beside_does: str = "scrutinises"


@dataclass(frozen=True)
class Card:
    """A box of words: a number or a sign before it, a heading, words and where to look."""

    title: str
    words: Phrase = NOTHING
    number: str = ""
    leads_to: Phrase = NOTHING
    weight: Weight = Weight.PLAIN


@dataclass(frozen=True)
class Cards:
    """Boxes side by side, three in a row at most."""

    cards: tuple[Card, ...]


@dataclass(frozen=True)
class Steps:
    """What follows upon what, as arrows with words below; `cards` stand under them."""

    steps: tuple[Card, ...]
    promises: tuple[Card, ...] = ()
    cards: tuple[Card, ...] = ()


@dataclass(frozen=True)
class Track:
    """One way of a project: its name, who walked it, and what it was made up of."""

    title: str
    words: str
    boxes: tuple[str, ...]


@dataclass(frozen=True)
class Tracks:
    """A project told as its ways to one message, with facts below."""

    tracks: tuple[Track, ...]
    outcome: Card
    facts: tuple[Card, ...] = ()


@dataclass(frozen=True)
class Hub:
    """Who works together around one body, and what this place gave, as cards beside."""

    centre: str
    around: tuple[str, ...]
    here: str
    cards: tuple[Card, ...]


@dataclass(frozen=True)
class Checks:
    """Things of one kind, each done or not; `done` and `open` are their words."""

    labels: tuple[str, ...]
    are_done: tuple[bool, ...]
    done: str
    open: str


@dataclass(frozen=True)
class Asks:
    """Questions in a column, each with what is behind it and the slide where to look."""

    questions: tuple[Card, ...]


# --- Tables -----------------------------------------------------------------------------------
class Tone(Enum):
    """What a state says: drawn as a glyph and a colour, and always in words."""

    GOOD = "good"
    UNDER_WAY = "under way"
    BAD = "bad"
    MIXED = "mixed"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Status:
    """ "Done", "Worse", "Cannot say"; `reached` of `stages` where it is on a way."""

    label: str
    tone: Tone
    reached: int = 0
    stages: tuple[str, ...] = ()


Entry: TypeAlias = Phrase | Status


@dataclass(frozen=True)
class BoardRow:
    """The first entry heads the row; `number` stands in a disc before it."""

    entries: tuple[Entry, ...]
    number: str = ""


@dataclass(frozen=True)
class Pair:
    """A measure below a board: two bars to one scale and what became of it."""

    name: str
    change: Phrase
    bars: tuple[tuple[str, Cell], ...]
    weight: Weight = Weight.PLAIN


@dataclass(frozen=True)
class Board:
    """A table with states; `widths` are shares of the room. `pairs` stand under it."""

    columns: tuple[str, ...]
    widths: tuple[float, ...]
    rows: tuple[BoardRow, ...]
    pairs_heading: str = ""
    pairs: tuple[Pair, ...] = ()


@dataclass(frozen=True)
class Paragraphs:
    """An officer's own words: sentences, or points of a list."""

    paragraphs: tuple[Phrase, ...]
    is_list: bool = False


# What is drawn; the others are set as they are.
DrawnProof: TypeAlias = (
    Lines
    | Slopes
    | Columns
    | Bars
    | Tiles
    | AreaMap
    | TileMap
    | Cycles
    | Dates
    | Strands
    | Structure
    | Cards
    | Steps
    | Tracks
    | Hub
    | Checks
    | Asks
    | Board
)
Proof: TypeAlias = DrawnProof | Table | Picture | Paragraphs
