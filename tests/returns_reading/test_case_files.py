"""Files like those that people in this work really have, through the real way in, with numbers.

What each is and should give stands in the README beside them. Those that only a person can map have
tests of their own.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from measures.counts import Gap
from measures.periods import Month
from partnership import clock
from partnership.kinds import AgencyKind
from partnership.models import Agency, Area, Partnership
from returns.catalogue.findings import Check, Finding, Severity
from returns.checking.annotated_workbook import marked_workbook
from returns.in_use.stored_rows import unpack
from returns.lifecycle import mapping as mapping_actions
from returns.lifecycle import queries, uploads
from returns.lifecycle.refusals import UploadRefused
from returns.mapping.sheets import LEFT_OUT, Gives, SheetMapping, Sign
from returns.models import Return
from tests.returns.conftest import officer, police, somebody  # noqa: F401 - fixtures

RECEIVED = datetime(2026, 6, 1, 9, tzinfo=UTC)
APRIL, MAY, JUNE = (Month(2022, number) for number in (4, 5, 6))
SOURCES = {
    **dict.fromkeys((3, 5, 6, 13, 14), "asb-return"),
    **dict.fromkeys((7, 9, 18), "police-return"),
    **dict.fromkeys((8, 10, 11, 12, 19), "police-uk"),
    **dict.fromkeys((15, 16), "fire-return"),
}


@pytest.fixture
def case(shared_data):
    """`case(3)` is the file of that number."""

    def found(number: int) -> Path:
        (path,) = (shared_data.parent / "cases").glob(f"{number:02}_*")
        return path

    return found


@pytest.fixture
def kept(case, middlesbrough, officer, police):  # noqa: F811 - the fixtures
    """`kept(3)` is the return as it was uploaded for the source that it is sent for."""

    brigade = Agency.objects.filter(kind=AgencyKind.FIRE).first()

    def keep(number: int, name: str = "") -> Return:
        path = case(number)
        of_return = uploads.upload(
            file=io.BytesIO(path.read_bytes()),
            name=name or path.name,
            partnership=middlesbrough,
            by=officer,
            supplied_by=brigade if SOURCES[number] == "fire-return" else police,
            source=SOURCES[number],
            may_wait=True,
            at=RECEIVED,
        )
        return queries.returns(middlesbrough, viewer=officer).get(pk=of_return.pk)

    return keep


@pytest.fixture
def mapped(kept, officer):  # noqa: F811
    """`mapped(3)` is a return that waited, mapped as the portal proposes it.

    With the meanings of names and signs that a person chose.
    """

    def go(number: int, *, signs: dict | None = None, names: dict | None = None) -> Return:
        of_return = kept(number)
        assert of_return.layout == "", of_return.findings
        chosen = replace(proposed(of_return), signs=signs or {}, names=names or {})
        mapping_actions.map_return(of_return=of_return, mapping=chosen, by=officer, at=RECEIVED)
        return Return.objects.get(pk=of_return.pk)

    return go


def proposed(of_return: Return) -> SheetMapping:
    """What the portal makes of a file by itself."""
    return mapping_actions.understand_sheets(
        mapping_actions.sheets_of(of_return),
        partnership=of_return.uploaded_for,
        supplied_by=of_return.supplied_by,
        today=clock.day_of(RECEIVED),
        source="asb-return",
    ).found.mapping


def figures(of_return: Return, partnership: Partnership, *, dataset: str = "") -> dict:
    """By ward and month, the counts that were added up, or the gap."""
    parts = of_return.parts.filter(partnership=partnership)
    (part,) = parts.filter(dataset=dataset) if dataset else parts
    called = dict(Area.objects.values_list("pk", "name"))
    found: dict[tuple[str, Month], Any] = {}
    for row in unpack(part.rows).itertuples(index=False):
        key = (called[row.area], Month.containing(row.start))
        number = Gap(row.gap) if row.gap else int(row.count)
        assert key not in found
        found[key] = number
    return found


def findings(of_return: Return, severity: Severity) -> list[Finding]:
    every = [Finding.from_json(fields) for fields in of_return.findings]
    return [found for found in every if found.severity is severity]


def messages(of_return: Return, severity: Severity = Severity.NOTE) -> list[str]:
    return [found.message for found in findings(of_return, severity)]


# --- Tables of counts ------------------------------------------------------------------------
@pytest.mark.parametrize("number", [3, 5, 6, 14])
def test_wards_count_from_five_up_by_one(mapped, middlesbrough, number):
    left_out = {Gives.AREA: {"Cleveland": LEFT_OUT}} if number == 14 else {}
    of_return = mapped(number, names=left_out)
    held = figures(of_return, middlesbrough)
    wards = sorted({ward for ward, _ in held})
    step = 0 if number == 3 else 1
    assert len(wards) == 20
    assert held == {
        (ward, month): 5 + at + step * later
        for at, ward in enumerate(wards)
        for later, month in enumerate((APRIL, MAY, JUNE))
    }


def test_a_grand_total_is_set_aside_and_compared(mapped, case):
    assert "Grand totals" in case(3).read_text()
    assert "1 totals row was set aside; it agrees with the rows that it adds up." in messages(
        mapped(3)
    )


def test_the_towns_row_is_set_aside_and_compared(mapped):
    of_return = mapped(14, names={Gives.AREA: {"Cleveland": LEFT_OUT}})
    assert any("set aside" in message and "agree" in message for message in messages(of_return))


def test_the_forces_row_is_the_only_thing_asked_about(kept):
    of_return = kept(14)
    found = mapping_actions.read_draft(of_return, proposed(of_return))
    assert [unmatched.text for unmatched in found.unmatched] == ["Cleveland"]


def test_no_sign_is_nought_and_each_unknown_one_is_asked_about_once(kept, mapped, middlesbrough):
    of_return = kept(13)
    found = mapping_actions.read_draft(of_return, proposed(of_return))
    assert Counter(dict(found.signs)) == Counter(["-", "..", "~", "n/a", "u"])
    of_return.delete()
    held = figures(
        mapped(13, signs=dict.fromkeys(dict(found.signs), Sign.NOT_SUPPLIED)), middlesbrough
    )
    assert {key: number for key, number in held.items() if isinstance(number, Gap)} == {
        ("Acklam", APRIL): Gap.HIDDEN,
        ("Acklam", MAY): Gap.HIDDEN,
        ("Acklam", JUNE): Gap.NOT_SUPPLIED,
        ("Ayresome", APRIL): Gap.NOT_SUPPLIED,
        ("Ayresome", MAY): Gap.NOT_SUPPLIED,
        ("Ayresome", JUNE): Gap.HIDDEN,
        ("Berwick Hills & Pallister", APRIL): Gap.NOT_SUPPLIED,
        ("Berwick Hills & Pallister", MAY): Gap.NOT_SUPPLIED,
    }
    # The only nought is the one that the file has.
    assert [key for key, number in held.items() if number == 0] == [
        ("Berwick Hills & Pallister", JUNE)
    ]


@pytest.mark.parametrize("number", [15, 16])
def test_a_brigades_list_is_not_called_personal_for_its_headings(kept, number):
    of_return = kept(number)
    assert of_return.layout == ""
    assert "Delete the column" not in str(of_return.findings)


# --- Places outside England and Wales --------------------------------------------------------
@pytest.mark.parametrize(("number", "nation"), [(7, "Northern Ireland"), (9, "Scotland")])
def test_places_elsewhere_are_refused_as_what_they_are(kept, number, nation):
    with pytest.raises(UploadRefused) as refused:
        kept(number)
    (error,) = refused.value.report.errors
    assert f"This file is about places in {nation}" in error.message
    assert "England and Wales" in error.message
    assert "column" not in error.message + error.todo
    assert not Return.objects.exists()


def test_a_street_file_without_an_lsoa_is_refused_as_what_it_is(kept):
    of_return = kept(8)
    assert not of_return.parts.exists()
    (error,) = findings(of_return, Severity.ERROR)
    assert "Police Service of Northern Ireland" in error.message
    assert "No row has an LSOA" in error.message
    assert "column" not in error.message + error.todo


# --- Street files ----------------------------------------------------------------------------
def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def in_middlesbrough(rows: list[dict[str, str]], kind: str) -> int:
    """So many rows, counted with nothing but the csv module."""
    is_asb = "Anti-social behaviour"
    ours = [row for row in rows if row["LSOA name"].startswith("Middlesbrough ")]
    return sum((row["Crime type"] == is_asb) is (kind == "asb") for row in ours)


@pytest.mark.parametrize(
    ("number", "month", "crimes", "asb"),
    [
        (10, Month(2025, 1), 241, 59),
        (11, Month(2025, 1), 241, 59),
        (12, Month(2025, 1), 904, 116),
        (19, Month(2025, 2), 300, None),
    ],
)
def test_a_street_file_is_counted_as_such(kept, case, number, month, crimes, asb):
    of_return = kept(number)
    assert of_return.layout == "police-uk-street"
    assert not findings(of_return, Severity.ERROR)
    totals = {part.dataset: (part.total, part.months) for part in of_return.here}
    expected = {"crime": (crimes, [month.code])} | ({"asb": (asb, [month.code])} if asb else {})
    assert {dataset: found for dataset, found in totals.items() if found[0]} == expected
    rows = rows_of(case(number))
    assert in_middlesbrough(rows, "crime") == crimes
    assert in_middlesbrough(rows, "asb") == (asb or 0)


def test_a_month_that_lacks_places_says_the_files_share(kept):
    of_return = kept(12)
    (note,) = messages(of_return)
    assert note.startswith("180 of the 1,200 rows of the file (15.0%) have no usable place")
    questions = [
        finding["message"]
        for part in of_return.here
        for finding in part.findings
        if finding["check"] == Check.PLACED.name
    ]
    assert len(questions) == len(of_return.here) == 2
    assert all("of all rows of the file 15.0%" in question for question in questions)


def test_the_transport_polices_file_is_an_origin_of_its_own(kept):
    (part,) = [part for part in kept(19).here if part.total]
    assert (part.origin, part.origin_name) == (
        "british-transport-police",
        "British Transport Police",
    )


# --- Words that look like formulas -----------------------------------------------------------
def test_words_that_look_like_formulas_are_text(kept, case):
    of_return = kept(18)
    errors = findings(of_return, Severity.ERROR)
    assert [(error.row, error.check) for error in errors] == [
        (2, Check.AREAS),
        (3, Check.AREAS),
        (4, Check.CATEGORIES),
    ]
    assert not of_return.parts.exists()
    content = marked_workbook(io.BytesIO(case(18).read_bytes()), errors, name=of_return.name)
    for sheet in openpyxl.load_workbook(io.BytesIO(content)):
        assert all(cell.data_type != "f" for row in sheet.rows for cell in row)
