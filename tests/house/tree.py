"""Reads the project's modules from a folder and measures them; knows text alone, imports none."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NO_CODE_OF_OURS = {"node_modules", "tests", "var"}


@dataclass(frozen=True)
class Module:
    """One Python file of the project."""

    name: str
    path: Path
    source: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.source)

    @cached_property
    def lines(self) -> int:
        return len(self.source.splitlines())

    @property
    def is_package(self) -> bool:
        return self.path.name == "__init__.py"

    @property
    def is_migration(self) -> bool:
        return "migrations" in self.path.parts


@dataclass(frozen=True)
class Function:
    """A function or method, from its `def` to its last line; decorators are not counted."""

    name: str
    lines: int


def packages(root: Path) -> list[str]:
    """The top-level folders that hold Python of the portal, with or without an `__init__.py`."""
    return sorted(
        folder.name
        for folder in root.iterdir()
        if folder.is_dir()
        and folder.name not in NO_CODE_OF_OURS
        and not folder.name.startswith(".")
        and any(folder.rglob("*.py"))
    )


def modules(root: Path) -> dict[str, Module]:
    """By dotted name, every module below the top-level packages; the project's own read once."""
    return _modules_of_the_project() if root == ROOT else _modules(root)


@cache
def _modules_of_the_project() -> dict[str, Module]:
    return _modules(ROOT)


def _modules(root: Path) -> dict[str, Module]:
    found = {}
    for package in packages(root):
        for path in sorted((root / package).rglob("*.py")):
            within = path.relative_to(root)
            parts = (
                within.parent.parts if path.name == "__init__.py" else within.with_suffix("").parts
            )
            name = ".".join(parts)
            found[name] = Module(name, within, path.read_text(encoding="utf-8"))
    return found


def statements(node: ast.AST, *, as_run: bool = False) -> Iterator[ast.AST]:
    """Every statement below; `as_run` leaves out what is there for type checking alone."""
    for part in ("body", "handlers", "orelse", "finalbody", "cases"):
        if as_run and part == "body" and _is_for_types(node):
            continue
        below = getattr(node, part, [])
        for child in below if isinstance(below, list) else []:
            yield child
            yield from statements(child, as_run=as_run)


def _is_for_types(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and ast.unparse(node.test) in {
        "TYPE_CHECKING",
        "typing.TYPE_CHECKING",
    }


def functions(module: Module) -> Iterator[Function]:
    """Every function there, those within classes and functions among them."""
    for node in statements(module.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            yield Function(f"{module.path}:{node.lineno} {node.name}", lines)


def folders(those: dict[str, Module]) -> dict[Path, int]:
    """How many modules stand directly in each folder; `__init__` and migrations do not count."""
    counted: dict[Path, int] = {}
    for module in those.values():
        if not module.is_package and not module.is_migration:
            counted[module.path.parent] = counted.get(module.path.parent, 0) + 1
    return counted


def imports(module: Module, those: dict[str, Module]) -> set[str]:
    """The modules of the project that it imports anywhere, except for type checking alone.

    An import within a function counts: it hides a circle and does not open it.
    """
    found: set[str] = set()
    for node in statements(module.tree, as_run=True):
        if isinstance(node, ast.Import):
            found |= {_nearest(alias.name, those) for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {_nearest(f"{node.module}.{alias.name}", those) for alias in node.names}
    return found - {"", module.name}


def _nearest(name: str, those: dict[str, Module]) -> str:
    """The module of that name, or the one that defines it; blank if it is not the project's."""
    while name and name not in those:
        name = name.rpartition(".")[0]
    return name


def circles(those: dict[str, Module]) -> list[list[str]]:
    """Each set of modules that import one another, directly or by way of others."""
    graph = {name: imports(module, those) for name, module in those.items()}
    return sorted(sorted(each) for each in _strongly_connected(graph) if len(each) > 1)


def _strongly_connected(graph: dict[str, set[str]]) -> Iterator[list[str]]:
    """Kosaraju's two walks: in order of finishing, then backwards along the imports."""
    finished: list[str] = []
    seen: set[str] = set()
    for start in graph:
        finished += _walk(start, graph, seen)
    backwards: dict[str, set[str]] = {name: set() for name in graph}
    for name, imported in graph.items():
        for each in imported:
            backwards[each].add(name)
    seen = set()
    for start in reversed(finished):
        if start not in seen:
            yield _walk(start, backwards, seen)


def _walk(start: str, graph: dict[str, set[str]], seen: set[str]) -> list[str]:
    """What can be reached from there and has not been seen, the deepest first."""
    if start in seen:
        return []
    seen.add(start)
    stack, finished = [(start, iter(sorted(graph[start])))], []
    while stack:
        name, ahead = stack[-1]
        following = next((each for each in ahead if each not in seen), None)
        if following is None:
            finished.append(name)
            stack.pop()
        else:
            seen.add(following)
            stack.append((following, iter(sorted(graph[following]))))
    return finished
