"""Lists of recommendations from spreadsheets: every problem at once, and all of it or nothing."""

from __future__ import annotations

import io
from datetime import date

import pytest

from partnership.models import AuditEvent
from partnership.people.permissions import Permission
from partnership.refusals import Refused
from returns.catalogue.findings import Check, Severity
from returns.lifecycle import record_lists as list_actions
from returns.reading import record_lists
from returns.reading.record_lists import Column, Declared, Kind, day_of, read
from scrutiny.models import Recommendation
from scrutiny.panels import actions as panel_actions
from scrutiny.recommendations import spreadsheet
from scrutiny.recommendations.spreadsheet import DECLARED
from tests.odd_spreadsheets.writing import as_csv, as_xlsx

HEAD = ["Reference", "Title", "Recommendation", "Date made", "Recipients", "Response", "Reason"]
ROW = ["2023/1", "Lighting", "That lamps be mended.", "04/03/2024", "", "", ""]


def listed(middlesbrough, *rows, head=HEAD, name="list.csv", content=None):
    content = as_csv([head, *rows]) if content is None else content
    return read(
        io.BytesIO(content),
        DECLARED,
        name=name,
        further=spreadsheet.further(middlesbrough, today=date(2024, 6, 1)),
        made=spreadsheet.MADE,
    )


def told(found) -> list[tuple]:
    return [
        (one.check, one.row, one.column, one.value)
        for one in found.report.findings
        if one.severity is not Severity.NOTE
    ]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("4 March 2024", date(2024, 3, 4)),
        ("4 Mar 2024", date(2024, 3, 4)),
        ("04/03/2024", date(2024, 3, 4)),
        ("4.3.2024", date(2024, 3, 4)),
        ("2024-03-04", date(2024, 3, 4)),
        ("2024-03-04T00:00:00", date(2024, 3, 4)),
    ],
)
def test_days_are_read_as_people_write_them_the_day_first(text, day):
    assert day_of(text) == day


@pytest.mark.parametrize("text", ["31/02/2024", "3/13/2024", "March 2024", "4 Marz 2024", "soon"])
def test_what_is_no_day_is_none(text):
    with pytest.raises(ValueError):  # noqa: PT011 - the caller has the words
        day_of(text)


def test_every_problem_of_a_list_is_told_at_once_with_its_cell(middlesbrough, panel):
    found = listed(
        middlesbrough,
        ["2023/1", "", "Text", "31/02/2024", "Nobody at all", "Perhaps", ""],
        ["2023/1", "Title", "Call 01642 123456", "1 May 2030", "", "Rejected", ""],
    )
    assert set(told(found)) == {
        (Check.FILLED, 2, "Title", ""),
        (Check.DAYS, 2, "Date made", "31/02/2024"),
        (Check.KNOWN, 2, "Recipients", "Nobody at all"),
        (Check.CHOSEN, 2, "Response", "Perhaps"),
        (Check.APART, 3, "Reference", "2023/1"),
        (Check.NOT_PERSONAL, 3, "Recommendation", "Call 01642 123456"),
        (Check.DAYS, 3, "Date made", "1 May 2030"),
        (Check.FILLED, 3, "Response", "Rejected"),
    }
    assert not found.may_be_taken
    assert all(one.message.endswith(".") and one.todo for one in found.report.errors)
    again = [one for one in found.report.errors if one.check is Check.FILLED and one.row == 3]
    assert {one.message for one in again} == {
        "It gives no reason.",
        "It does not say on which day it was answered.",
    }


def test_headings_are_found_below_a_title_under_other_names_and_in_any_order(middlesbrough, panel):
    found = listed(
        middlesbrough,
        ["", "", "", ""],
        ["Date", "Wording", "Ref", "In short"],
        ["4 March 2024", "That lamps be mended.", "2023/1", "Lighting"],
        head=["Recommendations of the panel", "", "", ""],
    )
    assert told(found) == []
    [record] = found.records
    assert (record["reference"], record["made_on"], record.row) == (
        "2023/1",
        date(2024, 3, 4),
        4,
    )


def test_a_list_without_its_headings_says_which_it_needs(middlesbrough, panel):
    found = listed(middlesbrough, ["1", "2"], head=["Ward", "Count"])
    [error] = found.report.errors
    assert error.check is Check.HEADINGS
    assert "“Reference”, “Title”, “Recommendation”, “Date made”" in error.todo


def test_a_missing_column_and_one_that_stands_twice_are_both_told(middlesbrough, panel):
    found = listed(
        middlesbrough,
        ["2023/1", "2023/1", "Lighting", "4 March 2024"],
        head=["Reference", "Ref", "Title", "Date made"],
    )
    assert {one.message for one in found.report.errors} == {
        "“Ref” stands twice.",
        "There is no column “Recommendation”.",
    }


def test_a_workbook_is_read_sheet_by_sheet_and_other_sheets_are_named(middlesbrough, panel):
    content = as_xlsx({"List": [HEAD, ROW], "Notes": [["Something else"]]})
    found = listed(middlesbrough, name="list.xlsx", content=content)
    assert told(found) == []
    assert [record.sheet for record in found.records] == ["List"]
    notes = [one.message for one in found.report.of(Severity.NOTE)]
    assert notes == ["Sheet “Notes” has no headings of a list of recommendations and is left out."]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "empty"),
        (b"%PDF-1.7", "PDF"),
        (b"\x89PNG\r\n", "picture"),
    ],
)
def test_what_is_no_table_is_refused_in_a_sentence(content, message, middlesbrough, panel):
    found = listed(middlesbrough, content=content)
    assert message in found.report.errors[0].message
    assert found.records == ()


def test_the_empty_list_can_be_filled_and_read(middlesbrough, panel):
    found = listed(middlesbrough, name="list.xlsx", content=record_lists.template(DECLARED))
    [error] = found.report.errors
    assert error.message == "There is no recommendation below the headings of “list.xlsx”."


def test_too_long_and_too_many_are_refused(middlesbrough, panel):
    found = listed(middlesbrough, ["2023/1", "T" * 201, *ROW[2:]])
    assert told(found) == [(Check.FITS, 2, "Title", "T" * 201)]
    many = listed(middlesbrough, *([ROW] * 2001))
    assert [one.check for one in many.report.errors] == [Check.FITS]


def test_a_panel_must_be_named_where_there_is_more_than_one(middlesbrough, panel, keeper):
    panel_actions.add_panel(
        partnership=middlesbrough, name="Children", since=date(2019, 1, 1), by=keeper
    )
    found = listed(middlesbrough, ROW)
    assert told(found) == [(Check.KNOWN, 2, "Reference", "2023/1")]


# --- Taking it -------------------------------------------------------------------------------
@pytest.fixture
def keep(middlesbrough, keeper):
    def kept(*rows, head=HEAD):
        return list_actions.store(
            name="list.csv",
            content=as_csv([head, *rows]),
            declared=DECLARED,
            partnership=middlesbrough,
            needs=Permission.KEEP_SCRUTINY,
            by=keeper,
        )

    return kept


@pytest.fixture
def take(middlesbrough, keeper):
    def taken(kept):
        return list_actions.take(
            list_file=kept,
            declared=DECLARED,
            further=spreadsheet.further(middlesbrough),
            each=spreadsheet.take(middlesbrough, by=keeper),
            needs=Permission.KEEP_SCRUTINY,
            by=keeper,
        )

    return taken


def test_a_list_is_taken_whole_with_its_due_dates_measures_and_responses(keep, take, panel):
    kept = keep(
        [
            *ROW[:4],
            "Cleveland Police; The Executive",
            "Part",
            "Half of it",
            "1 April 2024",
            "Burglary",
        ],
        ["2023/2", "Bins", "That bins be emptied.", "2024-03-05", "", "", "", "", ""],
        head=[*HEAD, "Response date", "Measure"],
    )
    assert not Recommendation.objects.exists()
    first, second = take(kept)
    assert dict(first.recipients.values_list("name", "due_on")) == {
        "Cleveland Police": date(2024, 4, 1),
        "The Executive": date(2024, 5, 4),
    }
    assert {one.responses.get().text for one in first.recipients.all()} == {"Half of it"}
    assert first.measures.get().measure == "crime/burglary"
    assert second.recipients.count() == 6
    assert AuditEvent.objects.filter(kind="recommendation-made").count() == 2
    assert AuditEvent.objects.get(kind="list-taken").detail["made"] == [first.pk, second.pk]


def test_a_list_is_taken_once(keep, take, panel):
    kept = keep(ROW)
    take(kept)
    with pytest.raises(Refused, match="taken already"):
        take(kept)
    assert Recommendation.objects.count() == 1


def test_a_list_with_one_error_leaves_nothing(keep, take, panel):
    kept = keep(ROW, ["2023/2", "", "Text", "4 March 2024", "", "", ""])
    with pytest.raises(Refused, match="nothing of the list was taken"):
        take(kept)
    assert not Recommendation.objects.exists()
    assert not AuditEvent.objects.filter(kind="list-taken").exists()


def test_what_is_held_already_is_not_taken_again(keep, take, panel, recommendation):
    kept = keep(["2024/1", *ROW[1:]])
    with pytest.raises(Refused, match="nothing of the list was taken"):
        take(kept)
    assert Recommendation.objects.count() == 1


def test_any_other_list_can_be_declared(middlesbrough):
    """What the Prevent register's actions need: whole numbers, choices and several of them."""
    declared = Declared(
        slug="actions",
        singular="action",
        plural="actions",
        columns=(
            Column("what", "Action", is_needed=True),
            Column("reach", "Reach", Kind.WHOLE),
            Column("kind", "Kind", Kind.CHOICE, choices={"Campaign": "campaign"}),
            Column(
                "for_whom",
                "Audiences",
                Kind.SEVERAL,
                choices={"Schools": "schools", "Public": "public"},
            ),
        ),
        once=("what",),
    )
    content = as_csv(
        [
            ["Action", "Reach", "Kind", "Audiences"],
            ["Roadshow", "1,200", "campaign", "public; Schools; public"],
            ["Talk", "many", "Party", "Cats"],
        ]
    )
    found = read(io.BytesIO(content), declared, name="actions.csv")
    first = found.records[0]
    assert (first["reach"], first["kind"], first["for_whom"]) == (
        1200,
        "campaign",
        ("public", "schools"),
    )
    assert [(one.check, one.column) for one in found.report.errors] == [
        (Check.WHOLE, "Reach"),
        (Check.CHOSEN, "Kind"),
        (Check.CHOSEN, "Audiences"),
    ]
