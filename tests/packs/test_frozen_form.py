"""The frozen form is listed, name by name: no class or field that changes changes it unnoticed."""

from __future__ import annotations

import json
import pkgutil
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from enum import Enum
from typing import get_args, get_type_hints

import pytest

from reporting.content import frozen as form
from reporting.content.description import Cell, Deck, Style
from reporting.content.frozen import FrozenPack, freeze, thaw, thaw_pack
from tests.conftest import ROOT
from tests.packs.every_kind import bare_deck, every_kind
from tests.packs.frozen_samples import FOLDER, NAMES, frozen

LISTED = json.loads((FOLDER / f"schema.v{form.SCHEMA}.json").read_text(encoding="utf-8"))


def form_of(*roots: type) -> dict[str, list[str]]:
    """What may stand in a frozen text, by its name there: the fields of a type, values of an enum.

    A type that has no name there is listed by that of its class, with a question mark.
    """
    return {
        form._NAMES.get(kind, f"{kind.__name__}?"): (
            [one.value for one in kind]
            if issubclass(kind, Enum)
            else sorted(form._field_name(kind, one.name) for one in fields(kind))
        )
        for kind in reached(*roots)
    }


def reached(*kinds: type) -> set[type]:
    """These and every dataclass and enum that stands in one of their fields, however deep."""
    found, todo = set(), list(kinds)
    while todo:
        kind = todo.pop()
        if kind not in found:
            found.add(kind)
            todo += [one for hint in hints(kind) for one in within(hint)]
    return found


def hints(kind: type) -> Iterator[object]:
    yield from get_type_hints(kind).values() if is_dataclass(kind) else ()


def within(hint: object) -> Iterator[type]:
    """The dataclasses and enums that a field's type is made of."""
    if isinstance(hint, type) and (is_dataclass(hint) or issubclass(hint, Enum)):
        yield hint
    for one in get_args(hint):
        yield from within(one)


# --- The listing -----------------------------------------------------------------------------
def test_the_form_is_as_listed():
    """A difference is a new schema: an upgrade in the frozen form, a listing, and a sample."""
    assert form_of(FrozenPack, Deck) == LISTED


def test_every_name_of_the_form_is_used():
    plain = {"bytes", "date", "datetime", "frozenset"}
    assert set(form._NAMES.values()) == {*LISTED, *plain}
    assert len(form._TYPES) == len(form._NAMES)


@dataclass(frozen=True)
class Shade:
    """Planted: without a name in the form."""

    depth: int


@dataclass(frozen=True)
class Planted(Cell):
    """Planted: in the place of `Cell`, with one field more."""

    shade: tuple[Shade | None, ...] = ()


def test_a_field_and_a_class_that_are_not_listed_are_found(monkeypatch):
    monkeypatch.setitem(form._NAMES, Planted, "Cell")
    monkeypatch.setitem(form._FIELDS, Planted, form._FIELDS[Cell])
    found = form_of(Planted)
    assert found["Cell"] == sorted([*LISTED["Cell"], "shade"])
    assert found["Shade?"] == ["depth"]


def test_a_value_of_an_enum_that_is_not_listed_is_found(monkeypatch):
    planted = Enum("Style", {**{one.name: one.value for one in Style}, "INDEX": "index"})
    monkeypatch.setitem(form._NAMES, planted, "Style")
    assert form_of(planted)["Style"] == [*LISTED["Style"], "index"]


def test_each_schema_has_its_samples_and_a_way_to_the_next():
    assert set(form._UPGRADES) == set(range(1, form.SCHEMA))
    # Schema 2 is schema 1 with its number.
    assert {int(name.rpartition(".v")[2]) for name in NAMES} == {1, *range(3, form.SCHEMA + 1)}


# --- The text --------------------------------------------------------------------------------
@pytest.mark.parametrize("made", [every_kind, bare_deck])
def test_everything_that_can_be_frozen_thaws_to_the_same(made):
    thing = made()
    assert thaw(freeze(thing)) == thing
    assert freeze(thaw(freeze(thing))) == freeze(thing)


@pytest.fixture
def renamed() -> Iterator[None]:
    """Every class of the form is called something else, as after a change of the code."""
    names = {kind: kind.__name__ for kind in reached(FrozenPack)}
    for kind, name in names.items():
        kind.__name__ = f"New{name}"
    yield
    for kind, name in names.items():
        kind.__name__ = name


def test_names_stay_when_classes_are_called_something_else(renamed):
    then = frozen("every-kind.v7")
    assert type(thaw(then)).__name__ == "NewFrozenPack"
    assert freeze(thaw(then)) == then


def test_the_text_says_its_schema():
    written = json.loads(freeze(every_kind()))
    assert set(written) == {"content", "schema"}
    assert written["schema"] == form.SCHEMA == 7


def test_a_text_of_a_newer_portal_is_refused_in_a_sentence():
    newer = json.dumps({"content": {}, "schema": form.SCHEMA + 1})
    with pytest.raises(ValueError, match=r"frozen by a newer version of the portal\. Its form is"):
        thaw_pack(newer)


def test_an_earlier_text_is_upgraded_step_by_step(monkeypatch):
    """Planted: two schemas to come, each of which calls a field something else."""
    text = freeze(every_kind()).replace('"token":', '"written":')
    steps = {
        7: lambda content: json.loads(json.dumps(content).replace('"written":', '"asked":')),
        8: lambda content: json.loads(json.dumps(content).replace('"asked":', '"token":')),
    }
    monkeypatch.setattr(form, "SCHEMA", 9)
    monkeypatch.setattr(form, "_UPGRADES", form._UPGRADES | steps)
    assert thaw(text) == every_kind()


def test_what_has_no_name_in_the_form_is_refused():
    with pytest.raises(TypeError, match="a Shade cannot be frozen"):
        freeze(Shade(3))  # type: ignore[arg-type]


def test_no_module_stands_in_a_frozen_text():
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")}
    modules = {
        one.name
        for package in packages
        for one in pkgutil.walk_packages([str(ROOT / package)], f"{package}.")
    }
    texts = {"now": freeze(every_kind()), **{name: frozen(name) for name in NAMES}}
    assert {(name, one) for name, text in texts.items() for one in modules if one in text} == set()
