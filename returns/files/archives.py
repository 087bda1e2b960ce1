"""ZIP files from strangers: opened with their sizes guarded; knows nothing of what is in them."""

from __future__ import annotations

import copy
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import BinaryIO

from partnership.damage import OF_AN_ARCHIVE
from returns.catalogue.findings import Unreadable
from returns.catalogue.limits import Limits

# How a ZIP file begins.
ZIP = (b"PK\x03\x04", b"PK\x05\x06")
CHUNK = 1 << 18
ENCRYPTED = 0x1
WORKBOOK_MARKS = ("[Content_Types].xml", "mimetype")

CUT_SHORT = "“{}” is cut short: the connection may have been lost half way."
FETCH_AGAIN = "Download it again, or ask for it to be sent again, and check that it opens."
BOMB = "“{}” unpacks to far more than it should, as files do that are made to choke a computer."
SAVE_PLAIN = "Open it where it came from, save the table as CSV or XLSX, and upload that."


class Archive:
    """An open ZIP whose members have been counted and sized.

    A member's name is only ever shown: nothing is written under it.
    """

    def __init__(self, file: BinaryIO, *, name: str, limits: Limits) -> None:
        self.name = name
        self.limits = limits
        try:
            self._zip = zipfile.ZipFile(file)
            # A member without a name is damage too.
            self.members = tuple(info for info in self._zip.infolist() if not info.is_dir())
        except OF_AN_ARCHIVE as why:
            raise Unreadable.because(CUT_SHORT.format(name), todo=FETCH_AGAIN, file=name) from why
        self._guard()

    @property
    def is_workbook(self) -> bool:
        return any(mark in self.names for mark in WORKBOOK_MARKS)

    @property
    def names(self) -> frozenset[str]:
        return frozenset(info.filename for info in self.members)

    @property
    def is_too_large_to_parse(self) -> bool:
        """Whether it is a workbook that is read row by row, or not at all."""
        return self.is_workbook and self.unpacked > self.limits.workbook

    @property
    def unpacked(self) -> int:
        """The bytes that all members have together, as they say."""
        return sum(info.file_size for info in self.members)

    def _guard(self) -> None:
        if len(self.members) > self.limits.members:
            raise self._refused(
                f"“{self.name}” holds {len(self.members):,} files;"
                f" the portal reads up to {self.limits.members:,}.",
                todo="Upload fewer at a time.",
            )
        for info in self.members:
            self._guard_member(info)
        # What makes a workbook heavy is not what makes a folder of tables heavy.
        most = self.limits.streamed if self.is_workbook else self.limits.unpacked
        if self.unpacked > most:
            raise self._refused(
                f"“{self.name}” unpacks to {self.unpacked / 1e6:,.0f} MB;"
                f" the portal reads up to {most / 1e6:,.0f} MB.",
                todo="Upload a part of it at a time, as CSV.",
            )

    def _guard_member(self, info: zipfile.ZipInfo) -> None:
        if info.flag_bits & ENCRYPTED:
            raise self._refused(
                f"“{self.name}” is password-protected.",
                todo="Unpack it with the password and upload the files.",
            )
        if info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
            raise self._refused(
                f"“{self.name}” is packed in a way that the portal does not read.",
                todo="Unpack it and upload the files, or pack them as an ordinary ZIP.",
            )
        too_dense = info.file_size > self.limits.ratio * max(info.compress_size, 1)
        if too_dense and info.file_size > self.limits.ratio_from:
            raise self._refused(BOMB.format(self.name), todo=SAVE_PLAIN)

    def chunks(self, info: zipfile.ZipInfo) -> Iterator[bytes]:
        """What the member really holds; refused once it is more than the archive says."""
        unbounded = copy.copy(info)
        # zipfile stops at the size that the archive states; a parser after us may not.
        unbounded.file_size = info.file_size + 2 * CHUNK
        real = 0
        try:
            with self._zip.open(unbounded) as member:
                while chunk := member.read(CHUNK):
                    real += len(chunk)
                    if real > info.file_size:
                        raise self._refused(BOMB.format(self.name), todo=SAVE_PLAIN)
                    yield chunk
        except OF_AN_ARCHIVE as why:
            raise self._refused(
                f"“{info.filename}” in “{self.name}” is damaged or cut short.", todo=FETCH_AGAIN
            ) from why

    def unpack(self, info: zipfile.ZipInfo, into: BinaryIO) -> int:
        """Write the whole member; how many bytes it has. Unreadable for one that is too large."""
        if info.file_size > self.limits.table:
            raise self._refused(
                f"“{info.filename}” unpacks to {info.file_size / 1e6:,.0f} MB;"
                f" the portal reads tables up to {self.limits.table / 1e6:,.0f} MB.",
                todo="Split it by month.",
            )
        return sum(into.write(chunk) for chunk in self.chunks(info))

    def text_of(self, filename: str, *, most: int = CHUNK) -> str:
        """The beginning of a small member, or nothing where there is none of that name."""
        info = next((member for member in self.members if member.filename == filename), None)
        beginning = next(self.chunks(info), b"") if info else b""
        return beginning[:most].decode("utf-8", errors="replace")

    def _refused(self, message: str, *, todo: str) -> Unreadable:
        return Unreadable.because(message, todo=todo, file=self.name)


def is_litter(filename: str) -> bool:
    """What operating systems leave in a ZIP, which nobody meant to send."""
    parts = PurePosixPath(filename).parts
    return not parts or "__MACOSX" in parts or parts[-1].startswith(".") or parts[-1] == "Thumbs.db"
