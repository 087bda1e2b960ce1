"""Whatever stands on a slide is a table as well, and is told in words, with every number."""

from __future__ import annotations

from collections import Counter
from dataclasses import fields, is_dataclass, replace
from datetime import date
from itertools import count
from typing import get_args

import pytest

from measures.counts import Nature
from reporting.content.description import Cell, Column, Picture, Row, Style, Table
from reporting.content.phrases import Phrase, SlideRef, phrase
from reporting.content.proof_tables import alternative_of, read_table, table_of
from reporting.content.proofs import (
    AreaMap,
    Asks,
    Bar,
    BarForm,
    Bars,
    Board,
    BoardRow,
    Body,
    BodyColumn,
    Card,
    Cards,
    Checks,
    Columns,
    Cycle,
    Cycles,
    Dates,
    Hub,
    Layer,
    Line,
    Lines,
    MapArea,
    MapGroup,
    MapTile,
    Moment,
    Pair,
    Paragraphs,
    Proof,
    Slopes,
    Status,
    Steps,
    Strand,
    Strands,
    Structure,
    Tile,
    TileMap,
    Tiles,
    Tone,
    Track,
    Tracks,
    When,
)

_NUMBERS = count(101)


def number() -> Cell:
    """A number that no other has."""
    return Cell(next(_NUMBERS))


def words(before: str) -> Phrase:
    """Words with a number among them."""
    return phrase(f"{before} ", number(), " counted")


def card(title: str) -> Card:
    return Card(f"{title} title", words(f"{title} words"), "", phrase(SlideRef("asb")))


AT = ("April", "May")
LINES = tuple(Line(words(f"Line {name}"), (number(), number())) for name in "AB")
RING = (((0.0, 0.0), (1.0, 0.0), (1.0, 1.0)),)
BARS = (("2021/22", number()), ("2022/23", number()))
OTHER_BARS = (("Autumn", number()), ("Autumn", number()))
MOMENTS = (
    Moment("1 May", "We meet", "in the town hall", When.TODAY),
    Moment("June", "We answer"),
)
SAMPLES: tuple[Proof, ...] = (
    Lines(AT, LINES),
    Slopes(AT, LINES),
    Columns(AT, tuple(Layer(words(name), (number(), number())) for name in "XY"),
            (number(), number())),
    Columns(AT, (Layer(phrase("Crime"), (number(), number())),)),
    Bars((Bar("North", number(), low=number(), high=number(), beside="rose"),
          Bar("South", number()))),
    Bars((Bar("North", number()),), BarForm.DOT, "Place"),
    Tiles((Tile("Crime", number(), words("Up"), BARS, words("Base")),
           Tile("Fires", number(), words("Down"), OTHER_BARS, words("Also"))),
          (("Most of all", words("sentence")),)),
    AreaMap((MapArea("Park", RING), MapArea("Kader", RING, 1)),
            (MapGroup("N", "North", ("Park",)), MapGroup("S", "South", ("Kader",)))),
    AreaMap((MapArea("Park", RING),)),
    TileMap((MapTile("Park", 0, 0, number(), 0), MapTile("Kader", 1, 0, number(), 1)),
            ("few", "many")),
    Cycles((Cycle("Plan", date(2023, 3, 1), date(2024, 4, 1)),
            Cycle("Reviews", None, None, "as needed")), date(2024, 3, 4)),
    Dates(MOMENTS, (words("Foot"),)),
    Strands(("Planned", "Done"),
            (Strand("Training", 1), Strand("Pathway", None), Strand("Check", 0)), MOMENTS),
    Structure(Body("Partnership", "every quarter"),
              (BodyColumn("Themes", (Body("Prevent group", "each month", True),), "of work"),
               BodyColumn("Places", ())), Body("Panel", "once a year"), "looks at"),
    Cards((card("First"), card("Second"))),
    Steps((card("Step"),), (card("Promise"),), (card("Below"),)),
    Tracks((Track("In person", "by visits", ("rooms", "online")),), card("Outcome"),
           (card("Fact"),)),
    Hub("Leads", ("Hartlepool", "Redcar"), "Hartlepool", (card("Given"),)),
    Checks(("A school", ""), (True, False), "trained", "not yet"),
    Asks((card("Why"), card("Who"))),
    Board(("Objective", "State", "Words"), (1.0, 1.0, 1.0),
          (BoardRow((words("Crime"), Status("Worse", Tone.BAD, 1, ("made", "done")),
                     words("Rose by"))),
           BoardRow((phrase("Fires"), Status("Done", Tone.GOOD), phrase(number())), "7")),
          "", (Pair("Crime", words("More"), BARS), Pair("Fires", words("Less"), OTHER_BARS))),
    Board(("Objective",), (1.0,), (BoardRow((words("Crime"),)),), "",
          (Pair("Crime", words("More"), BARS),)),
    Table("given", "Given", (Column("Ward"), Column("Count", True)), (Row(("Park", number())),)),
    Picture(b"", 10, 10, "A hall with people in it", "the council"),
    Paragraphs((words("The partnership met"),)),
)  # fmt: skip
WITHOUT_A_TABLE = (Picture, Paragraphs)


def names(proof) -> str:
    return type(proof).__name__


def leaves(described, kind) -> list:
    """Everything of one kind within a proof, found by its fields and by nothing that is tested."""
    if isinstance(described, kind):
        return [described]
    if isinstance(described, tuple):
        return [leaf for part in described for leaf in leaves(part, kind)]
    if is_dataclass(described):
        return [leaf for each in fields(described)
                for leaf in leaves(getattr(described, each.name), kind)]  # fmt: skip
    return []


def in_words(table: Table) -> str:
    entries = [entry for row in table.rows for entry in row.entries]
    heads = [column.title for column in table.columns]
    return " | ".join([*heads, *(e if isinstance(e, str) else e.text for e in entries)])


def test_there_is_a_sample_of_every_kind_of_proof():
    assert {type(proof) for proof in SAMPLES} == set(get_args(Proof))


@pytest.mark.parametrize("proof", SAMPLES, ids=names)
def test_every_number_of_a_proof_is_in_a_cell_of_its_table(proof):
    table = table_of(proof, slug="shown", title="Shown")
    if isinstance(proof, WITHOUT_A_TABLE):
        assert table is None
        return
    missing = Counter(leaves(proof, Cell)) - Counter(table.cells)
    assert not missing
    assert (table.slug, table.title) == ("shown", "Shown")
    assert {len(row.entries) for row in table.rows} <= {len(table.columns)}


@pytest.mark.parametrize("proof", SAMPLES, ids=names)
def test_every_word_of_a_proof_is_in_its_table(proof):
    table = table_of(proof, slug="shown", title="Shown")
    if table is None:
        return
    shown = in_words(table)
    strings = {each for each in leaves(proof, str) if not isinstance(proof, Table)}
    assert [each for each in strings if each.strip() not in shown and each != "asb"] == []


@pytest.mark.parametrize("proof", SAMPLES, ids=names)
def test_every_number_of_a_proof_is_told_in_its_alternative(proof):
    told = alternative_of(proof)
    if not isinstance(proof, Table):
        assert [each for each in leaves(proof, Cell) if each.text not in told] == []
    assert told.strip().endswith((".", "it"))
    assert ".." not in told
    assert "  " not in told


def test_alternatives_are_told_as_a_person_would():
    north = Bars((Bar("Ayresome", Cell(44.0)), Bar("Trimdon", Cell(42.0))))
    assert alternative_of(north) == "Bar chart: Ayresome 44, Trimdon 42."
    assert alternative_of(Checks(("Kader",), (True,), "trained", "not yet")) == (
        "Tiles: Kader trained."
    )
    cycles = Cycles((Cycle("Plan", date(2023, 3, 1), date(2024, 4, 1)),), date(2024, 3, 4))
    assert alternative_of(cycles) == (
        "Duties over the months: Plan: last done 1 March 2023, next due 1 April 2024. "
        "Today is 4 March 2024."
    )
    state = Status("Under way", Tone.UNDER_WAY, 2, ("made", "answered", "done"))
    board = Board(("Asked", "State"), (1.0, 1.0), (BoardRow((phrase("One"), state)),))
    assert (
        alternative_of(board)
        == "Table. Asked: One; State: Under way (made, answered; not yet done)."
    )


def test_made_up_numbers_are_marked_in_the_table_and_in_words():
    made_up = Bars((Bar("Park", Cell(4, nature=Nature.ILLUSTRATIVE)),))
    assert table_of(made_up, slug="a", title="Crime").title == "Illustrative: Crime"
    assert alternative_of(made_up) == "Illustrative: Bar chart: Park 4."


def test_a_column_of_numbers_is_one_and_one_of_words_is_not():
    table = table_of(SAMPLES[0], slug="a", title="A")
    assert [column.is_number for column in table.columns] == [False, True, True]
    assert table.columns[0].title == "Period"


def test_a_number_among_words_stands_in_a_column_of_its_own_as_well():
    ask = Asks((Card("Why?", phrase("It rose by ", Cell(7))),))
    table = table_of(ask, slug="a", title="A")
    assert [column.title for column in table.columns] == [
        "Question", "Words", "Figure in the words"]  # fmt: skip
    assert table.rows[0].entries == ("Why?", "It rose by 7", Cell(7))


# --- As a report shows it ---------------------------------------------------------------------
def heads(table: Table) -> list[str]:
    return [column.title for column in table.columns]


@pytest.mark.parametrize("proof", SAMPLES, ids=names)
def test_a_table_to_be_read_has_no_columns_or_rows_for_machines(proof):
    table = read_table(proof, slug="shown", title="Shown")
    if table is None:
        return
    read = in_words(table)
    assert "Figure in the words" not in read
    assert "In the label" not in read
    assert {len(row.entries) for row in table.rows} == {len(table.columns)}


def test_tiles_to_be_read_have_each_number_once():
    bars = (("2021/22", Cell(8)), ("2022/23", Cell(9)))
    base = phrase(Cell(8), " in 2021/22")
    of_all = Tile("Crimes", Cell(9), phrase("12% more"), bars, base)
    elsewhere = replace(of_all, name="Referrals", base=phrase("England and Wales"))
    table = read_table(
        Tiles((of_all, elsewhere), (("Highest", phrase(" of 5 years")),)), slug="a", title="A"
    )
    assert heads(table) == ["Measure", "2021/22", "2022/23", "Change", "What it is"]
    assert [row.entries for row in table.rows] == [
        ("Crimes", Cell(8), Cell(9), "12% more", ""),
        ("Referrals", Cell(8), Cell(9), "12% more", "England and Wales"),
    ]


def test_stages_of_work_to_be_read_have_no_dates_among_them():
    strands = Strands(("Planned", "Done"), (Strand("Training", 1),), (Moment("May", "Begun"),))
    table = read_table(strands, slug="a", title="A")
    assert heads(table) == ["Strand", "Stage"]
    assert [row.entries for row in table.rows] == [("Training", "Done")]


@pytest.mark.parametrize(
    ("style", "head"),
    [(Style.COUNT, "Number"), (Style.SHARE, "Share"), (Style.PERCENT, "Share"),
     (Style.CHANGE, "Change"), (Style.DIFFERENCE, "Change")],
)  # fmt: skip
def test_a_column_of_bars_is_headed_by_what_its_numbers_are(style, head):
    bars = Bars((Bar("Park", Cell(4, style)), Bar("Kader", Cell(5, style))))
    assert heads(read_table(bars, slug="a", title="A"))[1] == head
    assert heads(table_of(bars, slug="a", title="A"))[1] == head
