"""What is looked at in a workbook before a parser touches it; reads XML as text, bounded."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from returns.catalogue.findings import Unreadable
from returns.files.archives import SAVE_PLAIN, Archive

OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ODS = "application/vnd.oasis.opendocument.spreadsheet"
# A tag longer than this is nobody's spreadsheet.
LONGEST_TAG = 1 << 16
UTF16 = (b"\xff\xfe", b"\xfe\xff")

PROTECTED = "“{}” is password-protected, so the portal can't open it."
SAVE_OPEN = "Save it without a password (File, Info, Protect Workbook) and upload that."
MACROS = "“{}” is a workbook with macros, which the portal does not accept."
WITHOUT_MACROS = "Save it as an ordinary workbook (.xlsx) or as CSV, and upload that."
ENTITIES = "“{}” has a document type declaration inside, which no spreadsheet program writes."
TOO_WIDE = (
    "{sheet} of “{name}” reaches to row {row:,} and column {column:,}:"
    " a cell far from the table is filled in."
)
FAR_CELL = "A sheet of “{}” reaches too far: a cell far from the table is filled in, or damaged."
CLEAR_CELLS = "Delete the rows below and the columns right of the table, save, and upload again."


def guard_workbook(archive: Archive) -> None:
    """Unreadable for a workbook that is protected, has macros, or is made to choke a parser."""
    guard_kind(archive)
    is_ods = "mimetype" in archive.names
    for info in archive.members:
        text = _Xml(archive, info)
        if not text.is_xml:
            # Pictures are not read, but the parser may unpack them.
            for _ in archive.chunks(info):
                pass
        elif is_ods and info.filename == "content.xml":
            _guard_extents(_extents_of_ods(text), archive)
        elif info.filename.startswith("xl/worksheets/"):
            _guard_extents(_extents_of_xlsx(text), archive, sheet="A sheet")
        else:
            for _ in text.pieces():
                pass


def guard_kind(archive: Archive) -> None:
    """Unreadable for a workbook that is protected, has macros, or is none that is read."""
    names, name = archive.names, archive.name
    lowered = {filename.lower() for filename in names}
    types = archive.text_of("[Content_Types].xml")
    if (
        any(filename.endswith("vbaproject.bin") for filename in lowered)
        or "macroEnabled" in types
        or any(filename.startswith("Basic/") for filename in names)
    ):
        raise Unreadable.because(MACROS.format(name), todo=WITHOUT_MACROS, file=name)
    if "encryption-data" in archive.text_of("META-INF/manifest.xml"):
        raise Unreadable.because(PROTECTED.format(name), todo=SAVE_OPEN, file=name)
    is_ods = archive.text_of("mimetype").strip() == ODS
    if not is_ods and "xl/workbook.xml" not in names:
        raise Unreadable.because(
            f"“{name}” is an office file, but not a workbook that the portal reads.",
            todo=SAVE_PLAIN,
            file=name,
        )


def guard_old_workbook(content: bytes, *, name: str) -> None:
    """Unreadable for an OLE2 file that is encrypted, has macros, or is no workbook."""

    def has_stream(called: str) -> bool:
        return called.encode("utf-16-le") in content

    if has_stream("EncryptedPackage") or has_stream("EncryptionInfo"):
        raise Unreadable.because(PROTECTED.format(name), todo=SAVE_OPEN, file=name)
    if has_stream("_VBA_PROJECT"):
        raise Unreadable.because(MACROS.format(name), todo=WITHOUT_MACROS, file=name)
    if not (has_stream("Workbook") or has_stream("Book")):
        raise Unreadable.because(
            f"“{name}” is an old office file, but not a workbook.", todo=SAVE_PLAIN, file=name
        )


@dataclass(frozen=True)
class _Xml:
    """One part of a workbook, read in pieces that each end between tags."""

    archive: Archive
    info: zipfile.ZipInfo

    @property
    def is_xml(self) -> bool:
        return self.info.filename.lower().endswith((".xml", ".rels", ".vml"))

    def pieces(self) -> Iterator[str]:
        left = b""
        for number, chunk in enumerate(self.archive.chunks(self.info)):
            if number == 0 and chunk.startswith(UTF16):
                raise self._refused("“{}” is written in an encoding that no workbook needs.")
            piece, left = _between_tags(left + chunk)
            if len(left) > LONGEST_TAG and left.startswith(b"<"):
                raise self._refused("“{}” holds a tag that never ends.")
            if b"<!DOCTYPE" in piece or b"<!ENTITY" in piece:
                raise self._refused(ENTITIES)
            yield piece.decode("utf-8", errors="replace")
        if b"<!DOCTYPE" in left or b"<!ENTITY" in left:
            raise self._refused(ENTITIES)
        yield left.decode("utf-8", errors="replace")

    def _refused(self, message: str) -> Unreadable:
        name = self.archive.name
        return Unreadable.because(message.format(name), todo=SAVE_PLAIN, file=name)


def _between_tags(content: bytes) -> tuple[bytes, bytes]:
    """`content` up to its last tag, and that tag with what follows it."""
    cut = content.rfind(b"<")
    return (content, b"") if cut < 0 else (content[:cut], content[cut:])


@dataclass
class _Extent:
    """The last row and column that hold something, counted from 1."""

    sheet: str
    row: int = 0
    column: int = 0

    def reach(self, row: int, column: int) -> None:
        self.row, self.column = max(self.row, row), max(self.column, column)


def _guard_extents(extents: Iterator[_Extent], archive: Archive, *, sheet: str = "") -> None:
    for extent in extents:
        if extent.row * extent.column > archive.limits.cells:
            raise Unreadable.because(
                TOO_WIDE.format(
                    sheet=extent.sheet or sheet,
                    name=archive.name,
                    row=extent.row,
                    column=extent.column,
                ),
                todo=CLEAR_CELLS,
                file=archive.name,
            )


# A cell that is closed at once is empty: it carries a format, as whole columns often do.
_XLSX_CELL = re.compile(r"""<(?:\w+:)?c\s(?:[^>]*?\s)?r=["']([A-Za-z]{1,4})(\d{1,9})["'][^>]*>""")


def _extents_of_xlsx(text: _Xml) -> Iterator[_Extent]:
    extent = _Extent("")
    columns: dict[str, int] = {}
    for piece in text.pieces():
        for cell in _XLSX_CELL.finditer(piece):
            letters, row = cell.groups()
            if cell[0].endswith("/>"):
                continue
            if letters not in columns:
                columns[letters] = _column_number(letters)
            extent.reach(int(row), columns[letters])
        # At once, so that a sheet of ten million cells is not read to its end.
        yield extent


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


_ODS_TAG = re.compile(r"<table:(table|table-row|table-cell|covered-table-cell)(\s[^>]*|/)?>")
_ROWS_REPEATED = re.compile(r"""number-rows-repeated=["'](\d{1,12})["']""")
_COLUMNS_REPEATED = re.compile(r"""number-columns-repeated=["'](\d{1,12})["']""")
_NAMED = re.compile(r"""table:name=["']([^"']*)["']""")


def _extents_of_ods(text: _Xml) -> Iterator[_Extent]:
    """Trailing rows and columns repeated a million times are normal, as long as they are empty."""
    extent, row, last_row, column = _Extent(""), 0, 0, 0
    for piece in text.pieces():
        for tag in _ODS_TAG.finditer(piece):
            kind, attributes = tag[1], tag[2] or ""
            if kind == "table":
                yield extent
                named = _NAMED.search(attributes)
                extent, row, last_row = _Extent(f"Sheet “{named[1]}”" if named else ""), 0, 0
            elif kind == "table-row":
                row, column = last_row + 1, 0
                last_row += _repeated(_ROWS_REPEATED, attributes)
            else:
                column += _repeated(_COLUMNS_REPEATED, attributes)
                if not attributes.endswith("/") or "office:value" in attributes:
                    extent.reach(max(row, last_row), column)
        yield extent


def _repeated(pattern: re.Pattern[str], attributes: str) -> int:
    found = pattern.search(attributes)
    return int(found[1]) if found else 1
