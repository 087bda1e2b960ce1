"""Dates, structures, cards, boards and tables on slides: within their box, over nothing else."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest

from reporting.content.description import Cell, Column, Row, Table
from reporting.content.phrases import phrase
from reporting.content.proofs import (
    Asks,
    Board,
    BoardRow,
    Card,
    Cards,
    Checks,
    Cycle,
    Cycles,
    Dates,
    Hub,
    Moment,
    Status,
    Steps,
    Strand,
    Strands,
    Tone,
    Weight,
    When,
)
from reporting.rendering.slides.blocks import rows_shared
from reporting.rendering.slides.drawing import drawing_of
from reporting.rendering.slides.setting import TooFull, lines_of, widest_word
from reporting.rendering.slides.shapes import (
    Box,
    Drawing,
    Form,
    Ink,
    Paragraph,
    Rule,
    Run,
    Shape,
    Text,
    words,
)
from reporting.rendering.slides.table import draw_table, table_pages
from reporting.rendering.text_metrics import width_of
from tests.slides import described
from tests.slides.described import ANNEX, HALF, MOCK_UPS, NUMBERS, ZONE, Invented, ward_table
from tests.slides.faults import all_words, faults, said, texts


def drawn(proof, box: Box = ZONE) -> Drawing:
    return drawing_of(proof, box, NUMBERS)


def names(proof) -> str:
    return type(proof).__name__


# --- Nothing over anything -------------------------------------------------------------------
@pytest.mark.parametrize("proof", MOCK_UPS, ids=names)
def test_the_slides_of_the_mock_ups_are_drawn_without_a_fault(proof):
    box = ANNEX if isinstance(proof, Table) else ZONE
    assert faults(drawn(proof, box)) == []


def test_whatever_is_drawn_has_no_fault_and_what_has_no_room_says_so():
    """Of many invented proofs some have room and some do not, in every kind."""
    found = Counter()
    for seed in range(24):
        box = HALF if seed % 3 == 2 else ZONE
        for proof in Invented(seed).any_of_each():
            drawing, why = _drawn_or_why(proof, box)
            found["drawn" if drawing else "full", names(proof)] += 1
            assert why.endswith(".") or drawing
            assert drawing is None or faults(drawing) == [], (seed, proof)
    kinds = {names(proof) for proof in Invented(0).any_of_each()}
    assert {kind for what, kind in found if what == "drawn"} == kinds
    assert len({kind for what, kind in found if what == "full"}) > len(kinds) / 2


def _drawn_or_why(proof, box: Box) -> tuple[Drawing | None, str]:
    try:
        return drawn(proof, box), ""
    except TooFull as full:
        return None, str(full)


def _faulty(*elements) -> list[str]:
    return faults(Drawing(Box(0, 0, 400, 200), "", elements))


def test_a_fault_is_found():
    whole = Box(10, 10, 100, 20)
    right = words(whole, "Words", 16)
    assert _faulty(right) == []
    assert _faulty(words(whole, "Words", 13)) == ["“Words” is set in 13"]
    assert _faulty(words(Box(10, 10, 30, 20), "Words", 16)) == ["“Words” breaks a word"]
    assert _faulty(words(Box(10, 10, 100, 10), "Words", 16)) == ["“Words” is higher than its box"]
    assert _faulty(words(Box(350, 10, 100, 20), "Words", 16)) == ["“Words” leaves the picture"]
    assert _faulty(right, words(Box(60, 20, 100, 20), "More", 16)) == ["“Words” lies over “More”"]
    assert _faulty(right, Shape(Box(0, 0, 50, 50), fill=Ink.PALE)) == ["a shape lies over “Words”"]
    assert _faulty(Shape(Box(0, 0, 50, 50), fill=Ink.PALE), right) == []
    assert _faulty(right, Rule(0, 20, 400, 20, Ink.GRID)) == ["a rule runs through “Words”"]
    arrow = Shape(Box(0, 0, 200, 60), Form.PENTAGON, text=words(Box(0, 0, 190, 60), "So", 16))
    assert _faulty(arrow) == ["“So” leaves its shape"]


# --- Nothing left out ------------------------------------------------------------------------
def test_every_word_of_a_structure_stands_on_its_slide():
    proof = described.FIFTEEN_GROUPS
    said_on_it = all_words(drawn(proof))
    bodies = [proof.top, proof.beside, *(b for column in proof.columns for b in column.bodies)]
    assert len(bodies) - 2 == 15
    for body in bodies:
        assert body.name in said_on_it
        assert body.words in said_on_it


def test_a_body_of_somebody_else_is_dashed():
    shapes = [each for each in drawn(described.STRUCTURE).elements if isinstance(each, Shape)]
    dashed = [said(shape.text) for shape in shapes if shape.is_dashed]
    assert dashed == ["Cleveland Prevent leads / regional, every quarter"]


def test_links_lead_to_the_slides_they_name():
    drawing = drawn(described.FOUR_ASKS)
    links = [
        (run.text, run.leads_to)
        for text in texts(drawing) for paragraph in text.paragraphs
        for run in paragraph.runs if run.leads_to
    ]  # fmt: skip
    assert links == [("Slide 11 →", 11), ("Slide 10 →", 10), ("Slide 14 →", 14), ("Slide 21 →", 21)]


def test_what_leads_nowhere_has_no_arrow():
    proof = Cards((Card("Choose", phrase("Words"), leads_to=described.to("elsewhere")),))
    assert "The report" in all_words(drawn(proof))
    assert "→" not in all_words(drawn(proof))


def test_words_of_cards_in_a_row_begin_at_one_height():
    drawing = drawn(described.THREE_CARDS)
    tops = {
        text.box.top for text in texts(drawing)
        for card in described.THREE_CARDS.cards if said(text)[:12] == card.words.text[:12]
    }  # fmt: skip
    assert len(tops) == 1


def test_six_cards_stand_in_two_rows_and_seven_have_no_room():
    card = Card("Choose", phrase("Words"))
    drawing = drawn(Cards((card,) * 6))
    tops = Counter(round(text.box.top) for text in texts(drawing) if said(text) == "Choose")
    assert sorted(tops.values()) == [3, 3]
    with pytest.raises(TooFull):
        drawn(Cards((card,) * 7))


# --- Dates -----------------------------------------------------------------------------------
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def _ring(drawing: Drawing, name: str) -> Ink:
    return next(each.edge for each in drawing.elements
                if isinstance(each, Shape) and each.name == f"{name}, next due")  # fmt: skip


@pytest.mark.parametrize(
    ("due", "ink"),
    [
        (date(2024, 3, 4), Ink.ATTENTION),
        (date(2024, 4, 4), Ink.ATTENTION),
        (date(2024, 4, 5), Ink.ACCENT),
        (date(2024, 2, 1), Ink.ATTENTION),
    ],
    ids=["today", "in 31 days", "in 32 days", "overdue"],
)
def test_what_is_due_within_31_days_is_orange_and_bold(due, ink):
    drawing = drawn(Cycles((Cycle("Plan", date(2023, 3, 1), due),), date(2024, 3, 4)))
    assert _ring(drawing, "Plan") is ink
    name = next(text for text in texts(drawing) if said(text) == "Plan")
    assert name.paragraphs[0].runs[0].is_bold is (ink is Ink.ATTENTION)


def test_dates_stand_where_the_scale_has_them():
    """A year lies between two rings: the middle of it is half way."""
    rows = tuple(Cycle(str(place), None, day) for place, day in enumerate(
        (date(2024, 7, 1), date(2025, 1, 1), date(2025, 7, 1))))  # fmt: skip
    drawing = drawn(Cycles(rows, date(2024, 3, 4)))
    xs = [each.box.middle[0] for each in drawing.elements
          if isinstance(each, Shape) and each.name.endswith("next due")]  # fmt: skip
    assert xs[1] - xs[0] == pytest.approx(xs[2] - xs[1])
    assert xs[0] < xs[1]


@pytest.mark.parametrize("years", [0.1, 0.5, 1, 2, 4, 8, 20])
def test_months_have_labels_whatever_the_span(years):
    last = date(2024, 3, 4)
    rows = (Cycle("Plan", date.fromordinal(last.toordinal() - int(years * 365)), last),)
    drawing = drawn(Cycles(rows, last))
    labels = [said(text) for text in texts(drawing) if said(text)[:3] in MONTHS]
    assert len(labels) >= 2
    assert labels[0][-4:].isdigit()
    assert faults(drawing) == []


def test_a_note_stands_in_place_of_dates_and_beside_them_below_the_name():
    both = Cycle("Plan", None, date(2024, 9, 1), "every year")
    alone = Cycle("Reviews", None, None, "as needed")
    drawing = drawn(Cycles((both, alone), date(2024, 3, 4)))
    assert {"Plan / every year", "as needed"} <= {said(text) for text in texts(drawing)}


def test_today_is_orange_and_nothing_else_among_dates():
    drawing = drawn(described.WHAT_HAPPENS_NEXT)
    orange = [each for each in drawing.elements
              if isinstance(each, Shape) and each.fill is Ink.ATTENTION]  # fmt: skip
    dates = [text for text in texts(drawing)
             if text.paragraphs[0].runs[0].ink is Ink.ATTENTION_WORDS]  # fmt: skip
    assert len(orange) == 1
    assert [said(text) for text in dates] == ["4 March"]


def test_dates_are_evenly_spaced():
    moments = tuple(Moment(f"{day} May", "We meet") for day in range(1, 8))
    drawing = drawn(Dates(moments))
    lefts = [text.box.left for text in texts(drawing) if said(text).endswith("May")]
    assert [b - a for a, b in pairwise(lefts)] == pytest.approx([lefts[1] - lefts[0]] * 6)


def test_a_strand_not_begun_has_no_filled_disc():
    def filled(stage) -> int:
        proof = Strands(("Planned", "Under way", "Finished"), (Strand("Training", stage),))
        return sum(isinstance(each, Shape) and each.fill is Ink.ACCENT
                   for each in drawn(proof).elements)  # fmt: skip

    assert [filled(stage) for stage in (None, 0, 1, 2)] == [0, 1, 2, 3]


def test_the_stage_that_is_reached_is_the_largest_and_says_so():
    discs = [each for each in drawn(described.WORKSTREAMS).elements
             if isinstance(each, Shape) and each.name]  # fmt: skip
    assert [each.name for each in discs] == [
        "Strengthen the training on offer: Under way",
        "Strengthen the referral pathway: Under way",
        "Agree in writing how we engage: Planned",
        "Build in the security threat check: Finished",
    ]
    assert {each.box.width for each in discs} == {21.0}


# --- Boards ----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("label", "tone", "words_", "ink"),
    [
        ("Done", Tone.GOOD, "✓ Done", Ink.GROUND),
        ("Under way", Tone.UNDER_WAY, "● Under way", Ink.ACCENT),
        ("Worse", Tone.BAD, "▲ Worse", Ink.ATTENTION_WORDS),
        ("Mixed", Tone.MIXED, "◆ Mixed", Ink.ATTENTION_WORDS),
        ("No measure", Tone.UNKNOWN, "○ No measure", Ink.QUIET),
        ("Cannot say", Tone.UNKNOWN, "? Cannot say", Ink.QUIET),
    ],
)
def test_a_state_is_a_glyph_and_words_and_orange_only_where_it_is_bad(label, tone, words_, ink):
    row = BoardRow((phrase("Objective"), Status(label, tone)))
    drawing = drawn(Board(("Objective", "State"), (2.0, 1.0), (row,)))
    state = next(text for text in texts(drawing) if label in said(text))
    assert said(state).replace("\u00a0", " ") == words_
    assert state.paragraphs[0].runs[0].ink is ink


@pytest.mark.parametrize("reached", [0, 1, 2, 3])
def test_a_way_is_filled_as_far_as_it_is_reached(reached):
    state = Status("Under way", Tone.UNDER_WAY, reached, described.WAY)
    row = BoardRow((phrase("Objective"), state))
    drawing = drawn(Board(("Objective", "State"), (2.0, 1.0), (row,)))
    segments = [each.fill for each in drawing.elements
                if isinstance(each, Shape) and each.box.height == 7.0]  # fmt: skip
    assert segments == [Ink.ACCENT] * reached + [Ink.GRID] * (3 - reached)
    assert "made · answered · done" in all_words(drawing)


@pytest.mark.parametrize(("rows", "size"), [(5, 20.0), (6, 18.0)])
def test_the_words_of_a_board_are_smaller_from_six_rows(rows, size):
    row = BoardRow((phrase("Objective"), phrase("Words")))
    drawing = drawn(Board(("Objective", "What"), (1.0, 1.0), (row,) * rows))
    assert {text.paragraphs[0].size for text in texts(drawing) if said(text) == "Words"} == {size}


def test_the_bars_of_a_pair_are_to_one_scale():
    drawing = drawn(described.FIRST_PRIORITY)
    bars = [each.box.width for each in drawing.elements if isinstance(each, Shape)]
    assert bars[0] / bars[1] == pytest.approx(24951 / 26450)
    assert bars[3] / bars[2] == pytest.approx(5475 / 7050)
    assert "26,450" in all_words(drawing)


def test_a_bar_of_nothing_is_left_out_and_its_value_is_not():
    pair = replace(described.FIRST_PRIORITY.pairs[0], bars=(("2021", Cell(0)), ("2022", Cell(0))))
    drawing = drawn(replace(described.FIRST_PRIORITY, pairs=(pair,)))
    assert all_words(drawing).count("| 0") == 2
    assert faults(drawing) == []


# --- Tables ----------------------------------------------------------------------------------
def test_twenty_wards_stand_in_two_blocks_of_ten_alike():
    left, right = drawn(ward_table(), ANNEX).tables
    assert len(left.cells) == len(right.cells) == 11
    assert left.heights == right.heights
    assert left.widths == right.widths
    assert said(right.cells[1][0]) == "Longlands & Beechwood"


def test_wide_rows_stand_in_one_block():
    table = replace(described.STATUTES, rows=described.STATUTES.rows[1:2] * 11)
    assert len(drawn(table, ANNEX).tables) == 1


@pytest.mark.parametrize(("years", "rows"), [(1, 0), (2, 20), (2, 45), (5, 60), (14, 20), (30, 33)])
def test_a_long_or_wide_table_goes_on_and_nothing_is_lost(years, rows):
    table = ward_table(years, rows)
    pages = table_pages(table, ANNEX)
    for page in pages:
        assert faults(draw_table(page, ANNEX, {})) == []
        assert page.columns[0].title == "Ward"
    shown = Counter(cell for page in pages for cell in page.cells)
    assert shown == Counter(table.cells)
    counts = [len(page.rows) for page in pages]
    assert max(counts) - min(counts) <= max(counts) / 2


def test_a_table_that_has_room_is_one_page():
    assert table_pages(described.STATUTES, ANNEX) == (described.STATUTES,)


def test_a_number_is_not_broken_however_narrow_its_column():
    table = Table("t", "T", (Column("Ward"), Column("Count", True)),
                  (Row(("Words that go on " * 20, Cell(1234567))),))  # fmt: skip
    drawing = drawn(table, ANNEX)
    number = drawing.tables[0].cells[1][1]
    assert said(number) == "1,234,567"
    assert faults(drawing) == []


def test_a_row_higher_than_a_slide_goes_on_with_every_word():
    row = Row(("Words that go on and on " * 200, "more"))
    pages = table_pages(Table("t", "T", (Column("A"), Column("B")), (row,)), ANNEX)
    assert len(pages) > 1
    whole = " ".join(each.entries[0] for page in pages for each in page.rows)
    assert whole.split() == row.entries[0].split()


def test_a_word_wider_than_a_slide_has_no_room():
    row = Row(("W" * 200, "more"))
    with pytest.raises(TooFull):
        table_pages(Table("t", "T", (Column("A"), Column("B")), (row,)), ANNEX)


def test_numbers_of_a_table_stand_at_the_right():
    cells = drawn(ward_table(), ANNEX).tables[0].cells
    assert {text.align.value for row in cells for text in row[1:]} == {"right"}
    assert {row[0].align.value for row in cells} == {"left"}


# --- What they are made of -------------------------------------------------------------------
def test_rows_share_what_room_is_left():
    assert rows_shared([10, 10], 100, 30) == pytest.approx((30, 30))
    assert rows_shared([10, 60], 100, 50) == pytest.approx((40, 60))
    with pytest.raises(TooFull):
        rows_shared([60, 60], 100, 50)


def test_a_body_among_many_is_joined_to_the_one_in_the_middle():
    for count in (1, 2, 4, 5, 8):
        around = tuple(f"Place {place}" for place in range(count))
        drawing = drawn(Hub("Leads", around, "Place 0", ()))
        rules = [each for each in drawing.elements if isinstance(each, Rule)]
        assert sum(rule.ink is Ink.ACCENT for rule in rules) == 1
        assert len(rules) == count + (count > 4)


def test_what_is_not_done_is_outlined():
    drawing = drawn(Checks(("A", "B"), (True, False), "trained", "not yet"))
    tiles = [(said(each.text).replace("\u00a0", " "), each.fill) for each in drawing.elements]
    assert tiles == [("A / ✓ trained", Ink.ACCENT), ("B / not yet", Ink.GROUND)]


def test_questions_share_the_height():
    drawing = drawn(Asks(tuple(Card(f"Why {n}?", phrase("Because")) for n in range(3))))
    heights = [text.box.height for text in texts(drawing) if said(text).startswith("Why")]
    assert heights == pytest.approx([ZONE.height / 3] * 3)


def test_weight_and_today_are_the_only_orange():
    """Orange is for what needs attention: cards without weight and past dates have none."""
    orange = {Ink.ATTENTION, Ink.ATTENTION_WORDS}
    for proof in (described.STRUCTURE, described.PREVENT, described.CAMPAIGN, described.CLEVELAND,
                  Dates((Moment("May", "Met", at=When.PAST),))):  # fmt: skip
        inks = set()
        for each in drawn(proof).elements:
            inks |= {each.fill, each.edge} if isinstance(each, Shape) else set()
            inks |= {each.ink} if isinstance(each, Rule) else set()
        assert not inks & orange
    marked = drawn(Cards((Card("Look", weight=Weight.ATTENTION),)))
    assert orange & {each.fill for each in marked.elements if isinstance(each, Shape)}
    assert not [each for each in marked.elements if isinstance(each, Text) and not said(each)]


# --- Long words ------------------------------------------------------------------------------
def test_columns_of_a_board_follow_their_words_before_the_letters_get_smaller():
    """By its shares alone the narrow column would need more lines than there is room for."""
    rows = (BoardRow((phrase("Objective"), phrase("Words that go on and on " * 4))),) * 5
    drawing = drawn(Board(("Objective", "What"), (4.0, 1.0), rows))
    first, second = drawing.tables[0].widths
    assert second > first
    assert {text.paragraphs[0].size for text in texts(drawing) if "go on" in said(text)} == {20.0}


def test_a_state_stays_on_one_line():
    row = BoardRow((phrase("Objective"), Status("Can’t be judged", Tone.UNKNOWN)))
    drawing = drawn(Board(("Objective", "State"), (20.0, 1.0), (row,)))
    state = next(text for text in texts(drawing) if "judged" in said(text))
    assert said(state).startswith("?")
    assert len(lines_of(state.paragraphs[0], state.box.width)) == 1


def test_names_of_duties_stand_on_one_line_where_their_column_can_be_wider():
    rows = tuple(replace(row, name="Strategic assessment and community safety plan")
                 for row in described.DUTIES.rows)  # fmt: skip
    drawing = drawn(replace(described.DUTIES, rows=rows))
    long = [text for text in texts(drawing) if said(text).startswith("Strategic")]
    assert len(long) == 8
    assert {len(lines_of(text.paragraphs[0], text.box.width)) for text in long} == {1}
    assert min(text.paragraphs[0].size for text in long) >= 18


def test_a_card_with_more_to_say_is_wider_where_that_saves_lines():
    short, long = Card("Panel", phrase("meets")), Card("Watched", phrase("by many bodies " * 14))
    drawing = drawn(Steps(described.PREVENT.steps, (), (short, long)))
    widths = {said(text)[:5]: text.box.width for text in texts(drawing)}
    assert widths["Watch"] > widths["Panel"]


def test_a_table_stands_closer_before_it_goes_on():
    rows = tuple(Row((f"Ward {place}", "Words " * 40)) for place in range(8))
    table = Table("t", "T", (Column("Ward"), Column("What")), rows)
    box = Box(ANNEX.left, ANNEX.top, ANNEX.width, 24 + 8 * (3 * 16 * 1.17 + 2.5))
    assert table_pages(table, box) == (table,)
    assert faults(draw_table(table, box, {})) == []
    lower = replace(box, height=box.height - 20)
    assert len(table_pages(table, lower)) == 2


def test_a_no_break_space_holds_words_together():
    pair = Paragraph((Run("1\u00a0April"),), 20.0)
    apart = Paragraph((Run("1 April"),), 20.0)
    assert len(lines_of(pair, 50.0)) == 1
    assert len(lines_of(apart, 50.0)) == 2
    assert widest_word(pair.text, 20.0) > widest_word(apart.text, 20.0)
    assert widest_word(pair.text, 20.0) == width_of("1 April", 20.0)


def test_the_rules_of_a_table_stand_below_its_rows():
    table = drawn(described.STATUTES, ANNEX).tables[0]
    assert [rule.ink for rule in table.rules] == [Ink.ACCENT, Ink.GRID, Ink.GRID, Ink.GRID]
    assert table.rules[-1].y1 == pytest.approx(table.box.bottom)


def test_a_body_with_a_long_name_stands_in_small_letters_rather_than_nowhere():
    columns = tuple(
        replace(column, bodies=tuple(
            replace(body, name=f"{body.name} of the whole of Cleveland") for body in column.bodies))
        for column in described.STRUCTURE.columns
    )  # fmt: skip
    drawing = drawn(replace(described.STRUCTURE, columns=columns))
    assert all_words(drawing).count("of the whole of Cleveland") == 9
    assert faults(drawing) == []
