"""Rows without a place: asked about at upload, kept with the part, handed on with the figures."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime, timedelta

import pytest

from measures.periods import Month
from partnership.models import Agency, Partnership
from partnership.people.permissions import AS_COUNCILLOR
from partnership.refusals import NotReady
from reporting.queries import figures as figures_queries
from returns.catalogue.findings import Check
from returns.catalogue.registry import datasets
from returns.catalogue.supply import Placing
from returns.in_use.supply import supplies
from returns.lifecycle import decisions, queries, sending, uploads
from returns.models import Return
from tests.returns.conftest import EARLY
from tests.returns_reading.test_records import ASB, OURS, street

JANUARY, FEBRUARY, MARCH = (Month(2022, number) for number in (1, 2, 3))
LATER = datetime(2025, 3, 3, 9, tzinfo=UTC)
BTP = "British Transport Police"


def month(of: Month, *, rows: int, without: int, force: str = "Cleveland Police") -> bytes:
    """So many crimes, and as many reports of antisocial behaviour, all of which have a place."""
    ours = [(of.code, *OURS, "Burglary")] * (rows - without)
    lost = [(of.code, "", "", "Burglary")] * without
    return street([*ours, *lost, *[(of.code, *OURS, ASB)] * rows], force=force)


@pytest.fixture
def sent(middlesbrough, officer, police):
    """`sent(content)` is the return as it was uploaded; each a day after the one before."""
    days = iter(range(1000))

    def make(
        content: bytes, name: str = "2022-01-cleveland-street.csv", by=police, at=EARLY
    ) -> Return:
        kept = uploads.upload(
            file=io.BytesIO(content),
            name=name,
            partnership=middlesbrough,
            by=officer,
            supplied_by=by,
            at=at + timedelta(days=next(days)),
        )
        return queries.returns(middlesbrough, viewer=officer).get(pk=kept.pk)

    return make


@pytest.fixture
def accept(officer, second):
    def make(kept: Return, explanation: str = "So it came") -> None:
        at = kept.uploaded_at + timedelta(hours=1)
        for question in queries.asked_of(kept, kept.here):
            sending.confirm_query(
                of_return=kept, key=question.key, explanation=explanation, by=officer, at=at
            )
        sending.send(parts=kept.here, by=officer, at=at)
        decisions.accept(parts=kept.here, by=second, because="Published", at=at)

    return make


def asked(kept: Return) -> list[str]:
    return [
        question.finding.message
        for question in queries.asked_of(kept, kept.here)
        if question.finding.check is Check.PLACED
    ]


def without_place(partnership: Partnership, measure: str = "crime/all-crime"):
    shown = figures_queries.figures(
        measure, partnership=partnership, viewer=AS_COUNCILLOR, source="police-uk"
    )
    return shown.without_place


def test_a_month_that_lacks_more_than_the_one_in_use_is_asked_about_before_it_is_sent(
    middlesbrough, officer, sent, accept
):
    accept(sent(month(JANUARY, rows=200, without=1)))
    kept = sent(month(FEBRUARY, rows=200, without=30))
    (message,) = asked(kept)
    assert message.startswith(
        "30 of the 200 recorded crimes of the file for February 2022 (15.0%) have no place,"
        " against 0.5% for January 2022 (of all rows of the file 7.5%, against 0.2%)."
    )
    with pytest.raises(NotReady):
        sending.send(parts=kept.here, by=officer)
    accept(kept)
    # March is judged by February, whatever February was.
    assert not asked(sent(month(MARCH, rows=200, without=31)))
    assert without_place(middlesbrough) == {
        JANUARY: Placing(200, 1),
        FEBRUARY: Placing(200, 30),
    }
    assert without_place(middlesbrough)[FEBRUARY].share == pytest.approx(0.15)
    assert without_place(middlesbrough, "asb/incidents")[FEBRUARY] == Placing(200, 0)


def test_the_first_month_is_asked_about_from_one_per_cent_on(sent):
    assert not asked(sent(month(JANUARY, rows=200, without=2)))
    assert "no month before it" in asked(sent(month(JANUARY, rows=200, without=3)))[0]


def test_the_months_of_one_upload_are_judged_by_one_another(sent):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for of, without in ((JANUARY, 2), (FEBRUARY, 4), (MARCH, 9)):
            content = month(of, rows=200, without=without)
            archive.writestr(f"{of.code}/{of.code}-cleveland-street.csv", content)
    (message,) = asked(sent(held.getvalue(), "cleveland.zip"))
    assert "March 2022 (4.5%) have no place, against 2.0% for February 2022" in message
    assert "of all rows of the file 2.2%, against 1.0%" in message


def test_what_another_force_or_an_earlier_return_had_is_no_month_before(
    middlesbrough, sent, accept
):
    transport = Agency.objects.create(
        slug="british-transport-police", name="The British Transport Police", kind="police"
    )
    transport.partnerships.add(middlesbrough)
    lost = month(JANUARY, rows=100, without=20, force=BTP)
    accept(sent(lost, "2022-01-btp-street.csv", by=transport))
    accept(sent(month(JANUARY, rows=100, without=20)))
    # Downloaded again, with all of them placed: now that is what February is judged by.
    accept(sent(month(JANUARY, rows=100, without=0)))
    assert "against 0.0%" in asked(sent(month(FEBRUARY, rows=100, without=2)))[0]
    supply = supplies(datasets["crime"], partnership=middlesbrough)["police-uk"]
    assert supply.without_place == {JANUARY: Placing(200, 20)}
    before = supplies(
        datasets["crime"], partnership=middlesbrough, as_at=EARLY + timedelta(days=1, hours=12)
    )["police-uk"]
    assert before.without_place == {JANUARY: Placing(200, 40)}


def test_origins_are_called_what_the_agency_or_else_the_file_calls_them(
    middlesbrough, sent, accept
):
    for force in ("Cleveland Police", BTP, "Devon & Cornwall Police"):
        accept(sent(month(JANUARY, rows=10, without=0, force=force)))
    supply = supplies(datasets["crime"], partnership=middlesbrough)["police-uk"]
    assert {used.origin: used.origin_name for used in supply.returns} == {
        "cleveland-police": "Cleveland Police",
        "british-transport-police": "British Transport Police",
        "devon-cornwall-police": "Devon & Cornwall Police",
    }
    Agency.objects.create(slug="british-transport-police", name="BTP", kind="police")
    shown = figures_queries.figures(
        "crime/all-crime", partnership=middlesbrough, viewer=AS_COUNCILLOR, source="police-uk"
    )
    assert {origin.origin_name for origin in shown.returns} == {
        "Cleveland Police",
        "BTP",
        "Devon & Cornwall Police",
    }


@pytest.mark.parametrize("before", [True, False])
def test_the_case_of_a_month_with_15_per_cent_without_a_place(shared_data, sent, accept, before):
    (case,) = (shared_data.parent / "cases").glob("12_*.csv")
    if before:
        accept(sent(month(Month(2024, 12), rows=100, without=0), at=LATER))
    questions = asked(sent(case.read_bytes(), "2025-01-cleveland-street.csv", at=LATER))
    assert len(questions) == 2
    for question in questions:
        assert "of all rows of the file 15.0%" in question
        assert ("15.0%, against 0.0%" in question) is before
