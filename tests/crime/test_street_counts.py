"""The kept counts of data.police.uk's files are those of the files, line by line."""

from __future__ import annotations

import csv
import io
from collections import Counter

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from crime.layouts import POLICE_UK_COUNTS
from demo import neighbours
from demo.datasets.crime import STREET_COUNTS
from demo.partnerships import load_places
from tests.crime.counting import district_in, street_rows

ASB = "Anti-social behaviour"


@pytest.fixture(scope="module")
def kept():
    with STREET_COUNTS.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        assert reader.fieldnames == [column.heading for column in POLICE_UK_COUNTS.columns]
        return list(reader)


def test_the_kept_counts_equal_an_independent_count_of_the_files(kept, shared_data):
    counted = street_rows(shared_data / "police_uk" / "cleveland")
    assert {_cell(row): int(row["Count"]) for row in kept} == counted


def test_the_kept_counts_stand_once_each_and_none_is_nought(kept):
    cells = Counter(_cell(row) for row in kept)
    assert set(cells.values()) == {1}
    assert min(int(row["Count"]) for row in kept) == 1


def test_the_kept_counts_are_27_months_of_all_14_types(kept):
    assert len({row["Month"] for row in kept}) == 27
    assert len({row["Crime type"] for row in kept}) == 14
    assert {row["Force"] for row in kept} == {"Cleveland Police"}


@pytest.mark.parametrize(
    ("year", "rows", "asb"), [("2023", 30_712, 5_520), ("2024", 29_168, 5_287)]
)
def test_a_year_has_the_rows_that_its_files_have_for_middlesbrough(kept, year, rows, asb):
    of_year = [
        row
        for row in kept
        if row["Month"].startswith(year) and district_in(row["LSOA name"]) == "Middlesbrough"
    ]
    assert sum(int(row["Count"]) for row in of_year) == rows
    assert sum(int(row["Count"]) for row in of_year if row["Crime type"] == ASB) == asb


@pytest.mark.django_db
def test_the_command_makes_the_kept_file_again_byte_by_byte(shared_data, tmp_path):
    load_places()
    neighbours.load()
    made = tmp_path / "made.csv"
    call_command(
        "make_street_counts",
        str(shared_data / "police_uk" / "cleveland"),
        to=made,
        stdout=io.StringIO(),
    )
    assert made.read_bytes() == STREET_COUNTS.read_bytes()


@pytest.mark.django_db
def test_the_command_says_that_a_partnership_is_not_hosted(shared_data):
    load_places()
    with pytest.raises(CommandError, match="No partnership “hartlepool” is hosted here"):
        call_command(
            "make_street_counts",
            str(shared_data / "police_uk" / "cleveland"),
            partnerships=["middlesbrough", "hartlepool"],
        )


@pytest.mark.django_db
def test_what_lies_elsewhere_is_counted_by_district_and_what_lies_nowhere_by_itself(tmp_path):
    load_places()
    lines = [
        "E01012007,Middlesbrough 012A",
        "E01999999,Middlesbrough 099Z",
        "E01011954,Hartlepool 001A",
        "E01011955,Hartlepool 001B",
        ",",
    ]
    month = "Crime ID,Month,Reported by,Falls within,LSOA code,LSOA name,Crime type,"
    month += "Last outcome category,Context\n"
    month += "".join(f",2024-06,C,Cleveland Police,{line},Drugs,,\n" for line in lines)
    (tmp_path / "2024-06-cleveland-street.csv").write_text(month)
    made = tmp_path / "made.csv"
    call_command("make_street_counts", str(tmp_path), to=made, stdout=io.StringIO())
    assert [line.split(",")[2:] for line in made.read_text().splitlines()[1:]] == [
        ["", "", "Drugs", "1"],
        ["", "Hartlepool", "Drugs", "2"],
        ["E01012007", "Middlesbrough 012A", "Drugs", "1"],
        ["E01999999", "Middlesbrough 099Z", "Drugs", "1"],
    ]


@pytest.mark.django_db
def test_the_command_refuses_a_folder_of_other_files_in_a_sentence(tmp_path):
    load_places()
    (tmp_path / "2024-06-cleveland-street.csv").write_text("Ward,Swans\nAcklam,3\n")
    with pytest.raises(CommandError, match=r"2024-06-cleveland-street\.csv: These are not"):
        call_command("make_street_counts", str(tmp_path), to=tmp_path / "made.csv")
    assert not (tmp_path / "made.csv").exists()


@pytest.mark.django_db
def test_the_command_says_when_a_folder_is_empty(tmp_path):
    with pytest.raises(CommandError, match="no file named"):
        call_command("make_street_counts", str(tmp_path), to=tmp_path / "made.csv")


def _cell(row: dict[str, str]) -> tuple[str, ...]:
    return row["Month"], row["Force"], row["LSOA code"], row["LSOA name"], row["Crime type"]
