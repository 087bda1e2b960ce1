"""Bytes as files that may be read again and again: an upload, or a part of a temporary file."""

from __future__ import annotations

import io
import tempfile
from typing import BinaryIO, cast


def from_start(file: BinaryIO) -> BinaryIO:
    """`file` from its first byte, in a wrapper that may be closed."""
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
        content = self._file.read(len(buffer))
        buffer[: len(content)] = content
        return len(content)

    def readall(self) -> bytes:
        return self._file.read()

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()


class OnDisc:
    """A file that goes away with the last table that is read from it."""

    def __init__(self) -> None:
        self.file = cast("BinaryIO", tempfile.TemporaryFile())  # noqa: SIM115 - see __del__

    def __del__(self) -> None:
        self.file.close()

    def between(self, begin: int, end: int) -> BinaryIO:
        return cast("BinaryIO", _Slice(self, begin, end))


class _Slice(io.RawIOBase):
    """Some of a file, as a file; it keeps the whole one alive."""

    def __init__(self, whole: OnDisc, begin: int, end: int) -> None:
        self._whole, self._begin, self._end, self._at = whole, begin, end, begin

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:
        self._whole.file.seek(self._at)
        content = self._whole.file.read(min(len(buffer), self._end - self._at))
        buffer[: len(content)] = content
        self._at += len(content)
        return len(content)

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        start = {io.SEEK_SET: self._begin, io.SEEK_CUR: self._at, io.SEEK_END: self._end}[whence]
        self._at = max(self._begin, min(self._end, start + offset))
        return self.tell()

    def tell(self) -> int:
        return self._at - self._begin
