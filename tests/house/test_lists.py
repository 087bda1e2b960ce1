"""Every package is in every list that a check reads, so that none escapes the check."""

from __future__ import annotations

import shutil

import pytest

from tests.house.lists import differences
from tests.house.tree import ROOT


def test_every_list_names_every_package():
    assert list(differences(ROOT)) == []


# --- Planted breaches ------------------------------------------------------------------------
@pytest.fixture
def lists(tmp_path):
    """The lists, and folders as there are, each with a module."""
    for name in ("pyproject.toml", "csp_portal/settings.py"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    for path in ROOT.glob("*/__init__.py"):
        (tmp_path / path.parent.name).mkdir(exist_ok=True)
        shutil.copy(path, tmp_path / path.parent.name)
    assert list(differences(tmp_path)) == []
    return tmp_path


EVERY_LIST = {
    "INSTALLED_APPS",
    "mypy's packages",
    "ruff's known-first-party",
    "ruff's packages that may import late",
    "import-linter's root_packages",
    "the layers of packages",
    "contract “What checks from outside shares nothing with what it checks”",
    "contract “One package draws PowerPoint”",
    "contract “One package writes Word”",
    "contract “One module sets documents on paper”",
    "contract “Workbooks are written in one module a layer”",
}


@pytest.mark.parametrize("module", ["__init__", "apps", "models"])
def test_a_planted_app_is_missing_from_every_list(lists, module):
    (lists / "noise").mkdir()
    (lists / "noise" / "__init__.py").touch()
    (lists / "noise" / f"{module}.py").write_text("from crime.models import RecordedCrime\n")
    found = dict(each.split(": ") for each in differences(lists))
    missing = {what for what, which in found.items() if which == "noise is missing"}
    # No contract of a library then covers all packages.
    assert found.keys() - missing == {"libraries kept to one place"}
    assert missing == EVERY_LIST


def test_a_folder_that_the_contracts_do_not_look_into_is_found(lists):
    (lists / "scrutiny" / "hidden").mkdir()
    (lists / "scrutiny" / "hidden" / "page.py").write_text("import weasyprint\n")
    assert list(differences(lists)) == [
        "folders with an __init__.py: scrutiny/hidden is missing",
    ]


def test_an_app_without_an_init_is_found(lists):
    (lists / "noise" / "hidden").mkdir(parents=True)
    (lists / "noise" / "hidden" / "models.py").touch()
    found = dict(each.split(": ") for each in differences(lists))
    assert found["folders with an __init__.py"] == "noise/hidden is missing"
    assert found.keys() > EVERY_LIST


def test_a_package_that_is_gone_is_left_in_no_list(lists):
    shutil.rmtree(lists / "fires")
    found = dict(each.split(": ") for each in differences(lists))
    assert found == dict.fromkeys(EVERY_LIST - {"INSTALLED_APPS"}, "fires should not be there")


@pytest.mark.parametrize(
    ("before", "after", "difference"),
    [
        (
            "exhaustive = true",
            "exhaustive = false",
            "contract “Rooms of reporting”: it is not exhaustive",
        ),
        (
            'exhaustive_ignores = ["apps"',
            'exhaustive_ignores = ["misc", "apps"',
            "what contract “Rooms of reporting” ignores: misc should not be there",
        ),
        (
            'containers = ["returns"]',
            'containers = ["returns.files"]',
            "contracts of rooms: returns is missing",
        ),
        (
            '"reporting.narrative", "reporting.charts"',
            '"reporting.charts"',
            "contract “The core knows no Django”: reporting.narrative is missing",
        ),
        (
            '  "reporting.narrative.*",\n',
            "",
            "mypy's strict modules, the core among them: reporting.narrative is missing",
        ),
        (
            'name = "The core knows no Django"',
            'name = "Nothing much"',
            "contracts of the core: The core knows no Django is missing",
        ),
        (
            'forbidden_modules = ["pptx"]',
            'forbidden_modules = ["docx"]',
            "libraries kept to one place: pptx is missing",
        ),
    ],
)
def test_a_list_that_is_weakened_is_found(lists, before, after, difference):
    pyproject = lists / "pyproject.toml"
    text = pyproject.read_text()
    assert before in text
    pyproject.write_text(text.replace(before, after, 1))
    assert list(differences(lists)) == [difference]
