"""What documents, docstrings and templates name, each looked up in the project."""

from __future__ import annotations

import importlib
import io
import re
import tokenize
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.apps import apps
from django.core.management import get_commands

from tests.house.tree import ROOT, packages

# Made when the portal is set up, run or tested, or not part of the project.
NOT_COMMITTED = {"..", ".env", ".git", ".venv", "node_modules", "var"}
# The dataset that `docs/adding-a-dataset.md` adds.
EXAMPLE = "drugs"

CODE = re.compile(r"`([^`\n]+)`")
FENCED = re.compile(r"^```.*?^```$", re.M | re.S)
FILE = re.compile(r"[\w-]+\.(css|csv|html|in|js|json|md|mjs|py|pptx|toml|txt)")
PATH = re.compile(r"[\w.-]+/([\w.-]+/)*[\w.-]*")
DOTTED = re.compile(r"[a-z_]\w*(\.\w+)+")
TEMPLATE_COMMENT = re.compile(r"{#(.*?)#}", re.S)
IN_A_COMMENT = re.compile(r"\b[a-z_]\w*(?:\.\w+)+")
MODULE_RUN = re.compile(r"python -m ([\w.]+)")
COMMAND = re.compile(r"manage\.py (\w+)")
ENTRY = re.compile(r"(?P<indent> *)(?P<names>[\w.-]+/( [\w.-]+/)*)(  |$)")


def documents(root: Path = ROOT) -> list[Path]:
    return [root / "README.md", *sorted((root / "docs").glob("*.md"))]


def unknown(text: str) -> Iterator[str]:
    """What `text` names in backticks, or runs in a block, and is not there."""
    for name in CODE.findall(FENCED.sub("", text)):
        if not _is_there(name):
            yield name
    yield from (name for name in MODULE_RUN.findall(text) if not _is_ours_and_there(name))
    yield from (name for name in COMMAND.findall(text) if name not in get_commands())


def unknown_in_module(source: str) -> Iterator[str]:
    """The dotted names of the project in backticks, in its comments and docstrings."""
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type in {tokenize.COMMENT, tokenize.STRING}:
            yield from _unknown_dotted(CODE.findall(token.string))


def unknown_in_template(source: str) -> Iterator[str]:
    """The dotted names of the project in its comments, which say what it takes."""
    for comment in TEMPLATE_COMMENT.findall(source):
        yield from _unknown_dotted(IN_A_COMMENT.findall(comment))


def _unknown_dotted(names: Iterable[str]) -> Iterator[str]:
    return (name for name in names if DOTTED.fullmatch(name) and not _is_ours_and_there(name))


def _is_there(name: str) -> bool:
    """Whether it exists; anything that is no file, folder or module of the project does."""
    if PATH.fullmatch(name):
        return _path_is_there(name)
    if FILE.fullmatch(name):
        return (ROOT / name).exists() or any(
            True for top in _folders() for _ in (ROOT / top).rglob(name)
        )
    return not DOTTED.fullmatch(name) or _is_ours_and_there(name)


def _path_is_there(name: str) -> bool:
    parts = name.rstrip("/").split("/")
    if parts[0] in NOT_COMMITTED or EXAMPLE in {part.partition(".")[0] for part in parts}:
        return True
    if parts[0] in _folders() or name.endswith("/") or FILE.fullmatch(parts[-1]):
        return (ROOT / name).is_dir() if name.endswith("/") else (ROOT / name).exists()
    return True


def _folders() -> list[str]:
    return [path.name for path in ROOT.iterdir() if path.is_dir() and _is_written(path)]


def _is_written(folder: Path) -> bool:
    return folder.name == ".ci" or (
        folder.name not in NOT_COMMITTED and not folder.name.startswith(".")
    )


def _is_ours_and_there(name: str) -> bool:
    """Whether a dotted name is a module, a model or something in a module; others' names are."""
    first, *others = name.split(".")
    if first not in {*packages(ROOT), "tests"}:
        return True
    module, at = importlib.import_module(first), first
    found: object = module
    for part in others:
        at = f"{at}.{part}"
        if hasattr(found, part):
            found = getattr(found, part)
            continue
        try:
            found = importlib.import_module(at)
        except ModuleNotFoundError:
            return len(others) == 1 and part.lower() in apps.all_models[first]
    return True


# --- Maps ------------------------------------------------------------------------------------
def mapped(text: str) -> set[str]:
    """The folders that a map of the house names, in a block of lines such as `  pages/  why`."""
    [block] = [each for each in FENCED.findall(text) if "\nreporting/" in each]
    found: set[str] = set()
    above: list[tuple[int, str]] = []
    for line in block.splitlines():
        if not (entry := ENTRY.match(line)):
            continue
        indent = len(entry["indent"])
        above = [each for each in above if each[0] < indent]
        within = above[-1][1] if above else ""
        names = [within + name for name in entry["names"].split()]
        found |= set(names)
        above.append((indent, names[0]))
    return found


def top_folders(root: Path) -> set[str]:
    return {f"{path.name}/" for path in root.iterdir() if path.is_dir() and _is_written(path)}


def rooms(root: Path) -> set[str]:
    """Every package of the portal, top-level ones among them; Django's own folders aside."""
    return {
        f"{path.parent.relative_to(root)}/"
        for package in packages(root)
        for path in (root / package).rglob("__init__.py")
        if not {"management", "migrations"} & set(path.parts)
    }
