"""What the portal reads of bytes as they are uploaded: opened, and then read."""

from __future__ import annotations

from typing import Any, BinaryIO

from returns.catalogue.limits import LIMITS, Limits
from returns.files.opening import open_file
from returns.reading import upload
from returns.reading.upload import Reading


def read(file: BinaryIO, *, name: str, limits: Limits = LIMITS, **more: Any) -> Reading:
    """`file` opened and read within `limits`; `more` as `returns.reading.upload.read` has it."""
    return upload.read(open_file(file, name=name, limits=limits), limits=limits, **more)
