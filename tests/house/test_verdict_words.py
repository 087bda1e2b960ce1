"""The words of a verdict stand in one module: the page, the slide and the JSON agree on them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.house.tree import ROOT, modules

HOME = "reporting/narrative/verdicts.py"
# What the demonstration records is written by people; the checks read words, and write none.
LEFT_OUT = {"checks", "demo"}
# What explains the words to readers quotes them.
EXPLAINED = {"partnership/glossary.py", "templates/csp_portal/public/help.html"}
# Inside any text; and as the whole of one.
PHRASES = ("the usual ups and downs", "too few to say", "too early to say", "could be chance")
WORDS = {"better", "worse", "steady", "incomparable", "not compared", "not judged"}
COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)


def _of_module(tree: ast.Module) -> Iterator[str]:
    """Its strings, but for docstrings."""
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and isinstance(next(iter(node.body), None), ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and id(node) not in docstrings:
            yield str(node.value)


def _is_spelt_out(text: str, words: Iterable[str]) -> bool:
    plain = " ".join(text.lower().split())
    return any(phrase in plain for phrase in PHRASES) or any(word in plain for word in words)


def verdicts_in(root: Path) -> set[str]:
    """The modules and templates below `root` that spell a verdict out."""
    found = {
        one.path.as_posix()
        for one in modules(root).values()
        if one.path.parts[0] not in LEFT_OUT and not one.is_migration
        for text in _of_module(one.tree)
        if _is_spelt_out(text, ()) or text.lower() in WORDS
    }
    quoted = {f'"{word}"' for word in WORDS}
    for path in (root / "templates").rglob("*.html"):
        if _is_spelt_out(COMMENT.sub("", path.read_text()), quoted):
            found.add(path.relative_to(root).as_posix())
    return found


def test_the_words_of_a_verdict_stand_in_one_module():
    assert verdicts_in(ROOT) == {HOME} | EXPLAINED


def test_a_verdict_spelt_out_elsewhere_is_found(tmp_path):
    for name, text in {
        "crime/words.py": '"""Ups and downs."""\nSAID = f"Beyond the usual ups and downs: {1}"\n',
        "crime/column.py": 'COLUMN = "Not judged"\n',
        "crime/clean.py": '"""What is better."""\nSAID = "no change"\n',
        "templates/crime/page.html": "<p>Beyond the usual\n  ups and downs</p>",
        "templates/crime/card.html": '{% include "card.html" with verdict="worse" %}',
        "templates/crime/clean.html": "{# better or too few to say #}{{ words }}",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    assert verdicts_in(tmp_path) == {
        "crime/words.py",
        "crime/column.py",
        "templates/crime/page.html",
        "templates/crime/card.html",
    }
