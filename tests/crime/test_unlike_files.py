"""Real street files, one of which is unlike the others: the figures are right, or refused by name.

Each number here was counted from the raw files with the `csv` module alone.
"""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest

from demo.partnerships import POLICE
from demo.sending import Sent, person, send_and_accept
from partnership.models import Partnership, Role
from tests.reporting.test_show_measure import show

FEBRUARY = ("crime/all-crime", "--source", "police-uk", "--period", "2025-02")
AGAINST = ("--against", "2024-02")


@pytest.fixture
def middlesbrough(with_people) -> Partnership:
    return Partnership.objects.get(slug="middlesbrough")


def supply(partnership: Partnership, name: str, content: bytes) -> None:
    officer = person(partnership, Role.CSP_OFFICER)
    sent = Sent(
        name=name,
        content=content,
        received_on=date(2025, 6, 2),
        supplied_by=POLICE,
        by=officer,
        accepted_by=officer,
        because="It is as published.",
    )
    send_and_accept([sent], partnership)


def street(shared_data, month: str) -> bytes:
    return (shared_data / f"police_uk/cleveland/{month}-cleveland-street.csv").read_bytes()


def crimes(content: bytes) -> int:
    rows = csv.DictReader(io.StringIO(content.decode("utf-8-sig")))
    return sum(
        row["LSOA name"].startswith("Middlesbrough ")
        and row["Crime type"] != "Anti-social behaviour"
        for row in rows
    )


def without_a_place(content: bytes, *, every: int, of: int) -> bytes:
    """The same file in which `every` of `of` rows of Middlesbrough have lost their place."""
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    ours = [row for row in rows if row["LSOA name"].startswith("Middlesbrough ")]
    for number, row in enumerate(ours):
        if number % of < every:
            row.update({"LSOA code": "", "LSOA name": "", "Longitude": "", "Latitude": ""})
            row["Location"] = "No Location"
    written = io.StringIO()
    writer = csv.DictWriter(written, fieldnames=list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return written.getvalue().encode()


def test_two_real_months_are_compared(middlesbrough, shared_data):
    for month in ("2024-02", "2025-02"):
        supply(middlesbrough, f"{month}-cleveland-street.csv", street(shared_data, month))
    told = show(*FEBRUARY, *AGAINST)
    assert told["value"] == crimes(street(shared_data, "2025-02")) == 1_706
    assert told["baselines"][0]["value"] == crimes(street(shared_data, "2024-02")) == 1_856
    assert told["baselines"][0]["percent"] == pytest.approx(-8.08, abs=0.005)
    assert told["baselines"][0]["refusal"] is None


def test_a_month_with_another_forces_file_is_refused_by_name(middlesbrough, shared_data):
    for month in ("2024-02", "2025-02"):
        supply(middlesbrough, f"{month}-cleveland-street.csv", street(shared_data, month))
    (of_another_force,) = shared_data.parent.glob("cases/19_*")
    supply(middlesbrough, of_another_force.name, of_another_force.read_bytes())
    told = show(*FEBRUARY, *AGAINST)
    assert told["value"] > 1_706
    found = told["baselines"][0]
    assert (found["difference"], found["percent"], found["verdict"]) == (None, None, None)
    assert "British Transport Police" in told["sentence"]
    assert "February 2025" in told["sentence"]


def test_a_month_without_places_gets_no_verdict(middlesbrough, shared_data):
    supply(middlesbrough, "2024-02-cleveland-street.csv", street(shared_data, "2024-02"))
    content = without_a_place(street(shared_data, "2025-02"), every=3, of=20)
    supply(middlesbrough, "2025-02-cleveland-street.csv", content)
    told = show(*FEBRUARY, *AGAINST)
    found = told["baselines"][0]
    assert told["value"] == crimes(content) < 1_706
    assert found["verdict"] == "not-judged"
    assert "without a place" in found["not_judged"]
    assert "better" not in told["sentence"]
