"""The small chart beside the checks: whoever draws charts, above, says here how."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from returns.checking.preview import Course

# Of a course, under a title that says what it shows and an id: the figure as a piece of a page.
Drawer: TypeAlias = Callable[[Course, str, str], str]
_drawers: list[Drawer] = []


def register(drawer: Drawer) -> Drawer:
    """Have courses drawn by `drawer`; the first that is registered draws."""
    if drawer not in _drawers:
        _drawers.append(drawer)
    return drawer


def drawn(course: Course | None, *, title: str, slug: str) -> str:
    """The figure, safe to stand in a page; blank where there is none or nobody draws."""
    return _drawers[0](course, title, slug) if course and _drawers else ""
