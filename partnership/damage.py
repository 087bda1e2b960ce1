"""What Python's libraries raise for files that are damaged, which is more than they document."""

from __future__ import annotations

import struct
import zipfile
import zlib

# Offsets that lie outside the file, names in no encoding, methods that nobody uses, cut-off data.
OF_AN_ARCHIVE: tuple[type[Exception], ...] = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    LookupError,
    OverflowError,
    # NotImplementedError is one of these.
    RuntimeError,
)
