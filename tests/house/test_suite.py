"""The tests themselves: each asserts something, and what is left out says why."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest

from tests import on_postgres

TESTS = Path(__file__).resolve().parent.parent
# What fails by itself, beside `assert`; helpers that assert are found by what they do.
ASSERTING = {"raises", "warns", "fail", "expect"}
ASSERTING_BEGINS = ("assert", "check", "django_assert")


def test_every_test_asserts_something():
    assert [*_without_assertion(sorted(TESTS.rglob("test_*.py")))] == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("def test_a():\n    run()\n", ["test_a"]),
        ("def run():\n    pass\ndef test_a():\n    run()\n", ["test_a"]),
        ("class TestB:\n    def test_a(self):\n        pass\n", ["test_a"]),
        ("def test_a():\n    assert run()\n", []),
        ("def test_a():\n    with pytest.raises(ValueError):\n        run()\n", []),
        ("def run():\n    assert 1\ndef test_a():\n    run()\n", []),
        ("def far():\n    assert 1\ndef run():\n    far()\ndef test_a():\n    run()\n", []),
    ],
)
def test_a_test_without_an_assertion_is_found(tmp_path, source, found):
    planted = tmp_path / "test_planted.py"
    planted.write_text(source)
    assert [name.rpartition("::")[2] for name in _without_assertion([planted])] == found


def test_every_slow_test_says_why():
    for path in sorted(TESTS.rglob("test_*.py")):
        for marker in _calls_and_names(_parsed(path), "slow"):
            assert isinstance(marker, ast.Call), path
            [why] = marker.args
            assert isinstance(why, ast.Constant), path
            assert len(str(why.value)) > 20, path


def test_what_runs_on_postgres_too_is_there():
    assert [name for name in on_postgres.WHY if not (TESTS / name).is_file()] == []


def test_every_module_with_a_test_of_two_at_once_runs_on_postgres():
    marked = {
        str(path.relative_to(TESTS))
        for path in TESTS.rglob("test_*.py")
        if [*_calls_and_names(_parsed(path), "postgres")]
    }
    assert marked <= on_postgres.WHY.keys()


def _calls_and_names(tree: ast.AST, marker: str) -> Iterator[ast.expr]:
    """Each use of `pytest.mark.<marker>`: the call, or the bare name where it is not called."""
    called = {
        id(node.func): node
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    }
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Attribute)
            and node.attr == marker
            and isinstance(node.value, ast.Attribute)
            and node.value.attr == "mark"
        ):
            yield called.get(id(node), node)


def _without_assertion(paths: Iterable[Path]) -> Iterator[str]:
    for path in paths:
        own = _functions(path)
        helpers = {**_fixtures_above(path), **own}
        asserting: set[str] = set()
        while more := {
            name
            for name, function in helpers.items()
            if name not in asserting and _asserts(function, asserting)
        }:
            asserting |= more
        for name in own:
            if name.startswith("test_") and name not in asserting:
                yield f"{path.name}::{name}"


def _fixtures_above(path: Path) -> dict[str, ast.FunctionDef]:
    found: dict[str, ast.FunctionDef] = {}
    for folder in path.parents:
        if (conftest := folder / "conftest.py").is_file():
            found = {**_functions(conftest), **found}
        if folder == TESTS:
            break
    return found


@cache
def _functions(path: Path) -> dict[str, ast.FunctionDef]:
    nodes = ast.walk(_parsed(path))
    return {node.name: node for node in nodes if isinstance(node, ast.FunctionDef)}


@cache
def _parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def _asserts(function: ast.FunctionDef, asserting: set[str]) -> bool:
    for node in ast.walk(function):
        if isinstance(node, ast.Assert):
            return True
        if isinstance(node, ast.Call):
            called = node.func
            name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
            if name in ASSERTING | asserting or name.startswith(ASSERTING_BEGINS):
                return True
    return False
