"""The core imports without Django, without settings and without an environment."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from pathlib import Path

from tests.house.lists import CORE, CORE_CONTRACT
from tests.house.tree import ROOT, modules

# Refusing the import tells which modules ask for it, and not the first alone.
IMPORT_ALL = """
import importlib, json, sys

names, forbidden = json.load(sys.stdin)

class Refuse:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in forbidden:
            raise ImportError(f"imports {name}")

sys.meta_path.insert(0, Refuse())
refused = {}
for name in names:
    try:
        importlib.import_module(name)
    except ImportError as refusal:
        refused[name] = str(refusal)
print(json.dumps([refused, sorted(set(forbidden) & set(sys.modules))]))
"""


def refused(root: Path) -> dict[str, str]:
    """The core's modules there that cannot be imported in an empty environment, and why."""
    names = [
        name
        for name in modules(root)
        if any(name == room or name.startswith(f"{room}.") for room in CORE)
    ]
    assert {room for room in CORE if room not in names} == set()
    ended = subprocess.run(
        [sys.executable, "-c", IMPORT_ALL],
        cwd=root,
        env={},
        input=json.dumps([names, _forbidden()]),
        capture_output=True,
        text=True,
        check=True,
    )
    refusals, loaded = json.loads(ended.stdout)
    assert loaded == []
    return refusals


def _forbidden() -> list[str]:
    """What the contract forbids, and no less."""
    pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text())
    [contract] = [
        each
        for each in pyproject["tool"]["importlinter"]["contracts"]
        if each["name"] == CORE_CONTRACT
    ]
    return contract["forbidden_modules"]


def test_the_core_imports_without_django():
    assert "django" in _forbidden()
    assert refused(ROOT) == {}


def test_a_planted_import_is_refused_in_each_room(scratch):
    planted = {f"{room}.planted": "from django.db import models\n" for room in CORE}
    planted["measures.by_the_way"] = "from partnership.models import Area\n"
    for name, source in planted.items():
        (scratch / name.replace(".", "/")).with_suffix(".py").write_text(source)
    found = refused(scratch)
    assert set(found) == set(planted)
    assert all(why.startswith("imports django") for why in found.values())
