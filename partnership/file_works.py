"""What the worker does with files of areas and boundaries."""

from __future__ import annotations

from partnership.file_work.kinds import register
from partnership.setup import file_works

for kind in file_works.KINDS:
    register(kind)
