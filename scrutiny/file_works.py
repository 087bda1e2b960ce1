"""What the worker does with lists of recommendations."""

from __future__ import annotations

from partnership.file_work.kinds import register
from scrutiny.recommendations.list_work import RECOMMENDATIONS

for kind in RECOMMENDATIONS.kinds:
    register(kind)
