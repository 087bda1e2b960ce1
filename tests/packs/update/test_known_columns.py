"""A column in which nothing is known is left out of a document's table, and no other."""

from __future__ import annotations

import pytest

from measures.counts import Gap
from reporting.content.description import Cell, Column, Row, Table
from reporting.content.known_columns import of_known_columns

NONE = Cell(Gap.NOT_APPLICABLE)


def table(*rows: tuple[str | Cell, ...]) -> Table:
    columns = (Column("Place"), Column("Number", is_number=True), Column("Change", is_number=True))
    return Table("places", "Places", (*columns, Column("Judged")), tuple(map(Row, rows)))


def test_a_column_of_gaps_goes_with_those_that_rest_on_it():
    made = table(("North", Cell(1), NONE, "not judged"), ("South", Cell(2), NONE, "not judged"))
    known = of_known_columns(made, resting={"Judged"})
    assert [column.title for column in known.columns] == ["Place", "Number"]
    assert [row.entries for row in known.rows] == [("North", Cell(1)), ("South", Cell(2))]


@pytest.mark.parametrize("change", [Cell(3), NONE])
def test_a_column_of_which_something_is_known_stays(change):
    made = table(("North", Cell(1), Cell(4), "more"), ("South", NONE, change, "not judged"))
    assert of_known_columns(made, resting={"Judged"}) == made
