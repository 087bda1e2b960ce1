"""A board with more than has room: what gives way first, and what never does."""

from __future__ import annotations

from datetime import date

import pytest

from reporting.content.description import Cell, Marking
from reporting.content.panel_slides import (
    Layout,
    OfSection,
    PanelSlide,
    Presentation,
    Shown,
    SpeakerNotes,
)
from reporting.content.phrases import phrase
from reporting.content.proofs import Board, BoardRow, Pair, Status, Tone
from reporting.rendering.slides.board import draw_board
from reporting.rendering.slides.grid import STANDARD, Place
from reporting.rendering.slides.plan import planned
from reporting.rendering.slides.setting import TooFull
from reporting.rendering.slides.shapes import Shape, Text

BOX = STANDARD.box(Layout.BOARD, Place.PICTURE)
STAGES = ("made", "answered", "done")
WORDS = "Every ward of the borough with its own numbers beside those of the year before"


def board(rows: int, *, pairs: int = 0, times: int = 1, ways: bool = True) -> Board:
    status = Status("Under way", Tone.UNDER_WAY, 2, STAGES if ways else ())
    return Board(
        columns=("You asked for", "State", "What came of it"),
        widths=(0.4, 0.2, 0.4),
        rows=tuple(
            BoardRow((phrase(f"Number {at}"), status, phrase(" ".join([WORDS] * times))))
            for at in range(1, rows + 1)
        ),
        pairs_heading="The measures behind them" if pairs else "",
        pairs=tuple(
            Pair(f"Measure {at}", phrase("more"), (("2021/22", Cell(3)), ("2022/23", Cell(4))))
            for at in range(1, pairs + 1)
        ),
    )


def presented(proof: Board) -> Presentation:
    slide = PanelSlide(
        key="asked",
        layout=Layout.BOARD,
        line="Since you last met",
        title=phrase("Your recommendations, and what came of them"),
        shown=(Shown("Recommendations", proof, "Said whole"),),
        notes=SpeakerNotes(say=(phrase("Each row is one of them."),), source="Minutes"),
    )
    return Presentation(
        title="Update",
        subtitle="Panel",
        partnership="Partnership",
        colour="#12436D",
        meeting="4 March 2024",
        presenters=(),
        as_at=date(2024, 2, 16),
        marking=Marking.OFFICIAL,
        main=(OfSection("asked", (slide,)),),
        annex=(),
    )


def said(drawing) -> str:
    texts = [each for each in drawing.elements if isinstance(each, Text)]
    texts += [each.text for each in drawing.elements if isinstance(each, Shape) and each.text]
    return " ".join(run.text for text in texts for line in text.paragraphs for run in line.runs)


@pytest.mark.parametrize(
    ("rows", "shown"),
    [(2, ("Measure 1", "Measure 2", "Measure 3")), (3, ("Measure 1", "Measure 2")), (4, ())],
)
def test_pairs_give_way_to_rows_the_last_first(rows, shown):
    drawing = draw_board(board(rows, pairs=3, times=3, ways=False), BOX, {})
    found = tuple(f"Measure {at}" for at in (1, 2, 3) if f"Measure {at}" in said(drawing))
    assert found == shown
    assert ("The measures behind them" in said(drawing)) is bool(shown)
    assert len(drawing.tables[0].heights) == rows + 1


def test_the_way_to_a_state_gives_way_and_the_state_stays():
    few, many = draw_board(board(3), BOX, {}), draw_board(board(6), BOX, {})
    assert "made · answered · done" in said(few)
    assert "made" not in said(many)
    assert said(many).count("Under way") == 6


def test_rows_without_room_stand_on_a_further_slide_with_words_of_its_own():
    plan = planned(presented(board(9)))
    first, second = plan.slides[1:]
    assert [slide.title for slide in (first, second)] == [
        f"Your recommendations, and what came of them ({part} of 2)" for part in (1, 2)
    ]
    rows = [slide.slide.shown[0].proof.rows for slide in (first, second)]
    assert [len(each) for each in rows] == [5, 4], "the fuller one first"
    told = [slide.slide.shown[0].alternative for slide in (first, second)]
    assert "Number 5" in told[0]
    assert "Number 5" not in told[1]
    assert "Number 9" in told[1]


def test_a_row_that_no_slide_has_room_for_is_refused_with_its_slide():
    with pytest.raises(TooFull, match="Slide 2, “Your recommendations"):
        planned(presented(board(1, times=40)))
