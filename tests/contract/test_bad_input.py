"""Every bad input gets a clear sentence and leaves everything as it was, whichever the source."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from functools import cache

import pytest

from returns.catalogue.declarations import Fills
from returns.catalogue.findings import Check, Severity
from returns.lifecycle import refusals, uploads
from returns.models import Part, Return
from tests.contract.conftest import Filled, every_template

WARDS_BEFORE_2015 = ("Beckfield", "Beechwood", "Clairville", "Gresham", "Middlehaven", "Pallister")


def _cell(fills: Fills | str, text: str) -> Callable[[Filled], None]:
    def spoil(filled: Filled) -> None:
        filled.rows[0][filled.at(fills)] = text

    return spoil


def _columns(*pairs: tuple[str, str]) -> Callable[[Filled], None]:
    def spoil(filled: Filled) -> None:
        filled.headings += [heading for heading, _ in pairs]
        for row in filled.rows:
            row += [value for _, value in pairs]

    return spoil


def _other_areas(filled: Filled) -> None:
    names = {cell for row in filled.rows for cell in [row[filled.at(Fills.AREA)]]}
    others = dict(zip(sorted(names), WARDS_BEFORE_2015 * len(names), strict=False))
    for row in filled.rows:
        row[filled.at(Fills.AREA)] = others[row[filled.at(Fills.AREA)]]
        if any(one.fills is Fills.AREA_NAME for one in filled.layout.columns):
            row[filled.at(Fills.AREA_NAME)] = ""


def _twice(filled: Filled) -> None:
    filled.rows.append(list(filled.rows[0]))


def _wrong_total(filled: Filled) -> None:
    row = [""] * len(filled.headings)
    row[filled.at(Fills.AREA)], row[filled.at(Fills.COUNT)] = "Total", "1"
    filled.rows.append(row)


def _unknown_category(filled: Filled) -> None:
    names = [one.fills for one in filled.layout.columns if not isinstance(one.fills, Fills)]
    fills = names[0] if names else Fills.COUNT
    filled.rows[0][filled.at(fills)] = "Piracy"


def _heading_gone(filled: Filled) -> None:
    filled.headings[filled.at(Fills.COUNT)] = "How many altogether, roughly"


# What is done to a full return, and the check that speaks of it.
SPOILT = {
    "a month to come": (_cell(Fills.MONTH, "2099-01"), Check.MONTHS),
    "no month": (_cell(Fills.MONTH, ""), Check.MONTHS),
    "a count that is none": (_cell(Fills.COUNT, "several"), Check.COUNTS),
    "a dash": (_cell(Fills.COUNT, "-"), Check.COUNTS),
    "an unknown category": (_unknown_category, None),
    "a line twice": (_twice, Check.ONCE),
    "a total that is wrong": (_wrong_total, Check.TOTALS),
    "areas of another set": (_other_areas, Check.AREAS),
    "no column of counts": (_heading_gone, None),
    "dates of birth": (_columns(("DOB", "01/02/1980")), Check.NOT_PERSONAL),
    "names of people": (_columns(("Surname", "Other")), Check.NOT_PERSONAL),
    "full postcodes": (_columns(("Postcode", "TS1 1AA")), Check.NOT_PERSONAL),
    "crime references": (_columns(("Link", "CVP-22-123456")), Check.NOT_PERSONAL),
}


@every_template
@pytest.mark.parametrize("spoilt", SPOILT)
def test_what_is_wrong_is_an_error_with_its_sentence(hosted, pair, spoilt):
    spoil, check = SPOILT[spoilt]
    filled = hosted.filled(pair)
    spoil(filled)
    reading = hosted.read(filled.as_csv(), filled.source)
    found = [one for one in reading.report.errors if check in {None, one.check}]
    assert found, reading.report.findings
    assert all(one.message and one.todo for one in found)
    assert reading.parts == ()
    if check is Check.NOT_PERSONAL:
        assert reading.must_be_discarded


@every_template
def test_a_negative_count_and_a_missing_area_are_asked_about(hosted, pair):
    filled = hosted.filled(pair)
    filled.rows[0][filled.at(Fills.COUNT)] = "-3"
    gone = filled.rows[-1][filled.at(Fills.AREA)]
    filled.rows = [row for row in filled.rows if row[filled.at(Fills.AREA)] != gone]
    reading = hosted.read(filled.as_csv(), filled.source)
    asked = {one.check for one in reading.report.of(Severity.QUERY)}
    assert reading.is_clean
    assert asked >= {Check.NEGATIVE, Check.COMPLETE}


@every_template
def test_windows_encoding_is_read(hosted, pair):
    filled = hosted.filled(pair)
    filled.headings.append("Note – ours")
    for row in filled.rows:
        row.append("")
    reading = hosted.read(filled.as_csv(encoding="cp1252"), filled.source)
    assert reading.is_clean
    assert reading.parts[0].total == filled.total


NO_TABLE = {
    "an empty file": b"",
    "a picture": b"\x89PNG\r\n\x1a\n" + bytes(64),
    "a password-protected workbook": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
    ),
    "outcomes": (
        b"Crime ID,Month,Reported by,Falls within,LSOA code,Outcome type\n1,2024-06,a,b,c,d\n"
    ),
    "stop and search": (
        b"Type,Date,Part of a policing operation,Object of search,Outcome\nPerson,x,True,y,z\n"
    ),
    "a damaged zip": b"PK\x03\x04" + bytes(40),
}


@cache
def _bomb() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("return.csv", b"0" * (400 << 20))
    return held.getvalue()


@every_template
@pytest.mark.parametrize("spoilt", [*NO_TABLE, "a zip bomb"])
def test_what_is_no_return_changes_nothing(hosted, pair, spoilt):
    _, source = pair
    content = NO_TABLE[spoilt] if spoilt in NO_TABLE else _bomb()
    before = Return.objects.count(), Part.objects.count()
    with pytest.raises(refusals.UploadRefused) as refused:
        uploads.upload(
            file=io.BytesIO(content),
            name="return.csv",
            partnership=hosted.partnership,
            by=hosted.officer,
            supplied_by=hosted.agency(source),
            source=source.slug,
        )
    assert str(refused.value)
    assert (Return.objects.count(), Part.objects.count()) == before


@every_template
def test_a_return_of_another_source_is_not_kept(hosted, pair):
    filled = hosted.filled(pair)
    with pytest.raises(refusals.UploadRefused):
        uploads.upload(
            file=io.BytesIO(filled.as_csv()),
            name="return.csv",
            partnership=hosted.partnership,
            by=hosted.officer,
            supplied_by=hosted.agency(filled.source),
            source="another-return",
        )
