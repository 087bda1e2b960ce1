"""Folders, files and functions stay within their limits, and no modules import one another."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.house import figures
from tests.house.limits import breaches, measured
from tests.house.tree import ROOT, packages


def test_the_house_keeps_its_limits():
    assert list(breaches(measured(ROOT))) == []


def test_code_at_the_top_level_is_in_a_package():
    """A module beside the packages would escape every list and every measure."""
    assert [path.name for path in ROOT.glob("*.py")] == ["manage.py"]


# --- Planted breaches ------------------------------------------------------------------------
def _function(name: str, lines: int) -> str:
    return f"def {name}():\n" + "    pass\n" * (lines - 1)


WITHIN = {
    "drugs/__init__.py": "",
    "drugs/page.py": "import drugs.words\n" + _function("page", 60),
    "drugs/words.py": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import drugs.page\n"
    + "\n" * 497,
    "drugs/models.py": "".join(_function(f"short_{number}", 2) for number in range(150)),
    **{f"drugs/rows/rows_{number}.py": "" for number in range(25)},
    "drugs/rows/__init__.py": "",
    "drugs/migrations/0001_initial.py": _function("forwards", 600),
    "tests/utils.py": _function("test", 600),
    "node_modules/common.py": "",
}
PLANTED = {
    "a folder": (
        {"drugs/rows/and_more.py": ""},
        "drugs/rows/ has 26 modules; at most 25 are allowed",
    ),
    "a folder without __init__": (
        {f"drugs/hidden/rows_{number}.py": "" for number in range(26)},
        "drugs/hidden/ has 26 modules; at most 25 are allowed",
    ),
    "a file": (
        {"drugs/long.py": "\n" * 501},
        "drugs/long.py has 501 lines; at most 500 are allowed",
    ),
    "a function": (
        {"drugs/one.py": "\n" + _function("far_too_long", 61)},
        "drugs/one.py:2 far_too_long has 61 lines; at most 60 are allowed",
    ),
    "a method": (
        {"drugs/one.py": "class A:\n    async def b(self):\n" + "        pass\n" * 60},
        "drugs/one.py:2 b has 61 lines; at most 60 are allowed",
    ),
    "many functions": (
        {"drugs/many.py": "".join(_function(f"f{number}", 41) for number in range(4))},
        "1 function in 100 has more than 41 lines; at most 40 are allowed",
    ),
    "a circle": (
        {"drugs/words.py": "from drugs import page\n"},
        "These modules import one another: drugs.page, drugs.words",
    ),
    "a circle by way of others, within functions": (
        {
            "drugs/one.py": "from drugs.two import a",
            "drugs/two.py": "def a():\n    from drugs.three import b\n",
            "drugs/three.py": "def b():\n    from drugs import one\n",
        },
        "These modules import one another: drugs.one, drugs.three, drugs.two",
    ),
    "a circle in the other branch": (
        {
            "drugs/words.py": "from typing import TYPE_CHECKING\n"
            "if TYPE_CHECKING:\n    pass\nelse:\n    import drugs.page\n"
        },
        "These modules import one another: drugs.page, drugs.words",
    ),
    "a circle that is not for types": (
        {
            "drugs/words.py": "from typing import TYPE_CHECKING\n"
            "if not TYPE_CHECKING:\n    import drugs.page\n"
        },
        "These modules import one another: drugs.page, drugs.words",
    ),
    "a module": (
        {"drugs/helpers.py": ""},
        "drugs/helpers.py: the name says nothing of what is inside",
    ),
    "a package": (
        {"drugs/core/figures.py": ""},
        "drugs/core/figures.py: the name says nothing of what is inside",
    ),
    "a package of its own": (
        {"common/figures.py": ""},
        "common/figures.py: the name says nothing of what is inside",
    ),
}


def _write(root: Path, files: dict[str, str]) -> None:
    for name, source in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(source)


def test_what_is_within_the_limits_passes(tmp_path, capsys):
    _write(tmp_path, WITHIN)
    assert list(breaches(measured(tmp_path))) == []
    assert packages(tmp_path) == ["drugs"]
    assert figures.main(tmp_path) == 0
    assert capsys.readouterr().out.splitlines() == [
        "functions: 151, median 2 lines, p90 2, p99 2",
        "longest function: 60 lines, drugs/page.py:2 page",
        "modules in a folder: 25 drugs/rows/, 3 drugs/",
        "files: 30; longest file: 500 lines, drugs/words.py",
        "import circles: 0",
    ]


@pytest.mark.parametrize("what", PLANTED)
def test_a_planted_breach_is_found(tmp_path, what, capsys):
    files, sentence = PLANTED[what]
    _write(tmp_path, WITHIN | files)
    assert list(breaches(measured(tmp_path))) == [sentence]
    assert figures.main(tmp_path) == 1
    assert sentence in capsys.readouterr().out
