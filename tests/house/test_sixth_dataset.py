"""`docs/adding-a-dataset.md` followed to the letter, in a copy of the project."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.lists import differences
from tests.house.tree import ROOT

pytestmark = pytest.mark.slow("copies the project and runs a contract suite there")

PAGE = ROOT / "docs" / "adding-a-dataset.md"
FILE = re.compile(r"^```python (?P<path>\S+)\n(?P<text>.*?)^```$", re.M | re.S)
COMMANDS = re.compile(r"^```sh\n(?P<text>.*?)^```$", re.M | re.S)
# Of the machine and of the run that this test is part of.
NOT_PASSED_ON = ("DATABASE_URL", "DJANGO_SETTINGS_MODULE", "PYTEST_")
# Tables are made from the models: going through every migration takes three times as long as all
# the rest. That the new one matches its model is for `makemigrations`, which has just made it.
FASTER = {"PYTEST_ADDOPTS": "--no-migrations"}


@pytest.fixture(scope="module")
def followed(scratch) -> list[subprocess.CompletedProcess[str]]:
    """How each command of the page ended, in order, after its files were written."""
    page = PAGE.read_text(encoding="utf-8")
    (scratch / ".venv").symlink_to(sys.prefix)
    for block in FILE.finditer(page):
        path = scratch / block["path"]
        path.parent.mkdir(exist_ok=True)
        path.write_text(block["text"], encoding="utf-8")
    lines = [line for block in COMMANDS.finditer(page) for line in block["text"].splitlines()]
    return [_run(line, scratch) for line in lines]


def _run(line: str, root: Path) -> subprocess.CompletedProcess[str]:
    passed_on = {
        name: value for name, value in os.environ.items() if not name.startswith(NOT_PASSED_ON)
    }
    return subprocess.run(
        ["/bin/sh", "-c", line],
        cwd=root,
        env=passed_on | FASTER,
        capture_output=True,
        text=True,
        check=False,
    )


def test_every_command_of_the_page_succeeds(followed):
    failed = [ended for ended in followed if ended.returncode]
    assert failed == [], "\n".join(
        f"{ended.args[2]}\n{ended.stdout}{ended.stderr}" for ended in failed
    )


def test_the_sixth_dataset_passes_the_contract_suite(followed):
    [suite] = [ended.stdout for ended in followed if "tests/contract" in ended.args[2]]
    [passed] = re.findall(r"(\d+) passed", suite)
    assert int(passed) > 30
    assert not re.search("failed|error|skipped", suite)


def test_it_is_in_every_list_and_has_its_table(followed, scratch):
    assert list(differences(scratch)) == []
    [migration] = (scratch / "drugs" / "migrations").glob("0*.py")
    assert 'name="drug_litter_grain"' in migration.read_text()


def test_a_list_that_was_left_out_would_be_named(followed, scratch):
    settings = scratch / "csp_portal" / "settings.py"
    settings.write_text(settings.read_text().replace('    "drugs",\n', ""))
    assert list(differences(scratch)) == ["INSTALLED_APPS: drugs is missing"]
