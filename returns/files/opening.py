"""From uploaded bytes to raw tables of text, with the guards on the way; knows no layout."""

from __future__ import annotations

import io
from typing import BinaryIO

from returns.catalogue.findings import Unreadable
from returns.catalogue.limits import LIMITS, Limits
from returns.files.archives import SAVE_PLAIN, ZIP, Archive
from returns.files.raw_tables import Opened, RawTable
from returns.files.streams import from_start
from returns.files.text_guards import HEAD, guard_text
from returns.files.workbook_guards import OLE2, guard_kind, guard_old_workbook, guard_workbook
from returns.files.workbook_tables import sheets, streamed
from returns.files.zip_tables import members


def open_file(file: BinaryIO, *, name: str, limits: Limits = LIMITS) -> Opened:
    """An upload opened once, for all that read it; what cannot be opened says so in its value."""
    try:
        return open_tables(file, name=name, limits=limits)
    except Unreadable as refused:
        return Opened(name, (), unreadable=refused.finding)


def open_tables(file: BinaryIO, *, name: str, limits: Limits = LIMITS) -> Opened:
    """The tables of an upload, whatever its name ends in.

    Takes CSV, XLSX, ODS, XLS and ZIP files of CSVs. Unreadable for anything else, and for
    what could do harm.
    """
    size, head = guard_kind_of_file(file, name=name, limits=limits)
    if head.startswith(ZIP):
        archive = Archive(file, name=name, limits=limits)
        if archive.is_too_large_to_parse:
            guard_kind(archive)
            return Opened(name, tuple(streamed(file, name=name, limits=limits)))
        if archive.is_workbook:
            guard_workbook(archive)
            return Opened(
                name, tuple(sheets(file, name=name, size=archive.unpacked, limits=limits))
            )
        return members(archive)
    if head.startswith(OLE2):
        _guard_old(file, size, name=name, limits=limits)
        return Opened(name, tuple(sheets(file, name=name, size=size, limits=limits)))
    return Opened(name, (RawTable(lambda: from_start(file), file=name),))


def guard_kind_of_file(file: BinaryIO, *, name: str, limits: Limits = LIMITS) -> tuple[int, bytes]:
    """Its size and its first bytes; Unreadable where these tell that it is not to be opened."""
    size = file.seek(0, io.SEEK_END)
    file.seek(0)
    head = file.read(HEAD)
    _guard_size(size, head, name=name, limits=limits)
    if not head.startswith((*ZIP, OLE2)):
        guard_text(head, name=name)
    return size, head


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
    guard_old_workbook(from_start(file).read(), name=name)
