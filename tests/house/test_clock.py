"""One module knows which day it is: a second would see through a demonstration's fixed day."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from tests.house.tree import ROOT, Module, modules

# The only modules that may ask, and why.
ASK = {
    "partnership.clock": "it is the one that answers",
    "returns.files.workbook_child": "a cell's day is what the spreadsheet says",
}


def days_asked_for(those: Iterable[Module]) -> Iterator[str]:
    """Wherever a day is taken from the machine's clock or from a moment, and by what."""
    for module in those:
        if module.name in ASK or module.is_migration:
            continue
        for node in ast.walk(module.tree):
            if (by := _day_asked_for(node)) is not None:
                yield f"{module.path}: {by}"


def _day_asked_for(node: ast.AST) -> str | None:
    match node:
        case ast.ImportFrom(names=names) if any(alias.name == "localdate" for alias in names):
            return "localdate"
        case ast.Attribute(attr="localdate"):
            return "localdate"
        case ast.Attribute(attr="today", value=ast.Name(id="date" | "datetime")):
            return "today"
        case ast.Call(func=ast.Attribute(attr="date"), args=[], keywords=[]):
            return "date"
    return None


def test_every_day_comes_from_the_clock():
    assert list(days_asked_for(modules(ROOT).values())) == []


@pytest.mark.parametrize(
    ("line", "by"),
    [
        ("from django.utils.timezone import localdate", "localdate"),
        ("day = timezone.localdate()", "localdate"),
        ("day = timezone.localdate(at)", "localdate"),
        ("day = date.today()", "today"),
        ("day = at.date()", "date"),
        ("day = london(timezone.now()).date()", "date"),
        ("day = clock.today()", None),
        ("day = clock.day_of(at)", None),
        ("held = field.date(year=2025)", None),
    ],
)
def test_a_planted_day_is_found(line, by):
    planted = Module("drugs.page", Path("drugs/page.py"), line)
    assert list(days_asked_for([planted])) == ([f"drugs/page.py: {by}"] if by else [])
