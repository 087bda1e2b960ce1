"""Every field that takes a file is one that has it scanned, and stands in the list of doors."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django import forms

from csp_portal.fuzzing.doors import DOORS
from returns.pages.office.forms import CoveringEmailField
from returns.pages.sending.forms import SeveralFiles
from tests.house.tree import ROOT, packages

FIELDS = {"UploadField", SeveralFiles.__name__, CoveringEmailField.__name__}
# The gallery's is shown and never sent; the field of an email is a door of its own as well.
NO_DOORS = {"csp_portal.gallery.views.Form"}


def _files() -> Iterator[Path]:
    for package in packages(ROOT):
        yield from (ROOT / package).rglob("*.py")


def fields_in(source: str, *, module: str) -> Iterator[tuple[str, str]]:
    """The class in which a field for files is made, and how that field is called."""
    for each in ast.walk(ast.parse(source)):
        if isinstance(each, ast.ClassDef):
            for call in ast.walk(each):
                if isinstance(call, ast.Call):
                    name = ast.unparse(call.func)
                    if name in FIELDS or name in ("forms.FileField", "forms.ImageField"):
                        yield f"{module}.{each.name}", name


def test_every_form_that_takes_a_file_is_a_door():
    found = dict(
        pair
        for file in _files()
        for pair in fields_in(
            file.read_text(encoding="utf-8"),
            module=".".join(file.relative_to(ROOT).with_suffix("").parts),
        )
    )
    assert set(found) - NO_DOORS == {door.form for door in DOORS}
    assert set(found.values()) <= FIELDS, "a file that nothing scans"


def test_a_field_that_scans_nothing_would_be_found():
    source = "class A(forms.Form):\n    file = forms.FileField()\n"
    assert list(fields_in(source, module="a")) == [("a.A", "forms.FileField")]


@pytest.mark.parametrize("field", [SeveralFiles, CoveringEmailField])
def test_fields_of_their_own_are_fields_that_scan(field):
    assert issubclass(field, forms.FileField)
    assert "UploadField" in {base.__name__ for base in field.__mro__}
