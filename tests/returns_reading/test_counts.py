"""A return of counts: every cell is understood, or told of with its row and what to do."""

from __future__ import annotations

from datetime import date

import pytest

from measures.counts import Gap
from measures.periods import Month, Period
from returns.catalogue.declarations import Fills
from returns.catalogue.findings import Check, Severity, Wrong
from returns.catalogue.limits import LISTED_ALIKE
from returns.reading.spellings import count_of, period_of
from returns.reading.totals_rows import Outcome, set_aside
from tests.returns_reading.conftest import GROUPS, HEADINGS, TODAY, as_csv, only


def test_a_full_return_has_nothing_to_tell(sent, rows):
    reading = sent(as_csv(rows))
    assert reading.report.findings == ()
    (part,) = reading.parts
    assert (part.partnership, part.dataset, part.source) == (
        "middlesbrough",
        "crime",
        "police-return",
    )
    assert part.origin == "cleveland-police"
    assert part.months == (Month(2022, 10),)
    assert part.total == sum(range(1, len(rows) + 1))
    assert list(part.rows.columns) == ["area", "start", "months", "offence", "count", "gap"]
    assert str(part.rows["count"].dtype) == "Int64"
    assert set(part.rows["start"]) == {date(2022, 10, 1)}


def test_reading_asks_the_database_nothing(sent, rows, django_assert_num_queries, db):
    content = as_csv(rows)
    with django_assert_num_queries(0):
        assert sent(content).is_clean


AGREES, DISAGREES, HIDDEN, ALONE, UNREAD = Outcome

SPELLINGS = (
    "2022-10, Oct-22, Oct-2022, Oct 22, October 2022, OCTOBER 2022, 01/10/2022, 1/10/22,"
    " 31/10/2022, 2022-10-01, 2022-10-31, 2022/10, 10/2022, 202210, 2022-10-01T00:00:00"
)


# As programs write it that make reports, and spreadsheets that take a month for a day.
OF_PROGRAMS = (
    "October, 2022",
    "2022 October",
    "2022-Oct",
    "Oct ’22",
    "01/10/2022 00:00",
    "2022-10-01 00:00:00",
    "1 October 2022",
    "01-Oct-22",
)


@pytest.mark.parametrize("written", [*SPELLINGS.split(", "), *OF_PROGRAMS])
def test_a_month_is_understood_as_people_write_it(written):
    assert period_of(written, today=TODAY) == Period.month(2022, 10)


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("", "The month is missing."),
        ("Octember", "“Octember” is not a month."),
        ("44835", "“44835” is not a month."),
        ("2022-13", "“2022-13” is not a month."),
        ("10/01/2022", "it is not clear which month is meant"),
        ("2099-01", "“2099-01” lies in the future."),
    ],
)
def test_what_is_no_month_gets_a_sentence(written, sentence):
    found = period_of(written, today=TODAY)
    assert isinstance(found, Wrong)
    assert sentence in found.message


@pytest.mark.parametrize(
    ("written", "count"),
    [
        ("0", 0),
        ("1,234", 1234),
        ("12.0", 12),
        ("-3", -3),
        ("", Gap.NOT_SUPPLIED),
        ("<5", Gap.HIDDEN),
        ("*", Gap.HIDDEN),
        ("c", Gap.HIDDEN),
        ("[c]", Gap.HIDDEN),
        ("[x]", Gap.NOT_SUPPLIED),
        ("[z]", Gap.NOT_APPLICABLE),
    ],
)
def test_a_count_or_gap_is_understood(written, count):
    assert count_of(written) == count


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("12.5", "“12.5” is not a whole number."),
        ("n/a", "“n/a” is not a number."),
        ("twelve", "“twelve” is not a number."),
        ("12,34", "“12,34” is not a number."),
        ("-", "“-” can mean none or not known."),
        ("99999999999", "too large to be a count"),
    ],
)
def test_what_is_no_count_is_told_with_its_cell(sent, rows, written, sentence):
    rows[16][4] = written
    finding = only(sent(as_csv(rows), "q3.csv"), Check.COUNTS)
    assert sentence in finding.message
    assert (finding.file, finding.row, finding.column) == ("q3.csv", 18, "Offences")
    assert finding.value == written
    assert finding.todo


def test_a_blank_and_a_hidden_count_are_gaps_and_never_zero(sent, rows):
    rows[0][4], rows[1][4] = "", "<5"
    reading = sent(as_csv(rows))
    gaps = reading.parts[0].rows.dropna(subset="gap")
    assert sorted(gaps["gap"]) == ["not supplied", "too few to show"]
    assert gaps["count"].isna().all()
    assert "1 figure is missing or blank" in only(reading, Check.COMPLETE, Severity.NOTE).message


# --- Areas -----------------------------------------------------------------------------------
def test_a_misspelt_ward_is_told_with_the_one_that_was_meant(sent, rows):
    rows[0][1], rows[0][2] = "", "Aklam"
    finding = only(sent(as_csv(rows)), Check.AREAS)
    assert finding.message == "“Aklam” is not one of our 20 wards. Did you mean “Acklam”?"
    assert (finding.row, finding.column) == (2, "Ward")


def test_a_code_and_a_name_that_disagree_are_an_error(sent, rows):
    rows[0][2] = "Ayresome"
    finding = only(sent(as_csv(rows)), Check.AREAS)
    assert finding.message == f"{rows[0][1]} is Acklam, but the row says “Ayresome”."


def test_a_name_alone_is_enough_and_so_is_a_code(sent, rows):
    by_name = [[month, "", *rest] for month, _, *rest in rows]
    assert sent(as_csv(by_name)).report.findings == ()
    by_code = [[month, code, *rest] for month, code, _, *rest in rows]
    headings = [one for one in HEADINGS if one != "Ward"]
    assert sent(as_csv(by_code, headings)).report.findings == ()


def test_an_earlier_code_of_the_same_ward_is_todays_ward(sent, rows):
    old = [["E05009864" if cell == "E05015468" else cell for cell in row] for row in rows]
    assert old != rows
    assert sent(as_csv(old)).parts[0].rows.equals(sent(as_csv(rows)).parts[0].rows)


WARDS_BEFORE_2015 = (
    "Acklam Ainthorpe=Ayresome Beckfield Beechwood Brambles=Farm Brookfield Clairville "
    "Coulby=Newham Gresham Hemlington Kader Ladgate Linthorpe Marton Marton=West Middlehaven "
    "North=Ormesby=and=Brambles=Farm Nunthorpe Pallister Park Park=End Thorntree University"
)


def test_the_wards_before_2015_are_one_error_that_names_the_ward_set(sent):
    names = [name.replace("=", " ") for name in WARDS_BEFORE_2015.split()]
    rows = [["2022-10", "", name, group, "5"] for name in names for group in GROUPS]
    finding = only(sent(as_csv(rows)), Check.AREAS)
    assert "wards in this file are not among the 20 wards of Middlesbrough today" in finding.message
    assert "“Beckfield”, “Beechwood”" in finding.message
    assert "another set cannot be added" in finding.todo


def test_the_wards_before_2015_by_code_are_one_error(sent):
    rows = [["2022-10", f"E0500{1520 + n}", "", group, "5"] for n in range(23) for group in GROUPS]
    finding = only(sent(as_csv(rows)), Check.AREAS)
    assert "23 of the 23 wards" in finding.message


def test_crimes_in_no_ward_are_kept_and_asked_about(sent, rows, places):
    rows += [["2022-10", "", "Not known", group, "900"] for group in GROUPS]
    reading = sent(as_csv(rows))
    assert "fall in no ward of Middlesbrough" in only(reading, Check.PLACED, Severity.QUERY).message
    assert places.hosted[0].not_placed in set(reading.parts[0].rows["area"])


def test_no_share_is_said_of_a_total_below_zero(sent):
    reading = sent(as_csv([["2022-10", "E05009853", "Acklam", GROUPS[0], "-1"]]))
    queries = reading.report.of(Severity.QUERY)
    assert not [finding for finding in queries if finding.check is Check.PLACED]


# --- Categories, totals, lines ---------------------------------------------------------------
def test_other_spellings_of_a_category_are_read(sent, rows):
    for row in rows:
        row[3] = {"Burglary": "BURGLARY OFFENCES", "Drug offences": "drugs"}.get(row[3], row[3])
    assert sent(as_csv(rows)).report.findings == ()


def test_an_unknown_category_is_told_with_a_suggestion(sent, rows):
    rows[2][3] = "Robery"
    reading = sent(as_csv(rows))
    finding = only(reading, Check.CATEGORIES)
    assert "“Robery” is not in the list for type of offence. Did you mean “Robbery”?" in (
        finding.message
    )
    assert reading.parts == ()


def test_the_same_line_twice_is_an_error(sent, rows):
    finding = only(sent(as_csv([*rows, rows[0]])), Check.ONCE)
    assert f"stands twice: in row 2 and in row {len(rows) + 2}" in finding.message


def with_totals(rows, wards, *, wrong: int = 0):
    for _, name in wards:
        added = sum(int(row[4]) for row in rows if row[2] == name)
        yield ["2022-10", "", name, "Total", str(added + wrong)]
    yield ["Total", "", "", "", str(sum(int(row[4]) for row in rows))]
    for group in GROUPS:
        added = sum(int(row[4]) for row in rows if row[3] == group)
        yield ["2022-10", "", "Middlesbrough", group, f"{added:,}"]


def test_totals_that_agree_are_set_aside(sent, rows, wards):
    reading = sent(as_csv([*rows, *with_totals(rows, wards)]))
    note = only(reading, Check.TOTALS, Severity.NOTE).message
    assert note == "32 totals rows were set aside; they agree with the rows that they add up."
    assert reading.parts[0].total == sum(range(1, len(rows) + 1))


def test_totals_that_disagree_name_both_figures(sent, rows, wards):
    total = ["2022-10", "", "All wards", "All offences", "9"]
    finding = only(sent(as_csv([*rows, total])), Check.TOTALS)
    assert finding.message == "The total is 9, but the rows that it adds up come to 24,310."
    assert finding.row == len(rows) + 2


@pytest.mark.parametrize("name", ["Cleveland", "Cleveland Police"])
def test_a_row_of_a_larger_area_is_offered_to_be_left_out(sent, rows, name):
    reading = sent(as_csv([*rows, ["2022-10", "", name, GROUPS[0], "9000"]]))
    assert reading.is_clean
    question = only(reading, Check.AREAS, Severity.QUERY)
    assert question.message == (
        f"“{name}” is an area larger than Middlesbrough: its row is left out."
    )
    assert question.row == len(rows) + 2
    assert reading.parts[0].total == 24_310


def test_what_is_not_larger_is_an_unknown_area(sent, rows, places):
    for name in ("Middlesbrough Council", "Hartlepool"):
        assert not places.is_larger(name)
        reading = sent(as_csv([*rows, ["2022-10", "", name, GROUPS[0], "9000"]]))
        assert only(reading, Check.AREAS).value == name


def test_what_was_not_compared_is_not_said_to_agree(sent, rows, wards):
    totals = list(with_totals(rows, wards))
    rows[0][4] = "<5"
    reading = sent(as_csv([*rows, *totals]))
    assert reading.is_clean
    # The ward's own total, that of its group, and that of all.
    assert only(reading, Check.TOTALS, Severity.NOTE).message == (
        "32 totals rows were set aside: 29 agree with the rows that they add up and 3 could not be"
        " compared, because figures that they add up are hidden or missing."
    )
    assert Check.TOTALS in reading.report.passed


@pytest.mark.parametrize("total", [["2022-10", "", "Total", "", "24310"], None])
def test_without_a_comparison_that_totals_agree_is_not_passed(sent, rows, total):
    rows[0][4] = "*"
    reading = sent(as_csv([*rows, total] if total else rows))
    assert Check.TOTALS not in reading.report.passed


def test_what_a_single_hidden_figure_does_to_the_whole_is_said_before_it_is_sent(sent, rows):
    rows[0][4] = "<5"
    assert only(sent(as_csv(rows)), Check.COUNTS, Severity.NOTE).message == (
        "1 figure is hidden in this file (“<5”), so what it is a part of can’t be added up. The"
        " total of Middlesbrough for October 2022 will show as “too few to show”, and so will each"
        " quarter and year with it. All others show."
    )


@pytest.mark.parametrize(
    ("came_out", "sentence"),
    [
        ({AGREES: 1}, "1 totals row was set aside; it agrees with the rows that it adds up."),
        ({AGREES: 2}, "2 totals rows were set aside; they agree with the rows that they add up."),
        (
            {AGREES: 2, DISAGREES: 1},
            (
                "3 totals rows were set aside: 2 agree with the rows that they add up and 1 does"
                " not agree with the rows that it adds up."
            ),
        ),
        (
            {ALONE: 1},
            (
                "1 totals row was set aside; it could not be compared, because this file has"
                " nothing that it adds up."
            ),
        ),
        (
            {AGREES: 1, HIDDEN: 2, UNREAD: 1},
            (
                "4 totals rows were set aside: 1 agrees with the rows that it adds up, 2 could not"
                " be compared, because figures that they add up are hidden or missing and 1 gives"
                " no number."
            ),
        ),
    ],
)
def test_how_totals_came_out_is_said_for_none_one_and_many(came_out, sentence):
    assert set_aside(came_out) == sentence


def test_a_negative_count_is_asked_about(sent, rows):
    rows[0][4] = "-3"
    reading = sent(as_csv(rows))
    assert only(reading, Check.NEGATIVE, Severity.QUERY).message == "-3 is below zero."
    assert reading.is_clean


def test_many_negative_counts_are_one_question(sent, rows):
    for row in rows[:7]:
        row[4] = "-3"
    asked = only(sent(as_csv(rows)), Check.NEGATIVE, Severity.QUERY)
    assert asked.message == "7 counts are below zero, in rows 2, 3, 4, 5, 6 and 2 others."


def test_a_missing_ward_is_asked_about_and_filled_with_gaps(sent, rows):
    reading = sent(as_csv([row for row in rows if row[2] != "Acklam"]))
    query = only(reading, Check.COMPLETE, Severity.QUERY)
    assert query.message == "There is no figure for ward Acklam."
    gaps = reading.parts[0].rows["gap"].dropna()
    assert list(gaps) == ["not supplied"] * len(GROUPS)
    assert len(reading.parts[0].rows) == len(rows)


def test_a_month_left_out_between_others_is_asked_about(sent, rows):
    december = [["2022-12", *row[1:]] for row in rows]
    reading = sent(as_csv([*rows, *december]))
    assert "November 2022 is left out" in only(reading, Check.COMPLETE, Severity.QUERY).message


def test_a_month_without_any_count_leaves_the_figures_in_use_alone(sent, rows):
    blank = [["2022-11", *row[1:4], ""] for row in rows]
    reading = sent(as_csv([*rows, *blank]))
    assert reading.parts[0].months == (Month(2022, 10),)
    assert (
        "Nothing is filled in for November 2022"
        in only(reading, Check.COMPLETE, Severity.NOTE).message
    )


def test_a_return_without_any_count_is_an_error(sent, rows):
    finding = only(sent(as_csv([[*row[:4], ""] for row in rows])), Check.COUNTS)
    assert finding.message == "No counts are filled in."


def test_footnotes_are_left_aside(sent, rows):
    notes = [["Source: the force's system, as at 3 January. Provisional."], [], ["[c] hidden"]]
    reading = sent(as_csv([*rows, [], *notes]))
    assert "2 rows beside the table" in only(reading, Check.COUNTS, Severity.NOTE).message
    assert reading.is_clean


def test_rows_above_the_headings_move_the_row_numbers(sent, rows):
    rows[0][4] = "many"
    above = b"Quarterly return\n\nMiddlesbrough,October 2022\n"
    assert only(sent(above + as_csv(rows)), Check.COUNTS).row == 5


def test_all_problems_are_told_at_once(sent, rows):
    rows[0][0], rows[1][2], rows[2][3], rows[3][4] = "Smarch", "Nowhere", "Piracy", "lots"
    rows[4][0] = "2099-01"
    checks = {finding.check for finding in sent(as_csv(rows)).report.errors}
    assert checks >= {Check.MONTHS, Check.AREAS, Check.CATEGORIES, Check.COUNTS}


def test_the_same_problem_is_listed_so_far_and_then_counted(sent, rows):
    wrong = [[*row[:4], "n/a"] for row in rows]
    errors = sent(as_csv(wrong)).report.errors
    counted = [finding for finding in errors if finding.check is Check.COUNTS]
    assert len(counted) == LISTED_ALIKE + 1
    assert counted[-1].message == f"And {len(rows) - LISTED_ALIKE} more like it, from row 102 on."


# --- Recognising -----------------------------------------------------------------------------
def test_headings_are_known_by_other_names_and_whatever_the_case(sent, rows):
    headings = ("MONTH ", "gss-code", "Ward name", "crime group", "Number of Offences")
    assert sent(as_csv(rows, headings), "whatever.dat").report.findings == ()


def test_a_heading_that_was_changed_is_named_and_the_rest_is_known(sent, rows):
    reading = sent(as_csv(rows, (*HEADINGS[:4], "How many")))
    finding = only(reading, Check.HEADINGS)
    assert finding.message == (
        "This looks like the police’s quarterly return under another heading: “How many” may be its"
        " “Offences”."
    )
    assert finding.todo.startswith("Say which column it is: the rest is filled in. Or head it “Off")
    assert "“Crimes”" in finding.todo
    assert reading.is_unknown
    nearly = reading.nearly
    assert nearly.layout.slug == "police-return"
    assert nearly.at == {Fills.MONTH: 0, Fills.AREA: 1, Fills.AREA_NAME: 2, "offence": 3}
    assert nearly.could_be == {Fills.COUNT: (4,)}


@pytest.mark.parametrize(
    ("at", "heading", "wanted"),
    [(0, "When", "Month"), (1, "Where", "Ward code"), (3, "What", "Offence group")],
)
def test_whichever_heading_was_changed_its_column_is_known_by_its_cells(
    sent, rows, at, heading, wanted
):
    headings = [*HEADINGS[:at], heading, *HEADINGS[at + 1 :]]
    reading = sent(as_csv(rows, headings))
    assert f"“{heading}” may be its “{wanted}”" in only(reading, Check.HEADINGS).message
    (could_be,) = reading.nearly.could_be.values()
    assert could_be == (at,)


def test_a_column_that_is_not_there_is_asked_for(sent, rows):
    reading = sent(as_csv([row[:4] for row in rows], HEADINGS[:4]))
    finding = only(reading, Check.HEADINGS)
    assert finding.message == (
        "This looks like the police’s quarterly return, but it has no column “Offences”."
    )
    assert finding.todo.startswith("Add the column.")


def test_a_column_whose_cells_tell_nothing_is_not_guessed(sent, rows):
    reading = sent(as_csv([[*row[:4], "several"] for row in rows], (*HEADINGS[:4], "How many")))
    assert (
        "it is not clear which column is its “Offences”." in only(reading, Check.HEADINGS).message
    )
    assert reading.nearly.could_be == {Fills.COUNT: ()}


def test_a_heading_that_stands_twice_is_an_error(sent, rows):
    finding = only(
        sent(as_csv([[*row, "7"] for row in rows], (*HEADINGS, "Offences"))), Check.HEADINGS
    )
    assert "2 columns are headed “Offences”" in finding.message


def test_strange_headings_are_told_with_what_the_portal_knows(sent):
    finding = only(sent(b"Apples,Pears\n1,2\n"), Check.RECOGNISED)
    assert "“Apples”, “Pears”" in finding.message
    assert "the police’s quarterly return" in finding.todo


# --- Personal data ---------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("heading", "value", "what"),
    [
        ("Victim name", "A N Other", "names of people"),
        ("Surname", "Other", "names of people"),
        ("Contact", "Mrs Other", "names of people"),
        ("DOB", "01/02/1980", "dates of birth"),
        ("Checked", "1980-02-03", "dates of birth"),
        ("Post code", "TS1 1AA", "addresses or full postcodes"),
        ("Place", "12 High Street, TS1 1AA", "full postcodes"),
        # A reference leads nobody to a person; one that hides under another heading is refused.
        ("Crime number", "1", None),
        ("Crime ID", "CVP-22-123456", None),
        ("Incident number", "000001-01012023", None),
        ("Reference", "42/123456/22", None),
        ("Link", "CVP-22-123456", "crime or incident references"),
        ("Link", "12345/22/2022", None),
        ("Link", "42/123456/22", "crime or incident references"),
        ("Asked", "someone@police.test", "email addresses"),
        ("Asked", "07700 900123", "telephone numbers"),
        ("Key", "QQ 12 34 56 C", "National Insurance numbers"),
        (
            "Remarks",
            "the caller said that two people ran off towards the park and one fell " * 2,
            "free text",
        ),
        ("Neighbourhood", "East", None),
        ("Custody number", "12", "numbers of people"),
        ("Crime ID", "someone@police.test", "email addresses"),
        ("Address", "12 High Street", "addresses or full postcodes"),
        ("Address", "Marton Road", None),
        ("Seen at", "near 12 High Street", "addresses"),
        ("UPRN", "NULL", None),
        ("UPRN", "0", None),
        ("UPRN", "100110123456", "addresses or full postcodes"),
        ("Surname", "Redacted", None),
        ("Victim", "2", None),
        ("Email", "n/a", None),
        ("Mobile", "01632 960961", "ways to reach a person"),
        ("Summary", "Fire in the open", "free text about what happened"),
        ("Summary", "Fire", None),
        ("Date of call", "2014-03-01", None),
        ("Updated", "2023-01-05", None),
    ],
)
def test_a_column_of_people_is_refused_without_repeating_it(sent, rows, heading, value, what):
    content = as_csv([[*row, value] for row in rows], (*HEADINGS, heading))
    reading = sent(content)
    assert reading.must_be_discarded is (what is not None)
    if what:
        finding = only(reading, Check.NOT_PERSONAL)
        assert f"The column “{heading}” holds {what}" in finding.message
        assert "is not stored" in finding.message
        assert finding.value == ""
        assert value not in finding.message + finding.todo
        assert reading.parts == ()


def test_no_finding_of_a_refused_file_quotes_what_stands_in_it(sent, rows):
    rows[0][2] = rows[1][3] = rows[2][0] = "Jo Smith, 12 High Street"
    reading = sent(as_csv([[*row, "someone@police.test"] for row in rows], (*HEADINGS, "Asked")))
    assert reading.must_be_discarded
    assert not [finding for finding in reading.report.findings if "Smith" in str(finding)]
    list_of_people = b"Jo Smith,TS1 1AA,12\nAl Jones,TS1 2BB,3\nEd Brown,TS1 3CC,4\n"
    reading = sent(list_of_people)
    assert reading.must_be_discarded
    assert not [finding for finding in reading.report.findings if "Jones" in str(finding)]


def test_names_of_people_are_known_by_being_many(sent, rows):
    people = ("Sarah Smith", "David Jones", "Mohammed Khan", "Emma Brown")
    lines = [[*row, people[n % 4]] for n, row in enumerate(rows)]
    assert sent(as_csv(lines, (*HEADINGS, "Handled by"))).must_be_discarded


def test_a_list_of_people_that_is_no_return_is_not_kept_either(sent):
    assert sent(b"Ref,Surname,DOB\n1,Other,01/02/1980\n").must_be_discarded


def test_incidents_of_old_years_are_no_dates_of_birth(sent, rows):
    days = [f"{1 + n % 28:02}/{1 + n % 12:02}/{2009 + n % 4}" for n in range(len(rows))]
    lines = [[*row, day] for row, day in zip(rows, days, strict=True)]
    assert not sent(as_csv(lines, (*HEADINGS, "Called"))).must_be_discarded
    born = [f"{1 + n % 28:02}/{1 + n % 12:02}/{1950 + n % 55}" for n in range(len(rows))]
    lines = [[*row, day] for row, day in zip(rows, born, strict=True)]
    assert sent(as_csv(lines, (*HEADINGS, "Checked"))).must_be_discarded


def test_ten_digits_are_nhs_numbers_only_where_most_of_them_could_be(sent, rows):
    lines = [[*row, str(2200000000 + 7 * n)] for n, row in enumerate(rows)]
    assert not sent(as_csv(lines, (*HEADINGS, "Log"))).must_be_discarded
