"""Bad input gets a clear sentence, and nothing that an upload holds can take the portal along."""

from __future__ import annotations

import io
import itertools
import struct
import zipfile
import zlib
from dataclasses import replace

import pytest
import xlsxwriter

from returns.catalogue.findings import Check, Severity
from returns.catalogue.limits import LIMITS
from tests.returns_reading.conftest import HEADINGS, as_csv, only


def zipped(members: dict[str, bytes | str], *, compression=zipfile.ZIP_DEFLATED) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", compression) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return held.getvalue()


def xlsx(rows, *, cells: dict[str, str] | None = None) -> bytes:
    held = io.BytesIO()
    with xlsxwriter.Workbook(held, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Q3")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
        for cell, value in (cells or {}).items():
            sheet.write(cell, value)
    return held.getvalue()


def with_members(workbook: bytes, members: dict[str, bytes]) -> bytes:
    """The workbook with members added or put in the place of others."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        held = {info.filename: archive.read(info) for info in archive.infolist()}
    return zipped(held | members)


def refusal(reading) -> str:
    assert not reading.parts
    assert reading.layout is None
    (finding,) = reading.report.errors
    assert finding.todo
    return finding.message


PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(50)
OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"", "a.csv", "“a.csv” is empty."),
        (b"\xef\xbb\xbf\r\n\r\n", "a.csv", "“a.csv” is empty."),
        (PNG, "crime.csv", "“crime.csv” is a picture (PNG), whatever its name says"),
        (b"\xff\xd8\xff\xe0" + bytes(40), "crime.csv", "a picture (JPEG)"),
        (b"%PDF-1.7\n", "crime.xlsx", "a PDF document"),
        (b"<!DOCTYPE html><html>Sign in", "crime.csv", "a web page"),
        (b"a,b\n\x00\x01\x02,3\n", "crime.csv", "not text at all"),
        (OLE2 + "EncryptedPackage".encode("utf-16-le"), "q.xlsx", "“q.xlsx” is password-protected"),
        (
            OLE2 + "Workbook".encode("utf-16-le") + "_VBA_PROJECT".encode("utf-16-le"),
            "q.xls",
            "macros",
        ),
        (OLE2 + "WordDocument".encode("utf-16-le"), "q.xls", "not a workbook"),
        (zipped({"a.zip": zipped({"b.csv": "x"})}), "a.zip", "holds a further ZIP file"),
        (zipped({"picture.png": PNG}), "a.zip", "“a.zip” holds no table."),
        (zipped({}), "a.zip", "“a.zip” holds no table."),
        (zipped({"a.csv": PNG}), "a.zip", "“a.csv” is a picture (PNG)"),
        (zipped({"word/document.xml": "<x/>", "[Content_Types].xml": "<x/>"}), "a.docx", "office"),
    ],
    ids=itertools.count(),
)
def test_what_is_no_table_gets_a_sentence(sent, content, name, sentence):
    assert sentence in refusal(sent(content, name))


def test_a_file_that_is_too_large_is_refused_by_its_size(sent):
    few = replace(LIMITS, upload=100)
    message = refusal(sent(b"a,b\n" * 100, "large.csv", limits=few))
    assert "“large.csv” has 0 MB; the portal takes files of up to 0 MB" in message


def test_a_bomb_is_refused_by_what_it_says_of_itself(sent):
    message = refusal(sent(zipped({"a.csv": b"0" * 20_000_000}), "bomb.zip"))
    assert "“bomb.zip” unpacks to far more than it should" in message


def test_a_bomb_that_lies_is_refused_by_what_it_really_holds(sent):
    content = b"Month\n" + b"0" * 5_000
    lying = zipped({"a.csv": content}).replace(
        struct.pack("<L", len(content)), struct.pack("<L", 100)
    )
    assert "unpacks to far more than it should" in refusal(sent(lying, "lying.zip"))


def test_too_many_members_are_refused(sent):
    few = replace(LIMITS, members=3)
    many = zipped({f"{number}.csv": "a,b\n" for number in range(4)})
    assert "holds 4 files; the portal reads up to 3" in refusal(sent(many, "a.zip", limits=few))


def test_too_much_in_all_is_refused(sent):
    little = replace(LIMITS, unpacked=1_000_000)
    content = zipped({f"{number}.csv": b"a,b\n" * 100_000 for number in range(3)})
    assert "unpacks to 1 MB" in refusal(sent(content, "a.zip", limits=little))


def test_a_zip_that_lost_its_end_says_so(sent):
    content = zipped({"a.csv": "a,b\n" * 1_000})
    assert "“a.zip” is cut short" in refusal(sent(content[:-40], "a.zip"))


def test_a_damaged_member_says_so(sent, rows):
    held = bytearray(zipped({"a.csv": as_csv(rows)}, compression=zipfile.ZIP_STORED))
    held[300] ^= 1
    assert "“a.csv” in “a.zip” is damaged" in refusal(sent(bytes(held), "a.zip"))


def test_a_table_that_stops_within_a_row_says_which(sent, rows):
    cut = as_csv(rows)[:-20]
    message = refusal(sent(cut, "cut.csv"))
    assert message.startswith("“cut.csv” stops in the middle of row ")


def test_a_last_row_without_a_line_end_is_fine(sent, rows):
    assert sent(as_csv(rows).rstrip()).is_clean


def test_a_quotation_mark_that_is_never_closed_says_so(sent, rows):
    broken = as_csv(rows) + b'2022-10,"E05009853,Acklam,Burglary,5\n'
    assert "a quotation mark is opened and never closed" in refusal(sent(broken))


def test_names_in_a_zip_are_never_used_as_paths(sent, rows, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    reading = sent(zipped({"../../evil.csv": as_csv(rows), "/etc/other.txt": b"hello"}), "a.zip")
    assert reading.files == ("../../evil.csv",)
    assert not list(tmp_path.rglob("*"))


# --- Workbooks -------------------------------------------------------------------------------
def test_macros_are_refused_whatever_the_name(sent, rows):
    held = with_members(xlsx([HEADINGS, *rows]), {"xl/vbaProject.bin": b"\0"})
    assert "“q.xlsx” is a workbook with macros" in refusal(sent(held, "q.xlsx"))


@pytest.mark.parametrize(
    "part", ["xl/workbook.xml", "xl/sharedStrings.xml", "xl/worksheets/sheet1.xml"]
)
def test_an_entity_bomb_is_refused_wherever_it_is(sent, rows, part):
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'
    held = with_members(xlsx([HEADINGS, *rows]), {part: bomb})
    assert "document type declaration" in refusal(sent(held, "q.xlsx"))


def test_one_cell_in_the_last_corner_is_told_and_not_parsed(sent, rows):
    held = xlsx([HEADINGS, *rows], cells={"XFD1048576": "here"})
    message = refusal(sent(held, "q.xlsx"))
    assert "reaches to row 1,048,576 and column 16,384" in message


def test_a_parser_that_dies_takes_nothing_along(sent, rows):
    """The same cell, with the scan blind to it: the child is killed and the portal is not."""
    held = xlsx([HEADINGS, *rows], cells={"XFD1048576": "here"})
    blind = replace(LIMITS, cells=10**12)
    assert "could not be opened safely" in refusal(sent(held, "q.xlsx", limits=blind))


def test_an_encrypted_ods_is_password_protected(sent):
    held = zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": "<manifest><encryption-data/></manifest>",
            "content.xml": "x",
        }
    )
    assert "password-protected" in refusal(sent(held, "q.ods"))


def ods(table: str) -> bytes:
    names = (
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
        ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
        ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    )
    content = (
        f'<?xml version="1.0"?><office:document-content {names}><office:body><office:spreadsheet>'
        f'<table:table table:name="Q3">{table}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    )
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": manifest,
            "content.xml": content,
        }
    )


CELL = '<table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell>'


def test_rows_repeated_a_million_times_with_something_in_them_are_refused(sent):
    held = ods(
        '<table:table-row table:number-rows-repeated="1048576">'
        f'<table:table-cell table:number-columns-repeated="1000"/>{CELL}</table:table-row>'
    )
    message = refusal(sent(held, "q.ods"))
    assert "Sheet “Q3” of “q.ods” reaches to row 1,048,576" in message


def test_empty_rows_repeated_a_million_times_are_normal(sent):
    held = ods(
        f"<table:table-row>{CELL}</table:table-row>"
        '<table:table-row table:number-rows-repeated="1048575">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    assert "not the headings of a return" in refusal(sent(held, "q.ods"))


def test_a_workbook_of_many_numbers_reads_dates_and_whole_numbers_as_typed(sent, rows, tmp_path):
    from datetime import date

    held = io.BytesIO()
    with xlsxwriter.Workbook(held, {"in_memory": True}) as book:
        sheet, day = book.add_worksheet(), book.add_format({"num_format": "mmm-yy"})
        sheet.write_row(0, 0, HEADINGS)
        for number, (_, code, name, group, count) in enumerate(rows, start=1):
            sheet.write_datetime(number, 0, date(2022, 10, 1), day)
            sheet.write_row(number, 1, [code, name, group, float(count)])
    reading = sent(held.getvalue(), "q.xlsx")
    assert reading.report.findings == ()
    assert reading.parts[0].total == sum(range(1, len(rows) + 1))


# --- Encodings -------------------------------------------------------------------------------
def test_a_mark_at_the_beginning_is_no_part_of_the_heading(sent, rows):
    assert sent(b"\xef\xbb\xbf" + as_csv(rows)).report.findings == ()


def test_windows_encoding_is_read_with_a_note(sent, rows):
    headings = (*HEADINGS, "Café")
    content = as_csv([[*row, "é"] for row in rows], headings).decode().encode("cp1252")
    reading = sent(content)
    assert "Windows-1252 and not in UTF-8" in only(reading, Check.READABLE, Severity.NOTE).message
    assert reading.is_clean


def test_utf_16_is_read_with_a_note(sent, rows):
    content = as_csv(rows).decode().replace(",", "\t").encode("utf-16")
    reading = sent(content, "unicode.txt")
    assert "UTF-16" in only(reading, Check.READABLE, Severity.NOTE).message
    assert reading.parts[0].total == sum(range(1, len(rows) + 1))


def test_an_encoding_that_nobody_can_tell_is_refused(sent):
    content = b"Month,Ward\n2022-10,\x81\x8d\x8f\x90\x9d\n"
    assert "encoding that the portal cannot tell" in refusal(sent(content))


@pytest.mark.parametrize("sign", [";", "\t"])
def test_other_signs_between_columns_are_seen(sent, rows, sign):
    assert sent(as_csv(rows).replace(b",", sign.encode())).report.findings == ()


def test_a_zip_of_two_halves_reads_each_member_once(sent, rows, monkeypatch):
    from returns.files.archives import Archive

    unpacked = []
    plain = Archive.chunks
    monkeypatch.setattr(
        Archive,
        "chunks",
        lambda self, info: (unpacked.append(info.filename), plain(self, info))[1],
    )
    half = len(rows) // 2
    reading = sent(zipped({"a.csv": as_csv(rows[:half]), "b.csv": as_csv(rows[half:])}), "a.zip")
    assert reading.is_clean
    assert unpacked == ["a.csv", "b.csv"]


def test_zlib_garbage_is_told_and_not_raised(sent, rows):
    held = bytearray(zipped({"a.csv": as_csv(rows)}))
    held[60:90] = zlib.compress(b"garbage")[:30].ljust(30, b"\xff")
    assert "is damaged or cut short" in refusal(sent(bytes(held), "a.zip"))
