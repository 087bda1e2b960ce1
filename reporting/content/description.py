"""Plain descriptions of what is shown, the same for every medium; knows only `measures`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import TypeAlias
from urllib.parse import urlencode

from measures.counts import Gap, Mark, Nature, weakest
from measures.rates import round_half_up
from reporting.content.diagrams import Diagram

MINUS = "−"


class Style(Enum):
    """How a number is written; rounding is display only, half up."""

    COUNT = "count"  # 26,450
    AVERAGE = "average"  # 2,204
    SMALL_AVERAGE = "average of few"  # 4.5
    DIFFERENCE = "difference"  # +1,499
    SMALL_DIFFERENCE = "difference from an average of few"  # +0.4
    PERCENT = "percent"  # 6.0%
    CHANGE = "change"  # +6.0%
    WHOLE_CHANGE = "change in whole per cents"  # +44% as published, −25% where made up
    RATE = "rate"  # 183.8
    FINE_RATE = "rate of few"  # 0.12
    SHARE = "share"  # 37% as published, 20.5% where worked out
    POINTS = "points"  # −3.1, in percentage points


@dataclass(frozen=True)
class Provenance:
    """Where a number comes from: the address of its rows, as parts of a query string."""

    measure: str
    source: str
    period: str
    area: str = ""
    category: str = ""
    as_at: str = ""
    wards: str = ""

    @property
    def to(self) -> str:
        """The page of the rows: a path below the partnership's address, like that of a `Link`."""
        asked = {
            "period": self.period,
            "area": self.area,
            "category": self.category,
            "source": self.source,
            "as-at": self.as_at,
            "wards": self.wards,
        }
        given = {name: value for name, value in asked.items() if value}
        return f"{self.measure}/rows/?{urlencode(given, safe='/')}"


@dataclass(frozen=True)
class Cell:
    """A number or a gap, with what it is, its marks and its origin. The only way a number is shown.

    `nature` says whether it was counted, published, worked back or made up. What is worked out of
    cells is made with `worked_out`, which hands that on. `is_underlined` sets a number apart in a
    sentence, as the words around it are.
    """

    value: int | float | Gap
    style: Style = Style.COUNT
    marks: frozenset[Mark] = frozenset()
    provenance: Provenance | None = None
    is_underlined: bool = False
    nature: Nature = Nature.MEASURED

    @property
    def text(self) -> str:
        """The number as written, or the shorthand of the gap, then the marks."""
        return " ".join((self.bare_text, *self.symbols))

    @property
    def symbols(self) -> Mapping[str, str]:
        """The symbols that stand behind the number, in their order, with what each means.

        A difference or a percentage has none for its nature: the counts that it is worked out of
        stand beside it.
        """
        told: list[Mark | Nature] = [*self.marks]
        if self.style not in _WORKED_OUT and self.number is not None and self.nature.shorthand:
            told.append(self.nature)
        told.sort(key=lambda symbol: symbol.shorthand)
        return {symbol.shorthand: symbol.meaning for symbol in told}

    @property
    def among_words(self) -> str:
        """As it stands in a sentence: one with made-up numbers says so at its head, once."""
        is_worked_back = self.nature is Nature.WORKED_BACK and self.style not in _WORKED_OUT
        nature = [f"({self.nature.value})"] if is_worked_back and self.number is not None else []
        return " ".join((self.text_but_nature, *nature))

    @property
    def text_but_nature(self) -> str:
        """As `text`, without the symbol of its nature: for where words beside it say that."""
        return " ".join((self.bare_text, *sorted(mark.shorthand for mark in self.marks)))

    @property
    def is_illustrative(self) -> bool:
        """Whether there is a number, and it is made up."""
        return self.nature is Nature.ILLUSTRATIVE and self.number is not None

    @property
    def begins_anew(self) -> bool:
        """Whether what is counted changed here: a line is not drawn on from the cell before."""
        return Mark.BREAK in self.marks

    @property
    def bare_text(self) -> str:
        if isinstance(self.value, Gap):
            return self.value.shorthand
        return written(self.value, self.style)

    @property
    def number(self) -> int | float | None:
        """The number, or None for a gap: what a chart draws as a break in the line."""
        return None if isinstance(self.value, Gap) else self.value


_CHANGES = {Style.CHANGE, Style.WHOLE_CHANGE}
SIGNED = {Style.DIFFERENCE, Style.SMALL_DIFFERENCE, Style.POINTS, *_CHANGES}
_WORKED_OUT = {*SIGNED, Style.PERCENT}


def worked_out(value: float | Gap, style: Style, *of: Cell) -> Cell:
    """A number worked out of the cells `of`: it has all of their marks and the weakest nature."""
    if isinstance(value, Gap):
        return Cell(value, style)
    return Cell(
        value,
        style,
        frozenset().union(*(cell.marks for cell in of)),
        nature=weakest(cell.nature for cell in of),
    )


def illustrative_mark(cells: Iterable[Cell]) -> str:
    """What stands before words about `cells` where any is made up: "Illustrative: "; else blank."""
    made_up = {cell.is_illustrative for cell in cells if cell.number is not None}
    if True not in made_up:
        return ""
    return PARTLY_ILLUSTRATIVE if False in made_up else ILLUSTRATIVE


ILLUSTRATIVE = "Illustrative: "
PARTLY_ILLUSTRATIVE = "Partly illustrative: "


def marked(words: str, mark: str) -> str:
    """`words` behind the mark, unless they have it."""
    return words if not mark or is_marked(words) else f"{mark}{words}"


def is_marked(words: str) -> bool:
    """Whether `words` begin with a mark."""
    return words.startswith((ILLUSTRATIVE, PARTLY_ILLUSTRATIVE))


def written(value: float, style: Style) -> str:
    """`value` as the page shows it: thousands with commas, a true minus sign."""
    rounded = round_half_up(value, places := _places(value, style))
    plus = "+" if style in SIGNED and rounded > 0 else ""
    sign = MINUS if rounded < 0 else plus
    unit = "%" if style in {Style.PERCENT, Style.SHARE, *_CHANGES} else ""
    return f"{sign}{abs(rounded):,.{places}f}{unit}"


def _places(value: float, style: Style) -> int:
    """A share that was published as a whole number is not made to look finer than it is."""
    if style is Style.SHARE and float(value).is_integer():
        return 0
    if style is Style.FINE_RATE:
        return 2
    return 0 if style in _WHOLE else 1


_WHOLE = {Style.COUNT, Style.AVERAGE, Style.DIFFERENCE, Style.WHOLE_CHANGE}


@dataclass(frozen=True)
class Words:
    """Words in a sentence that are set apart: underlined, or leading to a page elsewhere."""

    text: str
    is_underlined: bool = False
    address: str = ""

    @property
    def among_words(self) -> str:
        """As they stand in a sentence."""
        return self.text

    @property
    def leads_to(self) -> str:
        """The address, where it is one that a document may lead to; else blank."""
        return self.address if self.address.startswith(_ADDRESSES) else ""


_ADDRESSES = ("https://", "http://", "mailto:")


def in_words(parts: Iterable[str | Words | Cell]) -> str:
    """The parts of a sentence as plain words."""
    return "".join(part if isinstance(part, str) else part.among_words for part in parts)


@dataclass(frozen=True)
class Sentence:
    """Words and the numbers among them; a number is a `Cell`, so that it can be walked back.

    Where a number is made up the sentence begins with the mark, so that it keeps it when it is
    copied. `is_point` makes it a point of a bulleted list, on a slide that has paragraphs as well.
    """

    parts: tuple[str | Words | Cell, ...]
    is_point: bool = False

    def __post_init__(self) -> None:
        mark = illustrative_mark(self.cells)
        if mark and not is_marked(self.text):
            object.__setattr__(self, "parts", (mark, *self.parts))

    @property
    def text(self) -> str:
        return in_words(self.parts)

    @property
    def cells(self) -> tuple[Cell, ...]:
        return tuple(part for part in self.parts if isinstance(part, Cell))


@dataclass(frozen=True)
class Link:
    """Words in a table that lead on; `to` is a path below the partnership's address."""

    text: str
    to: str


Entry: TypeAlias = Cell | Link | str


@dataclass(frozen=True)
class Column:
    title: str
    is_number: bool = False


@dataclass(frozen=True)
class Row:
    """The first entry heads the row."""

    entries: tuple[Entry, ...]
    is_total: bool = False

    @property
    def cells(self) -> tuple[Cell, ...]:
        return tuple(entry for entry in self.entries if isinstance(entry, Cell))


@dataclass(frozen=True)
class Table:
    """`notes` stand under it; `slug` names it in addresses and file names.

    Where numbers are made up the title begins with the mark.
    """

    slug: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "title", marked(self.title, illustrative_mark(self.cells)))

    @property
    def cells(self) -> tuple[Cell, ...]:
        return tuple(cell for row in self.rows for cell in row.cells)

    @property
    def shorthand(self) -> Mapping[str, str]:
        """The shorthand used in this table and what it means, to be explained beside it."""
        used: dict[str, str] = {}
        for cell in self.cells:
            if isinstance(cell.value, Gap):
                used[cell.value.shorthand] = cell.value.meaning
            used |= cell.symbols
        return used

    @property
    def natures(self) -> tuple[str, ...]:
        """What the numbers of each row are, in words for a column of data: "Illustrative".

        Empty where all of them were counted.
        """
        if all(cell.nature is Nature.MEASURED for cell in self.cells):
            return ()
        return tuple(weakest(cell.nature for cell in row.cells).label for row in self.rows)


class Role(Enum):
    """What a series is, and so how it is drawn: colour and dash follow from it."""

    THIS = "this"
    COMPARED = "compared"
    BEFORE = "before"
    SECOND = "second"
    THIRD = "third"
    FOURTH = "fourth"
    BARS = "bars"


@dataclass(frozen=True)
class Series:
    label: str
    role: Role
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Band:
    """One pale area: the least and the greatest of other years, or else what `meaning` says."""

    label: str
    low: tuple[Cell, ...]
    high: tuple[Cell, ...]
    meaning: str = ""


# What stands beside the point at which a line is broken; its table explains the mark.
BREAK_LABEL = f"break {Mark.BREAK.shorthand}"

# More cannot be told apart; the Government Analysis Function's palette ends here too.
MOST_LINES = 4


class Kind(Enum):
    LINES = "lines"
    COLUMNS = "columns"  # years
    BARS = "bars"  # ranked, lying


@dataclass(frozen=True)
class Chart:
    """`title` is the finding, `subtitle` says what, where, when and in what unit.

    `at` are the labels along the axis, one for each cell of every series. `highlight` names
    the one `at` label that stands out in COLUMNS and BARS, which take one series. `across` says
    what the labels are. `spoken` are those of the period that the page speaks of, in LINES, and
    `spoken_label` is its name. Where numbers are made up the title and the alternative begin with
    the mark. ValueError when the parts do not fit one another.
    """

    slug: str
    kind: Kind
    title: str
    subtitle: str
    unit: str
    at: tuple[str, ...]
    series: tuple[Series, ...]
    alternative: str
    source_line: str
    band: Band | None = None
    highlight: str = ""
    notes: tuple[str, ...] = ()
    across: str = ""
    spoken: tuple[str, ...] = ()
    spoken_label: str = ""

    def __post_init__(self) -> None:
        most = MOST_LINES if self.kind is Kind.LINES else 1
        if not 1 <= len(self.series) <= most:
            raise ValueError(
                f"{self.slug}: {len(self.series)} series, where 1 to {most} can be told"
            )
        rows = [series.cells for series in self.series]
        rows += [self.band.low, self.band.high] if self.band else []
        if any(len(cells) != len(self.at) for cells in rows):
            raise ValueError(f"{self.slug}: not one cell for each of {len(self.at)} labels")
        if not set(self.spoken) <= set(self.at):
            raise ValueError(f"{self.slug}: the period spoken of lies beyond the axis")
        mark = illustrative_mark(cell for cells in rows for cell in cells)
        object.__setattr__(self, "title", marked(self.title, mark))
        object.__setattr__(self, "alternative", marked(self.alternative, mark))

    @property
    def table(self) -> Table:
        """The numbers behind the chart, a row for each label along its axis."""
        columns = [(series.label, series.cells) for series in self.series]
        if self.band:
            columns += [
                (f"{self.band.label}, least", self.band.low),
                (f"{self.band.label}, greatest", self.band.high),
            ]
        return Table(
            slug=f"{self.slug}-numbers",
            title=self.subtitle,
            columns=(
                Column(self.across or _ACROSS[self.kind]),
                *(Column(label, is_number=True) for label, _ in columns),
            ),
            rows=tuple(
                Row((label, *(cells[index] for _, cells in columns)))
                for index, label in enumerate(self.at)
            ),
            notes=self.notes,
        )


_ACROSS = {Kind.LINES: "Month", Kind.COLUMNS: "Year", Kind.BARS: "Area or type"}


@dataclass(frozen=True)
class Picture:
    """A picture of a pack: its bytes (PNG or JPEG), what it shows, and who permitted its use."""

    content: bytes
    width: int
    height: int
    alternative: str
    permission: str


class SlideKind(Enum):
    """The named layouts of the template, by what stands on them."""

    TITLE = "Title"
    CHART = "Title and chart"
    TABLE = "Title and table"
    TEXT = "Title and text"
    DIAGRAM = "Title and diagram"
    PICTURE = "Title and picture"


class Marking(Enum):
    """The Government Security Classification on every slide and page."""

    OFFICIAL = "OFFICIAL"
    SENSITIVE = "OFFICIAL-SENSITIVE"


@dataclass(frozen=True)
class Slide:
    """One slide: `sentences` stand under the title, `notes` are for the speaker.

    With `is_list` all the sentences are the points of a bulleted list; where only some are,
    each says so itself (`Sentence.is_point`). Over a chart or a table with made-up numbers the
    title begins with the mark, which tells whether some number of the slide is not made up.
    """

    kind: SlideKind
    title: str
    sentences: tuple[Sentence, ...] = ()
    chart: Chart | None = None
    table: Table | None = None
    diagram: Diagram | None = None
    picture: Picture | None = None
    is_list: bool = False
    source_line: str = ""
    warning: str = ""
    notes: tuple[str, ...] = field(default=())

    def __post_init__(self) -> None:
        lines = self.chart.series if self.chart else ()
        drawn = [cell for series in lines for cell in series.cells]
        listed = self.table.cells if self.table else ()
        mark = illustrative_mark((*drawn, *listed))
        if mark:
            said = [cell for sentence in self.sentences for cell in sentence.cells]
            mark = illustrative_mark((*said, *drawn, *listed))
        object.__setattr__(self, "title", marked(self.title, mark))


@dataclass(frozen=True)
class Deck:
    """Slides for one meeting. The opening slide is made of the words here; a slide of the kind
    TITLE opens a section. Titles differ from one another. `as_at` is the day the figures are of.
    `presenters` are names with job titles, a line each, on the opening slide.
    """

    title: str
    subtitle: str
    partnership: str
    colour: str
    slides: tuple[Slide, ...]
    as_at: date
    presenters: tuple[str, ...] = ()
    marking: Marking = Marking.OFFICIAL
