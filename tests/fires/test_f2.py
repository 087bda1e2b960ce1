"""F2 once it is defined: counted by itself, and the total not compared across its beginning."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime

import pytest

from demo.illustration.fires import quarter_csv
from measures.change import Incomparable
from measures.counts import Gap
from measures.periods import Month, Period
from partnership.models import Agency, Partnership, User
from partnership.people.permissions import AS_COUNCILLOR
from reporting.pages.measure.in_full import measure_in_full
from reporting.pages.measure.page import MeasureShown
from reporting.queries import figures as queries
from returns.lifecycle import decisions, definitions, sending, uploads
from returns.lifecycle import queries as of_returns

LAST_QUARTER = Period.quarter(2022, 4)


@pytest.fixture
def with_f2(middlesbrough) -> Partnership:
    """One F2 fire in Central in each of the last three months, under a definition of that day."""
    definitions.record_definition(
        partnership=middlesbrough,
        dataset="fires",
        source="fire-return",
        category="f2",
        name="F2",
        version="1",
        counted_in="Chimney fires that were set on purpose",
        agreed_by="Cleveland Fire Brigade",
        agreed_on=date(2022, 12, 1),
        first_month=LAST_QUARTER.start,
        by=User.objects.get(email="manager@demo.example"),
    )
    lines = list(csv.reader(io.StringIO(quarter_csv(LAST_QUARTER).decode())))
    heading, *rows = lines
    keys = dict.fromkeys((month, code, name) for month, code, name, *_ in rows)
    rows += [
        [*key, "F2", vehicle, int(key[2] == "Central" and vehicle == "No")]
        for key in keys
        for vehicle in ("Yes", "No")
    ]
    text = io.StringIO()
    csv.writer(text).writerows([heading, *rows])
    _send_and_accept(text.getvalue().encode(), middlesbrough)
    return middlesbrough


def _send_and_accept(content: bytes, partnership: Partnership) -> None:
    at = datetime(2024, 1, 8, 10, tzinfo=UTC)
    officer = User.objects.get(email="csp.officer@demo.example")
    kept = uploads.upload(
        file=io.BytesIO(content),
        name="with-f2.csv",
        partnership=partnership,
        by=officer,
        supplied_by=Agency.objects.get(slug="cleveland-fire"),
        at=at,
    )
    parts = list(kept.parts.all())
    for asked in {one.key for part in parts for one in of_returns.questions(part)}:
        sending.confirm_query(of_return=kept, key=asked, explanation="New.", by=officer, at=at)
    sending.send(parts=parts, by=officer, at=at)
    by = User.objects.get(email="second.officer@demo.example")
    decisions.accept(parts=parts, by=by, because="It is right.", at=at)


def _shown(partnership: Partnership, measure: str, period: Period, against: Period) -> MeasureShown:
    reading = queries.reading(measure, partnership=partnership, viewer=AS_COUNCILLOR)
    shown = measure_in_full(reading, period=period, against=against)
    assert shown is not None
    return shown


def test_f2_is_listed_as_a_class_where_it_is_defined(with_f2):
    shown = _shown(with_f2, "fires/deliberate", LAST_QUARTER, Period.year(2021))

    counts = {row.slug: row.count for row in shown.types[0].rows}
    assert counts["f2"] == 3
    assert shown.figures.count(LAST_QUARTER) == sum(counts.values())


def test_f2_is_no_zero_where_it_was_not_defined(with_f2):
    shown = _shown(with_f2, "fires/deliberate", LAST_QUARTER, Period.year(2021))

    held = shown.types[0].breakdown
    assert held.count(Period.quarter(2021, 4), category="f2") is Gap.NOT_APPLICABLE


def test_f2_is_not_listed_before_anybody_defined_it(middlesbrough):
    shown = _shown(middlesbrough, "fires/deliberate", LAST_QUARTER, Period.year(2021))

    assert [row.slug for row in shown.types[0].rows] == ["secondary", "primary"]


def test_the_total_is_not_compared_with_one_that_has_no_f2(with_f2):
    shown = _shown(with_f2, "fires/deliberate", LAST_QUARTER, Period.year(2021))

    assert "the two figures were counted under different definitions" in shown.headline.text


def test_the_year_in_which_f2_begins_is_not_added_up(with_f2):
    shown = _shown(with_f2, "fires/deliberate", Period.year(2022), Period.year(2021))

    assert shown.figures.count(Period.year(2022)) is Gap.NOT_APPLICABLE
    assert shown.figures.count(Period(Month(2022, 12), 1)) != Gap.NOT_APPLICABLE


@pytest.mark.parametrize("measure", ["fires/primary", "fires/secondary"])
def test_the_other_classes_are_compared_as_before(with_f2, measure):
    shown = _shown(with_f2, measure, Period.year(2022), Period.year(2021))

    assert "than the" in shown.headline.text


def test_each_class_in_the_list_is_compared_as_before(with_f2):
    shown = _shown(with_f2, "fires/deliberate", LAST_QUARTER, Period.year(2021))

    changes = {row.slug: row.comparison.change for row in shown.types[0].rows}
    refused = {slug for slug, change in changes.items() if isinstance(change, Incomparable)}
    assert refused == {"f2"}
