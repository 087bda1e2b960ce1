"""The lists of the portal's packages, and where they differ from the folders that there are.

A list that a new app is missing from is a check that the app escapes: its imports, its types, its
late imports. `differences` compares every such list with the tree.
"""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from tests.house.tree import packages

NOT_AN_APP = {"checks", "measures"}  # no models, templates or addresses
CORE = frozenset(
    {
        "csp_portal.calibration",
        "measures",
        "reporting.analysis",
        "reporting.charts",
        "reporting.content",
        "reporting.narrative",
        "reporting.rendering",
        "returns.catalogue",
    }
)
CORE_CONTRACT = "The core knows no Django"
CHECKS_CONTRACT = "What checks from outside shares nothing with what it checks"
# Libraries that one package alone imports, so that every contract about them names all packages.
IN_ONE_PLACE = {"docx", "pptx", "weasyprint", "xlsxwriter"}
IN_ROOMS = {"partnership", "reporting", "returns", "scrutiny"}
# What Django and the portal look for by name stands beside the rooms of a package.
FOUND_BY_NAME = {
    "apps",
    "dataset",
    "finders",
    "file_works",
    "home_tasks",
    "management",
    "migrations",
    "models",
    "page_actions",
    "sections",
    "tasks",
    "templatetags",
}


def differences(root: Path) -> Iterator[str]:
    """A sentence for each list that is not what the folders of `root` say it should be."""
    there = set(packages(root))
    tools = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
    installed = {name.partition(".")[0] for name in _installed_apps(root)}
    yield from _compare("INSTALLED_APPS", installed & (there | NOT_AN_APP), there - NOT_AN_APP)
    yield from _compare("folders with an __init__.py", *_packages_and_folders(root, there))
    yield from _compare("mypy's packages", tools["mypy"]["packages"], there)
    yield from _compare(
        "ruff's known-first-party", tools["ruff"]["lint"]["isort"]["known-first-party"], there
    )
    yield from _compare(
        "ruff's packages that may import late",
        _may_import_late(tools["ruff"]),
        there - {"measures"},
    )
    yield from _of_contracts(tools["importlinter"], there)
    yield from _compare(
        "mypy's strict modules, the core among them", _strict(tools["mypy"]) & CORE, CORE
    )


def _compare(what: str, listed: Iterable[str], wanted: Iterable[str]) -> Iterator[str]:
    if missing := sorted(set(wanted) - set(listed)):
        yield f"{what}: {', '.join(missing)} is missing"
    if extra := sorted(set(listed) - set(wanted)):
        yield f"{what}: {', '.join(extra)} should not be there"


def _packages_and_folders(root: Path, there: set[str]) -> tuple[set[str], set[str]]:
    """Import-linter looks into packages alone, while Python imports from any folder."""
    modules = [path for package in there for path in (root / package).rglob("*.py")]
    return (
        {f"{path.parent.relative_to(root)}" for path in modules if path.name == "__init__.py"},
        {f"{path.parent.relative_to(root)}" for path in modules},
    )


def _installed_apps(root: Path) -> list[str]:
    settings = ast.parse((root / "csp_portal" / "settings.py").read_text(encoding="utf-8"))
    [value] = [
        node.value
        for node in settings.body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "INSTALLED_APPS"
    ]
    return list(ast.literal_eval(value))


def _may_import_late(ruff: dict[str, Any]) -> set[str]:
    for pattern, rules in ruff["lint"]["per-file-ignores"].items():
        if (named := re.fullmatch(r"\{(.+)\}/\*\*\.py", pattern)) and "PLC0415" in rules:
            return set(named[1].split(","))
    return set()


def _strict(mypy: dict[str, Any]) -> set[str]:
    return {
        name.removesuffix(".*")
        for override in mypy["overrides"]
        if override.get("disallow_untyped_defs")
        for name in override["module"]
    }


# --- Import contracts ------------------------------------------------------------------------
def _of_contracts(linter: dict[str, Any], there: set[str]) -> Iterator[str]:
    contracts = linter["contracts"]
    yield from _compare("import-linter's root_packages", linter["root_packages"], there)
    tops = [each for each in contracts if each["type"] == "layers" and "containers" not in each]
    yield from _compare(
        "the layers of packages",
        {name.strip() for top in tops[:1] for layer in top["layers"] for name in layer.split("|")},
        there,
    )
    yield from _of_rooms([each for each in contracts if "containers" in each])
    yield from _of_forbidden([each for each in contracts if each["type"] == "forbidden"], there)


def _of_rooms(contracts: list[dict[str, Any]]) -> Iterator[str]:
    """Each large package has layers, and nothing in it stands outside them by choice."""
    containers = {name for each in contracts for name in each["containers"]}
    yield from _compare("contracts of rooms", containers & IN_ROOMS, IN_ROOMS)
    for each in contracts:
        if not each.get("exhaustive"):
            yield f"contract “{each['name']}”: it is not exhaustive"
        ignored = set(each.get("exhaustive_ignores", ())) - FOUND_BY_NAME
        yield from _compare(f"what contract “{each['name']}” ignores", ignored, ())


def _of_forbidden(contracts: list[dict[str, Any]], there: set[str]) -> Iterator[str]:
    """A contract is about the core, a package of it, the checks from outside, or every package."""
    for each in contracts:
        if each["name"] == CORE_CONTRACT:
            yield from _compare(f"contract “{each['name']}”", each["source_modules"], CORE)
        elif each["name"] == CHECKS_CONTRACT:
            yield from _compare(
                f"contract “{each['name']}”", each["forbidden_modules"], there - {"checks"}
            )
        elif not CORE.issuperset(each["source_modules"]):
            yield from _compare(f"contract “{each['name']}”", each["source_modules"], there)
    of_all = {
        name
        for each in contracts
        if there.issubset(each["source_modules"])
        for name in each["forbidden_modules"]
    }
    yield from _compare("libraries kept to one place", of_all & IN_ONE_PLACE, IN_ONE_PLACE)
    names = {each["name"] for each in contracts}
    yield from _compare("contracts of the core", names & {CORE_CONTRACT}, {CORE_CONTRACT})
    yield from _compare("contracts of checks", names & {CHECKS_CONTRACT}, {CHECKS_CONTRACT})
