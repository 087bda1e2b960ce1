"""The tables of a ZIP file, each unpacked once when it is first read."""

from __future__ import annotations

import io
from functools import partial
from typing import BinaryIO
from zipfile import ZipInfo

from returns.catalogue.findings import Check, Finding, Severity, Unreadable
from returns.files.archives import FETCH_AGAIN, ZIP, Archive, is_litter
from returns.files.raw_tables import Opened, RawTable
from returns.files.streams import OnDisc
from returns.files.text_guards import HEAD, guard_text
from returns.files.workbook_guards import OLE2


def members(archive: Archive) -> Opened:
    """The tables of `archive`, other files set aside. Unreadable where it has none."""
    unpacked = _Unpacked(archive)
    tables, findings = [], []
    for info in archive.members:
        if is_litter(info.filename):
            continue
        if info.filename.lower().endswith((".csv", ".txt", ".tsv")) or _looks_like_table(
            archive, info
        ):
            tables.append(unpacked.table(info))
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
    return Opened(archive.name, tuple(tables), tuple(findings))


def _looks_like_table(archive: Archive, info: ZipInfo) -> bool:
    """Whether a member of another name is text; a packed file in the pack is refused."""
    head = next(archive.chunks(info), b"")[:HEAD]
    if head.startswith((*ZIP, OLE2)):
        raise _packed_twice(archive, info)
    try:
        guard_text(head, name=info.filename)
    except Unreadable:
        return False
    return b"," in head or b"\t" in head


def _packed_twice(archive: Archive, info: ZipInfo) -> Unreadable:
    return Unreadable.because(
        f"“{archive.name}” holds a further ZIP file or a workbook: “{info.filename}”.",
        todo="Unpack it, and upload each workbook or ZIP file by itself.",
        file=archive.name,
    )


class _Unpacked:
    """The members of an archive, each unpacked to disc when it is first asked for."""

    def __init__(self, archive: Archive) -> None:
        self._archive, self._disc = archive, OnDisc()
        self._spans: dict[int, tuple[int, int]] = {}

    def table(self, info: ZipInfo) -> RawTable:
        return RawTable(partial(self._open, info), file=info.filename)

    def _open(self, info: ZipInfo) -> BinaryIO:
        # Two members may have the same name, and never the same place.
        if info.header_offset not in self._spans:
            self._spans[info.header_offset] = self._unpack(info)
        return self._disc.between(*self._spans[info.header_offset])

    def _unpack(self, info: ZipInfo) -> tuple[int, int]:
        begin = self._disc.file.seek(0, io.SEEK_END)
        end = begin + self._archive.unpack(info, self._disc.file)
        if begin == end:
            raise Unreadable.because(
                f"“{info.filename}” in “{self._archive.name}” is empty.",
                todo=FETCH_AGAIN,
                file=info.filename,
            )
        _guard_head(self._archive, info, self._disc.between(begin, end).read(HEAD))
        return begin, end


def _guard_head(archive: Archive, info: ZipInfo, head: bytes) -> None:
    if head.startswith((*ZIP, OLE2)):
        raise _packed_twice(archive, info)
    guard_text(head, name=info.filename)
