"""What the worker does with templates for slides."""

from __future__ import annotations

from partnership.file_work.kinds import register
from reporting.packs.slide_templates import file_works

for kind in file_works.KINDS:
    register(kind)
