"""Run as a separate program: a workbook too large for a parser, sheet by sheet and row by row.

It takes XLSX and ODS on standard input and writes the sheets as CSV to standard output, as
`workbook_child` does, in memory that does not grow with the workbook. It knows neither Django
nor the portal. It reads what is written: no dates, no formats, no hidden rows.
"""

from __future__ import annotations

import csv
import io
import json
import resource
import sys
import zipfile
from collections.abc import Callable, Iterator
from xml.parsers import expat

# As in `workbook_child`.
UNREADABLE_EXIT = 4
TOO_MUCH_EXIT = 5
CHUNK = 1 << 18
# The length of a sheet is known when it has been written: its header is written over then.
HEADER = 512
# Rows and cells that are repeated are blank, or nobody's table.
MOST_REPEATED = 1_000


class TooMuch(Exception):
    """More than the workbook may hold."""


def main(memory: int, seconds: int, most_bytes: int) -> int:
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, most_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        with zipfile.ZipFile(sys.stdin.buffer) as archive:
            left = _Left(most_bytes)
            if "content.xml" in archive.namelist():
                _Ods(left).read(archive)
            else:
                _Xlsx(left).read(archive)
    except TooMuch:
        return TOO_MUCH_EXIT
    except (expat.ExpatError, zipfile.BadZipFile, OSError, ValueError, KeyError) as why:
        sys.stderr.write(str(why))
        return UNREADABLE_EXIT
    return 0


class _Left:
    """How many more bytes may be unpacked."""

    def __init__(self, most: int) -> None:
        self.left = most

    def chunks(self, archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
        with archive.open(name) as member:
            while chunk := member.read(CHUNK):
                self.left -= len(chunk)
                if self.left < 0:
                    raise TooMuch(name)
                yield chunk


def _parse(chunks: Iterator[bytes], *, start: Callable, end: Callable, text: Callable) -> None:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = _refuse
    for chunk in chunks:
        parser.Parse(chunk, False)
    parser.Parse(b"", True)


def _refuse(*_: object) -> None:
    raise ValueError("a document type declaration")


class _Sheet:
    """One sheet on its way out: a header of fixed length, and CSV after it."""

    def __init__(self, name: str, *, visible: bool) -> None:
        self.header = {"sheet": name[:100], "visible": visible}
        self.out = sys.stdout.buffer
        self.at = self.out.tell()
        self._begin(0)
        self.text = io.TextIOWrapper(self.out, encoding="utf-8", newline="", write_through=False)
        self.writer = csv.writer(self.text, lineterminator="\n")

    def _begin(self, size: int) -> None:
        header = json.dumps({**self.header, "bytes": size}).encode()
        self.out.write(header.ljust(HEADER - 1) + b"\n")

    def row(self, cells: list[str]) -> None:
        self.writer.writerow(cells)

    def close(self) -> None:
        self.text.flush()
        self.text.detach()
        end = self.out.tell()
        self.out.seek(self.at)
        self._begin(end - self.at - HEADER)
        self.out.seek(end)


# --- ODS -------------------------------------------------------------------------------------
class _Ods:
    """All sheets stand in one part, one after the other."""

    def __init__(self, left: _Left) -> None:
        self.left = left
        self.sheet: _Sheet | None = None
        self.row: list[str] = []
        self.blank = 0
        self.repeated = 1
        self.texts: list[str] = []
        self.value = ""
        self.in_text = False
        self.row_repeated = 1

    def read(self, archive: zipfile.ZipFile) -> None:
        chunks = self.left.chunks(archive, "content.xml")
        _parse(chunks, start=self.start, end=self.end, text=self.text)

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        match tag:
            case "table:table-cell" | "table:covered-table-cell":
                self.repeated = int(attributes.get("table:number-columns-repeated", 1))
                self.value = _number(attributes)
                self.texts = []
            case "text:p":
                self.in_text = True
            case "table:table-row":
                self.row, self.blank = [], 0
                self.row_repeated = int(attributes.get("table:number-rows-repeated", 1))
            case "table:table":
                self.sheet = _Sheet(attributes.get("table:name", ""), visible=True)

    def text(self, text: str) -> None:
        if self.in_text:
            self.texts.append(text)

    def end(self, tag: str) -> None:
        match tag:
            case "text:p":
                self.in_text = False
            case "table:table-cell" | "table:covered-table-cell":
                self._cell(self.value or "".join(self.texts))
            case "table:table-row":
                self._row()
            case "table:table":
                assert self.sheet is not None  # noqa: S101 - a table begins before it ends
                self.sheet.close()
                self.sheet = None

    def _cell(self, text: str) -> None:
        if not text:
            self.blank += self.repeated
            return
        if self.repeated > MOST_REPEATED or self.blank > MOST_REPEATED:
            raise TooMuch("columns")
        self.row += [""] * self.blank + [text] * self.repeated
        self.blank = 0

    def _row(self) -> None:
        if self.sheet is None:
            return
        if self.row and self.row_repeated > MOST_REPEATED:
            raise TooMuch("rows")
        # Blank rows keep their places, so that findings name the row of the spreadsheet.
        for _ in range(min(self.row_repeated, MOST_REPEATED)):
            self.sheet.row(self.row)


def _number(attributes: dict[str, str]) -> str:
    if attributes.get("office:value-type") not in {"float", "percentage", "currency"}:
        return ""
    return _whole(attributes.get("office:value", ""))


def _whole(text: str) -> str:
    """5 for 5.0 and for 5E0; anything else as it stands."""
    try:
        value = float(text)
    except ValueError:
        return text
    return str(int(value)) if value.is_integer() and abs(value) < 2**53 else text


# --- XLSX ------------------------------------------------------------------------------------
class _Xlsx:
    """Each sheet is a part; its texts stand in a part that all sheets share."""

    def __init__(self, left: _Left) -> None:
        self.left = left
        self.shared: list[str] = []
        self.texts: list[str] = []
        self.in_text = False
        self.kind = ""
        self.column = 0
        self.number = 0
        self.row: list[str] = []

    def read(self, archive: zipfile.ZipFile) -> None:
        if "xl/sharedStrings.xml" in archive.namelist():
            chunks = self.left.chunks(archive, "xl/sharedStrings.xml")
            _parse(chunks, start=self.start_shared, end=self.end_shared, text=self.text)
        for name, path, visible in _sheets_of(archive):
            self.sheet = _Sheet(name, visible=visible)
            self.number = 0
            chunks = self.left.chunks(archive, path)
            _parse(chunks, start=self.start, end=self.end, text=self.text)
            self.sheet.close()

    def start_shared(self, tag: str, _: dict[str, str]) -> None:
        if tag == "si":
            self.texts = []
        self.in_text = tag == "t"

    def end_shared(self, tag: str) -> None:
        self.in_text = False
        if tag == "si":
            self.shared.append(sys.intern("".join(self.texts)))

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        match tag:
            case "c":
                self.kind = attributes.get("t", "n")
                self.column = _column(attributes.get("r", ""), len(self.row))
                self.texts = []
            case "v" | "t":
                self.in_text = True
            case "row":
                self._skip_to(int(attributes.get("r", self.number + 1)))
                self.row = []

    def text(self, text: str) -> None:
        if self.in_text:
            self.texts.append(text)

    def end(self, tag: str) -> None:
        match tag:
            case "v" | "t":
                self.in_text = False
            case "c":
                self._cell("".join(self.texts))
            case "row":
                self.sheet.row(self.row)

    def _cell(self, text: str) -> None:
        if not text:
            return
        match self.kind:
            case "s":
                text = self.shared[int(text)]
            case "n":
                text = _whole(text)
        if self.column - len(self.row) > MOST_REPEATED:
            raise TooMuch("columns")
        self.row += [""] * (self.column - len(self.row)) + [text]

    def _skip_to(self, number: int) -> None:
        if number - self.number > MOST_REPEATED:
            raise TooMuch("rows")
        for _ in range(number - self.number - 1):
            self.sheet.row([])
        self.number = number


def _column(reference: str, following: int) -> int:
    letters = reference.rstrip("0123456789")
    if not letters:
        return following
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _sheets_of(archive: zipfile.ZipFile) -> list[tuple[str, str, bool]]:
    """The name of each sheet, its part, and whether it is shown."""
    targets: dict[str, str] = {}
    sheets: list[tuple[str, str, bool]] = []

    def relation(tag: str, attributes: dict[str, str]) -> None:
        if tag == "Relationship":
            targets[attributes["Id"]] = attributes["Target"].removeprefix("/xl/")

    def sheet(tag: str, attributes: dict[str, str]) -> None:
        if tag == "sheet":
            visible = attributes.get("state", "visible") == "visible"
            sheets.append((attributes["name"], attributes["r:id"], visible))

    for name, start in (("xl/_rels/workbook.xml.rels", relation), ("xl/workbook.xml", sheet)):
        chunks = iter([archive.read(name)])
        _parse(chunks, start=start, end=lambda _: None, text=lambda _: None)
    return [(name, f"xl/{targets[key]}", visible) for name, key, visible in sheets]


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])))
