"""A figure on its way from the facts to a slide: each room calls only rooms below it.

Import contracts see what a module imports. A callback, a property of an object handed down or a
registry can climb without an import, so the calls themselves are watched here.
"""

from __future__ import annotations

import io
from dataclasses import replace
from types import ModuleType

import pytest
from pptx import Presentation

from reporting.export.formats import Format
from reporting.packs import build, files
from tests.house.way import layers, watched
from tests.packs.conftest import (
    Setting,
    filled,  # noqa: F401 - a fixture
    setting,  # noqa: F401 - a fixture
)

ALL = ["headline", "chart", "last-time", "commentary", "table", "findings", "years"]
PLACES = ["localities", "localities-by-year", "wards", "types", "to-date", "method"]
# Those that a figure passes on its way; pages lend their description to packs.
PASSED = {"packs", "pages", "queries", "analysis", "narrative", "charts", "content", "export"}


def test_a_figure_goes_down_only(setting: Setting):  # noqa: F811
    section = setting.section()
    section.settings |= {"show": [*ALL, *PLACES]}
    with watched("reporting") as way:
        pack = build.build_section(section).pack
        slides = files.drawn(setting.version, pack, Format.PPTX)
        parts = files.drawn(
            setting.version, replace(pack, sections=_parts_alone(pack)), Format.PPTX
        )
    assert len(Presentation(io.BytesIO(slides)).slides) == 2
    assert len(Presentation(io.BytesIO(parts)).slides) > len(PLACES)
    assert way.rooms >= PASSED
    assert way.climbs(layers("reporting")) == []


def _parts_alone(pack):
    """As it was frozen when the report was the slides."""
    return tuple(replace(section, panel=(), annex=()) for section in pack.sections)


# --- Planted climbs --------------------------------------------------------------------------
LAYERS = ["packs", "queries", "content"]


def _module(name: str, source: str) -> ModuleType:
    module = ModuleType(name)
    exec(source, module.__dict__)
    return module


PACKS = """
class Shown:
    @property
    def title(self):
        return "shown"

def words():
    return "words"

def parts():
    yield words()
"""
CONTENT = """
def lower(of):
    return of()

def read(shown):
    return shown.title

def gone_through(parts):
    return list(parts)

def sorted_by(key):
    return sorted([1], key=key)
"""


@pytest.mark.parametrize(
    ("climb", "caller", "callee"),
    [
        (lambda packs, content: content.lower(packs.words), "lower", "words"),
        (lambda packs, content: content.read(packs.Shown()), "read", "Shown.title"),
        (lambda packs, content: content.sorted_by(lambda _: packs.words()), "sorted_by", "words"),
        (lambda packs, content: content.gone_through(packs.parts()), "", ""),
    ],
    ids=["a callback", "a property", "a callback of others", "a generator"],
)
def test_a_planted_climb_is_found(climb, caller, callee):
    packs = _module("planted.packs.page", PACKS)
    content = _module("planted.content.cells", CONTENT)
    with watched("planted") as way:
        climb(packs, content)
    found = [f"planted.content.cells.{caller} calls planted.packs.page.{callee}"]
    assert way.climbs(LAYERS) == (found if caller else [])
