"""Counts under two definitions: read, refused, replaced, and never joined or compared."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import UTC, date, datetime

import pytest

from demo.illustration.violence import LABEL, split_year
from measures.counts import Gap, Mark
from measures.periods import Month, Period
from partnership.models import Partnership, User
from partnership.people.permissions import AS_COUNCILLOR
from reporting.pages.measure.in_full import measure_in_full
from reporting.pages.measure.page import MeasureShown
from reporting.queries import figures as queries
from returns.catalogue.findings import Check
from returns.lifecycle import decisions, definitions, sending, uploads
from returns.reading.places import Places
from returns.reading.upload import Reading
from tests.uploads import read
from violence.dataset import VIOLENCE_RETURN

TODAY = date(2024, 3, 4)
HEADINGS = [column.heading for column in VIOLENCE_RETURN.columns]
SECOND = "Serious violence, version 2"


def _csv(rows: Iterable[Iterable[object]], *, headings: list[str] = HEADINGS) -> io.BytesIO:
    text = io.StringIO()
    csv.writer(text).writerows([headings, *rows])
    return io.BytesIO(text.getvalue().encode())


def _read(rows: Iterable[Iterable[object]], *, headings: list[str] = HEADINGS) -> Reading:
    return read(
        _csv(rows, headings=headings),
        name="violence.csv",
        places=Places.of_all_hosted(),
        today=TODAY,
        supplied_by="cleveland-police",
    )


def _agree_on_a_second(partnership: Partnership) -> None:
    definitions.record_definition(
        partnership=partnership,
        dataset="violence",
        source="violence-return",
        name="Serious violence",
        version="2",
        counted_in="Everything of version 1, and robbery without a weapon",
        agreed_by="the partnership’s board",
        agreed_on=date(2023, 6, 1),
        first_month=Month(2022, 4),
        by=User.objects.get(email="manager@demo.example"),
    )


def _recount(partnership: Partnership, months: Iterable[Month]) -> None:
    """Twice the figures of version 1 for `months`, in use under version 2."""
    wanted = set(months)
    rows = [
        (month.code, code, name, SECOND, 2 * count)
        for year in sorted({month.financial_year for month in wanted})
        for month, (code, name), count in split_year(year)
        if month in wanted
    ]
    officer = User.objects.get(email="police.officer@demo.example")
    at = datetime(2024, 1, 8, 10, tzinfo=UTC)
    kept = uploads.upload(
        file=_csv(rows), name="recounted.csv", partnership=partnership, by=officer, at=at
    )
    parts = list(kept.parts.all())
    from returns.lifecycle import queries as of_returns

    for asked in {one.key for part in parts for one in of_returns.questions(part)}:
        sending.confirm_query(of_return=kept, key=asked, explanation="New.", by=officer, at=at)
    sending.send(parts=parts, by=officer, at=at)
    by = User.objects.get(email="csp.officer@demo.example")
    decisions.accept(parts=parts, by=by, because="Counted anew.", at=at)


def _shown(partnership: Partnership, period: Period, against: Period | None = None) -> MeasureShown:
    reading = queries.reading("violence/serious", partnership=partnership, viewer=AS_COUNCILLOR)
    shown = measure_in_full(reading, period=period, against=against)
    assert shown is not None
    return shown


# --- Reading ---------------------------------------------------------------------------------
@pytest.mark.parametrize("written", [LABEL, LABEL.upper(), "1", "v1", "Version 1"])
def test_a_definition_goes_by_its_label_or_its_version(middlesbrough, written):
    reading = _read([["2022-10", "E05009857", "Central", written, 9]])

    assert reading.report.errors == ()
    assert reading.parts[0].definition == middlesbrough.definitions.get().pk


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("", "It is not said under which definition of serious violence these counts are."),
        ("3", "“3” is not a definition of serious violence that the partnership has recorded."),
    ],
)
def test_a_definition_that_is_not_named_is_asked_for(middlesbrough, written, told):
    reading = _read([["2022-10", "E05009857", "Central", written, 9]])

    (finding,) = [one for one in reading.report.errors if one.check is Check.DEFINED]
    assert (finding.message, finding.row, finding.column) == (told, 2, "Definition")
    assert LABEL in finding.todo


def test_without_a_recorded_definition_nothing_can_be_counted(middlesbrough):
    places = Places.of_all_hosted()
    bare = Places((type(places.hosted[0])(**{**vars(places.hosted[0]), "definitions": ()}),), {})
    rows = _csv([["2022-10", "E05009857", "Central", "1", 9]])

    reading = read(rows, name="v.csv", places=bare, today=TODAY, supplied_by="cleveland-police")

    (finding,) = [one for one in reading.report.errors if one.check is Check.DEFINED]
    assert finding.message.startswith("The partnership has recorded no definition")


def test_one_file_counts_under_one_definition(middlesbrough):
    _agree_on_a_second(middlesbrough)

    reading = _read(
        [
            ["2022-10", "E05009857", "Central", LABEL, 9],
            ["2022-10", "E05009863", "Longlands & Beechwood", SECOND, 9],
        ]
    )

    (finding,) = [one for one in reading.report.errors if one.check is Check.DEFINED]
    assert finding.message.startswith("This file counts under 2 definitions")
    assert finding.row == 3


def test_a_file_without_the_column_is_told_what_to_add(middlesbrough):
    headings = [one for one in HEADINGS if one != "Definition"]

    reading = _read([["2022-10", "E05009857", "Central", 9]], headings=headings)

    (finding,) = reading.report.errors
    assert finding.message.endswith("but it has no column “Definition”.")


# --- Across a break --------------------------------------------------------------------------
def test_two_definitions_are_not_compared_and_both_counts_are_shown(middlesbrough):
    _agree_on_a_second(middlesbrough)
    _recount(middlesbrough, Period.year(2022).each_month)

    shown = _shown(middlesbrough, Period.year(2022), Period.year(2021))

    assert shown.headline.text.replace(" [r]", "") == (
        "1,448 incidents of serious violence were recorded in 2022/23. It is not compared with the"
        " 645 (worked back) in 2021/22: the two figures were counted under different definitions."
    )
    assert shown.verdict is None
    assert not any("highest" in sentence.text for sentence in shown.findings)


def test_show_measure_refuses_in_plain_words(middlesbrough, show):
    _agree_on_a_second(middlesbrough)
    _recount(middlesbrough, Period.year(2022).each_month)

    first = show("violence/serious", "2022/23", against="2021/22")["baselines"][0]

    assert first["refusal"] == "the two figures were counted under different definitions"
    assert (first["value"], first["difference"], first["percent"]) == (645, None, None)


def test_history_counted_anew_is_compared_again(middlesbrough):
    _agree_on_a_second(middlesbrough)
    _recount(middlesbrough, [*Period.year(2021).each_month, *Period.year(2022).each_month])

    shown = _shown(middlesbrough, Period.year(2022), Period.year(2021))

    assert "12.2% more than the 1,290 in 2021/22" in shown.headline.text.replace(" [r]", "")


def test_the_figures_of_before_the_recount_are_still_there(middlesbrough, show):
    _agree_on_a_second(middlesbrough)
    _recount(middlesbrough, Period.year(2022).each_month)

    figures = queries.figures(
        "violence/serious",
        partnership=middlesbrough,
        viewer=AS_COUNCILLOR,
        as_at=datetime(2024, 1, 1, tzinfo=UTC),
    )

    assert figures.count(Period.year(2022)) == 724


def test_a_year_of_two_definitions_is_not_added_up(middlesbrough):
    _agree_on_a_second(middlesbrough)
    _recount(middlesbrough, Period.half(2022, 2).each_month)

    shown = _shown(middlesbrough, Period.year(2022))

    assert shown.figures.count(Period.year(2022)) is Gap.NOT_APPLICABLE
    assert shown.headline.text.endswith(
        "Its months were counted under different definitions, which are not added up."
    )


def test_charts_break_where_the_definition_changes(middlesbrough):
    _agree_on_a_second(middlesbrough)
    _recount(middlesbrough, Period.half(2022, 2).each_month)

    months = _shown(middlesbrough, Period.year(2022)).months_chart

    this = months.series[0].cells
    assert [cell.number is None for cell in this] == [True] * 6 + [False] * 6
    assert [Mark.BREAK in cell.marks for cell in this] == [False] * 6 + [True] + [False] * 5
    # Of the year before nothing was counted as now, so that there is no line to draw.
    assert [line.label for line in months.series] == ["2022/23"]
    assert months.band is None
    assert "never joined in one line" in months.notes[0]


def test_columns_of_years_are_marked_at_the_break(middlesbrough):
    _agree_on_a_second(middlesbrough)
    _recount(middlesbrough, Period.year(2022).each_month)

    years = _shown(middlesbrough, Period.year(2022)).years_chart

    assert [Mark.BREAK in cell.marks for cell in years.series[0].cells] == [False] * 4 + [True]
    assert "not compared" in years.notes[0]
