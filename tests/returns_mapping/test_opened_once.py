"""An uploaded file is opened once, whoever reads it: the layouts, saved mappings, the guess."""

from __future__ import annotations

import csv
import io
import subprocess
import zipfile
from collections import Counter

import pytest

from returns.files import opening, workbook_tables
from returns.files.archives import Archive
from tests.odd_spreadsheets.writing import as_csv, as_xlsx
from tests.returns.conftest import crime_file  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db
UNKNOWN = [["Ward", "Jan 2022", "Feb 2022"], ["Acklam", 3, 4], ["Kader", 6, 2]]


@pytest.fixture
def opened(monkeypatch) -> Counter[str]:
    """How often files are opened, child processes started and each member of a ZIP unpacked."""
    counted: Counter[str] = Counter()
    open_tables, run, chunks = opening.open_tables, subprocess.run, Archive.chunks

    def counting_open(*args, **kwargs):
        counted["opened"] += 1
        return open_tables(*args, **kwargs)

    def counting_run(*args, **kwargs):
        counted["children"] += 1
        return run(*args, **kwargs)

    def counting_chunks(self, info):
        counted[info.filename] += 1
        return chunks(self, info)

    monkeypatch.setattr(opening, "open_tables", counting_open)
    monkeypatch.setattr(workbook_tables.subprocess, "run", counting_run)
    monkeypatch.setattr(Archive, "chunks", counting_chunks)
    return counted


@pytest.fixture
def rows(crime_file) -> list[list[str]]:  # noqa: F811 - the fixture
    """A police return with its headings."""
    return list(csv.reader(io.StringIO(crime_file().getvalue().decode())))


def _zipped(members: dict[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return held.getvalue()


def test_a_csv_that_is_recognised(kept, rows, opened):
    assert kept(as_csv(rows), "crime.csv").layout
    assert opened == {"opened": 1}


def test_a_workbook_that_is_recognised(kept, rows, opened):
    assert kept(as_xlsx({"Return": rows}), "crime.xlsx").layout
    assert (opened["opened"], opened["children"]) == (1, 1)


def test_a_workbook_that_no_layout_recognises(kept, opened):
    assert kept(as_xlsx({"Q4": UNKNOWN}), "Q4.xlsx").layout == ""
    assert (opened["opened"], opened["children"]) == (1, 1)


def test_a_zip_that_is_recognised(kept, rows, opened):
    half = len(rows) // 2
    members = {"a.csv": as_csv(rows[:half]), "b.csv": as_csv([rows[0], *rows[half:]])}
    assert kept(_zipped(members), "crime.zip").layout
    assert opened == {"opened": 1, "a.csv": 1, "b.csv": 1}


def test_a_zip_that_no_layout_recognises(kept, opened):
    members = {"a.csv": as_csv(UNKNOWN), "b.csv": as_csv(UNKNOWN)}
    assert kept(_zipped(members), "Q4.zip").layout == ""
    assert opened == {"opened": 1, "a.csv": 1, "b.csv": 1}
