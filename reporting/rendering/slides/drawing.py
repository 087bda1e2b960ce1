"""Draws whatever proves a slide's title; a kind that is not drawn fails the type check."""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_never

from reporting.content.description import Picture, Table
from reporting.content.proofs import (
    AreaMap,
    Asks,
    Bars,
    Board,
    Cards,
    Checks,
    Columns,
    Cycles,
    Dates,
    Hub,
    Lines,
    Paragraphs,
    Proof,
    Slopes,
    Steps,
    Strands,
    Structure,
    TileMap,
    Tiles,
    Tracks,
)
from reporting.rendering.slides.board import draw_board
from reporting.rendering.slides.cards import draw_asks, draw_cards
from reporting.rendering.slides.charts.bars import draw_bars
from reporting.rendering.slides.charts.columns import draw_columns
from reporting.rendering.slides.charts.lines import draw_lines
from reporting.rendering.slides.charts.slopes import draw_slopes
from reporting.rendering.slides.cycles import draw_cycles
from reporting.rendering.slides.dates import draw_dates, draw_strands
from reporting.rendering.slides.hub import draw_checks, draw_hub
from reporting.rendering.slides.maps.area_map import draw_area_map
from reporting.rendering.slides.maps.tile_map import draw_tile_map
from reporting.rendering.slides.picture import draw_picture
from reporting.rendering.slides.shapes import Box, Drawing
from reporting.rendering.slides.steps import draw_steps, draw_tracks
from reporting.rendering.slides.structure import draw_structure
from reporting.rendering.slides.table import draw_table
from reporting.rendering.slides.tiles import draw_tiles
from reporting.rendering.slides.words import draw_paragraphs


def drawing_of(  # noqa: C901, PLR0911, PLR0912 - one case for each kind, which mypy counts
    proof: Proof, box: Box, numbers: Mapping[str, int]
) -> Drawing:
    """The proof within `box`; `numbers` are those of the slides that references lead to.

    TooFull where it has no room.
    """
    match proof:
        case Lines():
            return draw_lines(proof, box, numbers)
        case Slopes():
            return draw_slopes(proof, box, numbers)
        case Columns():
            return draw_columns(proof, box, numbers)
        case Bars():
            return draw_bars(proof, box, numbers)
        case Tiles():
            return draw_tiles(proof, box, numbers)
        case AreaMap():
            return draw_area_map(proof, box, numbers)
        case TileMap():
            return draw_tile_map(proof, box, numbers)
        case Cycles():
            return draw_cycles(proof, box, numbers)
        case Dates():
            return draw_dates(proof, box, numbers)
        case Strands():
            return draw_strands(proof, box, numbers)
        case Structure():
            return draw_structure(proof, box, numbers)
        case Cards():
            return draw_cards(proof, box, numbers)
        case Steps():
            return draw_steps(proof, box, numbers)
        case Tracks():
            return draw_tracks(proof, box, numbers)
        case Hub():
            return draw_hub(proof, box, numbers)
        case Checks():
            return draw_checks(proof, box, numbers)
        case Asks():
            return draw_asks(proof, box, numbers)
        case Board():
            return draw_board(proof, box, numbers)
        case Table():
            return draw_table(proof, box, numbers)
        case Picture():
            return draw_picture(proof, box, numbers)
        case Paragraphs():
            return draw_paragraphs(proof, box, numbers)
        case _:
            assert_never(proof)
