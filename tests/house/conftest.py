"""A scratch copy of the project, in which breaches are planted and datasets are added."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.house.tree import ROOT

# What is made and not written, as .gitignore has it; the built look is linked to.
NOT_COPIED = (
    *(".git", ".venv", "node_modules", "var", "built", "__pycache__", ".*_cache", ".hypothesis"),
)
LINKED = ("node_modules", "static/built")


@pytest.fixture(scope="module")
def scratch(tmp_path_factory) -> Path:
    """The project as it stands, to change at will."""
    copy = tmp_path_factory.mktemp("scratch") / "portal"
    shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(*NOT_COPIED))
    for name in LINKED:
        (copy / name).symlink_to((ROOT / name).resolve())
    return copy
