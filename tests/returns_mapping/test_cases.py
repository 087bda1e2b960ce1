"""Files like those that people have: what is understood of each, asked, left out and added up."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date

import pytest

from measures.counts import Gap
from returns.catalogue.findings import Check
from returns.files.opening import open_file
from returns.lifecycle.mapping import understand_sheets
from returns.mapping.named_sheets import named_sheets, packed, unpacked
from returns.mapping.sheets import Gives
from returns.mapping.understanding import Understanding
from tests.odd_spreadsheets.writing import as_csv, as_xlsx

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 30)
MONTHS = ("Apr 2022", "May 2022")


@pytest.fixture
def understand(middlesbrough) -> Callable[..., Understanding]:
    """`understand(content, source, answers)`: what a file holds for Middlesbrough."""

    def go(content: bytes, source: str = "police-return", answers=None, name: str = "odd.csv"):
        sheets = named_sheets(open_file(io.BytesIO(content), name=name))
        return understand_sheets(
            sheets,
            partnership=middlesbrough,
            supplied_by=None,
            today=TODAY,
            source=source,
            answers=answers,
        ).found

    return go


@pytest.fixture
def case(understand, shared_data):
    def go(number: str, source: str, answers=None) -> Understanding:
        [found] = (shared_data.parent / "cases").glob(f"{number}_*")
        return understand(found.read_bytes(), source, answers, name=found.name)

    return go


def figures(found: Understanding) -> dict[tuple[str, ...], int]:
    """Every figure read, by the texts of area, period and category as the file has them."""
    first = (Gives.AREA, Gives.PERIOD)
    return {
        (
            *(line.texts.get(role, "") for role in first),
            *(text for role, text in line.texts.items() if isinstance(role, str)),
        ): int(line.count)
        for line in found.mapped.lines
        if line.count.isdigit()
    }


def asked(found: Understanding) -> list[str]:
    return [question.id for question in found.open]


# --- The cases that are kept with the issue --------------------------------------------------
def test_finer_offences_of_one_group_are_added_up_and_shown(case):
    found = case("01", "police-return")
    assert figures(found)["Acklam", "202204", "BURGLARY"] == 8
    assert found.mapped.added_up.shown[0].parts == ("3", "5")
    assert asked(found) == ["codes"]
    assert not [each for each in found.mapped.reading.report.findings if each.check is Check.ONCE]
    assert case("01", "police-return", {"codes": "names"}).is_ready


def test_financial_years_in_six_figures(case):
    found = case("02", "asb-return")
    [part] = found.mapped.parts
    assert sorted({start.year for start in part.rows["start"]}) == [2018, 2019, 2020]
    assert set(part.rows["months"]) == {12}
    assert "years" in [question.id for question in found.questions]


@pytest.mark.parametrize("number", ["05", "06", "14"])
def test_other_delimiters_encodings_and_totals(case, number):
    found = case(number, "asb-return")
    by_name = figures(found)
    april = next(month for area, month in by_name if area == "Acklam")
    assert by_name["Acklam", april] == 5
    assert by_name["Ayresome", april] == 6


def test_the_forces_row_is_offered_to_be_left_out(case):
    found = case("14", "asb-return")
    [question] = found.open
    assert (question.id, question.chosen) == ("names/area/cleveland", "(left out)")
    again = case("14", "asb-return", {question.id: question.chosen})
    assert again.is_ready
    assert [(each.text, each.counts) for each in again.mapped.left_out] == [("Cleveland", 3)]


def test_formulas_without_values_are_said_and_nothing_is_called_tested(case):
    report = case("04", "asb-return").mapped.reading.report
    [error] = report.errors
    assert error.message == (
        "40 cells hold formulas without a value: open the file in Excel or LibreOffice, save it and"
        " send it again."
    )
    assert {Check.COUNTS, Check.TOTALS, Check.COMPLETE}.isdisjoint(report.made)


def test_every_unknown_sign_is_asked_about_once_and_none_is_a_zero(case):
    found = case("13", "asb-return")
    assert sorted(asked(found)) == ["sign/-", "sign/..", "sign/n/a", "sign/u", "sign/~"]
    answers = {**dict.fromkeys(asked(found), "HIDDEN"), "sign/u": "NOT_SUPPLIED"}
    [part] = case("13", "asb-return", answers).mapped.parts
    assert (part.rows["count"] == 0).sum() == 1
    gaps = [gap for gap in part.rows["gap"] if gap]
    assert gaps.count(Gap.HIDDEN.value) == 7


@pytest.mark.parametrize(("number", "rows"), [("15", 30), ("16", 40)])
def test_one_row_is_one_incident(case, number, rows):
    found = case(number, "fire-return")
    [table] = found.mapping.tables
    assert table.is_list
    assert {Gives.PERIOD, Gives.AREA, Gives.DISTRICT} <= set(table.columns.values())
    [left] = found.mapped.left_out
    assert (left.text.title(), left.counts, left.total) == ("Lewisham", rows, rows)
    messages = [finding.message for finding in found.mapped.reading.report.errors]
    assert messages == [
        f"Nothing in this file is for Middlesbrough: its {rows} counts are for {left.text}."
    ]


def test_many_local_codes_are_added_up_without_a_question_each(case):
    found = case("17", "police-return")
    assert found.is_ready
    assert len(found.mapped.lines) == 20 * 24
    assert found.mapped.added_up.counts == 1200 * 24


# --- Their kinds -----------------------------------------------------------------------------
def test_a_district_column_keeps_ours_and_says_what_is_left_out(understand):
    rows = [
        ["Borough", "Ward", *MONTHS],
        ["Middlesbrough", "Acklam", 3, 4],
        ["Stockton-on-Tees", "Norton", 5, 6],
        ["Stockton-on-Tees", "Fairfield", 1, 0],
    ]
    found = understand(as_csv(rows))
    assert found.is_ready
    assert figures(found) == {("Acklam", "Apr 2022"): 3, ("Acklam", "May 2022"): 4}
    [left] = found.mapped.left_out
    assert (left.text, left.counts, left.total) == ("Stockton-on-Tees", 4, 12)


def test_many_names_that_nobody_knows_are_one_question(understand):
    ours = [["Acklam", 3, 4], ["Kader", 5, 6], ["Park", 1, 2]]
    others = [[f"Somewhere {number}", 1, 1] for number in range(30)]
    content = as_csv([["Ward", *MONTHS], *ours, *others])
    found = understand(content)
    [question] = found.open
    assert (question.id, question.chosen) == ("names/area", "(left out)")
    assert "30 names of areas" in question.words
    done = understand(content, answers={"names/area": "(left out)"})
    assert done.is_ready
    assert sum(left.counts for left in done.mapped.left_out) == 60
    each = understand(content, answers={"names/area": "each"})
    assert len([one for one in asked(each) if one.startswith("names/area/")]) == 30


def test_two_words_for_one_group_are_added_up(understand):
    rows = [["Type", "Ward", "Apr 2022"], ["Burglary", "Acklam", 3], ["Break-ins", "Acklam", 4]]
    content = as_csv([*rows, ["Robbery", "Acklam", 1]])
    answers = {"table-1/column-A": "category:offence", "names/offence/break-ins": "burglary"}
    found = understand(content, answers=answers)
    assert sorted(figures(found).values()) == [1, 7]
    assert found.mapped.added_up.shown[0].parts == ("3", "4")


def test_rows_alike_in_every_column_stand_twice(understand):
    rows = [["Offence", "Detail", "Ward", "Apr 2022"], ["Burglary", "Home", "Acklam", 3]]
    content = as_csv([*rows, ["Burglary", "Shop", "Acklam", 4], ["Burglary", "Home", "Acklam", 3]])
    found = understand(content)
    [error] = found.mapped.reading.report.errors
    assert error.check is Check.ONCE
    assert "stands twice: in row 2 and in row 4." in error.message


def test_a_gap_among_counts_that_are_added_up_is_no_zero(understand):
    rows = [["Offence", "Detail", "Ward", "Apr 2022"], ["Burglary", "Home", "Acklam", 3]]
    content = as_csv([*rows, ["Burglary", "Shop", "Acklam", ""], ["Burglary", "Home", "Kader", 2]])
    assert figures(understand(content)) == {("Kader", "Apr 2022", "Burglary"): 2}
    zero = understand(content, answers={"sign/blank": "NONE"})
    assert figures(zero)["Acklam", "Apr 2022", "Burglary"] == 3


@pytest.mark.parametrize(
    ("headings", "meant", "is_open"),
    [
        (("202402", "202403"), "months", False),
        (("201819", "201920"), "years", False),
        (("201011", "201112"), "years", True),
        (("201112",), "months", True),
    ],
)
def test_neighbours_decide_what_six_figures_are(understand, headings, meant, is_open):
    found = understand(as_csv([["Ward", *headings], ["Acklam", *range(len(headings))]]))
    [question] = [one for one in found.questions if one.id == "years"]
    assert (question.chosen, question.is_open) == (meant, is_open)


def test_rates_ranks_populations_and_numbers_of_rows_are_left_out_by_themselves(understand):
    headings = ["#", "Ward", "Population", "Apr 2022", "Rate per 1,000", "Rank", "IMD score"]
    rows = [[1, "Acklam", 6000, 3, 0.5, 2, 31], [2, "Kader", 5000, 5, 1.0, 1, 12]]
    found = understand(as_csv([headings, *rows]))
    assert sorted(figures(found).values()) == [3, 5]
    assert "Rank" in found.mapped.unread[0]


def test_a_list_of_incidents_is_counted_by_ward_month_and_kind(understand):
    rows = [["Incident no", "Date of call", "Ward", "Class", "Pumps"]]
    rows += [[f"F{number}", f"{number}/04/2022 10:00", "Acklam", "Primary", 2] for number in (1, 2)]
    rows += [["F3", "04/05/2022 11:00", "Kader", "Secondary", 1]]
    found = understand(as_csv(rows), "fire-return")
    assert found.mapping.tables[0].is_list
    [part] = found.mapped.parts
    assert int(part.rows["count"].sum()) == 3
    assert not part.rows["gap"].any()
    assert len(part.rows) == 2


def test_a_table_that_is_not_read_is_offered(understand):
    content = as_xlsx(
        {
            "Q1": [
                ["Ward", *MONTHS],
                ["Acklam", 3, 4],
                [],
                ["Locality", "Apr 2022"],
                ["North", 9],
            ]
        }
    )
    found = understand(content, name="odd.xlsx")
    assert [offer.is_read for offer in found.tables] == [True, False]
    assert "Rows 5 to 5 hold another table, which is not read." in found.mapped.unread
    assert len(understand(content, answers={"table-2/read": "yes"}, name="odd.xlsx").tables) == 2


def test_an_answer_that_cannot_be_is_said(understand):
    content = as_csv([["Ward", *MONTHS], ["Acklam", 3, 4]])
    answers = {"table-1/fixed-offence": "spaceships", "table-1/figures": "no rows"}
    found = understand(content, answers=answers)
    assert set(found.faults) == set(answers)
    assert not found.is_ready


def test_sheets_are_the_same_after_they_were_kept():
    opened = open_file(io.BytesIO(as_csv([["Ward", " Apr "], ["Acklam"], ["", 4]])), name="a.csv")
    [before] = named_sheets(opened)
    [after] = unpacked(packed([before])) or ()
    assert list(after.grid) == [["Ward", "Apr"], ["Acklam", ""], ["", "4"]] == list(before.grid)
    assert (after.name, after.table.file) == ("a", "a.csv")


def test_nothing_is_called_wrong_that_is_still_asked(understand):
    rows = [["Ward", "Apr 2022"], ["Acklam", 3], ["Berwick Hills", 4], ["Total", 7]]
    found = understand(as_csv(rows))
    assert asked(found) == ["names/area/berwick-hills"]
    report = found.mapped.reading.report
    assert not report.errors
    assert not report.queries
    assert Check.TOTALS not in report.made


def test_places_that_nobody_knows_are_not_added_up_as_ours_without_a_question(understand):
    rows = [["Place", "Apr 2022"], ["Gotham", 3], ["Metropolis", 4]]
    found = understand(as_csv(rows))
    assert asked(found) == ["table-1/fixed-area"]
    assert not found.is_ready


def test_where_no_table_is_found_somebody_can_still_say_where_it_stands(understand):
    content = as_csv([["Notes"], ["nothing"], ["Acklam", "three"]])
    found = understand(content)
    assert "table-1/figures" in [question.id for question in found.questions]
    assert not found.is_ready


def test_a_blank_beside_a_grand_total_is_not_the_month_above_it(understand):
    rows = [["Ward", "Month", "Count"], ["Acklam", "Apr 2022", 3], ["Acklam", "May 2022", 4]]
    found = understand(as_csv([*rows, ["Grand total", "", 7]]))
    assert sorted(figures(found).values()) == [3, 4]
    assert not found.mapped.reading.report.errors
