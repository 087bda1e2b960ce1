"""Counts for each day or week, added up by month; a month without all of its days is incomplete."""

from __future__ import annotations

import json
from calendar import monthrange
from datetime import date, timedelta

import pytest
from django.urls import reverse

from measures.periods import Month
from returns.catalogue.findings import Check, Finding, Severity
from returns.mapping.days import run_of_days
from returns.mapping.sheets import Gives
from returns.models import MAPPED
from returns.reading.period_parts import days_of
from tests.odd_spreadsheets.writing import as_csv, as_xlsx
from tests.returns_mapping.conftest import BACKEND, figures_of
from tests.returns_mapping.test_cases import figures, understand  # noqa: F401 - a fixture
from tests.returns_mapping.test_load_return import load  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db
WARDS = ("Acklam", "Ayresome", "Kader")


def days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=at) for at in range((last - first).days + 1)]


def across(of: list[date], written) -> list[list]:
    """A row for each ward; the ward's number, from 1, is its count of each day."""
    rows = [[ward, *([at] * len(of))] for at, ward in enumerate(WARDS, start=1)]
    return [["Ward", *(written(day) for day in of)], *rows]


def short_of_days(found) -> Finding:
    """What is said of days that are missing."""
    every = found.mapped.reading.report.findings
    [said] = [each for each in every if each.check is Check.COMPLETE and " day" in each.message]
    return said


FEBRUARY = days(date(2024, 2, 1), date(2024, 2, 29))
TO_MARCH = days(date(2024, 2, 1), date(2024, 3, 20))


def british(day: date) -> str:
    return day.strftime("%d/%m/%Y")


# --- Across ----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "written",
    [british, date.isoformat, lambda day: f"{day:%a} {day.day} {day:%b %Y}", lambda day: day],
    ids=["british", "iso", "spoken", "a date"],
)
def test_columns_headed_by_days_are_added_up_by_month(understand, written):  # noqa: F811
    content = as_xlsx({"Sheet1": across(FEBRUARY, written)})
    found = understand(content, "asb-return", name="days.xlsx")
    [table] = found.mapping.tables
    assert table.headings == {1: Gives.DAY}
    assert found.is_ready, (found.open, found.mapped.reading.report.errors)
    assert figures(found) == {
        ("Acklam", "2024-02"): 29,
        ("Ayresome", "2024-02"): 58,
        ("Kader", "2024-02"): 87,
    }
    assert not found.mapped.short
    assert "days" not in [question.id for question in found.questions]


def test_a_month_without_all_of_its_days_is_incomplete_and_not_counted(understand):  # noqa: F811
    found = understand(as_csv(across(TO_MARCH, british)), "asb-return")
    assert {month for _, month in figures(found)} == {"2024-02"}
    [short] = found.mapped.short
    assert short.words == "March 2024: 20 of 31 days"
    query = short_of_days(found)
    assert query.message == (
        "March 2024: 20 of 31 days. This month is incomplete and not counted: what is missing is"
        " not taken for none."
    )
    assert [part.months for part in found.mapped.parts] == [(Month(2024, 2),)]


def test_that_nothing_happened_on_the_other_days_can_be_said(understand):  # noqa: F811
    found = understand(as_csv(across(TO_MARCH, british)), "asb-return", {"days": "none"})
    assert figures(found)["Acklam", "2024-03"] == 20
    note = short_of_days(found)
    assert note.severity is Severity.NOTE
    assert "nothing happened on the other days" in note.message


def test_a_file_of_no_whole_month_says_so(understand):  # noqa: F811
    found = understand(as_csv(across(FEBRUARY[:20], british)), "asb-return")
    assert [each.message for each in found.mapped.reading.report.errors] == [
        "No month of this file has all of its days, so nothing of it is counted."
    ]


def test_a_blank_day_is_a_gap_of_its_month_until_somebody_says_that_it_is_none(
    understand,  # noqa: F811
):
    rows = across(FEBRUARY, british)
    rows[1][5] = ""
    found = understand(as_csv(rows), "asb-return")
    assert figures(found)["Ayresome", "2024-02"] == 58
    assert ("Acklam", "2024-02") not in figures(found)
    again = understand(as_csv(rows), "asb-return", {"sign/blank": "NONE"})
    assert figures(again)["Acklam", "2024-02"] == 28


def test_totals_beside_the_days_are_compared_and_a_wrong_one_is_an_error(understand):  # noqa: F811
    rows = across(FEBRUARY, british)
    rows[0].append("Total")
    for row in rows[1:]:
        row.append(sum(row[1:]))
    answers = {"table-1/column-AE": "count"}
    sound = understand(as_csv(rows), "asb-return", answers)
    assert figures(sound)["Kader", "2024-02"] == 87
    assert sound.is_ready
    rows[2][-1] += 1
    wrong = understand(as_csv(rows), "asb-return", answers)
    assert [each.check for each in wrong.mapped.reading.report.errors] == [Check.TOTALS]


def test_a_column_for_a_month_among_days_is_not_added_to_them(understand):  # noqa: F811
    rows = across(FEBRUARY, british)
    for row, cell in zip(rows, ("Feb-24", 29, 58, 87), strict=True):
        row.append(cell)
    found = understand(as_csv(rows), "asb-return")
    assert figures(found)["Ayresome", "2024-02"] == 58
    assert found.mapped.unread == ("Not read, though there are numbers: column AE (“Feb-24”).",)


def test_a_day_that_stands_twice_is_an_error(understand):  # noqa: F811
    rows = across(FEBRUARY, british)
    for row in rows:
        row.append(row[3])
    errors = understand(as_csv(rows), "asb-return").mapped.reading.report.errors
    assert {each.check for each in errors} == {Check.ONCE}


@pytest.mark.parametrize(
    ("title", "year"), [("ASB by day, 2024", "2024"), ("ASB by day, 2023/24", "2023")]
)
def test_days_without_a_year_take_that_of_the_title(understand, title, year):  # noqa: F811
    rows = [[title], *across(FEBRUARY, lambda day: f"{day.day}-{day:%b}")]
    found = understand(as_csv(rows), "asb-return")
    assert figures(found)["Acklam", "2024-02"] == 29, (found.faults, found.open)


def test_days_without_any_year_are_asked_for_it(understand):  # noqa: F811
    rows = across(FEBRUARY, lambda day: f"{day.day}-{day:%b}")
    [error] = understand(as_csv(rows), "asb-return").mapped.reading.report.errors
    assert "have no year: say which part gives it." in error.message
    found = understand(as_csv(rows), "asb-return", {"table-1/fixed-period": "2023/24"})
    assert figures(found)["Acklam", "2024-02"] == 29


@pytest.mark.parametrize("above", ["February 2024", "2024-02", "ASB, Feb 2024"])
def test_days_of_a_month_by_their_numbers(understand, above):  # noqa: F811
    rows = [[above], *across(FEBRUARY, lambda day: str(day.day))]
    found = understand(as_csv(rows), "asb-return")
    assert found.mapping.tables[0].headings == {2: Gives.DAY}
    assert figures(found)["Ayresome", "2024-02"] == 58, found.faults


def test_numbers_of_days_below_two_months(understand):  # noqa: F811
    both = days(date(2024, 2, 1), date(2024, 3, 31))
    rows = across(both, lambda day: str(day.day))
    months = ["", "February 2024", *[""] * 28, "March 2024", *[""] * 30]
    found = understand(as_csv([months, *rows]), "asb-return")
    assert figures(found)["Kader", "2024-02"] == 87, found.mapping.tables[0].headings
    assert figures(found)["Kader", "2024-03"] == 93


def test_numbers_of_days_without_a_month_are_asked_for_it(understand):  # noqa: F811
    content = as_csv(across(FEBRUARY, lambda day: str(day.day)))
    [error] = understand(content, "asb-return").mapped.reading.report.errors
    assert error.message == "“1”, “2”, “3” have no month: say which part gives it."
    found = understand(content, "asb-return", {"table-1/fixed-period": "2024-02"})
    assert figures(found)["Acklam", "2024-02"] == 29


# --- Down ------------------------------------------------------------------------------------
def test_a_column_of_days_is_added_up_by_month(understand):  # noqa: F811
    rows = [
        ["Date", "Ward", "Count"],
        *([british(day), ward, 2] for day in FEBRUARY for ward in WARDS),
    ]
    found = understand(as_csv(rows), "asb-return")
    assert found.mapping.tables[0].columns[1] is Gives.DAY
    assert figures(found)["Kader", "2024-02"] == 58


def test_a_ward_without_some_days_is_a_gap_where_others_have_them_all(understand):  # noqa: F811
    rows = [
        ["Date", "Ward", "Count"],
        *(
            [british(day), ward, 2]
            for day in FEBRUARY
            for ward in WARDS
            if ward != "Kader" or day.day > 1
        ),
    ]
    found = understand(as_csv(rows), "asb-return")
    assert {ward for ward, _ in figures(found)} == {"Acklam", "Ayresome"}
    [part] = found.mapped.parts
    assert sorted(part.rows["count"].dropna()) == [58, 58]
    assert short_of_days(found).message == (
        "1 figure of February 2024 lacks days, and is left as not supplied."
    )


# --- Weeks -----------------------------------------------------------------------------------
def test_weeks_that_lie_in_months_are_added_up(understand):  # noqa: F811
    weeks = [date(2021, 2, 1) + timedelta(days=7 * at) for at in range(4)]
    found = understand(as_csv(across(weeks, lambda day: f"w/c {british(day)}")), "asb-return")
    assert found.mapping.tables[0].headings == {1: Gives.WEEK}
    assert figures(found)["Ayresome", "2021-02"] == 8
    ending = across(weeks, lambda day: f"w/e {british(day + timedelta(days=6))}")
    assert figures(understand(as_csv(ending), "asb-return"))["Ayresome", "2021-02"] == 8


def test_weeks_that_lie_in_two_months_cannot_be_counted_by_month(understand):  # noqa: F811
    weeks = [date(2024, 1, 1) + timedelta(days=7 * at) for at in range(8)]
    errors = understand(as_csv(across(weeks, british)), "asb-return").mapped.reading.report.errors
    assert errors[0].message == (
        "1 week of this file lies in two months (from 29 January 2024 to 4 February 2024), so its"
        " counts can’t be added up by month."
    )
    assert errors[0].todo == "Ask for counts by day or by month."


# --- By the page, the command, and next month -------------------------------------------------
OCTOBER = days(date(2022, 10, 1), date(2022, 11, 20))


def test_the_page_shows_the_days_and_the_incomplete_month(kept, client, officer, mapped):
    of_return = kept(as_csv(across(OCTOBER, british)), "days.csv")
    client.force_login(officer, backend=BACKEND)
    page = client.get(reverse("returns:map", args=["middlesbrough", of_return.pk]))
    assert [(row.label, *row.cells) for row in page.context["result"].totals] == [
        ("October 2022", "186"),
        ("November 2022", "incomplete: 20 of 30 days"),
    ]
    text = page.content.decode()
    assert "A count for each day (added up by month)" in text
    assert "Days are missing (November 2022: 20 of 30 days). What happened on them?" in text
    kept_return = mapped(of_return, {"days": "none"})
    assert figures_of(kept_return)["Acklam", "2022-11", "not-stated"] == 20


def test_the_command_says_the_same(load):  # noqa: F811
    code, out = load(as_csv(across(OCTOBER, british)), "--explain", "--json")
    [told] = json.loads(out)
    assert code == 0, out
    assert "  headings in row 1: a count for each day (added up by month)" in told["understood"]
    assert told["understood"][-2:] == [
        "October 2022: 186",
        "November 2022: 20 of 30 days, incomplete",
    ]
    assert "days" in [question["id"] for question in told["questions"]]


def test_next_months_days_are_read_as_the_last_ones_were(kept, mapped):
    november = days(date(2022, 11, 1), date(2022, 11, 30))
    mapped(kept(as_csv(across(november, british)), "days.csv"))
    december = across(days(date(2022, 12, 1), date(2022, 12, 31)), british)
    again = kept(as_csv(december), "next.csv")
    assert again.layout == MAPPED
    assert figures_of(again)["Kader", "2022-12", "not-stated"] == 93


# --- What is a run of days -------------------------------------------------------------------
def test_first_days_of_months_are_months_and_no_days():
    assert run_of_days(f"01/{month:02}/2024" for month in range(1, 13)) is None
    ends = (date(2024, month, monthrange(2024, month)[1]).isoformat() for month in range(1, 13))
    assert run_of_days(ends) is None
    assert run_of_days(["Total", "2022", "Acklam"]) is None
    assert run_of_days([]) is None


@pytest.mark.parametrize("text", ["31/06/2024", "week", "45323", "w/c", "", "1-Feb", "²/02/2024"])
def test_what_is_no_day(text):
    assert days_of(text) is None


@pytest.mark.parametrize("text", ["w/c 31/12/9999", "w/e 01/01/0001", "9999-12-31"])
def test_a_day_of_a_year_far_off_is_none(text):
    assert days_of(text) is None
    assert days_of(text, is_week=True) is None
