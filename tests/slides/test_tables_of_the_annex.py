"""Tables on slides: rows of one height, and which changes are made up."""

from __future__ import annotations

from measures.counts import Nature
from reporting.content.description import Cell, Column, Row, Style, Table
from reporting.rendering.slides.drawing import drawing_of
from reporting.rendering.slides.shapes import Box

_WHOLE = Box(45, 90, 869, 370)


def test_rows_of_a_long_table_are_all_of_one_height():
    names = (
        "Acklam",
        "Berwick Hills & Pallister",
        "Longlands & Beechwood",
        "Central (town centre)",
    )
    columns = (Column("Ward"), *(Column(each, is_number=True) for each in ("Crimes", "per 1,000")))
    rows = tuple(Row((name, Cell(1964), Cell(217))) for name in names * 5)
    table = Table("wards", "Wards", columns, rows)

    laid = drawing_of(table, _WHOLE, {}).tables

    assert len(laid) == 2
    heights = [height for block in laid for height in block.heights[1:]]
    assert max(heights) - min(heights) < 0.5


def test_a_change_of_made_up_counts_is_marked_beside_one_that_is_published():
    made_up, published = (
        Cell(-25, Style.WHOLE_CHANGE, nature=nature)
        for nature in (Nature.ILLUSTRATIVE, Nature.PUBLISHED)
    )
    columns = (Column("Ward"), Column("Change", is_number=True))
    table = Table("c", "Change", columns, (Row(("Acklam", made_up)), Row(("Kader", published))))

    [laid] = drawing_of(table, _WHOLE, {}).tables

    said = [row[1].paragraphs[0].text for row in laid.cells[1:]]
    assert said == ["−25% [i]", "−25%"]
