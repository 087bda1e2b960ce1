"""What the worker does with files of returns beside reading them when they come."""

from __future__ import annotations

from partnership.file_work.kinds import register
from returns.lifecycle import file_works

for kind in file_works.KINDS:
    register(kind)
