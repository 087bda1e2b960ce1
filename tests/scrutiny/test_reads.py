"""Scrutiny reads through its queries only: pages, words, forms and policies ask no table."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tests.conftest import ROOT

SCRUTINY = ROOT / "scrutiny"
READERS = {"queries", "models", "migrations"}
WRITERS = {"actions.py", "writes.py", "mail.py"}
ASKING = {
    "aggregate",
    "all",
    "annotate",
    "exclude",
    "exists",
    "filter",
    "in_bulk",
    "objects",
    "order_by",
    "prefetch_related",
    "select_for_update",
    "select_related",
    "values_list",
}
SHORTCUTS = {"get_list_or_404", "get_object_or_404"}


def test_only_queries_and_actions_ask_the_database():
    files = [
        path
        for path in SCRUTINY.rglob("*.py")
        if path.relative_to(SCRUTINY).parts[0] not in READERS and path.name not in WRITERS
    ]
    assert len(files) > 40
    found = {str(path.relative_to(ROOT)): set(asked(path.read_text("utf-8"))) for path in files}
    assert {path: names for path, names in found.items() if names} == {}


def asked(source: str) -> Iterator[str]:
    """The names in `source` that ask the database for rows."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute) and node.attr in ASKING:
            yield node.attr
        if isinstance(node, ast.Name) and node.id in SHORTCUTS:
            yield node.id


@pytest.mark.parametrize(
    ("planted", "names"),
    [
        ("def page(partnership):\n    return Question.objects.get(pk=1)\n", {"objects"}),
        ("def page(panel):\n    return panel.meetings.order_by('held_on')\n", {"order_by"}),
        ("def page(question):\n    return list(question.answers.all())\n", {"all"}),
        ("def view(request, pk):\n    get_object_or_404(Question, pk=pk)\n", {"get_object_or_404"}),
        ("def page(asked):\n    return tuple(one for one in asked if one.is_open)\n", set()),
    ],
)
def test_a_module_that_asks_is_found(planted: str, names: set[str]):
    assert set(asked(planted)) == names
