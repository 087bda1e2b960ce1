"""Names of partnerships, whatever their spelling: matched to ONS's, or told of."""

from __future__ import annotations

import csv

import pytest

from partnership.places.names import PartnershipNames, _table, is_nobodys


@pytest.fixture(scope="module")
def listed(shared_data) -> list[tuple[int, str, str]]:
    """ONS's list of December 2019: 315 partnerships of England and Wales."""
    path = shared_data / "ons" / "CSP_DEC_2019_EW_NC.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    return [(number, row["CSP19CD"], row["CSP19NM"]) for number, row in enumerate(rows, start=1)]


def test_every_name_and_code_of_the_list_is_matched_to_itself(listed):
    names = PartnershipNames(tuple(listed))
    assert len(listed) > 300
    for number, code, name in listed:
        for written in (name, name.upper(), code.lower(), name.replace(" and ", " & ")):
            assert names.match(written) == number, written


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("London, City of", "City of London"),
        ("Bristol", "Bristol, City of"),
        ("Kingston upon Hull", "Kingston upon Hull, City of"),
        ("Herefordshire", "Herefordshire, County of"),
        ("Durham", "County Durham"),
        ("York", "City of York"),
        ("St Helens", "St. Helens"),
        ("Kings Lynn & West Norfolk", "King's Lynn and West Norfolk"),
        ("stoke on trent", "Stoke-on-Trent"),
        ("The Vale of Glamorgan", "Vale of Glamorgan"),
        ("Folkestone and Hythe", "Shepway"),
        ("South Worcestershire", "South Worcester"),
    ],
)
def test_other_spellings_and_later_names_are_matched(listed, written, name):
    names = PartnershipNames(tuple(listed))
    found = names.match(written)
    assert found is not None
    assert names.name(found) == name


@pytest.mark.parametrize("written", ["Lincolnshire", "Newcastle", "Kingston", "Cleveland", ""])
def test_a_part_of_a_name_or_a_county_is_no_partnership(listed, written):
    assert PartnershipNames(tuple(listed)).match(written) is None


def test_every_line_of_the_table_leads_to_a_code_of_the_list_or_says_why_not(listed):
    codes = {code for _, code, _ in listed}
    for called in _table().values():
        assert called.code in codes or (not called.code and called.note), called.name


@pytest.mark.parametrize("written", ["", "Unassigned Cleveland", "Not known", "cleveland"])
def test_rows_that_a_force_keeps_for_itself_are_nobodys(written):
    assert is_nobodys(written, force="Cleveland")


@pytest.mark.parametrize("written", ["Middlesbrough", "Otherton", "Redcar and Cleveland"])
def test_a_name_is_somebodys(written):
    assert not is_nobodys(written, force="Cleveland")
