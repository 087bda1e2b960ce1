"""A table of wards and months that is typed: saved as it is typed, pasted, checked at its cells."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from measures.counts import Gap
from measures.periods import Period
from partnership.models import Agency
from partnership.refusals import Outdated
from returns.lifecycle import typed_grids
from returns.mapping.pasted import laid_out
from returns.models import Return, TypedGrid
from tests.returns_mapping.conftest import BACKEND, figures_of

pytestmark = pytest.mark.django_db
START = "/middlesbrough/returns/type/table/?source=crime/police-return"
WHEN = {"received_on_day": "9", "received_on_month": "1", "received_on_year": "2023"}
ACKLAM, KADER = "E05009853", "E05009860"


@pytest.fixture
def signed_in(client, officer):
    client.force_login(officer, backend=BACKEND)
    return client


@pytest.fixture
def begun(signed_in, police):
    """`begun(period, level=…, step=…)` starts a table in the browser."""

    def go(period: str = "2022/23 Q3", *, level: str = "ward", step: str = "1") -> TypedGrid:
        given = {"period": period, "level": level, "step": step, "supplied_by": police.pk}
        response = signed_in.post(START, given | WHEN)
        assert response.status_code == 302, response.context["form"].errors
        return TypedGrid.objects.get(pk=response["Location"].rstrip("/").rpartition("/")[2])

    return go


def at(grid: TypedGrid, *, block: str = "", save: bool = False) -> str:
    named = reverse(f"returns:{'grid_save' if save else 'grid'}", args=["middlesbrough", grid.pk])
    return f"{named}?block={block}"


def cell(area: str, month: str) -> str:
    return f"cell-{area}-{month}"


def test_the_table_has_each_ward_and_each_month(begun, signed_in):
    page = signed_in.get(at(begun()))
    table = page.context["table"]
    assert table["columns"] == ["October 2022", "November 2022", "December 2022"]
    assert len(table["rows"]) == len(page.context["form"].areas) > 1
    assert "Acklam, October 2022" in page.text


@pytest.mark.parametrize(
    ("step", "columns"), [("1", 12), ("3", 4), ("12", 1)], ids=["months", "quarters", "year"]
)
def test_a_year_is_typed_by_month_by_quarter_or_at_once(begun, step, columns):
    assert len(typed_grids.periods_of(begun("2021/22", step=step))) == columns


def test_what_is_typed_is_saved_and_comes_back(begun, signed_in):
    grid = begun()
    answer = signed_in.post(at(grid, save=True), {cell(ACKLAM, "2022-10"): " 31 "})
    assert answer.json()["saved"].startswith("Saved ")
    assert signed_in.get(at(grid)).context["form"][cell(ACKLAM, "2022-10")].value() == "31"


def test_saving_one_category_leaves_the_others(begun, signed_in):
    grid = begun()
    signed_in.post(at(grid, block="burglary", save=True), {cell(ACKLAM, "2022-10"): "3"})
    signed_in.post(at(grid, block="robbery", save=True), {cell(ACKLAM, "2022-10"): "1"})
    grid.refresh_from_db()
    assert {block: rows[ACKLAM] for block, rows in grid.cells.items()} == {
        "burglary": {"2022-10": "3"},
        "robbery": {"2022-10": "1"},
    }


def test_going_to_another_category_saves_first(begun, signed_in):
    grid = begun()
    given = {cell(ACKLAM, "2022-10"): "3", "go": "robbery"}
    response = signed_in.post(at(grid, block="burglary"), given)
    assert response["Location"] == at(grid, block="robbery")
    grid.refresh_from_db()
    assert grid.cells["burglary"] == {ACKLAM: {"2022-10": "3"}}


def test_starting_it_again_goes_on_with_the_same_table(begun):
    assert begun().pk == begun().pk
    assert begun("2022/23 Q2").pk != begun().pk


def test_it_becomes_a_return_like_any_other_and_goes(begun, signed_in):
    grid = begun()
    signed_in.post(at(grid, block="robbery", save=True), {cell(KADER, "2022-12"): "0"})
    given = {cell(ACKLAM, "2022-10"): "31", cell(ACKLAM, "2022-11"): "<5", "check": "1"}
    response = signed_in.post(at(grid, block="burglary"), given)
    typed = Return.objects.get()
    assert response["Location"] == reverse("returns:check", args=["middlesbrough", typed.batch])
    assert figures_of(typed) == {
        ("Acklam", "2022-10", "burglary"): 31,
        ("Acklam", "2022-11", "burglary"): Gap.HIDDEN,
        ("Acklam", "2022-12", "burglary"): Gap.NOT_SUPPLIED,
        ("Kader", "2022-10", "robbery"): Gap.NOT_SUPPLIED,
        ("Kader", "2022-11", "robbery"): Gap.NOT_SUPPLIED,
        ("Kader", "2022-12", "robbery"): 0,
    }
    assert typed.supplied_how == Return.How.TYPED
    assert not TypedGrid.objects.exists()


def test_what_was_sent_on_is_not_sent_twice(begun, signed_in, officer):
    grid = begun()
    signed_in.post(at(grid, block="burglary"), {cell(ACKLAM, "2022-10"): "31", "check": "1"})
    grid.cells = {"burglary": {ACKLAM: {"2022-10": "31"}}}
    with pytest.raises(Outdated, match="sent on already"):
        typed_grids.send_on(grid=grid, by=officer)
    assert Return.objects.count() == 1


def test_the_whole_partnership_by_quarter(begun, signed_in):
    grid = begun("2021/22", level="partnership", step="3")
    [area] = typed_grids.areas_of(grid)
    given = {cell(area.code, "2021/22 Q2"): "402", "check": "1"}
    signed_in.post(at(grid, block="burglary"), given)
    assert figures_of(Return.objects.get()) == {
        ("Middlesbrough", "2021/22 Q2", "burglary"): 402,
    }


@pytest.mark.parametrize(
    ("typed", "said"), [("many", "is not a number"), ("-", "can mean none"), ("2.5", "whole")]
)
def test_what_is_wrong_is_said_at_its_cell_and_nothing_is_lost(begun, signed_in, typed, said):
    grid = begun()
    given = {cell(ACKLAM, "2022-10"): "31", cell(KADER, "2022-11"): typed, "check": "1"}
    response = signed_in.post(at(grid, block="burglary"), given)
    assert response.status_code == 422
    assert said in " ".join(response.context["form"].errors[cell(KADER, "2022-11")])
    assert not Return.objects.exists()
    grid.refresh_from_db()
    assert grid.cells["burglary"][KADER] == {"2022-11": typed}


def test_what_is_wrong_in_another_category_names_it(begun, signed_in):
    grid = begun()
    signed_in.post(at(grid, block="burglary", save=True), {cell(KADER, "2022-11"): "many"})
    response = signed_in.post(
        at(grid, block="robbery"), {cell(KADER, "2022-11"): "1", "check": "1"}
    )
    [error] = response.context["form"].non_field_errors()
    assert error.startswith("Burglary: ")


@pytest.mark.parametrize(
    ("blocks", "said"),
    [((), typed_grids.NOTHING_TYPED), (("", "burglary"), typed_grids.HALF_BROKEN_DOWN)],
    ids=["nothing", "half broken down"],
)
def test_a_table_that_cannot_be_a_return_says_why(begun, signed_in, blocks, said):
    grid = begun()
    for block in blocks:
        signed_in.post(at(grid, block=block, save=True), {cell(KADER, "2022-11"): "1"})
    last = blocks[-1] if blocks else ""
    kept = {cell(KADER, "2022-11"): "1"} if blocks else {}
    response = signed_in.post(at(grid, block=last), kept | {"check": "1"})
    assert response.context["form"].non_field_errors() == [said]
    assert TypedGrid.objects.exists()


def test_a_year_before_stands_beside_the_field(begun, signed_in, accepted_year_before):
    grid = begun()
    row = next(
        row
        for row in signed_in.get(at(grid, block="burglary")).context["table"]["rows"]
        if row["name"] == "Acklam"
    )
    assert [before for _, before in row["cells"]] == accepted_year_before


@pytest.fixture
def accepted_year_before(begun, signed_in, officer, second):
    """Figures of the same quarter a year before are in use; what is shown of Acklam."""
    from returns.lifecycle import decisions, queries, sending

    grid = begun("2021/22 Q3")
    months = ("2021-10", "2021-11", "2021-12")
    given = {
        cell(ACKLAM, month): str(count) for month, count in zip(months, (7, 8, 9), strict=True)
    }
    signed_in.post(at(grid, block="burglary"), given | {"check": "1"})
    of_return = Return.objects.get()
    parts = list(of_return.parts.all())
    for question in queries.asked_of(of_return, parts):
        sending.confirm_query(of_return=of_return, key=question.key, explanation="So", by=officer)
    sending.send(parts=parts, by=officer)
    decisions.accept(parts=parts, by=second)
    return ["7", "8", "9"]


def test_nobody_else_sees_or_changes_it(begun, client, second, supplier):
    grid = begun()
    for other in (second, supplier):
        client.force_login(other, backend=BACKEND)
        assert client.get(at(grid)).status_code == 404
        assert client.post(at(grid, save=True), {cell(ACKLAM, "2022-10"): "1"}).status_code == 404
        with pytest.raises(PermissionDenied):
            typed_grids.save_block(grid=grid, block="", cells={}, by=other)


def test_a_supplier_types_for_their_own_agency_only(begun, supplier, police):
    grid = begun()
    stranger = Agency.objects.exclude(pk=police.pk).first() or Agency.objects.create(
        name="Another", slug="another", kind=police.kind
    )
    with pytest.raises(PermissionDenied):
        typed_grids.start(
            partnership=grid.partnership,
            supplied_by=stranger,
            dataset="crime",
            source="police-return",
            period=Period.parse("2022/23 Q3"),
            step=1,
            level="ward",
            received_on=date(2023, 1, 9),
            by=supplier,
        )


def test_it_is_deleted_when_asked_twice(begun, signed_in):
    address = reverse("returns:grid_discard", args=["middlesbrough", begun().pk])
    signed_in.get(address)
    assert TypedGrid.objects.exists()
    signed_in.post(address)
    assert not TypedGrid.objects.exists()


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"period": "soon"}, "period"),
        ({"period": "2099-01"}, "period"),
        ({"period": "2018-04..2021-03"}, "period"),
        ({"period": "2022-10", "step": "3"}, "step"),
        ({"received_on_year": "2099"}, "received_on"),
    ],
)
def test_a_table_of_nothing_that_can_be_is_refused(signed_in, police, given, field):
    whole = {"period": "2022/23 Q3", "level": "ward", "step": "1", "supplied_by": police.pk}
    response = signed_in.post(START, whole | WHEN | given)
    assert response.status_code == 422
    assert field in response.context["form"].errors


# --- Pasting ---------------------------------------------------------------------------------
ROWS = {"acklam": 0, "brambles farm": 1, "kader": 2}


@pytest.mark.parametrize(
    ("text", "cells", "unknown"),
    [
        ("1\t2\n3\t4", {(0, 0): "1", (0, 1): "2", (1, 0): "3", (1, 1): "4"}, ()),
        (
            "Ward\tOct\tNov\nKader\t5\t6\nAcklam\t1\t\n",
            {(2, 0): "5", (2, 1): "6", (0, 0): "1", (0, 1): ""},
            (),
        ),
        ("Kader\tE05009860\t5\t6", {(2, 0): "5", (2, 1): "6"}, ()),
        ("Kader\t5\t6\nTotal\t9\t9\nElsewhere\t1\t2", {(2, 0): "5", (2, 1): "6"}, ("Elsewhere",)),
        ("", {}, ()),
    ],
    ids=[
        "numbers alone",
        "with names and headings",
        "code between",
        "total and stranger",
        "nothing",
    ],
)
def test_a_piece_of_a_spreadsheet_is_laid_on_the_table(text, cells, unknown):
    pasted = laid_out(text, columns=2, row_of=lambda name: ROWS.get(name.casefold()))
    assert (pasted.cells, pasted.unknown) == (cells, unknown)


def test_pasting_without_script_fills_in_the_table(begun, signed_in):
    grid = begun()
    given = {"paste": "Kader\t5\t6\t7\nNowhere\t1\t2\t3", "fill": "1", cell(ACKLAM, "2022-10"): "9"}
    page = signed_in.post(at(grid, block="burglary"), given, follow=True)
    assert "“Nowhere”" in page.text
    grid.refresh_from_db()
    assert grid.cells["burglary"] == {
        ACKLAM: {"2022-10": "9"},
        KADER: {"2022-10": "5", "2022-11": "6", "2022-12": "7"},
    }
