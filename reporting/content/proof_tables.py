"""What stands on a slide as a plain table: every number of it, as a cell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeAlias, assert_never

from reporting.content.alternatives import alternative_of, day_in_words, state_in_words
from reporting.content.description import SIGNED, Cell, Column, Entry, Picture, Row, Style, Table
from reporting.content.phrases import Phrase, phrase
from reporting.content.proofs import (
    AreaMap,
    Asks,
    Bars,
    Board,
    Body,
    Card,
    Cards,
    Checks,
    Columns,
    Cycles,
    Dates,
    DrawnProof,
    Hub,
    Layer,
    Line,
    Lines,
    Moment,
    Pair,
    Paragraphs,
    Proof,
    Slopes,
    Status,
    Steps,
    Strands,
    Structure,
    TileMap,
    Tiles,
    Tracks,
    When,
)

__all__ = ["alternative_of", "read_table", "table_of"]

Value: TypeAlias = str | Cell | Phrase
_Rows: TypeAlias = list[Sequence[Value]]
_Sheet: TypeAlias = tuple[Sequence[str], _Rows]

_FIGURE = "Figure in the words"
_IN_LABEL = "In the label"
_STATES = {When.PAST: "past", When.TODAY: "today", When.AHEAD: "ahead"}


def table_of(proof: Proof, *, slug: str, title: str) -> Table | None:
    """The proof as a table. None for a picture and for paragraphs, which have no rows.

    A number among words stands in them, and again in a column of its own behind them.
    """
    if isinstance(proof, Table | Picture | Paragraphs):
        return _renamed(proof, slug, title)
    heads, rows = _sheet(proof)
    figures = [[cell for value in row for cell in _among_words(value)] for row in rows]
    most = max(map(len, figures), default=0)
    numbered = [f"{_FIGURE}, {number}" for number in range(1, most + 1)]
    return _laid(
        slug,
        title,
        (*heads, *([_FIGURE] if most == 1 else numbered)),
        [
            (*row, *[""] * (len(heads) - len(row)), *further)
            for row, further in zip(rows, figures, strict=True)
        ],
    )


def read_table(proof: Proof, *, slug: str, title: str) -> Table | None:
    """The proof as a table for a reader, below its picture; None as for `table_of`.

    A number among words stands in these alone. Words that are read in the picture, as its
    sentences and its dates, are not rows, and no number stands twice in one.
    """
    match proof:
        case Table() | Picture() | Paragraphs():
            return _renamed(proof, slug, title)
        case Tiles():
            return _laid(slug, title, *_read_tiles(proof))
        case Lines() | Slopes() | Columns():
            heads, rows = _chart(proof)
            return _laid(slug, title, heads, [row for row in rows if row[0] != _IN_LABEL])
        case Strands():
            return _laid(slug, title, *_sheet(replace(proof, moments=())))
        case Board():
            rows = [(*map(_stated, row.entries),) for row in proof.rows]
            return _laid(slug, title, proof.columns, rows)
        case _:
            return _laid(slug, title, *_sheet(proof))


def _sheet(proof: DrawnProof) -> _Sheet:
    """Its headings and its rows; a row may be shorter than the headings."""
    match proof:
        case Lines() | Slopes() | Columns() | Bars() | Tiles():
            return _chart(proof)
        case AreaMap() | TileMap():
            return _map(proof)
        case Cycles() | Dates() | Strands():
            return _dates(proof)
        case Structure() | Steps() | Tracks() | Hub():
            return _diagram(proof)
        case Cards() | Asks() | Checks() | Board():
            return _words(proof)
        case _:
            assert_never(proof)


def _renamed(proof: Table | Picture | Paragraphs, slug: str, title: str) -> Table | None:
    return replace(proof, slug=slug, title=title) if isinstance(proof, Table) else None


def _laid(slug: str, title: str, heads: Sequence[str], rows: _Rows) -> Table:
    """The rows as a table; columns that say nothing are left out, but for the first."""
    lines = [[_entry(value) for value in (*row, *[""] * (len(heads) - len(row)))] for row in rows]
    kept = [at for at in range(len(heads)) if not at or any(line[at] != "" for line in lines)]
    return Table(
        slug,
        title,
        tuple(Column(heads[at], _is_number(line[at] for line in lines)) for at in kept),
        tuple(Row(tuple(line[at] for at in kept)) for line in lines),
    )


def _among_words(value: Value) -> tuple[Cell, ...]:
    """The numbers of a phrase that is more than one number alone."""
    return value.cells if isinstance(value, Phrase) and len(value.parts) > 1 else ()


def _entry(value: Value) -> Entry:
    if not isinstance(value, Phrase):
        return value
    if len(value.parts) == 1 and value.cells:
        return value.cells[0]
    return value.text


def _is_number(entries: Iterable[Entry]) -> bool:
    found = [entry for entry in entries if entry != ""]
    return bool(found) and all(isinstance(entry, Cell) for entry in found)


# --- Charts and maps --------------------------------------------------------------------------
def _chart(proof: Lines | Slopes | Columns | Bars | Tiles) -> _Sheet:
    match proof:
        case Lines() | Slopes():
            return _series("Period", proof.at, proof.lines, ())
        case Columns():
            across = "Period" if all(label[:1].isdigit() for label in proof.at) else "Kind"
            return _series(across, proof.at, proof.layers, proof.totals)
        case Bars():
            rows: _Rows = [
                (row.label, row.cell, row.low or "", row.high or "", row.beside)
                for row in proof.rows
            ]
            number = _what_it_is([row.cell for row in proof.rows])
            return (proof.across, number, "Lower", "Upper", "Beside"), rows
        case Tiles():
            return _tiles(proof)
        case _:
            assert_never(proof)


def _series(
    across: str, at: Sequence[str], series: Sequence[Line | Layer], totals: Sequence[Cell]
) -> _Sheet:
    """A column for each series. Numbers of its label stand in rows at the end."""
    columns = [each.cells for each in series] + ([totals] if totals else [])
    heads = [across, *(each.label.text for each in series), *(["Total"] if totals else [])]
    rows: _Rows = [(label, *cells) for label, cells in zip(at, _beside(columns), strict=True)]
    rows += [(_IN_LABEL, *cells) for cells in _beside([e.label.cells for e in series])]
    return heads, rows


def _what_it_is(numbers: Sequence[Cell]) -> str:
    """What heads a column of numbers that are all of one kind."""
    styles = {cell.style for cell in numbers if cell.number is not None}
    if styles and styles <= {Style.SHARE, Style.PERCENT}:
        return "Share"
    return "Change" if styles and styles <= SIGNED else "Number"


def _beside(columns: Sequence[Sequence[Cell]]) -> list[list[Value]]:
    """Columns as rows; a shorter one is blank at its end."""
    longest = max(map(len, columns), default=0)
    return [
        [column[place] if place < len(column) else "" for column in columns]
        for place in range(longest)
    ]


def _tiles(proof: Tiles) -> _Sheet:
    labels, bars = _bars([tile.bars for tile in proof.tiles])
    rows: _Rows = [
        (tile.name, tile.number, tile.change, *values, tile.base)
        for tile, values in zip(proof.tiles, bars, strict=True)
    ]
    blank = [""] * len(labels)
    rows += [(lead, "", "", *blank, words) for lead, words in proof.sentences]
    return ("Measure", "Number", "Change", *labels, "What it is"), rows


def _read_tiles(proof: Tiles) -> _Sheet:
    """The numbers of both periods and the change; what else is said of each, where it is words."""
    labels, bars = _bars([tile.bars for tile in proof.tiles])
    rows: _Rows = [
        (
            tile.name,
            *values,
            "" if any(tile.number == value for value in values) else tile.number,
            tile.change,
            "" if tile.base.cells else tile.base,
        )
        for tile, values in zip(proof.tiles, bars, strict=True)
    ]
    return ("Measure", *labels, "Number", "Change", "What it is"), rows


def _bars(
    bars: Sequence[tuple[tuple[str, Cell], ...]],
) -> tuple[list[str], list[list[Value]]]:
    """The heads of the columns of bars, and their values: by label, in the order met."""
    keyed = [
        {
            (label, [other for other, _ in each[:place]].count(label)): cell
            for place, (label, cell) in enumerate(each)
        }
        for each in bars
    ]
    keys = list(dict.fromkeys(key for each in keyed for key in each))
    return [label for label, _ in keys], [[each.get(key, "") for key in keys] for each in keyed]


def _map(proof: AreaMap | TileMap) -> _Sheet:
    match proof:
        case AreaMap():
            if not proof.groups:
                return ("Area",), [(area.name,) for area in proof.areas]
            rows: _Rows = [
                (name, group.letter, group.name) for group in proof.groups for name in group.names
            ]
            return ("Area", "Letter", "Group"), rows
        case TileMap():
            steps = proof.steps
            tiles: _Rows = [
                (tile.name, tile.cell, steps[tile.step] if tile.step < len(steps) else "")
                for tile in proof.tiles
            ]
            return ("Ward", "Number", "Shade"), tiles
        case _:
            assert_never(proof)


# --- Dates ------------------------------------------------------------------------------------
def _dates(proof: Cycles | Dates | Strands) -> _Sheet:
    rows: _Rows
    match proof:
        case Cycles():
            rows = [
                (row.name, day_in_words(row.last), day_in_words(row.due), row.note)
                for row in proof.rows
            ]
            return ("Duty", "Last done", "Next due", "Note"), rows
        case Dates():
            rows = [*_moments(proof.moments), *(("", "", words) for words in proof.foot)]
            return ("When", "What", "In words", "Past or ahead"), rows
        case Strands():
            rows = [
                (row.name, "not begun" if row.stage is None else proof.stages[row.stage])
                for row in proof.rows
            ]
            rows += [(title, "", when, words) for when, title, words, _ in _moments(proof.moments)]
            return ("Strand", "Stage", "When", "In words"), rows
        case _:
            assert_never(proof)


def _moments(moments: Sequence[Moment]) -> list[tuple[str, str, str, str]]:
    return [(each.when, each.title, each.words, _STATES[each.at]) for each in moments]


# --- Structures -------------------------------------------------------------------------------
def _diagram(proof: Structure | Steps | Tracks | Hub) -> _Sheet:
    rows: _Rows
    match proof:
        case Structure():
            return ("Group", "In words", "What it does", "Whose it is"), _structure(proof)
        case Steps():
            rows = [*_cards(proof.steps, "Step"), *_cards(proof.promises, "Promise")]
            return _CARD_HEADS, [*rows, *_cards(proof.cards, "Card")]
        case Tracks():
            rows = [
                (track.title, track.words, "", "Way", "", "; ".join(track.boxes))
                for track in proof.tracks
            ]
            rows += [*_cards((proof.outcome,), "Outcome"), *_cards(proof.facts, "Fact")]
            return (*_CARD_HEADS, "Made up of"), rows
        case Hub():
            rows = [(proof.centre, "", "", "Body in the middle")]
            rows += [
                (name, "", "", "This place" if name == proof.here else "Around it")
                for name in proof.around
            ]
            return _CARD_HEADS, [*rows, *_cards(proof.cards, "Card")]
        case _:
            assert_never(proof)


_CARD_HEADS = ("Heading", "Words", "Where to look", "What it is", "Number")


def _cards(cards: Sequence[Card], kind: str = "") -> _Rows:
    return [(card.title, card.words, card.leads_to, kind, card.number) for card in cards]


def _structure(proof: Structure) -> _Rows:
    rows: _Rows = [_body(proof.top, "")]
    if proof.beside:
        rows.append(_body(proof.beside, f"{proof.beside_does} {proof.top.name}"))
    for column in proof.columns:
        what = ": ".join(part for part in (column.title, column.words) if part)
        rows += [_body(body, what) for body in column.bodies] or [("", "", what)]
    return rows


def _body(body: Body, what: str) -> tuple[str, ...]:
    return body.name, body.words, what, "of somebody else" if body.is_outside else ""


# --- Words and boards -------------------------------------------------------------------------
def _words(proof: Cards | Asks | Checks | Board) -> _Sheet:
    match proof:
        case Cards():
            return _CARD_HEADS, _cards(proof.cards)
        case Asks():
            return ("Question", *_CARD_HEADS[1:]), _cards(proof.questions)
        case Checks():
            rows: _Rows = [
                (label or str(number), proof.done if is_done else proof.open)
                for number, (label, is_done) in enumerate(
                    zip(proof.labels, proof.are_done, strict=True), start=1
                )
            ]
            return ("Name", "State"), rows
        case Board():
            return _board(proof)
        case _:
            assert_never(proof)


def _board(proof: Board) -> _Sheet:
    """The rows of the board, then the pairs: their name, what became of them, and their bars."""
    labels, bars = _bars([pair.bars for pair in proof.pairs])
    has_numbers = any(row.number for row in proof.rows)
    blank = [""] * len(labels)
    rows: _Rows = [
        (
            *map(_stated, row.entries),
            *([row.number] if has_numbers else []),
            *blank,
        )
        for row in proof.rows
    ]
    between = [""] * (len(proof.columns) - 2 + has_numbers)
    rows += [
        _pair(pair, len(proof.columns), between, values)
        for pair, values in zip(proof.pairs, bars, strict=True)
    ]
    return (*proof.columns, *(["Number"] if has_numbers else []), *labels), rows


def _stated(entry: Status | Phrase) -> str | Phrase:
    return state_in_words(entry) if isinstance(entry, Status) else entry


def _pair(pair: Pair, columns: int, between: list[str], values: list[Value]) -> Sequence[Value]:
    if columns < 2:
        return (phrase(pair.name, ": ", *pair.change.parts), *between, *values)
    return (pair.name, pair.change, *between, *values)
