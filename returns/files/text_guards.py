"""Files that are not text: refused by their first bytes, whatever their name says."""

from __future__ import annotations

import codecs

from returns.catalogue.findings import Unreadable

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
# As many first bytes as tell what a file is.
HEAD = 4096
CONTROL = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1a\x1b"))


def guard_text(head: bytes, *, name: str) -> None:
    """Unreadable when these first bytes are a picture, a program, a web page."""
    begun = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    for mark, what in NOT_TABLES.items():
        if head.startswith(mark) and (len(mark) > 2 or _has_control(head)):
            raise not_a_table(name, what)
    for mark, what in MARKUP.items():
        if begun.startswith(mark):
            raise not_a_table(name, what)
    is_utf16 = head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    if _has_control(head) and not is_utf16:
        raise not_a_table(name, "not text at all")


def _has_control(content: bytes) -> bool:
    return len(content.translate(None, CONTROL)) < len(content)


def not_a_table(name: str, what: str) -> Unreadable:
    return Unreadable.because(
        f"“{name}” is {what}, whatever its name says; the portal reads tables.",
        todo="Send the table itself, as CSV, XLSX, ODS or XLS.",
        file=name,
    )
