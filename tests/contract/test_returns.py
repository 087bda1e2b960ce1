"""A return of every source: its template comes back as it was filled in, and a gap is no zero."""

from __future__ import annotations

import csv
import io

import openpyxl
import pytest

from measures.counts import Gap
from measures.periods import Period
from partnership.people.permissions import AS_COUNCILLOR
from reporting.queries import figures as queries
from reporting.queries.breakdown import breakdown_by
from returns.catalogue.declarations import NOT_STATED, Fills
from returns.catalogue.findings import Check
from returns.reading.templates_to_fill import Kind, Shape
from tests.contract.conftest import AT, MONTHS, Filled, every_template

OCTOBER, NOVEMBER = (Period(month, 1) for month in MONTHS)


def as_kind(filled: Filled, blank: bytes, kind: Kind) -> bytes:
    """The template as an officer would save it, filled in."""
    column = filled.at(Fills.COUNT)
    numbers = [int(row[column]) for row in filled.rows]
    match kind:
        case Kind.CSV:
            return filled.as_csv()
        case Kind.XLSX:
            book = openpyxl.load_workbook(io.BytesIO(blank))
            for row, number in enumerate(numbers, start=2):
                book.worksheets[0].cell(row, column + 1).value = number
            held = io.BytesIO()
            book.save(held)
            return held.getvalue()
        case Kind.ODS:
            return _ods(blank, column, numbers)


def _ods(blank: bytes, column: int, numbers: list[int]) -> bytes:
    from odf.opendocument import load
    from odf.table import Table, TableRow
    from odf.text import P

    document = load(io.BytesIO(blank))
    _, *rows = document.spreadsheet.getElementsByType(Table)[0].getElementsByType(TableRow)
    for row, number in zip(rows, numbers, strict=True):
        cell = row.childNodes[column]
        cell.setAttribute("valuetype", "float")
        cell.setAttribute("value", number)
        cell.addElement(P(text=str(number)))
    held = io.BytesIO()
    document.write(held)
    return held.getvalue()


@every_template
@pytest.mark.parametrize("kind", list(Kind))
def test_a_template_reads_back_as_it_was_filled_in(hosted, pair, kind):
    dataset, source = pair
    filled = hosted.filled(pair)
    content = as_kind(filled, hosted.template(pair, kind=kind), kind)
    reading = hosted.read(content, source, name=f"return.{kind}")
    assert reading.report.errors == ()
    assert reading.report.queries == ()
    (part,) = reading.parts
    assert (part.dataset, part.source) == (dataset.slug, source.slug)
    assert part.months == MONTHS
    assert part.total == filled.total
    assert part.rows["gap"].dropna().empty


@every_template
def test_with_its_months_across_it_reads_back_the_same(hosted, pair):
    _, source = pair
    blank = hosted.template(pair, shape=Shape.ACROSS).decode("utf-8-sig")
    head, *rows = csv.reader(io.StringIO(blank))
    first = head.index(MONTHS[0].code)
    counts = [[number + at for at in range(len(MONTHS))] for number in range(len(rows))]
    held = io.StringIO()
    csv.writer(held).writerows(
        [head, *([*row[:first], *own] for row, own in zip(rows, counts, strict=True))]
    )
    reading = hosted.read(held.getvalue().encode(), source)
    assert reading.report.errors == ()
    (part,) = reading.parts
    assert part.months == MONTHS
    assert part.total == sum(map(sum, counts))


@every_template
def test_a_template_sent_back_unfilled_says_so(hosted, pair):
    _, source = pair
    reading = hosted.read(hosted.template(pair), source)
    assert [one.message for one in reading.report.errors] == ["No counts are filled in."]


@every_template
def test_a_blank_is_a_gap_and_never_a_zero(hosted, pair, accepted):
    dataset, _ = pair
    filled = hosted.filled(pair)
    last = filled.rows[-1]
    assert last[filled.at(Fills.MONTH)] == MONTHS[1].code
    last[filled.at(Fills.COUNT)] = ""
    accepted(filled)
    shown = shown_of(hosted, dataset)
    of_october = (row for row in filled.rows if row[filled.at(Fills.MONTH)] == MONTHS[0].code)
    assert shown.count(OCTOBER) == sum(int(row[filled.at(Fills.COUNT)]) for row in of_october)
    assert shown.count(NOVEMBER) is Gap.NOT_SUPPLIED
    assert shown.count(NOVEMBER.year_earlier) is Gap.NOT_SUPPLIED


@every_template
def test_every_measure_is_a_number_where_all_was_supplied(hosted, pair, accepted):
    dataset, source = pair
    accepted(hosted.filled(pair))
    gaps = set()
    for measure in dataset.measures:
        if source.slug in measure.categories and not _waits_for_a_meaning(measure, source):
            count = shown_of(hosted, dataset, measure=measure.slug).count(OCTOBER)
            gaps |= {measure.slug} if isinstance(count, Gap) else set()
    assert gaps == set()


def _waits_for_a_meaning(measure, source) -> bool:
    named = {slug for slugs in measure.categories[source.slug].values() for slug in slugs}
    return any(
        one.refused_because
        for listed in source.categories.values()
        for one in listed
        if one.slug in named
    )


@every_template
def test_what_may_be_left_out_is_not_stated_and_is_no_zero(hosted, pair, accepted):
    dataset, source = pair
    optional = [
        one.fills
        for one in hosted.filled(pair).layout.columns
        if not isinstance(one.fills, Fills) and source.may_leave_out(str(one.fills))
    ]
    if not optional:
        assert not any(source.may_leave_out(one.field) for one in dataset.dimensions)
        return
    filled = hosted.filled(pair)
    at = [filled.at(name) for name in optional]
    kept: dict[tuple, list[str]] = {}
    for row in filled.rows:
        for position in at:
            row[position] = ""
        kept.setdefault(tuple(row[: filled.at(Fills.COUNT)]), row)
    filled.rows = list(kept.values())
    reading = hosted.read(filled.as_csv(), source)
    (part,) = reading.parts
    assert all(set(part.rows[name]) == {NOT_STATED.slug} for name in optional)
    assert part.rows["gap"].dropna().empty
    assert not any(one.check is Check.COMPLETE for one in reading.report.findings)

    accepted(filled)
    assert shown_of(hosted, dataset).count(OCTOBER) == sum(
        int(row[filled.at(Fills.COUNT)])
        for row in filled.rows
        if row[filled.at(Fills.MONTH)] == MONTHS[0].code
    )
    for measure in dataset.measures:
        where = measure.categories.get(source.slug, {})
        if set(where) & set(optional):
            shown = shown_of(hosted, dataset, measure=measure.slug)
            assert shown.count(OCTOBER) is Gap.NOT_SUPPLIED, measure.slug
    read = reading_of(hosted, dataset)
    for name in optional:
        held = breakdown_by(read, name, area=read.figures.whole, periods=(OCTOBER,))
        stated = [one.slug for one in held.categories if one != NOT_STATED]
        # Nor is a change of a type judged by months in which nobody said what type it was.
        for slug in stated:
            assert MONTHS[0] not in held.history(slug).months_supplied
        assert MONTHS[0] in held.history(NOT_STATED.slug).months_supplied
        assert {held.count(OCTOBER, category=slug) for slug in stated} <= {
            Gap.NOT_SUPPLIED,
            Gap.NOT_APPLICABLE,
        }


def shown_of(hosted, dataset, *, measure: str = ""):
    return reading_of(hosted, dataset, measure=measure).figures


def reading_of(hosted, dataset, *, measure: str = ""):
    slug = measure or dataset.measures[0].slug
    return queries.reading(
        f"{dataset.app}/{slug}", partnership=hosted.partnership, viewer=AS_COUNCILLOR, as_at=AT
    )
