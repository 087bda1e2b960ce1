"""Import-linter's contracts break where something is planted that they forbid."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.house.lists import differences
from tests.house.tree import ROOT

LINT = Path(sys.executable).with_name("lint-imports")
# By the contract that they break: modules and what they import, and empty packages.
PLANTED = {
    "Imports point down: siblings do not know one another, nobody knows the demonstration": {
        "noise.planted": "crime.models",
        "asb.planted": "csp_portal.addresses",
    },
    "Rooms of reporting": {
        "reporting.content.planted": "reporting.queries.figures",
        "reporting.misc": None,
    },
    "Rooms of returns": {
        "returns.reading.planted": "returns.lifecycle.uploads",
        "returns.more": None,
    },
    "Rooms of partnership": {
        "partnership.more": None,
        "partnership.people.planted": "partnership.records.actions",
    },
    "Rooms of scrutiny": {
        "scrutiny.more": None,
        "scrutiny.queries.planted": "scrutiny.panels.actions",
    },
    "The core knows no Django": {
        "reporting.narrative.planted": "django.db",
        "csp_portal.calibration.planted": "django.db",
        "returns.catalogue.planted": "partnership.models",
    },
    "What checks from outside shares nothing with what it checks": {
        "checks.planted": "measures.change",
        "checks.sentences.planted": "reporting.narrative.headlines",
    },
    "One package draws PowerPoint": {"fires.planted": "pptx"},
    "One package writes Word": {"scrutiny.planted_too": "docx"},
    "One module sets documents on paper": {"scrutiny.planted": "weasyprint"},
    "Workbooks are written in one module a layer": {"prevent.planted": "xlsxwriter"},
}


def _contracts() -> list[str]:
    pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text())
    return [contract["name"] for contract in pyproject["tool"]["importlinter"]["contracts"]]


def lint(root: Path) -> str:
    """What import-linter says of the project there."""
    return subprocess.run(
        [LINT],
        cwd=root,
        env=os.environ | {"COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    ).stdout


@pytest.fixture(scope="module")
def found(scratch) -> str:
    """What import-linter says of the project with everything planted at once."""
    for planted in PLANTED.values():
        for name, imported in planted.items():
            _plant(name, imported, root=scratch)
    _add_to_lists("noise", scratch)
    return lint(scratch)


def _plant(name: str, imported: str | None, *, root: Path) -> None:
    path = root / name.replace(".", "/")
    package = path.parent if imported else path
    package.mkdir(exist_ok=True)
    (package / "__init__.py").touch()
    if imported:
        path.with_suffix(".py").write_text(f"import {imported}\n")


def _add_to_lists(package: str, root: Path) -> None:
    """What somebody does who adds an app beside `fires`."""
    for name in ("pyproject.toml", "csp_portal/settings.py"):
        text = (root / name).read_text()
        text = text.replace('"fires",', f'"fires", "{package}",').replace(
            "fires | ", f"fires | {package} | "
        )
        (root / name).write_text(text.replace("asb,fires,", f"asb,fires,{package},"))
    assert list(differences(root)) == []


def test_every_contract_has_something_planted():
    assert set(PLANTED) == set(_contracts())


def test_every_contract_holds_as_things_are():
    output = lint(ROOT)
    assert {name for name in _contracts() if f"{name} KEPT" not in output} == set()


def test_every_contract_breaks(found):
    assert {name for name in PLANTED if f"{name} BROKEN" not in found} == set()


@pytest.mark.parametrize("contract", PLANTED)
def test_the_contract_names_what_was_planted(contract, found):
    _, _, section = found.rpartition("Broken contracts")[2].partition(f"{contract}\n---")
    section, _, _ = section.partition("\n---")
    assert {name for name in PLANTED[contract] if name not in section} == set()
