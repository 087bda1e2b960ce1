"""The Home Office's open data by partnership: read in every shape, added up, and told of."""

from __future__ import annotations

import csv
import io
from collections import Counter
from dataclasses import replace
from datetime import date

import pytest

from measures.periods import Month
from partnership.places.names import PartnershipNames
from returns.catalogue.findings import Check, Severity
from returns.catalogue.limits import LIMITS
from returns.reading.places import Places
from tests.crime.national import NOW, TO_2017, as_csv, as_xlsx, rows, write_ods
from tests.uploads import read

CLEVELAND = [
    ("Cleveland", "Hartlepool"),
    ("Cleveland", "Middlesbrough"),
    ("Cleveland", "Redcar & Cleveland"),
    ("Cleveland", "Stockton-On-Tees"),
]
LONDON = ("London, City of", "London, City of")
NAMES = PartnershipNames(
    (
        (1, "E22000027", "Hartlepool"),
        (2, "E22000029", "Middlesbrough"),
        (3, "E22000028", "Redcar and Cleveland"),
        (4, "E22000030", "Stockton-on-Tees"),
        (5, "E22000185", "City of London"),
        (6, "E22000145", "Shepway"),
        (7, "E22000134", "Kingston upon Hull, City of"),
    )
)
PLACES = Places((), {}, NAMES)
IDS = dict(zip([name for _, name in CLEVELAND] + [LONDON[1]], (1, 2, 3, 4, 5), strict=True))

# What each group or, within theft, subgroup is kept as: written out here a second time.
KEPT_AS = {
    "violence against the person": "violence-against-the-person",
    "sexual offences": "sexual-offences",
    "robbery": "robbery",
    "criminal damage and arson": "criminal-damage-and-arson",
    "public order offences": "public-order",
    "miscellaneous crimes against society": "miscellaneous",
    "domestic burglary": "burglary",
    "non-domestic burglary": "burglary",
    "theft from a vehicle": "vehicle-offences",
    "bicycle theft": "bicycle-theft",
    "shoplifting": "shoplifting",
    "other theft offences": "other-theft",
}


def _read(content: bytes, *, name: str = "prc-csp.csv", limits=LIMITS):
    return read(
        io.BytesIO(content), name=name, places=PLACES, today=date(2024, 3, 4), limits=limits
    )


def _sums(content: bytes) -> Counter:
    """The same by the csv module alone, row by row."""
    sums: Counter = Counter()
    for line in list(csv.reader(io.StringIO(content.decode())))[1:]:
        year, quarter, _, name, _, group, within, _, count = line
        kept = KEPT_AS.get(group.lower()) or KEPT_AS.get(within.lower())
        if kept and name in IDS:
            start = date(int(year[:4]) + (quarter == "4"), 1 + int(quarter) * 3 % 12, 1)
            sums[IDS[name], start, kept] += int(count)
    return sums


def _held(part) -> Counter:
    told = zip(
        part.rows["area"], part.rows["start"], part.rows["offence"], part.rows["count"], strict=True
    )
    return Counter({(a, s, o): int(c) for a, s, o, c in told if c})


@pytest.mark.parametrize("headings", [NOW, TO_2017], ids=["now", "to 2017"])
def test_every_quarter_partnership_and_category_adds_up(headings):
    content = as_csv(rows([*CLEVELAND, LONDON], years=("2021/22", "2022/23")), headings=headings)
    reading = _read(content)
    (part,) = reading.parts
    assert _held(part) == _sums(content)
    assert set(part.rows["months"]) == {3}
    assert part.months[0] == Month(2021, 4)
    assert part.months[-1] == Month(2023, 3)
    assert (part.rows["count"] < 0).any()
    assert not reading.report.queries


LINES = list(rows([*CLEVELAND, LONDON], years=("2021/22", "2022/23")))
SHEETS = {"2021_22": LINES[: len(LINES) // 2], "2022_23": LINES[len(LINES) // 2 :]}


def _ods() -> bytes:
    held = io.BytesIO()
    write_ods(held, SHEETS)
    return held.getvalue()


@pytest.mark.parametrize(
    "limits", [LIMITS, replace(LIMITS, workbook=10_000)], ids=["parsed", "streamed"]
)
@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_a_sheet_a_year_is_read_as_the_table_is(kind, limits):
    content = as_xlsx(SHEETS) if kind == "xlsx" else _ods()
    reading = _read(content, name=f"prc-csp.{kind}", limits=limits)
    (part,) = reading.parts
    assert _held(part) == _sums(as_csv(LINES))


def test_a_streamed_workbook_names_the_rows_that_a_spreadsheet_does():
    spoilt = [*LINES[:2], (*LINES[2][:-1], "0"), *LINES[3:]]
    spoilt[2] = ("twenty", *spoilt[2][1:])
    content = as_xlsx({"2021_22": spoilt})
    by_parser = _read(content, name="a.xlsx")
    by_stream = _read(content, name="a.xlsx", limits=replace(LIMITS, workbook=10_000))
    rows_named = [(one.sheet, one.row) for one in by_stream.report.errors]
    assert rows_named == [("2021_22", 4)]
    assert rows_named == [(one.sheet, one.row) for one in by_parser.report.errors]


def test_nobodys_rows_are_told_of_with_their_sums():
    names = [*CLEVELAND, ("Cleveland", "Unassigned Cleveland"), ("Cleveland", "")]
    reading = _read(as_csv(rows(names, years=("2022/23",))))
    said = [one.message for one in reading.report.of(Severity.NOTE) if one.check is Check.AREAS]
    assert len(said) == 1
    assert "Unassigned Cleveland" in said[0]
    assert "Cleveland, no partnership named" in said[0]
    assert set(reading.parts[0].rows["area"]) == {1, 2, 3, 4}


def test_fraud_is_left_out_and_told_of():
    reading = _read(as_csv(rows(CLEVELAND, years=("2022/23",))))
    assert any("Fraud offences" in one.message for one in reading.report.of(Severity.NOTE))


def test_a_name_that_is_in_no_list_is_asked_about_by_name():
    names = [
        *CLEVELAND,
        ("Cleveland", "Midlesbrough"),
        ("Cumbria", "Cumberland"),
        ("Kent", "Folkestone and Hythe"),
        ("Humberside", "Hull"),
        ("Humberside", "Kingston upon Hull"),
    ]
    reading = _read(as_csv(rows(names, years=("2022/23",))))
    asked = {one.value: one.todo for one in reading.report.queries}
    assert set(asked) == {"Midlesbrough", "Cumberland", ""}
    assert any("1 name is no partnership" in one.message for one in reading.report.queries)
    assert any("Hull" in one.message for one in reading.report.queries)
    assert "“Middlesbrough”" in asked["Midlesbrough"]
    assert "Allerdale, Carlisle and Copeland" in asked["Cumberland"]
    assert set(reading.parts[0].rows["area"]) == {1, 2, 3, 4, 6, 7}


def test_many_unknown_names_are_one_question_with_their_sum():
    """Where only a few of the country's partnerships are loaded, nobody answers 300 questions."""
    names = [*CLEVELAND, *(("Elsewhere", f"Xanadu {number}") for number in range(40))]
    reading = _read(as_csv(rows(names, years=("2022/23",))))
    [asked] = reading.report.queries
    counts = [
        int(line[-1]) for line in rows(names, years=("2022/23",)) if line[3].startswith("Xanadu")
    ]
    assert asked.message.startswith("40 names are no partnerships")
    assert f"{sum(counts):,} offences" in asked.message


WRONG = {
    "a year that is none": (0, "sometime", Check.MONTHS),
    "a quarter that is none": (1, "5", Check.MONTHS),
    "a quarter to come": (0, "2033/34", Check.MONTHS),
    "a group that is unknown": (5, "Piracy", Check.CATEGORIES),
    "a count that is none": (8, "several", Check.COUNTS),
    "no count": (8, "", Check.COUNTS),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_what_is_wrong_is_an_error_with_its_row(wrong):
    at, text, check = WRONG[wrong]
    lines = [list(line) for line in rows(CLEVELAND, years=("2022/23",))]
    lines[1][at] = text
    reading = _read(as_csv(tuple(line) for line in lines))
    assert [(one.check, one.row) for one in reading.report.errors] == [(check, 3)]
    assert reading.parts == ()


def test_a_line_twice_is_an_error_and_so_is_a_year_in_two_sheets():
    lines = list(rows(CLEVELAND, years=("2022/23",)))
    twice = _read(as_csv([*lines, *lines]))
    assert [(one.check, one.row) for one in twice.report.errors] == [(Check.ONCE, len(lines) + 2)]
    again = _read(as_xlsx({"2022_23": lines, "Copy": lines}), name="a.xlsx")
    assert {one.check for one in again.report.errors} == {Check.ONCE}
    assert len(again.report.errors) == 4


def test_a_code_that_the_publisher_has_twice_is_added_up_and_told_of():
    lines = list(rows(CLEVELAND, years=("2022/23",)))
    reading = _read(as_csv([*lines, lines[0]]))
    assert reading.is_clean
    once = _read(as_csv(lines)).parts[0].total
    assert reading.parts[0].total == once + int(lines[0][-1])
    assert any(one.check is Check.ONCE for one in reading.report.of(Severity.NOTE))


def test_the_real_file_by_force_is_read_once_it_has_partnerships(shared_data):
    """Its 524 lines, with its own names for groups and subgroups."""
    path = shared_data / "home_office" / "DERIVED_prc-pfa-2017-18_cleveland_only_HO_headings.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        every = list(csv.reader(file))
    lines = [(*row[:3], "Middlesbrough", *row[3:]) for row in every[1:]]
    reading = _read(as_csv(lines, headings=TO_2017))
    assert reading.is_clean, reading.report.errors
    fraud = sum(int(row[-1]) for row in lines if row[5] == "Fraud offences")
    assert reading.parts[0].total == sum(int(row[-1]) for row in lines) - fraud


def test_a_table_of_a_large_workbook_that_is_no_such_table_is_refused():
    import xlsxwriter

    held = io.BytesIO()
    book = xlsxwriter.Workbook(held)
    sheet = book.add_worksheet("Q4")
    sheet.write_row(0, 0, ["Month", "Ward code", "Ward", "Offence group", "Offences"])
    for at in range(1, 50):
        sheet.write_row(at, 0, ["2022-10", "E05009853", "Acklam", "Robbery", at])
    book.close()
    reading = _read(held.getvalue(), name="q4.xlsx", limits=replace(LIMITS, workbook=5_000))
    assert reading.parts == ()
    assert Check.READABLE in {one.check for one in reading.report.errors}
