"""Documents, docstrings and templates name what is there, and the maps name every folder."""

from __future__ import annotations

import shutil

import pytest

from tests.house.documents import (
    documents,
    mapped,
    rooms,
    top_folders,
    unknown,
    unknown_in_module,
    unknown_in_template,
)
from tests.house.tree import ROOT, modules

README, ARCHITECTURE = ROOT / "README.md", ROOT / "docs" / "architecture.md"


@pytest.mark.parametrize("document", documents(), ids=lambda path: path.name)
def test_every_name_in_a_document_is_there(document):
    assert list(unknown(document.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    "text",
    [
        "`reporting/utils.py`",
        "`reporting/packs/nowhere/`",
        "`nowhere/page.py`",
        "`nowhere.py`",
        "`docs/nowhere.md`",
        "`reporting.packs.nowhere`",
        "`partnership.models.Nobody`",
        "`partnership.Nobody`",
        "`measures.periods.Period.nowhere`",
        "Run `python -m tests.nowhere`.",
        "```\npython manage.py nowhere\n```",
    ],
)
def test_a_planted_name_is_found(text):
    assert len(set(unknown(text))) == 1


def test_names_that_are_not_the_portals_are_left_alone():
    text = "`APP/SLUG` `/sign-in/` `django.contrib.sites` `var/demo/` `../shared/data` `a.b`"
    assert list(unknown(text)) == []


# --- Docstrings, comments and templates ------------------------------------------------------
def test_every_module_named_in_the_code_is_there():
    found = {
        (module.path.as_posix(), name)
        for module in modules(ROOT).values()
        for name in unknown_in_module(module.source)
    }
    assert found == set()


def test_everything_that_a_template_says_it_takes_is_there():
    found = {
        (path.relative_to(ROOT).as_posix(), name)
        for path in (ROOT / "templates").rglob("*.html")
        for name in unknown_in_template(path.read_text(encoding="utf-8"))
    }
    assert found == set()


def test_a_name_planted_in_the_code_or_a_template_is_found():
    source = '"""As `returns.nowhere` has it."""\n# See `measures.periods.Never`.\n'
    assert list(unknown_in_module(source)) == ["returns.nowhere", "measures.periods.Never"]
    template = "{# takes card: reporting.pages.Nobody, base. #}{{ card.title }}"
    assert list(unknown_in_template(template)) == ["reporting.pages.Nobody"]


# --- Maps ------------------------------------------------------------------------------------
def test_readme_has_every_folder():
    text = README.read_text(encoding="utf-8")
    section = text.partition("## The house")[2].partition("\n## ")[0]
    named = mapped(section) | {name for name in top_folders(ROOT) if f"`{name}" in section}
    assert top_folders(ROOT) - named == set()
    assert mapped(section) <= top_folders(ROOT)


def test_the_map_has_every_room():
    named = mapped(ARCHITECTURE.read_text(encoding="utf-8"))
    assert named == rooms(ROOT)


def test_a_room_that_no_map_names_is_found(tmp_path):
    for name in ("noise/pages", "noise/migrations", "noise/management/commands"):
        (tmp_path / name).mkdir(parents=True)
        (tmp_path / name / "__init__.py").touch()
    (tmp_path / "node_modules").mkdir()
    shutil.copy(ROOT / "fires" / "__init__.py", tmp_path / "noise")
    assert rooms(tmp_path) == {"noise/", "noise/pages/"}
    assert top_folders(tmp_path) == {"noise/"}


def test_a_map_is_read_by_its_indents():
    text = "```\nnoise/   a\n  pages/\n    one/ two/\n  models/\nreporting/   b/c\n```\n"
    assert mapped(text) == {
        *("noise/", "noise/pages/", "noise/pages/one/", "noise/pages/two/", "noise/models/"),
        "reporting/",
    }
