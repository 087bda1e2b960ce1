"""What stands on a slide, told in words with its values, for those who do not see it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import assert_never

from reporting.content.description import Cell, Picture, Table, illustrative_mark, marked
from reporting.content.phrases import Phrase
from reporting.content.proofs import (
    AreaMap,
    Asks,
    Bar,
    BarForm,
    Bars,
    Board,
    Body,
    Card,
    Cards,
    Checks,
    Columns,
    Cycles,
    Dates,
    Hub,
    Lines,
    Moment,
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
)


def alternative_of(proof: Proof) -> str:
    """The kind of picture and its values: "Bar chart: Ayresome +44.0%, Trimdon +42.0%."

    Where numbers are made up it begins with the mark.
    """
    return marked(_told(proof), illustrative_mark(cells_of(proof)))


def cells_of(described: object) -> tuple[Cell, ...]:
    """Every number in a proof or a part of one, in its order."""
    if isinstance(described, Cell):
        return (described,)
    if isinstance(described, tuple | list):
        return tuple(cell for part in described for cell in cells_of(part))
    fields = getattr(described, "__dataclass_fields__", ())
    return tuple(cell for name in fields for cell in cells_of(getattr(described, name)))


def day_in_words(day: date | None) -> str:
    """ "1 April 2024"; blank without a day."""
    return f"{day.day} {day:%B %Y}" if day else ""


def state_in_words(status: Status) -> str:
    """ "Under way (made, answered; not yet done)": the state and its stages, where it has any."""
    reached = _list(status.stages[: status.reached])
    ahead = _list(status.stages[status.reached :])
    way = _list((reached, f"not yet {ahead}" if ahead else ""), "; ")
    return f"{status.label} ({way})" if way else status.label


def _told(proof: Proof) -> str:
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
        case Table() | Picture() | Paragraphs():
            return _plain(proof)
        case _:
            assert_never(proof)


def _sentence(*parts: str) -> str:
    """The parts that are not blank, one after another, with a full stop at the end of each."""
    return " ".join(
        part if part.endswith((".", "?", "!")) else f"{part}." for part in parts if part
    )


def _list(parts: Iterable[str], separator: str = ", ") -> str:
    return separator.join(part for part in parts if part)


def _beside(labels: Sequence[str], cells: Sequence[Cell]) -> str:
    """ "April 200, May 210"."""
    return _list(
        f"{label} {cell.text_but_nature}" for label, cell in zip(labels, cells, strict=False)
    )


def _named(name: str, words: str) -> str:
    return f"{name}: {words}" if name and words else name or words


# --- Charts and maps --------------------------------------------------------------------------
def _chart(proof: Lines | Slopes | Columns | Bars | Tiles) -> str:
    match proof:
        case Lines() | Slopes():
            kind = "Line chart" if isinstance(proof, Lines) else "Slope chart"
            lines = (_named(each.label.text, _beside(proof.at, each.cells)) for each in proof.lines)
            return _sentence(_named(kind, _list(lines, "; ")))
        case Columns():
            return _columns(proof)
        case Bars():
            kind = "Bar chart" if proof.form is BarForm.BAR else "Dot chart"
            return _sentence(_named(kind, _list(map(_bar, proof.rows))))
        case Tiles():
            tiles = (
                _list((f"{tile.name} {tile.number.text_but_nature}", tile.change.text,
                       _bars(tile.bars), tile.base.text))
                for tile in proof.tiles
            )  # fmt: skip
            sentences = (_list((lead, words.text), " ") for lead, words in proof.sentences)
            return _sentence(_named("Figures", _list(tiles, "; ")), *sentences)
        case _:
            assert_never(proof)


def _columns(proof: Columns) -> str:
    if len(proof.layers) == 1 and not proof.totals:
        layer = proof.layers[0]
        values = _beside(proof.at, layer.cells)
        return _sentence(_named("Column chart", _list((layer.label.text, values), ": ")))
    layers = [_named(each.label.text, _beside(proof.at, each.cells)) for each in proof.layers]
    totals = _beside(proof.at, proof.totals)
    layers += [f"in all: {totals}"] if totals else []
    return _sentence(_named("Column chart", _list(layers, "; ")))


def _bar(bar: Bar) -> str:
    ends = [end.text_but_nature for end in (bar.low, bar.high) if end]
    interval = f" ({' to '.join(ends)})" if ends else ""
    beside = f" {bar.beside}" if bar.beside else ""
    return f"{bar.label} {bar.cell.text_but_nature}{interval}{beside}"


def _bars(bars: Sequence[tuple[str, Cell]]) -> str:
    return _list(f"{label} {cell.text_but_nature}" for label, cell in bars)


def _map(proof: AreaMap | TileMap) -> str:
    match proof:
        case AreaMap():
            groups = (
                _named(_list((each.letter, each.name), " "), _list(each.names))
                for each in proof.groups
            )
            areas = _list(area.name for area in proof.areas)
            return _sentence(_named("Map", _list(groups, "; ") or areas))
        case TileMap():
            tiles = (f"{each.name} {each.cell.text_but_nature}" for each in proof.tiles)
            shades = _named("Shades", _list(proof.steps)) if proof.steps else ""
            return _sentence(_named("Map of wards as tiles", _list(tiles)), shades)
        case _:
            assert_never(proof)


# --- Dates ------------------------------------------------------------------------------------
def _dates(proof: Cycles | Dates | Strands) -> str:
    match proof:
        case Cycles():
            rows = (
                _named(row.name, _list((
                    f"last done {day_in_words(row.last)}" if row.last else "",
                    f"next due {day_in_words(row.due)}" if row.due else "",
                    row.note)))
                for row in proof.rows
            )  # fmt: skip
            today = f"Today is {day_in_words(proof.today)}"
            return _sentence(_named("Duties over the months", _list(rows, "; ")), today)
        case Dates():
            foot = (words.text for words in proof.foot)
            return _sentence(_named("Dates", _moments(proof.moments)), *foot)
        case Strands():
            rows = (
                _named(row.name, "not begun" if row.stage is None else proof.stages[row.stage])
                for row in proof.rows
            )
            dates = _named("Dates", _moments(proof.moments)) if proof.moments else ""
            ways = _named("Stages", _list(proof.stages))
            return _sentence(ways, _list(rows, "; "), dates)
        case _:
            assert_never(proof)


def _moments(moments: Sequence[Moment]) -> str:
    return _list(
        (_named(each.when, _list((each.title, each.words), " ")) for each in moments), "; "
    )


# --- Structures -------------------------------------------------------------------------------
def _diagram(proof: Structure | Steps | Tracks | Hub) -> str:
    match proof:
        case Structure():
            return _structure(proof)
        case Steps():
            return _sentence(
                _named("Steps", _cards(proof.steps)), _cards(proof.promises), _cards(proof.cards)
            )
        case Tracks():
            ways = (
                _named(_list((track.title, track.words)), _list(track.boxes))
                for track in proof.tracks
            )
            lead = _named("They lead to", _cards((proof.outcome,)))
            return _sentence(_named("Ways", _list(ways, "; ")), lead, _cards(proof.facts))
        case Hub():
            around = _named(f"Around {proof.centre}", _list(proof.around))
            return _sentence(around, _named(proof.here, _cards(proof.cards)))
        case _:
            assert_never(proof)


def _structure(proof: Structure) -> str:
    columns = (
        _named(_list((column.title, column.words)), _list(map(_body, column.bodies), "; "))
        for column in proof.columns
    )
    beside = proof.beside
    looks = f"{_body(beside)} {proof.beside_does} it" if beside else ""
    return _sentence(_named("Structure", _body(proof.top)), looks, *columns)


def _body(body: Body) -> str:
    words = _list((body.words, "of somebody else" if body.is_outside else ""))
    return f"{body.name} ({words})" if words else body.name


def _cards(cards: Sequence[Card]) -> str:
    return _list(map(_card, cards), "; ")


def _card(card: Card) -> str:
    title = _list((card.number, card.title), " ")
    return _list((_named(title, card.words.text), card.leads_to.text))


# --- Words and tables -------------------------------------------------------------------------
def _words(proof: Cards | Asks | Checks | Board) -> str:
    match proof:
        case Cards():
            return _sentence(_cards(proof.cards))
        case Asks():
            return _sentence(_named("Questions", _cards(proof.questions)))
        case Checks():
            states = [
                _list((label, proof.done if is_done else proof.open), " ")
                for label, is_done in zip(proof.labels, proof.are_done, strict=True)
            ]
            return _sentence(_named("Tiles", _list(states)))
        case Board():
            rows = (
                _list((_named(title, _entry(entry))
                       for title, entry in zip(proof.columns, row.entries, strict=False)), "; ")
                for row in proof.rows
            )  # fmt: skip
            pairs = (
                _named(pair.name, _list((pair.change.text, _bars(pair.bars))))
                for pair in proof.pairs
            )
            return _sentence("Table", *rows, proof.pairs_heading, _list(pairs, "; "))
        case _:
            assert_never(proof)


def _entry(entry: Phrase | Status) -> str:
    return state_in_words(entry) if isinstance(entry, Status) else entry.text


def _plain(proof: Table | Picture | Paragraphs) -> str:
    match proof:
        case Table():
            heads = _list(column.title for column in proof.columns)
            firsts = _list(
                entry.text_but_nature if isinstance(entry, Cell)
                else entry if isinstance(entry, str) else entry.text
                for entry in (row.entries[0] for row in proof.rows if row.entries)
            )  # fmt: skip
            return _sentence(_named("Table", heads), _named("Rows", firsts) if firsts else "")
        case Picture():
            return proof.alternative
        case Paragraphs():
            return _sentence(*(each.text for each in proof.paragraphs))
        case _:
            assert_never(proof)
