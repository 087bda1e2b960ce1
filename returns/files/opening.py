"""From uploaded bytes to raw tables of text, with the guards on the way; knows no layout."""

from __future__ import annotations

import codecs
import csv
import io
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from returns.catalogue.findings import Check, Finding, Severity, Unreadable
from returns.catalogue.limits import LIMITS, Limits
from returns.files import workbook_child, workbook_stream
from returns.files.archives import CUT_SHORT, FETCH_AGAIN, SAVE_PLAIN, Archive, is_litter
from returns.files.workbook_guards import (
    OLE2,
    PROTECTED,
    SAVE_OPEN,
    guard_kind,
    guard_old_workbook,
    guard_workbook,
)

if TYPE_CHECKING:
    from pandas import DataFrame

ZIP = (b"PK\x03\x04", b"PK\x05\x06")
# What people rename to .csv, by how it begins.
NOT_TABLES = {
    b"\x89PNG": "a picture (PNG)",
    b"\xff\xd8\xff": "a picture (JPEG)",
    b"GIF8": "a picture (GIF)",
    b"BM": "a picture (BMP)",
    b"RIFF": "a picture or a recording",
    b"II*\0": "a picture (TIFF)",
    b"MM\0*": "a picture (TIFF)",
    b"%PDF": "a PDF document",
    b"{\\rtf": "a text document (RTF)",
    b"\x1f\x8b": "a gzip archive",
    b"7z\xbc\xaf": "a 7-Zip archive",
    b"Rar!": "a RAR archive",
    b"MZ": "a program",
    b"\x7fELF": "a program",
}
MARKUP = {
    b"<!doctype html": "a web page",
    b"<html": "a web page",
    b"<?xml": "an XML document",
}
HEAD = 4096
# Headings are looked for this far down, and in this much text.
TOP_ROWS = 25
TOP_BYTES = 1 << 18
# The last line of a table is no longer than this.
TAIL = 1 << 16
DELIMITERS = ",;\t"
# What a sheet does not show at first sight, as the child counts it.
ASIDES = {
    "hidden_rows": "{} hidden row{} on this sheet: what is hidden is read like the rest.",
    "hidden_columns": "{} run{} of hidden columns on this sheet: they are read like the rest.",
    "formulas": "{} formula{} on this sheet: the values that stood when it was saved are read.",
}
CONTROL = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1a\x1b"))


@dataclass(frozen=True)
class Opened:
    """The tables of one upload, and what was noticed on opening it.

    Tables are read when they are asked: `Unreadable` may come then, too.
    """

    tables: tuple[RawTable, ...]
    findings: tuple[Finding, ...] = ()


class RawTable:
    """One CSV file or one sheet as text. Ask `top` and `frame` of one table before the next."""

    def __init__(
        self,
        opener: Callable[[], BinaryIO],
        *,
        file: str,
        sheet: str = "",
        hidden: bool = False,
        aside: Mapping[str, int] | None = None,
        is_streamed: bool = False,
    ) -> None:
        self.is_streamed = is_streamed
        self.file = file
        self.sheet = sheet
        self.hidden = hidden
        self.aside = aside or {}
        self._opener = opener

    @cached_property
    def top(self) -> tuple[tuple[str, ...], ...]:
        """The first rows, for recognising."""
        return tuple(tuple(cell.strip() for cell in row) for row in self._top_rows())

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What there is to know of how the text is written, and of what it does not show."""
        return (*self._encoding.findings, *self._aside_findings())

    def _aside_findings(self) -> Iterator[Finding]:
        """A note each on hidden rows and columns, and on formulas; none on a hidden sheet."""
        for what, sentence in () if self.hidden else ASIDES.items():
            if number := self.aside.get(what, 0):
                message = sentence.format(number, "" if number == 1 else "s")
                yield Finding(
                    Check.READABLE, Severity.NOTE, message, file=self.file, sheet=self.sheet
                )

    def frame(self, heading_row: int, columns: Sequence[int]) -> DataFrame:
        """The columns at these positions below the headings, as categories of text.

        The index is the row as a spreadsheet numbers it. Unreadable when the table breaks off.
        """
        import pandas as pd

        wanted = sorted(set(columns))
        try:
            frame = pd.read_csv(
                self._opener(),
                skiprows=heading_row - 1,
                header=0,
                names=self._names(heading_row),
                usecols=wanted,
                dtype="category",
                index_col=False,
                keep_default_na=False,
                skip_blank_lines=False,
                encoding=self._encoding.name,
                sep=self.delimiter,
            )
        except pd.errors.ParserError as why:
            raise self._unreadable(
                "The rows of {} cannot be told apart: a quotation mark is opened and never closed,"
                " or the file is cut short.",
                todo=FETCH_AGAIN,
            ) from why
        frame.index = pd.RangeIndex(heading_row + 1, heading_row + 1 + len(frame))
        self._guard_last_row(heading_row, last=heading_row + len(frame))
        return frame

    def rows(self, heading_row: int) -> Iterator[tuple[int, list[str]]]:
        """The rows below the headings, one after the other, as a spreadsheet numbers them.

        Unreadable when the table breaks off.
        """
        # A row is a line only where no cell holds a line break: the reader counts them itself.
        number = 0
        text = io.TextIOWrapper(self._opener(), encoding=self._encoding.name, newline="")
        try:
            for number, row in enumerate(csv.reader(text, delimiter=self.delimiter), start=1):
                if number > heading_row:
                    yield number, row
        except csv.Error as why:
            raise self._unreadable(
                "The rows of {} cannot be told apart: it may not be a table.", todo=SAVE_PLAIN
            ) from why
        finally:
            text.detach()
        self._guard_last_row(heading_row, last=number)

    def _names(self, heading_row: int) -> range:
        return range(len(self.top[heading_row - 1]))

    @cached_property
    def _encoding(self) -> _Encoding:
        return _encoding_of(self)

    @cached_property
    def _beginning(self) -> str:
        held = self._opener().read(TOP_BYTES)
        decoder = codecs.getincrementaldecoder(self._encoding.name)(errors="replace")
        return decoder.decode(held)

    def _top_rows(self) -> list[list[str]]:
        rows = csv.reader(io.StringIO(self._beginning, newline=""), delimiter=self.delimiter)
        try:
            return [row for row, _ in zip(rows, range(TOP_ROWS), strict=False)]
        except csv.Error as why:
            raise self._unreadable(
                "The rows of {} cannot be told apart: it may not be a table.", todo=SAVE_PLAIN
            ) from why

    @cached_property
    def delimiter(self) -> str:
        """The sign that stands most often in one of the first lines; a comma if none does."""
        if self.sheet:
            return ","
        lines = self._beginning.splitlines()[:TOP_ROWS]
        return max(
            DELIMITERS, key=lambda sign: max((line.count(sign) for line in lines), default=0)
        )

    def _guard_last_row(self, heading_row: int, *, last: int) -> None:
        """A file that ends within a row lost its end on the way."""
        if self.sheet:
            return
        held = self._opener()
        held.seek(max(0, held.seek(0, io.SEEK_END) - TAIL))
        tail = held.read().decode(self._encoding.name, errors="replace")
        if tail.endswith(("\n", "\r")):
            return
        line = tail.replace("\r", "\n").rpartition("\n")[2]
        fields = next(csv.reader([line], delimiter=self.delimiter), [])
        if len(fields) < len(self.top[heading_row - 1]):
            raise Unreadable(
                Finding(
                    Check.READABLE,
                    Severity.ERROR,
                    f"{self._called} stops in the middle of row {last:,}:"
                    " the end of the file was lost on the way.",
                    todo=FETCH_AGAIN,
                    file=self.file,
                    row=last,
                )
            )

    @property
    def _called(self) -> str:
        return f"Sheet “{self.sheet}” of “{self.file}”" if self.sheet else f"“{self.file}”"

    def _unreadable(self, message: str, *, todo: str) -> Unreadable:
        return Unreadable.because(message.format(self._called), todo=todo, file=self.file)

    def text(self) -> str:
        """The whole table as text."""
        return self._opener().read().decode(self._encoding.name)

    def opened(self) -> BinaryIO:
        """The bytes of the table, from the beginning."""
        return self._opener()


@dataclass(frozen=True)
class _Encoding:
    name: str
    findings: tuple[Finding, ...] = ()


def open_tables(file: BinaryIO, *, name: str, limits: Limits = LIMITS) -> Opened:
    """The tables of an upload, whatever its name ends in.

    Takes CSV, XLSX, ODS, XLS and ZIP files of CSVs. Unreadable for anything else, and for
    what could do harm.
    """
    size = file.seek(0, io.SEEK_END)
    file.seek(0)
    head = file.read(HEAD)
    _guard_size(size, head, name=name, limits=limits)
    if head.startswith(ZIP):
        archive = Archive(file, name=name, limits=limits)
        if archive.is_too_large_to_parse:
            guard_kind(archive)
            return Opened(tuple(_streamed(file, name=name, limits=limits)))
        if archive.is_workbook:
            guard_workbook(archive)
            return Opened(tuple(_sheets(file, name=name, limits=limits)))
        return _members(archive)
    if head.startswith(OLE2):
        _guard_old(file, size, name=name, limits=limits)
        return Opened(tuple(_sheets(file, name=name, limits=limits)))
    _guard_text(head, name=name)
    return Opened((RawTable(lambda: _from_start(file), file=name),))


def _guard_size(size: int, head: bytes, *, name: str, limits: Limits) -> None:
    if size > limits.upload:
        raise Unreadable.because(
            f"“{name}” has {size / 1e6:,.0f} MB; the portal takes files of up to"
            f" {limits.upload / 1e6:,.0f} MB.",
            todo="Send fewer months at a time, or pack the files as a ZIP.",
            file=name,
        )
    if size <= HEAD and not head.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0,;"):
        raise Unreadable.because(
            f"“{name}” is empty.", todo="Check that you chose the right file.", file=name
        )


def _guard_old(file: BinaryIO, size: int, *, name: str, limits: Limits) -> None:
    if size > limits.workbook:
        raise Unreadable.because(f"“{name}” is too large a workbook.", todo=SAVE_PLAIN, file=name)
    guard_old_workbook(_from_start(file).read(), name=name)


def _guard_text(head: bytes, *, name: str) -> None:
    """Unreadable when these first bytes are a picture, a program, a web page."""
    begun = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    for mark, what in NOT_TABLES.items():
        if head.startswith(mark) and (len(mark) > 2 or _has_control(head)):
            raise _not_a_table(name, what)
    for mark, what in MARKUP.items():
        if begun.startswith(mark):
            raise _not_a_table(name, what)
    is_utf16 = head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    if _has_control(head) and not is_utf16:
        raise _not_a_table(name, "not text at all")


def _has_control(held: bytes) -> bool:
    return len(held.translate(None, CONTROL)) < len(held)


def _not_a_table(name: str, what: str) -> Unreadable:
    return Unreadable.because(
        f"“{name}” is {what}, whatever its name says; the portal reads tables.",
        todo="Send the table itself, as CSV, XLSX, ODS or XLS.",
        file=name,
    )


def _from_start(file: BinaryIO) -> BinaryIO:
    file.seek(0)
    # pandas closes what it is given when it wraps it, so it gets a wrapper to close.
    return cast("BinaryIO", _Unclosed(file))


class _Unclosed(io.RawIOBase):
    """A file that others may close without closing the upload."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:
        held = self._file.read(len(buffer))
        buffer[: len(held)] = held
        return len(held)

    def readall(self) -> bytes:
        return self._file.read()

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()


# --- Encodings -------------------------------------------------------------------------------
def _encoding_of(table: RawTable) -> _Encoding:
    """UTF-8 with or without its mark, else UTF-16 by its mark, else what Windows writes."""
    head = table.opened().read(4)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        if not _decodes(table, "utf-16"):
            raise _wrong_encoding(table)
        return _Encoding("utf-16", (_note(table, "UTF-16"),))
    if _decodes(table, "utf-8"):
        return _Encoding("utf-8-sig" if head.startswith(codecs.BOM_UTF8) else "utf-8")
    if _decodes(table, "cp1252"):
        return _Encoding("cp1252", (_note(table, "Windows-1252"),))
    raise _wrong_encoding(table)


def _decodes(table: RawTable, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    held = table.opened()
    try:
        while chunk := held.read(1 << 20):
            if "\0" in decoder.decode(chunk):
                raise _not_a_table(table.file, "not text at all")
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _note(table: RawTable, encoding: str) -> Finding:
    return Finding(
        Check.READABLE,
        Severity.NOTE,
        f"“{table.file}” is written in {encoding} and not in UTF-8, and was read so.",
        todo="Look whether names with accents came through.",
        file=table.file,
    )


def _wrong_encoding(table: RawTable) -> Unreadable:
    return Unreadable.because(
        f"The letters of “{table.file}” are written in an encoding that the portal cannot tell.",
        todo="Save it as “CSV UTF-8”, and upload that.",
        file=table.file,
    )


# --- ZIP files of CSVs -----------------------------------------------------------------------
def _members(archive: Archive) -> Opened:
    tables, findings = [], []
    for info in archive.members:
        if is_litter(info.filename):
            continue
        if info.filename.lower().endswith((".csv", ".txt", ".tsv")) or _looks_like_table(
            archive, info
        ):
            tables.append(_member(archive, info))
        else:
            findings.append(
                Finding(
                    Check.READABLE,
                    Severity.NOTE,
                    f"“{info.filename}” is no table and was set aside.",
                    file=archive.name,
                )
            )
    if not tables:
        raise Unreadable.because(
            f"“{archive.name}” holds no table.",
            todo="Pack the CSV files themselves, or upload them one by one.",
            file=archive.name,
        )
    return Opened(tuple(tables), tuple(findings))


def _looks_like_table(archive: Archive, info) -> bool:
    """Whether a member of another name is text; a packed file in the pack is refused."""
    head = next(archive.chunks(info), b"")[:HEAD]
    if head.startswith((*ZIP, OLE2)):
        raise Unreadable.because(
            f"“{archive.name}” holds a further ZIP file or a workbook: “{info.filename}”.",
            todo="Unpack it, and upload each workbook or ZIP file by itself.",
            file=archive.name,
        )
    try:
        _guard_text(head, name=info.filename)
    except Unreadable:
        return False
    return b"," in head or b"\t" in head


def _member(archive: Archive, info) -> RawTable:
    def opener() -> BinaryIO:
        held = archive.read(info)
        if not held:
            raise Unreadable.because(
                f"“{info.filename}” in “{archive.name}” is empty.",
                todo=FETCH_AGAIN,
                file=info.filename,
            )
        if held.startswith((*ZIP, OLE2)):
            _looks_like_table(archive, info)
        _guard_text(held[:HEAD], name=info.filename)
        return io.BytesIO(held)

    return RawTable(opener, file=info.filename)


# --- Workbooks -------------------------------------------------------------------------------
def _sheets(file: BinaryIO, *, name: str, limits: Limits) -> Iterator[RawTable]:
    """The sheets as a child process reads them, so that no workbook can take the portal along."""
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as made:
        _copy(file, given)
        _run_child(given, made, name=name, limits=limits)
        made.seek(0)
        while header := made.readline():
            sheet = json.loads(header)
            held = made.read(sheet["bytes"])
            if held.strip(b'\n,"'):
                yield RawTable(
                    partial(io.BytesIO, held),
                    file=name,
                    sheet=sheet["sheet"],
                    hidden=not sheet["visible"],
                    aside={what: sheet.get(what, 0) for what in ASIDES},
                )


def _streamed(file: BinaryIO, *, name: str, limits: Limits) -> Iterator[RawTable]:
    """The sheets of a very large workbook: kept on disc, and read from there row by row."""
    made = _OnDisc()
    with tempfile.TemporaryFile() as given:
        _copy(file, given)
        program = Path(workbook_stream.__file__)
        told = (limits.stream_memory, limits.stream_seconds, limits.streamed)
        _run(program, told, given, made.file, name=name)
    begin = 0
    size = made.file.seek(0, io.SEEK_END)
    while begin < size:
        made.file.seek(begin)
        sheet = json.loads(made.file.read(workbook_stream.HEADER))
        begin += workbook_stream.HEADER
        yield RawTable(
            partial(made.between, begin, begin + sheet["bytes"]),
            file=name,
            sheet=sheet["sheet"],
            hidden=not sheet["visible"],
            is_streamed=True,
        )
        begin += sheet["bytes"]


class _OnDisc:
    """A file that goes away with the last table that is read from it."""

    def __init__(self) -> None:
        self.file = cast("BinaryIO", tempfile.TemporaryFile())  # noqa: SIM115 - see __del__

    def __del__(self) -> None:
        self.file.close()

    def between(self, begin: int, end: int) -> BinaryIO:
        return cast("BinaryIO", _Slice(self, begin, end))


class _Slice(io.RawIOBase):
    """Some of a file, as a file; it keeps the whole one alive."""

    def __init__(self, whole: _OnDisc, begin: int, end: int) -> None:
        self._whole, self._begin, self._end, self._at = whole, begin, end, begin

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:
        self._whole.file.seek(self._at)
        held = self._whole.file.read(min(len(buffer), self._end - self._at))
        buffer[: len(held)] = held
        self._at += len(held)
        return len(held)

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        start = {io.SEEK_SET: self._begin, io.SEEK_CUR: self._at, io.SEEK_END: self._end}[whence]
        self._at = max(self._begin, min(self._end, start + offset))
        return self.tell()

    def tell(self) -> int:
        return self._at - self._begin


def _copy(file: BinaryIO, given: BinaryIO) -> None:
    source = _from_start(file)
    while chunk := source.read(1 << 20):
        given.write(chunk)
    given.seek(0)


def _run_child(given: BinaryIO, made: BinaryIO, *, name: str, limits: Limits) -> None:
    told = (limits.child_memory, limits.child_seconds)
    _run(Path(workbook_child.__file__), told, given, made, name=name)


def _run(
    program: Path, told: tuple[int, ...], given: BinaryIO, made: BinaryIO, *, name: str
) -> None:
    """Run one of our programs, told its memory, its seconds and what else it needs."""
    try:
        done = subprocess.run(  # noqa: S603 - our own program, and nothing of the upload's in it
            [sys.executable, "-I", str(program), *map(str, told)],
            stdin=given,
            stdout=made,
            stderr=subprocess.DEVNULL,
            timeout=told[1],
            check=False,
        )
    except subprocess.TimeoutExpired as why:
        raise Unreadable.because(
            f"“{name}” takes too long to open.", todo=SAVE_PLAIN, file=name
        ) from why
    match done.returncode:
        case 0:
            return
        case workbook_child.PASSWORD_EXIT:
            raise Unreadable.because(PROTECTED.format(name), todo=SAVE_OPEN, file=name)
        case workbook_child.UNREADABLE_EXIT:
            raise Unreadable.because(CUT_SHORT.format(name), todo=FETCH_AGAIN, file=name)
    raise Unreadable.because(
        f"“{name}” could not be opened safely: reading it took more memory or time than any"
        " table needs.",
        todo=SAVE_PLAIN,
        file=name,
    )
